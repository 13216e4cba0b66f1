"""Steps that tests of the desk share: people of each role, complete checklists, and the way to a decision."""

from typing import Any

from portal.domain.permissions import permissions_of
from portal.domain.vocabulary import Kind, Role, Route
from portal.services import claims, conflicts, decisions, points, reading, screening, signing_page
from portal.services.accounts import StaffMember
from tests import factories

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


def decided(reference: str, officer: StaffMember, route: Route) -> decisions.Decided:
    """Decide with some reason and some message."""
    return decisions.decide(reference, officer, route, "Because it is so.", "Dear you, this is what we do.")


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
