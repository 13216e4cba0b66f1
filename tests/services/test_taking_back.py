"""What one proposed oneself is taken back while it waits, by nobody else, and is never signed afterwards."""

import pytest
from sqlalchemy import select

from portal.domain.errors import MoveNotPossible, NotAllowed, NotFound
from portal.domain.vocabulary import DecisionStatus, FeedbackStatus, Role, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services import claims, decisions, reading
from portal.services.accounts import StaffMember
from portal.services.taking_back import take_back
from tests.services.screening_steps import decided, screened, signed, somebody, weighed

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def _waiting(officer: StaffMember) -> tuple[str, int]:
    reference = screened(officer)
    return reference, decided(reference, officer, Route.REFUSED).decision_id


def _stands(reference: str, decision_id: int) -> tuple[FeedbackStatus, DecisionStatus]:
    db.session.expire_all()
    item = db.session.scalars(select(Feedback.status).where(Feedback.reference == reference)).one()
    return item, db.session.get_one(Decision, decision_id).status


def test_the_proposer_takes_it_back_and_nobody_signs_it_then() -> None:
    officer, signer = somebody(), somebody(Role.SUPERVISOR)
    reference, decision_id = _waiting(officer)
    weighed(reference, signer)
    take_back(reference, decision_id, officer)
    assert _stands(reference, decision_id) == (FeedbackStatus.RETURNED, DecisionStatus.SUPERSEDED)
    with pytest.raises(MoveNotPossible):
        decisions.sign(decision_id, signer)
    with pytest.raises(MoveNotPossible):
        take_back(reference, decision_id, officer)
    assert "Took back what they had proposed" in [
        line.text for line in reading.read_item(reference, officer).history
    ]
    claims.claim(reference, officer)
    decided(reference, officer, Route.STATUTORY)


@pytest.mark.parametrize("role", [Role.SCREENING_OFFICER, Role.SUPERVISOR, Role.MANAGER])
def test_nobody_else_takes_it_back(role: Role) -> None:
    reference, decision_id = _waiting(somebody())
    with pytest.raises(NotAllowed):
        take_back(reference, decision_id, somebody(role))
    assert _stands(reference, decision_id) == (FeedbackStatus.AWAITING_SIGNATURE, DecisionStatus.PROPOSED)


def test_what_is_signed_or_anothers_is_not_taken_back() -> None:
    officer, signer = somebody(), somebody(Role.SUPERVISOR)
    reference, decision_id = _waiting(officer)
    other, _ = _waiting(officer)
    with pytest.raises(NotFound):
        take_back(other, decision_id, officer)
    signed(decision_id, reference, signer)
    with pytest.raises(MoveNotPossible):
        take_back(reference, decision_id, officer)
    assert _stands(reference, decision_id) == (FeedbackStatus.DECIDED, DecisionStatus.IN_FORCE)
