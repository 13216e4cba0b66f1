"""Nothing goes to an office that only says it is an MP's or councillor's, until its address is known."""

import pytest

from portal.domain.errors import MoveNotPossible
from portal.domain.vocabulary import DecisionStatus, Kind, Route
from portal.extensions import db
from portal.models.screening import Decision
from portal.services import messages, screening
from tests.services.screening_steps import decided, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context")


def test_an_answer_waits_until_the_offices_address_is_known():
    officer = somebody()
    reference = screened(officer, Kind.ENQUIRY, {"office_known": "no"})
    with pytest.raises(MoveNotPossible, match="Ring it on a number"):
        decided(reference, officer, Route.ENQUIRY)
    with pytest.raises(MoveNotPossible, match="Ring it on a number"):
        messages.send_message(reference, officer, "The plan for the child is this.")
    screening.save_checklist(reference, officer, {"office_known": "yes"})
    done = decided(reference, officer, Route.ENQUIRY)
    assert db.session.get_one(Decision, done.decision_id).status is DecisionStatus.IN_FORCE


def test_an_office_that_is_none_can_still_be_sent_elsewhere_by_two_people():
    officer = somebody()
    reference = screened(officer, Kind.ENQUIRY, {"office_known": "no"})
    assert decided(reference, officer, Route.SIGNPOSTED).second_person


def test_people_who_are_no_office_are_written_to_as_ever():
    officer = somebody()
    reference = screened(officer)
    assert messages.send_message(reference, officer, "We read your letter.")
