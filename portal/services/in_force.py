"""What follows when a decision takes effect: the procedure, the record, the message and the history."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update

from portal.domain.errors import MoveNotPossible, SignatureOwed
from portal.domain.event_names import EventName
from portal.domain.repeats import EARLIER, REPEAT
from portal.domain.signatures import ALWAYS_SIGNED
from portal.domain.vocabulary import (
    Audience,
    DecisionStatus,
    FeedbackStatus,
    Kind,
    PartyRole,
    Route,
    SetAsideAs,
)
from portal.domain.workflow import IN_THE_QUEUE
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.party import Party
from portal.models.point import Point
from portal.models.screening import Decision, Screening
from portal.services.begun_family import was_begun
from portal.services.calendar import current_calendar
from portal.services.contact_tasks import owe_thanks
from portal.services.council import current_council
from portal.services.escalating import link_to_complaint
from portal.services.events import write_event
from portal.services.holding import let_go
from portal.services.now import today
from portal.services.points import points_of, settle
from portal.services.procedures import PROCEDURE_OF, close_cases, open_case, reply_due
from portal.services.records import RECORD_TYPES, change_record, count_decision, drop_parts
from portal.services.refusing import link_to_earlier
from portal.services.route_details import read_details
from portal.services.sealing import Seal
from portal.services.sent_back import was_sent_back
from portal.services.telling import tell

NOT_ACCEPTED = {
    Route.REFUSED: "Not accepted",
    Route.OTHER_AUTHORITY: "Another authority",
    Route.SIGNPOSTED: "Signposted",
}
REFUSED_BECAUSE = {
    "late": "Out of time",
    "proceedings": "Subject of court proceedings",
    "repeat": "Answered before",
}
THANKED = (Route.COMPLIMENT_ACCEPTED, Route.COMPLIMENT_NOT_ACCEPTED)
SET_ASIDE_RECORD = "set_aside"
WAS_BEGUN = "An officer began this from what somebody wrote, so it is no spam, no test and not empty."
WAS_SENT_BACK = "The Ombudsman sent this back to us, so it is no spam, no test and not empty."


def bring_into_force(feedback: Feedback, decision: Decision, by: int) -> None:
    """Do everything a decision means, as part of the caller's transaction; its status has moved already.

    Raises SignatureOwed where two people are needed and a second has not signed, whatever the way here.
    """
    _require_signature(decision)  # before anything is replaced by it
    points = points_of(decision.id)
    if not points:
        settled = update(Decision).where(
            Decision.feedback_id == feedback.id, Decision.status == DecisionStatus.IN_FORCE
        )
        db.session.execute(settled.values(status=DecisionStatus.SUPERSEDED))
    mark_in_force(decision)
    if feedback.status not in IN_THE_QUEUE:  # with points left, the officer goes on with them
        let_go(feedback)
    if decision.route is not None:
        about = _take_route(feedback, decision, decision.route, points, by)
    elif decision.facts.get("set_aside_as"):
        about = _set_aside(feedback, decision, by)
    else:
        about = _withdraw(feedback, by)
    tell(feedback, decision, about)
    if feedback.audience is Audience.STAFF and decision.route in THANKED:
        owe_thanks(feedback)


def mark_in_force(decision: Decision) -> None:
    """Let a decision stand: the one line that does, and only with every signature it owes; doesn't commit."""
    _require_signature(decision)
    decision.status = DecisionStatus.IN_FORCE


def _require_signature(decision: Decision) -> None:
    owed = decision.route is None or decision.route in ALWAYS_SIGNED or decision.facts.get("second_person")
    if owed and decision.signed_by_id in (None, decision.proposed_by_id):
        raise SignatureOwed("A second person has to sign this first.")


def _take_route(
    feedback: Feedback, decision: Decision, route: Route, points: Sequence[Point], by: int
) -> str:
    case_id = None
    if route in PROCEDURE_OF:
        case_id, due = open_case(feedback, decision.id, PROCEDURE_OF[route], by)
        due_on: date | None = due
    else:
        needed = _reply_needed(feedback)
        due_on = reply_due(route, feedback.received_on, current_calendar(), reply_needed=needed)
    settle(points, route, case_id)
    facets = record_facets(feedback, route, due_on, decision.facts.get("grounds", ()))
    facets |= _of_details(feedback, decision, route)
    count_decision(feedback, decision, points, facets)
    write_event(
        feedback,
        EventName.ROUTE_DECIDED,
        by=by,
        decision=decision.id,
        route=route,
        category=decision.category,
        points=[point.number for point in points] or None,
    )
    return route.value


def record_facets(
    feedback: Feedback, route: Route, due_on: date | None, grounds: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the columns of the record that a route settles; ``grounds`` are those of a refusal."""
    facets: dict[str, Any] = {
        "record_type": RECORD_TYPES[feedback.kind],
        "procedure": None,
        "stage": None,
        "outcome": None,
        "due_on": due_on,
        "responded_on": None,
    }
    if route in PROCEDURE_OF:
        return facets | {"procedure": PROCEDURE_OF[route].value, "stage": "1"}
    if route is Route.EARLY_RESOLUTION:
        return facets | {"record_type": "pre_complaint", "procedure": "informal", "stage": "informal"}
    if route is Route.DUTY_MATTER and feedback.kind is not Kind.ADVOCATE_REQUEST:
        return facets | {"record_type": "duty_matter"}
    if route is Route.RESOLVED_AT_FIRST_CONTACT:
        put_right = {"stage": "initial_contact", "outcome": "Resolved at first contact"}
        return facets | put_right | {"responded_on": today()}
    if route in NOT_ACCEPTED:
        outcome = next((REFUSED_BECAUSE[code] for code in grounds if code in REFUSED_BECAUSE), None)
        not_accepted = {"stage": "not_accepted", "outcome": outcome or NOT_ACCEPTED[route]}
        return facets | not_accepted | {"responded_on": today()}
    return facets | _of_other_kinds(feedback, route)


def _of_other_kinds(feedback: Feedback, route: Route) -> dict[str, Any]:
    if route is Route.ENQUIRY and "councillor" in _capacities(feedback.id):
        return {"record_type": "councillor_enquiry"}
    if route is Route.COMPLIMENT_ACCEPTED:
        return {"outcome": "Accepted"}
    if route is Route.COMPLIMENT_NOT_ACCEPTED:
        return {"outcome": "Not accepted"}
    return {}


def _of_details(feedback: Feedback, decision: Decision, route: Route) -> dict[str, Any]:
    """Return what a route's particulars say of its record."""
    if route is Route.DUTY_MATTER and decision.category:
        return {"outcome": current_council().duty_category_label(decision.category)}
    if route is Route.ENQUIRY:
        details = read_details(decision.id, Seal.of(feedback.data_key_id))
        if details.get("complaint"):
            link_to_complaint(feedback, details["complaint"], by=decision.proposed_by_id)
        return {"young_person": True} if details.get("for_young") else {}
    if route is Route.REFUSED and REPEAT in decision.facts.get("grounds", ()):
        details = read_details(decision.id, Seal.of(feedback.data_key_id))
        link_to_earlier(feedback, details.get(EARLIER, ""), by=decision.proposed_by_id)
    return {}


def require_no_feedback(feedback_id: int, as_: SetAsideAs) -> None:
    """Raise MoveNotPossible where it is known to be feedback; one query. Sent twice it may be."""
    if as_ is SetAsideAs.SENT_TWICE:
        return
    begun, sent_back = db.session.execute(select(was_begun(feedback_id), was_sent_back(feedback_id))).one()
    if begun:
        raise MoveNotPossible(WAS_BEGUN)
    if sent_back:
        raise MoveNotPossible(WAS_SENT_BACK)


def _set_aside(feedback: Feedback, decision: Decision, by: int) -> str:
    same_as = decision.facts["same_as"]
    if same_as and db.session.get_one(Feedback, same_as).status is FeedbackStatus.SET_ASIDE:
        raise MoveNotPossible("The other one has been set aside since.")
    as_ = SetAsideAs(decision.facts["set_aside_as"])
    require_no_feedback(feedback.id, as_)
    feedback.set_aside_as, feedback.same_as_id = as_, same_as
    change_record(feedback, record_type=SET_ASIDE_RECORD)
    write_event(
        feedback,
        EventName.SET_ASIDE,
        by=by,
        set_aside_as=feedback.set_aside_as,
        same_as=feedback.same_as_id,
        decision=decision.id,
    )
    return feedback.set_aside_as.value


def _withdraw(feedback: Feedback, by: int) -> str:
    close_cases(feedback, by)
    drop_parts(feedback)
    change_record(feedback, outcome="Withdrawn", responded_on=today())
    write_event(feedback, EventName.WITHDRAWN, by=by)
    return "withdrawn"


def _reply_needed(feedback: Feedback) -> bool:
    screening = db.session.get(Screening, feedback.id)
    return screening is None or screening.answers.get("reply_needed") != "no"


def _capacities(feedback_id: int) -> set[str]:
    wanted = select(Party.capacity).where(Party.feedback_id == feedback_id, Party.role == PartyRole.SENDER)
    return set(db.session.scalars(wanted))
