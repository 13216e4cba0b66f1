"""Signing: the words first, then the reasons and the letter; never one's own; nothing typed is lost."""

import pytest
from flask import Flask

from portal.domain.permissions import permissions_of
from portal.domain.vocabulary import FeedbackStatus, Role, Route
from portal.services import claims, looking_again, points, private_page_changes, screening
from portal.services.accounts import StaffMember, end_account
from portal.services.intake import SafeContact
from tests.conftest import Clock
from tests.factories import make_feedback
from tests.pages import Page, PageClient
from tests.services.screening_steps import decided
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
    assert "We answered the same thing in May." not in page.text


def test_both_pages_are_headed_by_safe_contact(signed_in: SignIn, waiting: str) -> None:
    signer = signed_in(Role.MANAGER)
    for page in (signer.get_page(f"/screening/{waiting}/sign"), words_read(signer, waiting)):
        assert "Must not know: his father" in page.main_text


def test_the_second_page_shows_reasons_letter_and_checklist(signed_in: SignIn, waiting: str) -> None:
    text = words_read(signed_in(Role.SUPERVISOR), waiting).main_text
    for said in (
        "It is refused.",
        "We answered the same thing in May.",
        "It is the same as in May.",
        "what we missed",
        "Ombudsman",
    ):
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
    why = {"return_reason": "Say more of what was answered."}
    other.submit(words_read(other, waiting), why, button="Send back")
    officer = signed_in()
    asked_again = claimed(officer, waiting)  # after a return: is anybody at risk?
    again = drafted(
        officer,
        officer.submit(asked_again, {"safeguarding": "none"}, button="Save and go on"),
        "refused",
    )
    letter = {
        "decision_reason": "Read it, it is the same.",
        "detail_earlier": "Our answer of 3 May 2025 about it",
        "decision_message": "No. It is the same as in May.",
    }
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


def test_what_is_asked_of_somebody_stands_apart(app: Flask, signed_in: SignIn) -> None:
    manager = signed_in(Role.MANAGER)
    reference = sent(app)
    refused(signed_in(line_manager=manager.account.email), reference)
    page = manager.get_page("/screening/to-sign")
    asked, _, others = page.main_text.partition("Others may sign these too")
    assert reference in asked
    assert reference not in others
    page = signed_in(Role.SUPERVISOR).get_page("/screening/to-sign")
    asked, _, others = page.main_text.partition("Others may sign these too")
    assert reference not in asked
    assert f"Asked of {manager.account.name}" in others
    assert "Nothing is asked of you." in asked


def test_the_list_gives_no_reasons_before_the_words_are_read(signed_in: SignIn, waiting: str) -> None:
    page = signed_in(Role.SUPERVISOR).get_page("/screening/to-sign")
    assert waiting in page.main_text
    assert "Why two people" not in page.main_text
    assert "It is refused." not in page.main_text


def test_a_signature_is_passed_on(app: Flask, signed_in: SignIn, waiting: str) -> None:
    supervisor, manager = signed_in(Role.SUPERVISOR), signed_in(Role.MANAGER)
    page = supervisor.follow(item_page(supervisor, waiting), "Ask somebody else")
    page = supervisor.submit(page, button="Ask them")
    assert (page.status, page.errors) == (422, ["Choose who is asked"])
    page = supervisor.submit(page, {"signer": str(manager.account.id)}, button="Ask them")
    assert "They are asked to sign now." in page.main_text
    assert f"{manager.account.name} is asked to sign." in page.main_text
    assert "You are asked to sign." in item_page(manager, waiting).main_text


def test_where_nobody_else_may_sign_it_says_so(app: Flask, signed_in: SignIn, waiting: str) -> None:
    supervisor = signed_in(Role.SUPERVISOR)
    page = supervisor.get_page(f"/screening/{waiting}/sign/ask")
    supervisor.submit(page, {"signer": str(supervisor.account.id)}, button="Ask them")
    with app.app_context():
        for role in (Role.SUPERVISOR, Role.MANAGER):
            end_account(f"background.{role.value}@test.example")
    page = supervisor.get_page(f"/screening/{waiting}/sign/ask")
    assert "Nobody else may sign this." in page.main_text
    assert "Ask them" not in page.buttons


def test_the_proposer_sees_what_waits_and_takes_it_back(app: Flask, signed_in: SignIn) -> None:
    officer, reference = signed_in(), sent(app)
    refused(officer, reference)
    page = item_page(officer, reference)
    assert "in May." in page.main_text
    assert "It is the same as in May." in page.main_text
    assert "Take it back" not in item_page(signed_in(Role.SUPERVISOR), reference).buttons
    page = officer.submit(page, button="Take it back")
    assert "It is on the desk again" in page.main_text
    assert "You took back what was proposed as" in page.main_text
    assert "Claim this item" in page.buttons
    assert "sent this back" not in page.main_text.replace("The Ombudsman sent this back to us", "")
    assert status_of(app, reference) is FeedbackStatus.RETURNED


def test_who_may_not_sign_is_not_asked(app: Flask, signed_in: SignIn, waiting: str) -> None:
    supervisor, officer = signed_in(Role.SUPERVISOR), signed_in()
    page = supervisor.get_page(f"/screening/{waiting}/sign/ask")
    token = page.field("csrf_token")
    for signer in (officer.account.id, 10**8, "x"):
        answer = supervisor.post(
            f"/screening/{waiting}/sign/ask", data={"csrf_token": token, "signer": str(signer)}
        )
        assert answer.status_code == 422
        assert "Choose somebody who may sign this" in answer.get_data(as_text=True)
    assert officer.get(f"/screening/{waiting}/sign/ask").status_code == 403


def test_what_the_person_adds_meanwhile_is_read_first(app: Flask, signed_in: SignIn, clock: Clock) -> None:
    with app.app_context():
        made = make_feedback(WORDS)
    refused(signed_in(), made.reference)
    signer = signed_in(Role.SUPERVISOR)
    page = words_read(signer, made.reference)
    clock.forward(minutes=1)
    with app.app_context():
        private_page_changes.add_words(made.id, "You have the wrong child.")
    clock.forward(minutes=1)
    page = signer.submit(page, button="Sign")
    assert page.status == 409
    assert "They have written or sent something since you read this." in page.main_text
    assert "You have the wrong child." in page.main_text
    assert status_of(app, made.reference) is FeedbackStatus.AWAITING_SIGNATURE
    signer.submit(words_read(signer, made.reference), button="Sign")
    assert status_of(app, made.reference) is FeedbackStatus.DECIDED


def test_whoever_decided_before_is_told_so_and_takes_nothing(app: Flask, signed_in: SignIn) -> None:
    with app.app_context():
        made = make_feedback(WORDS)
    officer, supervisor = signed_in(), signed_in(Role.SUPERVISOR)
    refused(officer, made.reference)
    supervisor.submit(words_read(supervisor, made.reference), button="Sign")
    with app.app_context():
        looking_again.ask_to_look_again(made.id, "You missed page two.")
    for who in (officer, supervisor):
        page = item_page(who, made.reference)
        assert (
            "You decided this before. Somebody else reads what the person says we missed." in page.main_text
        )
        assert "Claim this item" not in page.buttons
        answer = who.post(f"/screening/{made.reference}/claim", data={"csrf_token": page.field("csrf_token")})
        assert answer.status_code == 409
    page = item_page(signed_in(), made.reference)
    assert f"Decided before by {officer.account.name}" in page.main_text
    assert "Claim this item" in page.buttons


def test_where_nobody_is_left_a_supervisor_lets_somebody_back(app: Flask, signed_in: SignIn) -> None:
    with app.app_context():
        made = make_feedback(WORDS)
    officer, supervisor = signed_in(), signed_in(Role.SUPERVISOR)
    refused(officer, made.reference)
    supervisor.submit(words_read(supervisor, made.reference), button="Sign")
    with app.app_context():
        looking_again.ask_to_look_again(made.id, "You missed page two.")
        for role in (Role.SCREENING_OFFICER, Role.SUPERVISOR, Role.MANAGER):
            end_account(f"background.{role.value}@test.example")
    page = item_page(supervisor, made.reference)
    assert "Nobody is left who may screen or sign this" in page.main_text
    assert "Ask an administrator for an account." in page.main_text
    page = supervisor.submit(page, {"let_decide_reason": "Only us."}, button="Let them decide it again")
    assert page.errors == ["Choose who may decide it again"]
    assert page.field("let_decide_reason") == "Only us."
    chosen = {"let_decide": str(officer.account.id), "let_decide_reason": "Nobody else until May."}
    page = supervisor.submit(page, chosen, button="Let them decide it again")
    assert "They can take it now." in page.main_text
    assert "Claim this item" in item_page(officer, made.reference).buttons


def test_who_signs_sees_what_a_point_said_before(app: Flask, signed_in: SignIn, waiting: str) -> None:
    officer, signer = signed_in(), signed_in(Role.SUPERVISOR)
    page = signer.submit(words_read(signer, waiting), {"return_reason": "Say more."}, button="Send back")
    assert page.status == 200
    with app.app_context():
        made = officer.account
        who = StaffMember(made.id, made.name, made.email, made.role, permissions_of(made.role))
        claims.claim(waiting, who)
        points.change_point(waiting, who, 1, "She would like to know more.")
        screening.save_safeguarding(waiting, who, "none")
        decided(waiting, who, Route.STATUTORY)
    text = words_read(signer, waiting).main_text
    assert "Its words were changed after a second person sent it back." in text
    assert "She would like to know more." in text
    assert "wrote before" in text


def test_who_could_sign_sees_themselves_among_those_to_ask(signed_in: SignIn, waiting: str) -> None:
    supervisor = signed_in(Role.SUPERVISOR)
    page = supervisor.get_page(f"/screening/{waiting}/sign/ask")
    assert f"{supervisor.account.name} (you)" in page.main_text
