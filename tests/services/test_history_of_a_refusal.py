"""The history of a refusal: who did what, in order, without a word of the person's."""

import pytest
from sqlalchemy import select

from portal.domain.event_names import EventName
from portal.domain.vocabulary import Role, Route
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from tests.services.screening_steps import decided, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def test_history_tells_who_did_what_without_words_of_theirs() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    outcome = decided(reference, officer, Route.REFUSED)
    signed(outcome.decision_id, reference, supervisor)
    names = db.session.scalars(
        select(Event.name).join(Feedback).where(Feedback.reference == reference).order_by(Event.id)
    ).all()
    assert names == [
        EventName.FEEDBACK_RECEIVED,
        EventName.CLAIMED,
        EventName.SAFEGUARDING_CONSIDERED,
        EventName.CHECKLIST_SAVED,
        EventName.POINT_DEFINED,
        EventName.ROUTE_PROPOSED,
        EventName.SIGNER_NAMED,
        EventName.DECISION_SIGNED,
        EventName.ROUTE_DECIDED,
        EventName.MESSAGE_SENT,
        EventName.LETTER_SENT,
    ]
