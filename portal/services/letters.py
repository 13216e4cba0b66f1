"""The first message to the person: its draft, the finished words with every right stated, and its letter."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.domain import opening_letter_texts as texts
from portal.domain.complaint_routes import refusal_grounds
from portal.domain.errors import Incomplete
from portal.domain.letter import Letter, blocks_of, inert
from portal.domain.letter_blanks import blanks_in, says_why
from portal.domain.letter_days import names_another_day, past_days
from portal.domain.opening_letters import (
    LetterFacts,
    about_points,
    facts_for,
    fill,
    opening_message,
    style_for,
    with_fixed_lines,
    with_rights,
)
from portal.domain.vocabulary import DecisionStatus, Kind, LetterStyle, Route
from portal.domain.workingdays import Calendar
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.point import DecisionPoint, Point, PointWording
from portal.models.screening import Decision
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.now import today
from portal.services.procedures import FIRST_STAGE, PROCEDURE_OF, first_stage_clock, reply_due
from portal.services.sealing import Seal

CHILDREN = frozenset({"child", "care_leaver"})


@dataclass(frozen=True, slots=True)
class LetterWish:
    """How an officer wants a letter: a style that may not be the person's own, and the day it names.

    ``by`` is the day by which early resolution is to be tried.
    """

    style: LetterStyle | None = None
    by: date | None = None


AS_USUAL = LetterWish()


def draft_message(
    feedback: Feedback,
    about: Route | str,
    answers: Mapping[str, str],
    reply_by: date | None = None,
    *,
    points: Mapping[int, str] | None = None,
    calendar: Calendar | None = None,
    other_points: bool = False,
    sent_back: bool = False,
    style: LetterStyle | None = None,
) -> str:
    """Return the draft of the message for a route, or for what was sent twice or withdrawn.

    ``points`` are the agreed words by number of what the decision settles, and ``other_points`` says that
    the item has more of them; ``sent_back`` that the Ombudsman sent it here to be answered first.
    """
    facts = _letter_facts(feedback, about, answers, reply_by, points, calendar)
    facts = replace(facts, other_points=other_points, sent_back=sent_back)
    return opening_message(about, feedback.audience, facts, style or style_of(feedback))


def finish_message(
    feedback: Feedback,
    about: Route | str,
    answers: Mapping[str, str],
    message: str,
    *,
    points: Iterable[Point] = (),
    wish: LetterWish = AS_USUAL,
) -> str:
    """Return what is sent, with each point and right the officer's words left out; an empty one stays empty.

    Raises Incomplete with "message" while a place to be filled is still there, "thin.message" where a route
    that owes a reason gives none, "other_day" where it names another day than the one wished for, and
    "past_day" where it promises something by a day that is past.
    """
    if blanks_in(message):
        raise Incomplete(("message",))
    _require_reason(feedback, about, answers, message, wish)
    if wish.by and names_another_day(message, wish.by):
        raise Incomplete(("other_day",))
    finished = complete_message(feedback, about, answers, message, words_of_points(feedback, points), wish)
    if past_days(finished, today()):
        raise Incomplete(("past_day",))
    return finished


def complete_message(
    feedback: Feedback,
    about: Route | str,
    answers: Mapping[str, str],
    message: str,
    points: Mapping[int, str],
    wish: LetterWish = AS_USUAL,
) -> str:
    """Return a message with each point and right it lacks, even where places are still to be filled."""
    if not message.strip():
        return ""
    facts = _letter_facts(
        feedback, about, answers, wish.by or _day_of_reply(feedback, about, answers), points
    )
    facts = replace(facts, other_points=bool(points) and _has_letters_to_come(feedback.id, points))
    return with_rights(message, about, feedback.audience, facts, wish.style or style_of(feedback))


def _day_of_reply(feedback: Feedback, about: Route | str, answers: Mapping[str, str]) -> date | None:
    """Return the day that a draft for this route names."""
    needed = answers.get("reply_needed") != "no"
    if not isinstance(about, Route):
        return None
    return reply_due(about, feedback.received_on, current_calendar(), reply_needed=needed)


def _require_reason(
    feedback: Feedback, about: Route | str, answers: Mapping[str, str], message: str, wish: LetterWish
) -> None:
    """Raise Incomplete where the person is told of a route without why, or in words that say nothing."""
    facts = _letter_facts(feedback, about, answers, None)
    style = wish.style or style_of(feedback)
    if message.strip() and not says_why(message, about, feedback.audience, facts, style):
        raise Incomplete(("thin.message",))


def finish_other_message(feedback: Feedback, message: str, style: LetterStyle | None = None) -> str:
    """Return a message beside the decision as it is sent: what the person can still do stands at its end."""
    facts = _letter_facts(feedback, "", {}, None)
    return with_fixed_lines(message, feedback.audience, facts, style or style_of(feedback))


def style_of(feedback: Feedback) -> LetterStyle:
    """Return how letters to this person are worded and set, where nobody chose otherwise."""
    return style_for(feedback.audience, feedback.journey)


def other_style(feedback: Feedback, chosen: LetterStyle | None) -> LetterStyle | None:
    """Return a style that was chosen, or None where it is the person's own."""
    return None if chosen is style_of(feedback) else chosen


def last_style(feedback: Feedback) -> LetterStyle:
    """Return the style last chosen for letters about an item, or the person's own; one query."""
    chosen = (
        select(Decision.letter_style)
        .where(Decision.feedback_id == feedback.id, Decision.status != DecisionStatus.RETURNED)
        .order_by(Decision.id.desc())
        .limit(1)
    )
    return db.session.scalar(chosen) or style_of(feedback)


def words_of_points(feedback: Feedback, points: Iterable[Point]) -> dict[int, str]:
    """Return the agreed words of points by their numbers; one query."""
    wanted = {point.id: point for point in points}
    seal = Seal.of(feedback.data_key_id)
    rows = db.session.execute(
        select(PointWording.id, PointWording.point_id, PointWording.version, PointWording.words).where(
            PointWording.point_id.in_(wanted)
        )
    )
    return {
        wanted[row.point_id].number: seal.open(f"point_wording.words:{row.id}", row.words)
        for row in rows
        if row.version == wanted[row.point_id].wording
    }


def has_other_points(feedback_id: int, numbers: Iterable[int]) -> bool:
    """Whether an item has points beside those with these numbers; one query."""
    others = (
        Point.feedback_id == feedback_id,
        Point.dropped_at.is_(None),
        Point.number.not_in(tuple(numbers)),
    )
    return db.session.scalar(select(Point.id).where(*others).limit(1)) is not None


def _has_letters_to_come(feedback_id: int, numbers: Iterable[int]) -> bool:
    """Whether an item has points beside these of which no decision is in force yet; one query."""
    settled = (
        select(DecisionPoint.point_id)
        .join(Decision, Decision.id == DecisionPoint.decision_id)
        .where(Decision.feedback_id == feedback_id, Decision.status == DecisionStatus.IN_FORCE)
    )
    others = (
        Point.feedback_id == feedback_id,
        Point.dropped_at.is_(None),
        Point.number.not_in(tuple(numbers)),
        Point.id.not_in(settled),
    )
    return db.session.scalar(select(Point.id).where(*others).limit(1)) is not None


def make_letter(
    feedback: Feedback,
    about: Route | str,
    message: str,
    *,
    style: LetterStyle | None = None,
    points: Collection[int] = (),
) -> Letter:
    """Return a finished message as the letter of today that says the same.

    ``points`` are the numbers of what it is about, for the heading where other letters are about others.
    """
    council, style = current_council(), style or style_of(feedback)
    plain = int(style is not LetterStyle.ADULT)
    facts = _letter_facts(feedback, about, {}, None)
    each = (facts, facts_for(style, facts))  # the plainest words, and those for 12 and over
    rights = frozenset(fill(pair[plain], one, plain) for pair in texts.RIGHTS for one in each)
    body, stated = blocks_of(message, rights, fill(texts.SIGNED, facts, plain), style)
    contact = council.contact
    reach = (("Telephone: ", contact.phone), ("Email: ", contact.email), ("Open: ", contact.opening_hours))
    return Letter(
        council=council.name,
        address=tuple(line for line in contact.address if line != council.name),
        reach=tuple(f"{label}{words}" for label, words in reach if words),
        dated=today(),
        reference=feedback.reference,
        to=texts.FOR_WHOM[plain],
        heading=inert(_heading(about, plain) + _about_points(feedback, points)),
        body=body,
        rights_heading=texts.RIGHTS_HEADING[plain],
        rights=stated,
        sign_off=(contact.team_name, council.name),
        style=style,
    )


def _heading(about: Route | str, plain: int) -> str:
    return texts.HEADINGS.get(about, texts.HEADING)[plain]


def _about_points(feedback: Feedback, points: Collection[int]) -> str:
    apart = bool(points) and has_other_points(feedback.id, points)
    return f": {about_points(points)}" if apart else ""


def _letter_facts(
    feedback: Feedback,
    about: Route | str,
    answers: Mapping[str, str],
    reply_by: date | None,
    points: Mapping[int, str] | None = None,
    calendar: Calendar | None = None,
) -> LetterFacts:
    council = current_council()
    providers = council.advocacy_on(today())
    facts: dict[str, Any] = {"reply_by": reply_by} | _procedure_facts(feedback, about, calendar)
    contact, due = council.contact, facts["reply_by"]
    return LetterFacts(
        reference=feedback.reference,
        council=council.name,
        team=contact.team_name,
        team_phone=contact.phone or "",
        team_address=contact.address,
        late=due is not None and due < today(),
        ombudsman=council.ombudsman.name,
        ombudsman_phone=council.ombudsman.phone,
        ombudsman_website=council.ombudsman.website,
        early_label=council.early_resolution.label,
        advocate=providers[0].name if providers else "",
        grounds=tuple(code for code, _ in refusal_grounds(answers)),
        for_child=answers.get("who") in CHILDREN,
        wants_advocate=feedback.kind is Kind.ADVOCATE_REQUEST,
        points={number: inert(words) for number, words in (points or {}).items()},
        **facts,
    )


def _procedure_facts(feedback: Feedback, about: Route | str, calendar: Calendar | None) -> dict[str, Any]:
    """Return what an accepted complaint is told of its procedure."""
    procedure = PROCEDURE_OF.get(about) if isinstance(about, Route) else None
    if procedure is None:
        return {}
    rules = current_council().procedures[procedure]
    clock = first_stage_clock(feedback.received_on, procedure, calendar or current_calendar())
    first, second = rules.stage(FIRST_STAGE), rules.stage(FIRST_STAGE + 1)
    return {
        "reply_by": clock.due_on,
        "procedure": rules.label,
        "stages": len(rules.stages),
        "days": clock.days,
        "received_on": clock.day_zero,
        "answered_by": (first.signed_by or "") if first else "",
        "request_days": second.request_days if second else None,
    }
