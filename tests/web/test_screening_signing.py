"""Signing: the words first, then the reasons and the letter; never one's own; nothing typed is lost."""

import pytest
from flask import Flask

from portal.domain.vocabulary import FeedbackStatus, Role
from portal.services import private_page_changes
from portal.services.intake import SafeContact
from tests.factories import make_feedback
from tests.pages import Page, PageClient
from tests.web.screening_pages import WORDS, SignIn, claimed, drafted, item_page, refused, sent, status_of

READ = "I have read it: show what is proposed"


@pytest.fixture
def waiting(app: Flask, signed_in: SignIn) -> str:
    """The reference of a refusal that waits."""
    reference = sent(app, safe_contact=SafeContact(how=("email",), must_not_know="his father"))
    refused(signed_in(), reference)
    return reference


def words_read(signer: PageClient, reference: str) -> Page:
    """Read the person's words and go on to the decision."""
    return signer.follow(signer.get_page(f"/screening/{reference}/sign"), READ)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MANAGER])
def test_supervisors_and_managers_sign(app: Flask, signed_in: SignIn, waiting: str, role: Role) -> None:
    signer = signed_in(role)
    assert waiting in signer.get_page("/screening/to-sign").main_text
    page = signer.submit(words_read(signer, waiting), button="Sign")
    assert page.h1 == "Decisions to sign"
    assert "Signed. It is in force. Nothing else waits for your signature." in page.main_text
    assert status_of(app, waiting) is FeedbackStatus.DECIDED


def test_the_decision_opens_only_after_the_words(signed_in: SignIn, waiting: str) -> None:
    signer = signed_in(Role.SUPERVISOR)
    page = signer.get_page(f"/screening/{waiting}/sign/decision")
    assert page.h1 == f"Read first: {waiting}"
    assert WORDS in page.main_text
    assert "Answered in May." not in page.text


def test_both_pages_are_headed_by_safe_contact(signed_in: SignIn, waiting: str) -> None:
    signer = signed_in(Role.MANAGER)
    for page in (signer.get_page(f"/screening/{waiting}/sign"), words_read(signer, waiting)):
        assert "Must not know: his father" in page.main_text


def test_the_second_page_shows_reasons_letter_and_checklist(signed_in: SignIn, waiting: str) -> None:
    text = words_read(signed_in(Role.SUPERVISOR), waiting).main_text
    for said in ("It is refused.", "Answered in May.", "It is the same.", "what we missed", "Ombudsman"):
        assert said in text
    assert "Yes, the same or nearly, and it was answered" in text


def test_nobody_signs_what_they_proposed(app: Flask, signed_in: SignIn) -> None:
    reference, supervisor = sent(app), signed_in(Role.SUPERVISOR)
    refused(supervisor, reference)
    assert reference not in supervisor.get_page("/screening/to-sign").main_text
    assert "Somebody else has to sign what you proposed." in item_page(supervisor, reference).main_text
    page = supervisor.get_page(f"/screening/{reference}/sign")
    assert "Somebody else has to sign what you proposed." in page.main_text
    assert "Sign" not in page.buttons
    token = item_page(supervisor, reference).field("csrf_token")
    answer = supervisor.post(f"/screening/{reference}/sign/decision", data={"csrf_token": token})
    assert answer.status_code == 409
    assert status_of(app, reference) is FeedbackStatus.AWAITING_SIGNATURE


def test_signing_without_reading_is_not_possible(app: Flask, signed_in: SignIn, waiting: str) -> None:
    signer = signed_in(Role.SUPERVISOR)
    token = signer.get_page("/screening/to-sign").field("csrf_token")
    answer = signer.post(f"/screening/{waiting}/sign/decision", data={"csrf_token": token})
    assert answer.status_code == 409
    assert "moved my son" in answer.get_data(as_text=True)
    assert status_of(app, waiting) is FeedbackStatus.AWAITING_SIGNATURE


def test_a_proposal_that_replaced_the_one_on_the_page_is_not_signed_with_it(
    app: Flask, signed_in: SignIn, waiting: str
) -> None:
    signer, other = signed_in(Role.SUPERVISOR), signed_in(Role.MANAGER)
    page = words_read(signer, waiting)
    other.submit(words_read(other, waiting), {"return_reason": "Say more."}, button="Send back")
    officer = signed_in()
    again = drafted(officer, claimed(officer, waiting), "refused")
    letter = {"decision_reason": "Read it.", "decision_message": "No. It is the same as in May."}
    officer.submit(again, letter, button="Send for signature")
    words_read(signer, waiting)
    page = signer.submit(page, button="Sign")
    assert page.status == 409
    assert "no longer waits for a signature" in page.main_text
    assert status_of(app, waiting) is FeedbackStatus.AWAITING_SIGNATURE


def test_the_words_alone_are_not_enough_to_sign(app: Flask, signed_in: SignIn, waiting: str) -> None:
    signer, other = signed_in(Role.SUPERVISOR), signed_in(Role.MANAGER)
    number = words_read(other, waiting).field("decision")
    token = signer.get_page(f"/screening/{waiting}/sign").field("csrf_token")
    answer = signer.post(
        f"/screening/{waiting}/sign/decision", data={"csrf_token": token, "decision": number}
    )
    assert answer.status_code == 409
    assert "Read what is proposed, then sign." in answer.get_data(as_text=True)
    assert status_of(app, waiting) is FeedbackStatus.AWAITING_SIGNATURE


def test_sending_back_needs_a_reason_which_the_desk_then_shows(
    app: Flask, signed_in: SignIn, waiting: str
) -> None:
    signer = signed_in(Role.SUPERVISOR, name="Gwen Over")
    page = signer.submit(words_read(signer, waiting), button="Send back")
    assert (page.status, page.errors) == (422, ["Write what has to change"])
    page = signer.submit(page, {"return_reason": "Say which answer in May."}, button="Send back")
    assert "Sent back to the desk." in page.main_text
    assert status_of(app, waiting) is FeedbackStatus.RETURNED
    officer = signed_in()
    assert waiting in officer.get_page("/screening/returned").main_text
    text = item_page(officer, waiting).main_text
    assert "Gwen Over sent this back" in text, text
    assert "Say which answer in May." in text


def test_a_signer_who_comes_too_late_keeps_what_they_wrote(app: Flask, signed_in: SignIn) -> None:
    with app.app_context():
        made = make_feedback(WORDS)
    refused(signed_in(), made.reference)
    signer = signed_in(Role.SUPERVISOR)
    page = words_read(signer, made.reference)
    with app.app_context():
        private_page_changes.withdraw(made.id, "Never mind.")
    page = signer.submit(page, {"return_reason": "My careful reason."}, button="Send back")
    assert page.status == 409
    assert "My careful reason." in page.main_text
    assert "no longer waits for a signature" in page.main_text


def test_an_old_page_sends_nothing_back_and_keeps_the_words(
    app: Flask, signed_in: SignIn, waiting: str
) -> None:
    signer = signed_in(Role.SUPERVISOR)
    words_read(signer, waiting)
    typed = {"csrf_token": "old", "return_reason": "My careful reason."}
    answer = signer.post(f"/screening/{waiting}/sign/return", data=typed)
    assert answer.status_code == 422
    assert "My careful reason." in answer.get_data(as_text=True)
    assert status_of(app, waiting) is FeedbackStatus.AWAITING_SIGNATURE


def test_the_next_decision_opens_after_one_is_signed(app: Flask, signed_in: SignIn) -> None:
    officer, signer = signed_in(), signed_in(Role.SUPERVISOR)
    first, second = sent(app), sent(app)
    for reference in (first, second):
        refused(officer, reference)
    page = signer.submit(words_read(signer, first), button="Sign")
    assert page.h1 == f"Read first: {second}"
    assert "Signed. It is in force. This is the next one." in page.main_text
