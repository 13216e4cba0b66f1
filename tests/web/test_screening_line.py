"""The officer's thin line: desk, claim, safeguarding, checklist, decision, and the supervisor's signature."""

from flask import Flask

from portal.domain.vocabulary import FeedbackStatus, Kind, Role
from tests.factories import make_point
from tests.services.screening_steps import COMPLETE
from tests.web.screening_pages import WORDS, SignIn, refused, screened, sent, status_of


def test_a_complaint_goes_from_the_desk_to_its_procedure(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    desk = officer.get_page("/screening")
    assert reference in desk.main_text
    page = officer.follow(desk, reference)
    assert WORDS in page.main_text
    page = officer.submit(page, button="Claim this item")
    assert "First: is anybody at risk?" in page.main_text
    page = officer.submit(page, {"safeguarding": "none"}, button="Save and go on")
    assert "Checklist, still to answer: 6" in page.main_text
    page = officer.submit(page, COMPLETE[Kind.COMPLAINT], button="Save the checklist")
    assert "Suggested: Children Act complaint" in page.main_text
    with app.app_context():
        make_point(reference)
    page = officer.submit(page, {"route": "statutory"}, button="Use this route")
    assert "This is stage 1 of 3." in str(page.field("decision_message"))
    page = officer.submit(page, {"decision_reason": "A parent, about care."}, button="Decide")
    said = "Children Act complaint. Their letter is on their private page. This is the next one."
    assert f"Decided. {reference}: {said}" in page.main_text
    assert page.link(reference).href == f"/screening/{reference}"
    assert page.h1 != reference
    assert status_of(app, reference) is FeedbackStatus.DECIDED


def test_a_compliment_takes_two_answers(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app, Kind.COMPLIMENT), signed_in()
    page = screened(officer, reference, Kind.COMPLIMENT)
    assert "Suggested: Compliment, accepted" in page.main_text
    page = officer.submit(page, {"route": "compliment_accepted"}, button="Use this route")
    assert "This route can go without a message" in page.main_text
    sent_words = {"decision_reason": "It names a worker.", "decision_message": ""}
    officer.submit(page, sent_words, button="Decide")
    assert status_of(app, reference) is FeedbackStatus.DECIDED


def test_a_refusal_is_read_and_signed_by_a_supervisor(app: Flask, signed_in: SignIn) -> None:
    reference, officer, supervisor = sent(app), signed_in(), signed_in(Role.SUPERVISOR)
    page = refused(officer, reference)
    assert f"Sent for signature to a second person. {reference}: Refused." in page.main_text
    assert status_of(app, reference) is FeedbackStatus.AWAITING_SIGNATURE

    page = supervisor.follow(supervisor.get_page("/screening/to-sign"), reference)
    assert WORDS in page.main_text
    assert "We answered the same thing in May." not in page.main_text
    page = supervisor.follow(page, "I have read it: show what is proposed")
    assert "We answered the same thing in May." in page.main_text
    assert "It is the same as in May." in page.main_text
    page = supervisor.submit(page, button="Sign")
    assert "Signed. It is in force." in page.main_text
    assert status_of(app, reference) is FeedbackStatus.DECIDED
