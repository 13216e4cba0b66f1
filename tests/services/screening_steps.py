"""Steps that tests of the desk share: people of each role, complete checklists, and the way to a decision."""

from typing import Any

from sqlalchemy import select

from portal.domain.permissions import permissions_of
from portal.domain.repeats import EARLIER
from portal.domain.route_details import YES, Shape, as_kept
from portal.domain.vocabulary import Kind, Role, Route, Spoken
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services import claims, conflicts, decisions, points, reading, screening, signing_page
from portal.services.accounts import StaffMember
from portal.services.child_contacts import note_child_contact
from portal.services.now import now, today
from portal.services.route_details import wanted_for
from tests import factories

REASON = "Because that is what their words say."
ANSWERED_BEFORE = "Our answer of 3 May 2025 about the same plan"
CHILD_COMPLAINT = {
    "who": "parent",
    "subject": "part3",
    "behalf": "no",
    "in_time": "yes",
    "before": "new",
    "proceedings": "none",
    "settled": "formal",
}
COMPLETE: dict[Kind, dict[str, str]] = {
    Kind.COMPLAINT: CHILD_COMPLAINT,
    Kind.COMPLIMENT: {"hidden_complaint": "no", "criteria": "yes"},
    Kind.COMMENT: {"hidden_complaint": "no", "reply_needed": "yes"},
    Kind.ENQUIRY: {
        "enquiry_kind": "reasons",
        "office_known": "yes",
        "agreement": "yes",
        "hidden_complaint": "no",
    },
    Kind.NOT_SURE: {"really_is": "complaint"},
    Kind.ADVOCATE_REQUEST: {"passed_on": "yes", "hidden_complaint": "no"},
}


def somebody(role: Role = Role.SCREENING_OFFICER, **overrides: Any) -> StaffMember:
    """Make a member of staff as the services know them."""
    made = factories.make_account(role, **overrides)
    return StaffMember(made.id, made.name, made.email, made.role, permissions_of(made.role))


def screened(
    officer: StaffMember, kind: Kind = Kind.COMPLAINT, answers: dict[str, str] | None = None, **overrides: Any
) -> str:
    """Store an item, claim it, answer everything, and return its reference."""
    reference = factories.make_feedback(kind=kind, sent_as=kind, **overrides).reference
    claims.claim(reference, officer)
    complete(reference, officer, COMPLETE[kind] | (answers or {}))
    if kind is Kind.COMPLAINT:
        points.define_point(reference, officer, "Nobody told us why the plan changed.")
    return reference


def complete(reference: str, officer: StaffMember, answers: dict[str, str]) -> None:
    """Answer the safeguarding question and the checklist."""
    screening.save_safeguarding(reference, officer, "none")
    screening.save_checklist(reference, officer, answers)


def spoken_with(reference: str, officer: StaffMember, spoken: Spoken = Spoken.WITH_CHILD) -> None:
    """Note that somebody spoke with the child."""
    note_child_contact(reference, officer, spoken, now(), "She wants it looked into.")


def decided(reference: str, officer: StaffMember, route: Route) -> decisions.Decided:
    """Decide with some reason and some message."""
    part = particulars(reference, route)
    return decisions.decide(reference, officer, route, REASON, "Dear you, this is what we do.", part=part)


def particulars(reference: str, route: Route, category: str | None = None) -> decisions.Part:
    """Return all that a route asks to be recorded with, answered somehow; the first category, or this one."""
    kind = db.session.scalars(select(Feedback.kind).where(Feedback.reference == reference)).one()
    wanted = wanted_for(route, kind)
    sample = {Shape.DAY: today().isoformat(), Shape.TICK: YES}
    answers = {one.code: sample.get(one.shape, "Alex Doe of the team") for one in wanted.asked if one.missing}
    if route is Route.REFUSED:
        answers[EARLIER] = ANSWERED_BEFORE
    first = wanted.categories[0][0] if wanted.category else None
    return decisions.Part(category=category or first, details=as_kept(answers))


def signed(decision_id: int, reference: str, signer: StaffMember) -> None:
    """Read the words, then the proposal, and sign."""
    weighed(reference, signer)
    decisions.sign(decision_id, signer)


def weighed(reference: str, signer: StaffMember) -> None:
    """Read the words, then what is proposed."""
    reading.read_item(reference, signer)
    signing_page.read_proposal(reference, signer)


def kept_away(reference: str, who: StaffMember, *, named: bool = False) -> None:
    """Let a supervisor note that somebody must keep away."""
    conflicts.note_conflict(reference, somebody(Role.SUPERVISOR), who.id, named=named, reason="A cousin.")
