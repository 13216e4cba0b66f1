"""What a person changes on their private page; every word is kept until it is sent."""

import pytest
from sqlalchemy import func, select

from portal.domain.vocabulary import FeedbackStatus, PartyRole
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.feedback import FeedbackWords
from portal.services import private_page
from portal.services.intake import PartySent, SafeContact
from tests.factories import make_feedback
from tests.pages import Page, PageClient

pytestmark = pytest.mark.usefixtures("clock")
WORDS = "The visit was moved on the day"
LATER = "They rang, and moved it again"
KIM = PartySent(PartyRole.SENDER, "parent", name="Kim Sender", email="kim@mail.example")


@pytest.fixture
def mine(app):
    with app.app_context():
        return make_feedback(WORDS, parties=(KIM,), safe_contact=SafeContact(("email", "phone"), "mornings"))


def open_with(client: PageClient, code: str) -> Page:
    return client.submit(client.get_page("/track"), {"code": code})


def count_alerts(app, feedback_id: int) -> int:
    with app.app_context():
        return db.session.scalar(
            select(func.count()).select_from(DutyAlert).where(DutyAlert.feedback_id == feedback_id)
        )


def page_of(app, feedback_id: int) -> private_page.PrivatePage:
    with app.app_context():
        return private_page.read_page(feedback_id)


def test_something_can_be_added(app, client, mine):
    page = client.follow(open_with(client, mine.code), "Write to us")
    done = client.submit(page, {"danger": "no", "words": LATER})
    assert "We have it, and we will read it" in done.main_text
    assert LATER in done.main_text
    assert [added.text for added in page_of(app, mine.id).added] == [LATER]
    assert count_alerts(app, mine.id) == 0


def test_danger_needs_no_words_and_gives_the_numbers_at_once(app, client, mine):
    page = client.follow(open_with(client, mine.code), "Write to us")
    assert "999" in page.main_text
    assert client.get_page("/track/told").url == "/track"
    told = client.submit(page, {"danger": "yes"})
    assert told.h1 == "We have told the team on duty"
    assert "01632 960111" in told.main_text
    assert count_alerts(app, mine.id) == 1


def test_adding_asks_about_danger_first_and_keeps_the_words(app, client, mine):
    page = client.follow(open_with(client, mine.code), "Write to us")
    again = client.submit(page, {"words": LATER})
    assert again.status == 422
    assert "Choose yes or no" in again.errors[0]
    assert again.field("words") == LATER
    empty = client.submit(page, {"danger": "no"})
    assert "Write what you would like to say" in empty.errors[0]
    assert page_of(app, mine.id).added == ()


def test_too_many_words_are_kept_and_counted(client, mine):
    page = client.follow(open_with(client, mine.code), "Write to us")
    again = client.submit(page, {"danger": "no", "words": "x" * 10_001})
    assert again.status == 422
    assert "10,001" in again.errors[0]
    assert len(again.field("words")) == 10_001


def test_an_old_token_keeps_the_words_and_stores_nothing(app, client, mine):
    page = client.follow(open_with(client, mine.code), "Write to us")
    again = client.submit(page, {"danger": "yes", "words": LATER, "csrf_token": "forged"})
    assert again.status == 400
    assert again.field("words") == LATER
    assert page_of(app, mine.id).added == ()
    sent = client.submit(again)
    assert sent.h1 == "We have told the team on duty"


def test_words_written_while_the_page_closed_are_kept_and_sent_with_the_code(app, client, mine, clock):
    page = client.follow(open_with(client, mine.code), "Write to us")
    clock.forward(minutes=40)
    again = client.submit(page, {"danger": "no", "words": LATER})
    assert again.status == 422
    assert again.field("words") == LATER
    wrong = client.submit(again, {"code": " ".join(reversed(mine.code.split()))})
    assert (wrong.status, wrong.field("words")) == (422, LATER)
    assert page_of(app, mine.id).added == ()
    done = client.submit(wrong, {"code": mine.code})
    assert "We have it, and we will read it" in done.main_text
    assert [added.text for added in page_of(app, mine.id).added] == [LATER]


def test_words_never_land_on_another_page_opened_meanwhile(app, client, mine):
    page = client.follow(open_with(client, mine.code), "Write to us")
    with app.app_context():
        other = make_feedback("Another matter")
    client.submit(client.submit(client.get_page("/track"), button="Close this page"), {"code": other.code})
    again = client.submit(page, {"danger": "no", "words": LATER})
    assert again.field("words") == LATER
    assert page_of(app, other.id).added == ()
    client.submit(again, {"code": mine.code})
    assert [added.text for added in page_of(app, mine.id).added] == [LATER]


def test_a_new_code_shuts_out_the_old_one_and_every_other_browser(app, client, mine):
    elsewhere = app.test_client()
    open_with(elsewhere, mine.code)
    form = client.follow(open_with(client, mine.code), "Change your private code")
    page = client.submit(form, {"code": mine.code})
    code = page_of(app, mine.id).code
    assert code != mine.code
    assert code in page.main_text
    assert elsewhere.get_page("/track").h1 == "Open your private page"
    assert open_with(app.test_client(), mine.code).status == 422
    assert open_with(app.test_client(), code).h1 == "We have it"


def test_the_code_is_shown_until_it_is_kept(app, client, mine):
    page = open_with(client, mine.code)
    assert mine.code in page.main_text
    kept = client.submit(page, button="I have kept it")
    assert mine.code not in kept.main_text
    with app.app_context():
        words = db.session.scalar(select(FeedbackWords.code).where(FeedbackWords.feedback_id == mine.id))
    assert words is None


def test_emails_can_be_stopped(app, client, mine):
    page = client.follow(open_with(client, mine.code), "Stop e-mails")
    done = client.submit(page)
    assert "Stop e-mails" not in [link.text for link in done.links]
    assert not page_of(app, mine.id).mail_allowed


def test_safe_contact_can_be_changed_without_showing_what_we_have(app, client, mine):
    page = client.follow(open_with(client, mine.code), "Change how we reach you")
    assert "kim@mail.example" not in page.html
    assert page.field("when") == "mornings"
    wrong = client.submit(page, {"how": ["email", "phone"], "email": "nonsense", "phone": "01632 960170"})
    assert (wrong.status, wrong.field("email")) == (422, "nonsense")
    client.submit(wrong, {"email": "new@mail.example", "when": "evenings", "must_not_know": "my landlord"})
    now_set = page_of(app, mine.id)
    assert now_set.safe_contact == SafeContact(("email", "phone"), "evenings", "my landlord")
    assert now_set.mail_allowed


def test_a_way_that_was_chosen_needs_a_number_where_we_have_none(client, mine):
    page = client.follow(open_with(client, mine.code), "Change how we reach you")
    again = client.submit(page, {"how": ["email", "phone", "letter"]})
    assert again.errors == [
        "Write the telephone number that is safe",
        "Write the postal address that is safe",
    ]
    done = client.submit(again, {"phone": "01632 960170", "address": "1 High Street"})
    assert "We have changed how we reach you" in done.main_text


def test_withdrawing_says_what_it_means_and_can_be_undone(app, client, mine):
    page = client.follow(open_with(client, mine.code), "Ask us to stop")
    assert "we still have to act" in page.main_text
    stopped = client.submit(page, {"danger": "no", "code": mine.code}, button="Yes, stop")
    assert stopped.h1 == "You asked us to stop"
    assert page_of(app, mine.id).status is FeedbackStatus.WITHDRAWN
    again = client.follow(stopped, "Go on with it again")
    assert client.submit(again, {"danger": "no"}).h1 == "We have it"
    assert "I have changed my mind" in page_of(app, mine.id).added[0].text


@pytest.mark.parametrize("link", ["Change your private code", "Ask us to stop"])
def test_whoever_finds_the_page_open_cannot_do_this_without_its_six_words(app, client, mine, link):
    with app.app_context():
        other = make_feedback("Another matter")
    page = client.follow(open_with(client, mine.code), link)
    chosen = {"danger": "no"} if link == "Ask us to stop" else {}
    empty = client.submit(page, chosen)
    assert empty.status == 422
    assert empty.errors[0].startswith("Type ")
    for typed in (other.code, " ".join(reversed(mine.code.split()))):
        wrong = client.submit(page, {**chosen, "code": typed})
        assert (wrong.status, wrong.errors) == (422, [private_page.NOTHING_OPENED])
    assert page_of(app, mine.id).code == mine.code
    assert page_of(app, mine.id).status is FeedbackStatus.RECEIVED


def test_asked_for_while_the_page_closed_the_same_six_words_open_it_and_do_it(app, client, mine, clock):
    page = client.follow(open_with(client, mine.code), "Ask us to stop")
    clock.forward(minutes=40)
    typed = {"danger": "no", "code": mine.code}
    stopped = client.submit(page, {**typed, "reason": "It is settled"}, button="Yes, stop")
    assert stopped.h1 == "You asked us to stop"


def test_withdrawing_twice_says_that_it_is_done(client, mine):
    page = client.follow(open_with(client, mine.code), "Ask us to stop")
    typed = {"danger": "no", "code": mine.code}
    client.submit(page, typed, button="Yes, stop")
    second = client.submit(page, {**typed, "reason": "It is settled"}, button="Yes, stop")
    assert (second.status, second.field("reason")) == (409, "It is settled")
    assert client.get_page("/track/withdraw").url == "/track"


def test_what_was_set_aside_comes_back_when_its_writer_says_so(app, client):
    with app.app_context():
        aside = make_feedback(WORDS, status=FeedbackStatus.SET_ASIDE)
    page = client.follow(open_with(client, aside.code), "Tell us what we missed")
    empty = client.submit(page, {"danger": "no", "words": " "})
    assert empty.status == 422
    assert client.submit(empty, {"danger": "no", "words": "It is not a test"}).h1 == "We look at it again"
