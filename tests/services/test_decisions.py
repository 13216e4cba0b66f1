"""Decisions take effect at once, or when a second person who has read the words signs them."""

import pytest
from flask import Flask

from portal.domain.errors import Incomplete, MoveNotPossible, OwnDecision
from portal.domain.vocabulary import FeedbackStatus, Kind, Role, Route
from portal.services import claims, decisions, desk, reading
from tests.services.screening_steps import decided, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def test_one_officer_may_accept_a_complaint_for_the_procedure_suggested() -> None:
    officer = somebody()
    reference = screened(officer)

    outcome = decided(reference, officer, Route.STATUTORY)

    page = reading.read_item(reference, officer)
    assert outcome.in_force
    assert page.status is FeedbackStatus.DECIDED
    assert page.claim is None
    assert page.messages[0].text.startswith("Dear you, this is what we do.")
    assert [line.label for line in page.clock] == ["Answer stage 1 by"]


def test_a_refusal_waits_for_somebody_else_who_has_read_the_words() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers={"before": "answered"})

    outcome = decided(reference, officer, Route.REFUSED)

    assert not outcome.in_force
    assert [line.reference for line in desk.list_to_sign(supervisor)] == [reference]
    with pytest.raises(Incomplete) as missing:
        decisions.sign(outcome.decision_id, supervisor)
    assert missing.value.missing == ("read",)
    signed(outcome.decision_id, reference, supervisor)
    assert reading.read_item(reference, officer).status is FeedbackStatus.DECIDED
