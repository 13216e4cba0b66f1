"""The officer's thin line: desk, claim, safeguarding, checklist, decision, and the supervisor's signature."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.vocabulary import FeedbackStatus, Kind, Role
from portal.extensions import db
from portal.models.feedback import Feedback
from tests.factories import make_feedback
from tests.pages import Page, PageClient
from tests.services.screening_steps import COMPLETE

SignIn = Callable[..., PageClient]
WORDS = "They moved my son <b>three</b> times & nobody rang."


@pytest.fixture
def reference(app: Flask) -> str:
    """A complaint that nobody has touched."""
    with app.app_context():
        return make_feedback(WORDS).reference


def status_of(app: Flask, reference: str) -> FeedbackStatus:
    with app.app_context():
        return db.session.query(Feedback.status).filter_by(reference=reference).scalar()


def claimed(officer: PageClient, reference: str) -> Page:
    return officer.submit(officer.get_page(f"/screening/{reference}"), button="Claim this item")


def screened(officer: PageClient, reference: str, kind: Kind = Kind.COMPLAINT, **answers: str) -> Page:
    """Claim, answer both questions sets and return the page that asks for a decision."""
    page = claimed(officer, reference)
    page = officer.submit(page, {"safeguarding": "none"}, button="Save and go on")
    return officer.submit(page, COMPLETE[kind] | answers, button="Save the checklist")


def test_a_complaint_goes_from_the_desk_to_its_procedure(
    app: Flask, signed_in: SignIn, reference: str
) -> None:
    officer = signed_in()
    desk = officer.get_page("/screening")
    assert reference in desk.main_text
    page = officer.follow(desk, reference)
    assert WORDS in page.main_text
    page = officer.submit(page, button="Claim this item")
    assert "First: is anybody at risk?" in page.main_text
    page = officer.submit(page, {"safeguarding": "none"}, button="Save and go on")
    assert "Checklist: 6 answers to go" in page.main_text
    page = officer.submit(page, COMPLETE[Kind.COMPLAINT], button="Save the checklist")
    assert "Suggested: Children Act complaint" in page.main_text
    page = officer.submit(page, {"route": "statutory"}, button="Use this route")
    assert "Stage 1" in page.html or "stage 1" in page.html
    page = officer.submit(page, {"decision_reason": "A parent, about care."}, button="Decide")
    assert "Decided." in page.main_text
    assert status_of(app, reference) is FeedbackStatus.DECIDED


def test_a_refusal_is_read_and_signed_by_a_supervisor(app: Flask, signed_in: SignIn, reference: str) -> None:
    officer, supervisor = signed_in(), signed_in(Role.SUPERVISOR)
    page = screened(officer, reference, before="answered")
    assert "Suggested: Refused" in page.main_text
    page = officer.submit(page, {"route": "refused"}, button="Use this route")
    assert "A second person signs this" in page.main_text
    letter = str(page.field("decision_message")).replace(
        "[Say why, in your own plain words.]", "It is the same."
    )
    said = {"decision_reason": "Answered in May.", "decision_message": letter}
    page = officer.submit(page, said, button="Send for signature")
    assert "Sent for signature to a second person." in page.main_text
    assert status_of(app, reference) is FeedbackStatus.AWAITING_SIGNATURE

    page = supervisor.follow(supervisor.get_page("/screening/to-sign"), reference)
    assert WORDS in page.main_text
    assert "Answered in May." not in page.main_text
    page = supervisor.follow(page, "I have read it: show what is proposed")
    assert "Answered in May." in page.main_text
    assert "It is the same." in page.main_text
    page = supervisor.submit(page, button="Sign")
    assert "Signed. It is in force." in page.main_text
    assert status_of(app, reference) is FeedbackStatus.DECIDED
