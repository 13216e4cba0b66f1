"""The screening of one item as its page shows it: checklist, suggestion, routes with drafts, decisions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from portal.domain.checklist import SAFEGUARDING
from portal.domain.history import words_of_code
from portal.domain.opening_letters import SENT_TWICE, WITHDRAWN
from portal.domain.points import Weighed, most_rights, weigh
from portal.domain.route_labels import ROUTE_LABELS, route_label
from portal.domain.screening import is_open_to, questions_asked, relevant, routes_for
from portal.domain.signatures import must_be_spoken_with, needs_second_person
from portal.domain.suggestion import ScreeningFacts, Suggestion
from portal.domain.vocabulary import DecisionStatus, Kind, LetterStyle, Route, SetAsideAs
from portal.domain.workingdays import Calendar
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.point import DecisionPoint, Point
from portal.models.screening import Decision, DecisionWords, Screening
from portal.services.council import current_council
from portal.services.decisions import MAY_STAY_SILENT
from portal.services.item_page import DecisionShown, RouteChoice, SafeguardingShown, ScreeningShown
from portal.services.letters import AS_USUAL, LetterWish, draft_message, style_of, words_of_points
from portal.services.points import undecided_points
from portal.services.procedures import reply_due
from portal.services.route_details import shown_for
from portal.services.screening import screening_facts
from portal.services.sealing import Seal

Names = Mapping[int, str]


def list_decisions(feedback_id: int, seal: Seal, names: Names, officer_id: int) -> tuple[DecisionShown, ...]:
    """Return every decision with its words, newest first; two queries."""
    numbers = _numbers_of_points(feedback_id)
    rows = db.session.execute(
        select(Decision, DecisionWords, Feedback.reference)
        .join(DecisionWords, DecisionWords.decision_id == Decision.id)
        .outerjoin(Feedback, Feedback.id == Decision.facts["same_as"].as_integer())
        .where(Decision.feedback_id == feedback_id)
        .order_by(Decision.id.desc())
    )
    return tuple(
        replace(_decision(*row, seal, names, officer_id), points=tuple(numbers.get(row[0].id, ())))
        for row in rows
    )


def _numbers_of_points(feedback_id: int) -> dict[int, list[int]]:
    rows = db.session.execute(
        select(DecisionPoint.decision_id, Point.number)
        .join(Point, Point.id == DecisionPoint.point_id)
        .where(Point.feedback_id == feedback_id)
        .order_by(Point.number)
    )
    numbers: dict[int, list[int]] = {}
    for decision_id, number in rows:
        numbers.setdefault(decision_id, []).append(number)
    return numbers


def find_screening(
    feedback: Feedback,
    decisions: Sequence[DecisionShown],
    calendar: Calendar,
    seal: Seal,
    names: Names,
    chosen: Collection[int] = (),
    points: Sequence[Point] | None = None,
    wish: LetterWish = AS_USUAL,
) -> ScreeningShown:
    """Return the checklist, and once it is complete the suggestion and every open route; two queries.

    Suggestion and routes are for the points ``chosen``; else for a decision's ``points`` or those left alike.
    Drafts follow the ``wish``; without one they are in the style that was chosen last.
    """
    screening = db.session.get(Screening, feedback.id)
    stored = screening.answers if screening else {}
    facts = screening_facts(feedback, screening, _routes_before(decisions))
    at_first = _alike if points is None else tuple
    points = undecided_points(feedback.id) if points is None else points
    left = {point.number: weigh(feedback.kind, stored, point.answers, facts) for point in points}
    numbers = tuple(number for number in left if number in chosen) or at_first(left)
    each = [left[number] for number in numbers] or [weigh(feedback.kind, stored, {}, facts)]
    facts = _since(facts, decisions, numbers)
    lacking = tuple(dict.fromkeys(code for one in (*left.values(), *each) for code in one.missing))
    suggestion = None if lacking else _suggestion_of(each)
    style = wish.style or _last_style(decisions) or style_of(feedback)
    told = _told(feedback, points, decisions, numbers)
    drafting = _Drafting(feedback, each[0].answers, calendar, *told, style, wish.by, facts.sent_back)
    return ScreeningShown(
        **_answered(feedback, screening, stored, decisions, seal, names),
        missing=lacking,
        suggestion=suggestion,
        routes=_routes(each, facts, suggestion, drafting) if suggestion else (),
        left=tuple(left),
        chosen=numbers,
        weighed=left,
        style=style,
        own_style=style_of(feedback),
    )


def _answered(
    feedback: Feedback,
    screening: Screening | None,
    stored: Mapping[str, str],
    decisions: Sequence[DecisionShown],
    seal: Seal,
    names: Names,
) -> dict[str, Any]:
    """Return what was asked and answered, and the drafts that rest on that alone."""
    notes, answers = _notes(feedback, screening, seal), relevant(feedback.kind, stored)
    return {
        "safeguarding": _safeguarding(screening, notes.get(SAFEGUARDING.code, {}), names, decisions),
        "questions": questions_asked(feedback.kind, stored),
        "answers": answers,
        "notes": {code: words for code, words in notes.items() if isinstance(words, str)},
        "draft_sent_twice": draft_message(feedback, SENT_TWICE, answers),
        "draft_withdrawn": draft_message(feedback, WITHDRAWN, answers),
    }


def _last_style(decisions: Sequence[DecisionShown]) -> LetterStyle | None:
    """Return the style of the last decision, whatever became of it, where it isn't the person's own."""
    return decisions[0].letter_style if decisions else None


def _told(
    feedback: Feedback,
    points: Sequence[Point],
    decisions: Sequence[DecisionShown],
    numbers: Collection[int],
) -> tuple[dict[int, str], bool]:
    """Return the words of the points with these numbers, and whether letters about others are to come."""
    words = words_of_points(feedback, (point for point in points if point.number in numbers))
    standing = (one for one in decisions if one.status is DecisionStatus.PROPOSED)
    every = {point.number for point in points}.union(*(one.points for one in standing))
    return words, bool(numbers) and every > set(numbers)


def _suggestion_of(each: Sequence[Weighed]) -> Suggestion | None:
    suggestions = [one.suggestion for one in each if one.suggestion]
    return most_rights(suggestions) or (suggestions[0] if suggestions else None)


def _alike(left: Mapping[int, Weighed]) -> tuple[int, ...]:
    """Return the points that share the suggestion shown first; all of them while one lacks an answer."""
    if any(one.missing for one in left.values()):
        return tuple(left)
    shown = _suggestion_of(tuple(left.values()))
    return tuple(number for number, one in left.items() if _goes(one.suggestion) == _goes(shown))


def _goes(suggestion: Suggestion | None) -> tuple[Route | None, Kind | None] | None:
    return (suggestion.route, suggestion.kind) if suggestion else None


def _routes_before(decisions: Sequence[DecisionShown]) -> frozenset[Route]:
    return frozenset(one.route for one in decisions if one.route and _took_effect(one))


def _since(
    facts: ScreeningFacts, decisions: Sequence[DecisionShown], numbers: Collection[int]
) -> ScreeningFacts:
    """Return the facts with what was suggested for these points when a second person sent them back."""
    sent_back = [one for one in decisions if one.status is DecisionStatus.RETURNED and one.route]
    of_these = [one for one in sent_back if not one.points or set(one.points) & set(numbers)]
    suggested = frozenset(one.suggested for one in of_these if one.suggested)
    return replace(facts, earlier_suggested=suggested, returned=bool(of_these))


def _took_effect(decision: DecisionShown) -> bool:
    if decision.status is DecisionStatus.SUPERSEDED:
        return decision.sign_by is None or decision.signed_at is not None
    return decision.status is DecisionStatus.IN_FORCE and not decision.points  # those are other points


@dataclass(frozen=True, slots=True)
class _Drafting:
    """What every route's draft is made from."""

    feedback: Feedback
    answers: Mapping[str, str]
    calendar: Calendar
    points: Mapping[int, str]
    other_points: bool
    style: LetterStyle
    by: date | None
    sent_back: bool

    def of(self, route: Route) -> str:
        """Return the draft of a route; early resolution names the day that was written down for it."""
        needed = self.answers.get("reply_needed") != "no"
        due = reply_due(route, self.feedback.received_on, self.calendar, reply_needed=needed)
        return draft_message(
            self.feedback,
            route,
            self.answers,
            self.by if self.by and route is Route.EARLY_RESOLUTION else due,
            points=self.points,
            calendar=self.calendar,
            other_points=self.other_points,
            sent_back=self.sent_back,
            style=self.style,
        )


def _routes(
    each: Sequence[Weighed], facts: ScreeningFacts, suggestion: Suggestion, drafting: _Drafting
) -> tuple[RouteChoice, ...]:
    early = current_council().early_resolution.label
    return tuple(
        RouteChoice(
            route=route,
            label=route_label(route, early),
            hint=ROUTE_LABELS[route][1],
            suggested=route is suggestion.route,
            second_person=_why_two(route, each, facts),
            message_needed=route not in MAY_STAY_SILENT,
            speak_first=any(must_be_spoken_with(route, facts, one.answers) for one in each),
            draft=drafting.of(route),
        )
        for route in routes_for(drafting.feedback.kind)
        if all(is_open_to(route, one.answers, facts) for one in each)
    )


def _why_two(route: Route, each: Sequence[Weighed], facts: ScreeningFacts) -> tuple[str, ...]:
    """Return why a second person signs where this route is taken for all the points that are left."""
    why: dict[str, None] = {}
    for one in each:
        suggested = one.suggestion.route if one.suggestion else None
        why |= dict.fromkeys(needs_second_person(route, suggested, one.answers, facts))
    return tuple(why)


def _notes(feedback: Feedback, screening: Screening | None, seal: Seal) -> dict[str, Any]:
    if screening is None or not screening.notes:
        return {}
    notes: dict[str, Any] = seal.open(f"screening.notes:{feedback.id}", screening.notes)
    return notes


def _safeguarding(
    screening: Screening | None,
    written: Mapping[str, str],
    names: Names,
    decisions: Sequence[DecisionShown],
) -> SafeguardingShown | None:
    answer = screening.answers.get(SAFEGUARDING.code) if screening else None
    if screening is None or answer is None:
        return None
    told_at = written.get("told_at")
    return SafeguardingShown(
        answer=answer,
        label=dict(SAFEGUARDING.answers)[answer],
        told_whom=written.get("told_whom", ""),
        told_at=datetime.fromisoformat(told_at) if told_at else None,
        note=written.get("note", ""),
        by=names.get(screening.safeguarding_by_id or 0, ""),
        at=screening.safeguarding_at,
        again=_is_sent_back_since(decisions, screening.safeguarding_at),
    )


def _is_sent_back_since(decisions: Sequence[DecisionShown], answered: datetime | None) -> bool:
    return any(one.returned_at and (answered is None or answered < one.returned_at) for one in decisions)


def _decision(
    row: Decision, words: DecisionWords, same_as: str | None, seal: Seal, names: Names, officer_id: int
) -> DecisionShown:
    place = f":{row.id}"
    aside = row.facts.get("set_aside_as")
    details = seal.open(f"decision_words.details{place}", words.details) if words.details else ""
    returned = seal.open(f"decision_words.returned{place}", words.returned) if words.returned else ""
    return DecisionShown(
        id=row.id,
        status=row.status,
        route=row.route,
        set_aside_as=SetAsideAs(aside) if aside else None,
        same_as=same_as or "",
        label=_label(row.route, aside),
        suggested=row.suggested,
        second_person=tuple(row.facts.get("second_person", ())),
        reason=seal.open(f"decision_words.reason{place}", words.reason),
        message=seal.open(f"decision_words.message{place}", words.message),
        proposed_by=names.get(row.proposed_by_id, ""),
        proposed_by_me=row.proposed_by_id == officer_id,
        proposed_at=row.proposed_at,
        sign_by=row.sign_by,
        signed_by=names.get(row.signed_by_id or 0, ""),
        signed_at=row.signed_at,
        returned_by=names.get(row.returned_by_id or 0, ""),
        returned_at=row.returned_at,
        returned_reason=returned,
        category=row.category or "",
        signer=names.get(row.signer_id or 0, ""),
        asked_me=row.signer_id == officer_id,
        letter_style=row.letter_style,
        particulars=shown_for(row.route, row.category or "", details),
    )


def _label(route: Route | None, set_aside_as: str | None) -> str:
    if route is not None:
        return route_label(route, current_council().early_resolution.label)
    if set_aside_as == SetAsideAs.SENT_TWICE:
        return "Sent twice"
    return f"Set aside: {words_of_code(set_aside_as)}" if set_aside_as else "Withdrawn"
