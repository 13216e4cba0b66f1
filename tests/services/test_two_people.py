"""The whole list of DESIGN 4 on every path: what one person does alone takes no effect, and tells nobody."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.domain.errors import OwnDecision, SignatureOwed
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Audience, DecisionStatus, FeedbackStatus, Kind, Role, Route, SetAsideAs
from portal.extensions import db
from portal.models.case import Case
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.message import Message
from portal.models.outbox import OutboxMail
from portal.models.record import Record
from portal.models.screening import Decision
from portal.services import (
    bulk,
    claims,
    decisions,
    periodic,
    points,
    reading,
    reopening,
    screening,
    set_aside,
    taking_back,
)
from portal.services.accounts import StaffMember
from portal.services.in_force import bring_into_force
from portal.services.intake import SafeContact
from portal.services.now import moved_to, now
from portal.services.proposing import Proposal, store
from tests import factories
from tests.services.screening_steps import (
    COMPLETE,
    complete,
    particulars,
    screened,
    signed,
    somebody,
    spoken_with,
    weighed,
)

pytestmark = pytest.mark.usefixtures("app_context", "clock")
WORDS = ("Because that is what their words say.", "Dear you, this is what we do.")
LATE = {"in_time": "no", "late_reasonable": "no", "late_fair": "no"}
OTHER = {"who": "other", "sufficient_interest": "no"} | dict.fromkeys(
    (
        "interest_court",
        "interest_meetings",
        "interest_contact",
        "interest_plans",
        "interest_care",
        "interest_direct",
    ),
    "no",
)


@dataclass(frozen=True)
class Lesser:
    """One entry of the list: the answers that lead to it, and the route."""

    route: Route
    answers: dict[str, str] = field(default_factory=dict)
    kind: Kind = Kind.COMPLAINT


LIST = {
    "refused": Lesser(Route.REFUSED, {"before": "answered"}),
    "refused without a ground": Lesser(Route.REFUSED),
    "late not accepted": Lesser(Route.REFUSED, LATE),
    "other authority": Lesser(Route.OTHER_AUTHORITY, {"subject": "other_authority"}),
    "signposted": Lesser(Route.SIGNPOSTED, {"subject": "school"}),
    "duty matter": Lesser(Route.DUTY_MATTER, {"subject": "information"}),
    "early resolution": Lesser(Route.EARLY_RESOLUTION, {"settled": "quick"}),
    "resolved at first contact": Lesser(Route.RESOLVED_AT_FIRST_CONTACT, {"settled": "put_right"}),
    "no sufficient interest": Lesser(Route.CORPORATE, OTHER),
    "held for proceedings": Lesser(Route.REFUSED, {"proceedings": "harm"}),
    "not engaging": Lesser(Route.REFUSED, {"settled": "silent"}),
    "fewer rights than suggested": Lesser(Route.CORPORATE),
    "a complaint inside a comment": Lesser(Route.COMMENT, {"hidden_complaint": "yes"}, Kind.COMMENT),
}


def _stands(reference: str) -> tuple[object, ...]:
    """Return everything that would show that something took effect."""
    item = _id(reference)
    own = Decision.feedback_id == item
    effects = (EventName.ROUTE_DECIDED, EventName.SET_ASIDE, EventName.WITHDRAWN, EventName.CASE_OPENED)
    record = db.session.scalars(select(Record).where(Record.reference.like(f"{reference}%"))).one()
    return (
        _count(Decision, own, Decision.status == DecisionStatus.IN_FORCE),
        _count(Case, Case.feedback_id == item),
        _count(Message, Message.feedback_id == item),
        _count(OutboxMail, OutboxMail.feedback_id == item, OutboxMail.template == "news"),
        _count(Event, Event.feedback_id == item, Event.name.in_(effects)),
        (record.procedure, record.stage, record.outcome, record.responded_on, record.record_type),
    )


def _count(model: type, *conditions: object) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def _made(officer: StaffMember, one: Lesser) -> str:
    """Screen an item whose sender hears of news by mail."""
    contact = SafeContact(how=("email",), must_not_know="")
    return screened(officer, one.kind, one.answers, safe_contact=contact)


def _decide(reference: str, officer: StaffMember, route: Route, *numbers: int) -> decisions.Decided:
    """Decide some points, or all that are left, with all that the route is recorded with."""
    part = replace(particulars(reference, route), points=numbers)
    return decisions.decide(reference, officer, route, *WORDS, part=part)


def _whole(officer: StaffMember, one: Lesser) -> str:
    reference = _made(officer, one)
    before = _stands(reference)
    _decide(reference, officer, one.route)
    assert _stands(reference) == before
    return reference


def _in_parts(officer: StaffMember, one: Lesser) -> str:
    reference = _made(officer, one)
    for _ in range(2):
        points.define_point(reference, officer, "And another thing.")
    before = _stands(reference)
    for numbers in ((2,), (1, 3)):
        _decide(reference, officer, one.route, *numbers)
        assert _stands(reference) == before
    return reference


def _returned(officer: StaffMember, one: Lesser) -> str:
    """Propose it, have it sent back, and decide again: a second try is no signature."""
    reference = _made(officer, one)
    before = _stands(reference)
    outcome = _decide(reference, officer, one.route)
    other = somebody(Role.SUPERVISOR)
    weighed(reference, other)
    decisions.return_decision(outcome.decision_id, other, "Say more.")
    claims.claim(reference, officer)
    _decide(reference, officer, one.route)
    assert _stands(reference) == before
    return reference


def _opened_again(officer: StaffMember, one: Lesser) -> str:
    """Have it signed once, then opened again: the old signature holds nothing."""
    first, second = somebody(), somebody(Role.SUPERVISOR)
    reference = _made(first, one)
    outcome = _decide(reference, first, one.route)
    signed(outcome.decision_id, reference, second)
    if _count(Case, Case.feedback_id == _id(reference)):
        reopening.reopen(reference, "We have to look at it again.", somebody(Role.SUPERVISOR))
    else:
        reopening.reopen(reference, "Look again.")
    claims.claim(reference, officer)
    before = _stands(reference)
    _decide(reference, officer, one.route)
    assert _stands(reference) == before
    return reference


def _taken_over(officer: StaffMember, one: Lesser) -> str:
    """Screen it as one person, and decide it as the supervisor who took it over."""
    reference = _made(somebody(), one)
    before = _stands(reference)
    taker = somebody(Role.SUPERVISOR)
    claims.take_over(reference, taker, "She is ill.")
    outcome = _decide(reference, taker, one.route)
    read_by(reference, taker)
    with pytest.raises(OwnDecision):
        decisions.sign(outcome.decision_id, taker)
    assert _stands(reference) == before
    return reference


def _taken_back(officer: StaffMember, one: Lesser) -> str:
    """Propose it, take it back oneself, and propose it again: nobody else has looked."""
    reference = _made(officer, one)
    before = _stands(reference)
    outcome = _decide(reference, officer, one.route)
    taking_back.take_back(reference, outcome.decision_id, officer)
    claims.claim(reference, officer)
    _decide(reference, officer, one.route)
    assert _stands(reference) == before
    return reference


def _left_to_time(officer: StaffMember, one: Lesser) -> str:
    """Propose it, and let every job of the command line run for a month: no signature comes of waiting."""
    reference = _whole(officer, one)
    before = _stands(reference)
    with moved_to(now() + timedelta(days=31)):
        assert periodic.run_due_jobs() == ()
    assert _stands(reference) == before
    return reference


def read_by(reference: str, who: StaffMember) -> None:
    """Open the words, as whoever wants to sign does."""
    reading.read_item(reference, who)


PATHS: dict[str, Callable[[StaffMember, Lesser], str]] = {
    "whole": _whole,
    "in parts": _in_parts,
    "sent back and proposed again": _returned,
    "opened again": _opened_again,
    "taken over": _taken_over,
    "taken back and proposed again": _taken_back,
    "left until every job has run": _left_to_time,
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("entry", LIST)
def test_one_person_alone_brings_nothing_of_the_list_into_force(entry: str, path: str) -> None:
    one = LIST[entry]
    if one.kind is not Kind.COMPLAINT and path == "in parts":
        path = "whole"  # only a complaint has points
    officer = somebody(Role.SUPERVISOR)
    reference = PATHS[path](officer, one)
    waiting = select(Decision).where(
        Decision.feedback_id == _id(reference), Decision.status == DecisionStatus.PROPOSED
    )
    found = db.session.scalars(waiting).all()
    assert found
    assert all(
        one.facts["second_person"] and one.signer_id not in (None, one.proposed_by_id) for one in found
    )


def test_nor_what_was_a_complaint_and_is_called_something_else() -> None:
    officer = somebody()
    reference = screened(officer)
    screening.change_kind(reference, officer, Kind.COMMENT, "It says thank you.")
    complete(reference, officer, COMPLETE[Kind.COMMENT])
    before = _stands(reference)
    decisions.decide(reference, officer, Route.COMMENT, *WORDS)
    assert _stands(reference) == before


def _twice(reference: str, officer: StaffMember) -> None:
    other = factories.make_feedback().reference
    set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, other, "The same.", "We joined them.")


def _withdrawn(reference: str, officer: StaffMember) -> None:
    decisions.propose_withdrawal(reference, officer, *WORDS)


def _as_spam(reference: str, officer: StaffMember) -> None:
    set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")


def _in_bulk(reference: str, officer: StaffMember) -> None:
    read_by(reference, officer)
    (result,) = bulk.set_aside_spam([reference], officer, "An advertisement.")
    assert result.left_out


CLOSED: dict[str, tuple[Callable[[str, StaffMember], None], Audience]] = {
    "closed as sent twice": (_twice, Audience.ADULT),
    "withdrawn for them": (_withdrawn, Audience.ADULT),
    "a child's closed as sent twice": (_twice, Audience.UNDER_TWELVE),
    "a child's withdrawn for them": (_withdrawn, Audience.TWELVE_AND_OVER),
    "a child's set aside": (_as_spam, Audience.UNDER_TWELVE),
    "a child's set aside in bulk": (_in_bulk, Audience.TWELVE_AND_OVER),
}


@pytest.mark.parametrize("entry", CLOSED)
@pytest.mark.parametrize("role", [Role.SCREENING_OFFICER, Role.SUPERVISOR])
def test_nor_does_one_person_alone_close_it(entry: str, role: Role) -> None:
    act, audience = CLOSED[entry]
    officer = somebody(role)
    reference = screened(officer, audience=audience)
    spoken_with(reference, officer)
    before = _stands(reference)
    act(reference, officer)
    assert _stands(reference) == before
    assert db.session.get_one(Feedback, _id(reference)).status not in (
        FeedbackStatus.SET_ASIDE,
        FeedbackStatus.WITHDRAWN,
        FeedbackStatus.DECIDED,
    )


@pytest.mark.parametrize("second_person", [(), ("It is refused.",)])
@pytest.mark.parametrize("signed_by", [None, "proposer"])
def test_whatever_the_way_the_last_door_asks_for_a_second_signature(
    second_person: tuple[str, ...], signed_by: str | None
) -> None:
    officer = somebody()
    reference = screened(officer)
    feedback = db.session.get_one(Feedback, _id(reference))
    for route in (*_always_signed(), None):
        decision = store(feedback, officer, Proposal(*WORDS, route=route, second_person=second_person))
        decision.signed_by_id = officer.id if signed_by else None
        with pytest.raises(SignatureOwed):
            bring_into_force(feedback, decision, by=officer.id)
        assert decision.status is DecisionStatus.PROPOSED


def _always_signed() -> tuple[Route, ...]:
    return tuple({one.route for one in LIST.values()} - {Route.CORPORATE, Route.COMMENT})


def _id(reference: str) -> int:
    return db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one()
