"""Opening an item to read it: logged, refused where there is a conflict, everything in view at once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from portal.domain.clocks import Clock, describe, due_date, working_days_left
from portal.domain.permissions import Permission
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import CaseStatus, DecisionStatus, Procedure, StageStatus
from portal.domain.workflow import BEING_SCREENED, IN_THE_QUEUE, FeedbackAction, actions_from
from portal.domain.workingdays import Calendar
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.feedback import Feedback
from portal.services import item_words
from portal.services.acceptance import list_steps
from portal.services.accounts import StaffMember, names_of_accounts
from portal.services.advocate_requests import find_progress
from portal.services.calendar import current_calendar
from portal.services.child_contacts import list_child_contacts
from portal.services.claims import has_open_alert
from portal.services.conflicts import list_kept_away
from portal.services.contact_list import list_of_item
from portal.services.conversation import find_conversation
from portal.services.council import current_council
from portal.services.files_shown import find_files_shown
from portal.services.flags import list_flags
from portal.services.freezes import list_freezes
from portal.services.holding import require
from portal.services.item_page import Allowed, ClaimShown, ClockLine, DecisionShown, ItemPage, Said
from portal.services.item_screening import find_screening, list_decisions
from portal.services.letters import AS_USUAL, LetterWish
from portal.services.letters_sent import list_letters
from portal.services.linking import list_linked
from portal.services.now import now, today
from portal.services.opening import open_logged
from portal.services.points_shown import list_points
from portal.services.practitioners import list_practitioner_contacts
from portal.services.procedures import has_open_case
from portal.services.same_person import find_same_person
from portal.services.sealing import Seal
from portal.services.sent_back import list_referrals
from portal.services.service_meetings import list_meetings
from portal.services.set_aside import may_look_over
from portal.services.sharing_shown import find_sharing_shown
from portal.services.signers import list_signers
from portal.services.staff_entries import OF_THE_OFFICE, find_entry_shown
from portal.services.stages_ahead import list_stages_ahead
from portal.services.third_person import ThirdPerson, find_third_person
from portal.services.waiting import list_waiting
from portal.services.who_was_told import list_told

BESIDES: dict[str, Callable[[int, Seal, Mapping[int, str]], tuple[Any, ...]]] = {
    "points": list_points,
    "letters": list_letters,
    "flags": list_flags,
    "freezes": list_freezes,
    "child_contacts": list_child_contacts,
    "practitioners": list_practitioner_contacts,
    "waiting": list_waiting,
    "told": list_told,
    "referrals": list_referrals,
    "meetings": list_meetings,
    "stages_ahead": list_stages_ahead,
    "steps": list_steps,
}
PROCEDURES = {Procedure.STATUTORY: "Children Act", Procedure.CORPORATE: "council"}
FACETS = (
    "reference",
    "kind",
    "sent_as",
    "audience",
    "channel",
    "status",
    "set_aside_as",
    "received_at",
    "received_on",
    "act_by",
    "route_known_by",
    "about_to_happen",
    "about_to_happen_on",
    "team",
    "danger",
    "anonymous",
    "version",
    "correction_asked_at",
)


def read_item(
    reference: str, officer: StaffMember, points: Collection[int] = (), wish: LetterWish = AS_USUAL
) -> ItemPage:
    """Return an item's reading page, routes for ``points``, drafts as wished, and log that. Commits the log.

    Raises NotAllowed, NotFound or ConflictOfInterest. The number of queries doesn't depend on what is stored.
    """
    require(officer, Permission.SEE_DESK)
    feedback_id = open_logged(reference, officer, "read")
    wanted = select(Feedback, has_open_alert()).where(Feedback.id == feedback_id)
    feedback, alert_open = db.session.execute(wanted).one()
    seal, names, calendar = Seal.of(feedback.data_key_id), names_of_accounts(), current_calendar()
    said, safe_contact = item_words.find_words(feedback, seal)
    pending = _pending(decisions := list_decisions(feedback.id, seal, names, officer.id))
    page = ItemPage(
        **{name: getattr(feedback, name) for name in FACETS},
        team_label=current_council().team_label(feedback.team) if feedback.team else "",
        alert_open=alert_open,
        young=feedback.audience in YOUNG_AUDIENCES,
        safe_contact=safe_contact,
        **_written(feedback, said, seal, names, officer.id),
        conversation=find_conversation(feedback, seal, names, officer, calendar),
        contacts=list_of_item(feedback.id),
        linked=list_linked(feedback.id, officer),
        earlier=find_same_person(feedback.id, officer.id),
        screening=find_screening(feedback, decisions, calendar, seal, names, points, wish=wish),
        decisions=decisions,
        pending=pending,
        claim=_claim(feedback, officer, names),
        clock=_clock(feedback, calendar),
        teams=tuple((team.code, team.label) for team in current_council().teams_on(today())),
        kept_away=list_kept_away(feedback.id, names),
        **_may_now(feedback, officer, pending, names),
        sharing=find_sharing_shown(feedback, seal, names, officer.id),
        advocate=find_progress(feedback.id, seal, calendar),
        files=find_files_shown(feedback.id, officer, names),
        **_done_besides(feedback.id, seal, names),
    )
    db.session.rollback()
    return page


def _pending(decisions: Sequence[DecisionShown]) -> DecisionShown | None:
    """Return the decision that waits, rather one that this officer may sign."""
    waiting = [one for one in decisions if one.status is DecisionStatus.PROPOSED]
    return min(waiting, key=lambda one: (one.proposed_by_me, one.id), default=None)


def _done_besides(feedback_id: int, seal: Seal, names: dict[int, str]) -> dict[str, Any]:
    """Return what was defined, sent, flagged and done about it; a constant number of queries."""
    return {name: find(feedback_id, seal, names) for name, find in BESIDES.items()}


def _written(
    feedback: Feedback, said: tuple[Said, ...], seal: Seal, names: dict[int, str], reader_id: int
) -> dict[str, Any]:
    """Return what was written, what a colleague added when keying it in apart from it; three queries."""
    return {
        "said": tuple(line for line in said if line.page not in OF_THE_OFFICE),
        "office_said": tuple(line for line in said if line.page in OF_THE_OFFICE),
        "entry": find_entry_shown(feedback, names),
        "parties": item_words.list_parties(feedback.id, seal),
        "notes": item_words.list_notes(feedback.id, seal, names),
        "history": item_words.list_history(feedback.id, seal, names, reader_id),
    }


def _claim(feedback: Feedback, officer: StaffMember, names: dict[int, str]) -> ClaimShown | None:
    holder, until = feedback.claimed_by_id, feedback.claim_ends_at
    if holder is None or until is None or until <= now():
        return None
    return ClaimShown(names.get(holder, "Somebody"), holder == officer.id, until)


def _clock(feedback: Feedback, calendar: Calendar) -> tuple[ClockLine, ...]:
    """Return the dates that matter, the soonest first; one query, for the stages that run."""
    day, screening = today(), feedback.status in BEING_SCREENED
    lines = []
    if screening:
        left = working_days_left(day, feedback.act_by, calendar)
        lines.append(ClockLine("Screen by", feedback.act_by, left))
    stages = db.session.execute(
        select(Stage.number, Stage.due_on, Case.procedure)
        .join(Case, Case.id == Stage.case_id)
        .where(
            Case.feedback_id == feedback.id,
            Case.status == CaseStatus.OPEN,
            Stage.status == StageStatus.RUNNING,
        )
        .order_by(Stage.due_on)
    ).all()
    if feedback.acknowledged_at is None and (screening or stages):
        days = current_council().kinds[feedback.sent_as].acknowledge_days
        lines.append(_line("Acknowledge by", due_date(feedback.received_on, days, calendar), calendar))
    for stage in stages:
        left = working_days_left(day, stage.due_on, calendar)
        of = f" ({PROCEDURES[stage.procedure]})" if len(stages) > 1 else ""
        lines.append(ClockLine(f"Answer stage {stage.number}{of} by", stage.due_on, left))
    return tuple(sorted(lines, key=lambda line: line.due_on))


def _line(label: str, clock: Clock, calendar: Calendar) -> ClockLine:
    return ClockLine(label, clock.due_on, working_days_left(today(), clock.due_on, calendar), describe(clock))


def _may_now(
    feedback: Feedback, officer: StaffMember, pending: DecisionShown | None, names: Mapping[int, str]
) -> dict[str, Any]:
    """Return what this officer may do, who may sign for them, and who decided it before; four queries."""
    third = find_third_person(feedback, names, officer.id)
    allowed = _allowed(feedback, officer, pending, third)
    signers = list_signers(feedback.id, officer) if allowed.screen else ()
    return {"third": third, "allowed": allowed, "signers": signers}


def _allowed(
    feedback: Feedback, officer: StaffMember, pending: DecisionShown | None, third: ThirdPerson
) -> Allowed:
    """Say which buttons to show; every verb checks the same again."""
    may, moves = officer.may, actions_from(feedback.status)
    held = feedback.claimed_by_id is not None and (feedback.claim_ends_at or now()) > now()
    mine = feedback.claimed_by_id == officer.id
    in_queue, screens = feedback.status in IN_THE_QUEUE, may(Permission.SCREEN)
    fresh = not third.mine
    return Allowed(
        claim=screens and in_queue and not held and fresh,
        screen=screens and in_queue and mine,
        release=screens and in_queue and (mine or (held and may(Permission.SUPERVISE))),
        take_over=may(Permission.SUPERVISE) and in_queue and held and not mine and fresh,
        sign=may(Permission.SIGN) and fresh and pending is not None and not pending.proposed_by_me,
        restore=screens and FeedbackAction.RESTORE in moves,
        reopen=_may_reopen(feedback, officer),
        ring=screens,
        wait=screens
        and feedback.status in BEING_SCREENED
        and (not in_queue or mine or may(Permission.SUPERVISE)),
        send_message=screens and fresh and (not in_queue or mine or may(Permission.SUPERVISE)),
        look_over=may_look_over(feedback, officer),
        keep_away=(screens or may(Permission.SIGN)) and not (pending and pending.proposed_by_me),
    )


def _may_reopen(feedback: Feedback, officer: StaffMember) -> bool:
    """Whether this officer may put it back on the desk: while a procedure is open, only a supervisor."""
    if not officer.may(Permission.SCREEN) or FeedbackAction.REOPEN not in actions_from(feedback.status):
        return False
    return officer.may(Permission.SUPERVISE) or not has_open_case(feedback.id)
