"""A parent and an officer talk: on the private page and on the item page, and no word of either is lost."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.vocabulary import Audience, Holder, Role
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.feedback import Feedback
from portal.services import messages, page_keys, private_page
from portal.services.accounts import staff_member
from portal.services.messages import ForWhom
from tests.conftest import Clock
from tests.factories import MadeFeedback, make_account, make_feedback
from tests.pages import Page, PageClient
from tests.web.screening_pages import SignIn, claimed, item_page

pytestmark = pytest.mark.usefixtures("clock")
LATER = "They rang, and moved it again"
POINTS = "You told us: three visits were moved."


@pytest.fixture
def mine(app: Flask) -> MadeFeedback:
    with app.app_context():
        return make_feedback("The visit was moved on the day")


def open_with(client: PageClient, code: str) -> Page:
    return client.submit(client.get_page("/track"), {"code": code})


def tell(app: Flask, made: MadeFeedback, text: str = POINTS, **whom: object) -> int:
    with app.app_context():
        supervisor = staff_member(make_account(Role.SUPERVISOR).email)
        return messages.send_message(made.reference, supervisor, text, whom=ForWhom(**whom))


def page_of(app: Flask, made: MadeFeedback) -> private_page.PrivatePage:
    with app.app_context():
        return private_page.read_page(made.id)


def count_alerts(app: Flask, made: MadeFeedback) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(DutyAlert.id)).filter_by(feedback_id=made.id)) or 0


def test_a_parent_and_an_officer_talk_to_and_fro(
    client: PageClient, signed_in: SignIn, mine: MadeFeedback, clock: Clock
) -> None:
    officer = signed_in()
    claimed(officer, mine.reference)
    page = open_with(client, mine.code)
    assert "There are no messages yet" in page.main_text
    said = client.submit(client.follow(page, "Write to us"), {"danger": "no", "words": LATER})
    assert "You wrote" in said.main_text
    assert "Nobody has read it yet" in said.main_text

    assert "Unread messages 1" in officer.get_page("/screening/unread").main_text
    unread = officer.get_page("/screening/unread")
    assert mine.reference in unread.main_text
    assert LATER not in unread.html
    item = item_page(officer, mine.reference)
    assert LATER in item.main_text
    assert "You read this, by 11 Mar" in item.main_text
    clock.forward(minutes=5)
    done = officer.submit(item, {"message_text": "When was that?"}, button="Send the message")
    assert "Sent. It stands on their private page now." in done.main_text
    assert "I have read this" not in done.buttons
    assert "Unread messages 0" in officer.get_page("/screening/unread").main_text

    page = client.get_page("/track")
    assert page.main_text.index("When was that?") < page.main_text.index(LATER)
    assert "We have read this." in page.main_text
    assert officer.account.name not in page.text
    box = client.get_page(page.link("Answer this message of Tuesday 10 March 2026, 12:05").href)
    assert "When was that?" in box.main_text
    client.submit(box, {"danger": "no", "words": "On Friday."})
    assert "They wrote, in answer" in item_page(officer, mine.reference).main_text


def test_opening_is_not_reading_and_the_button_is(
    app: Flask, client: PageClient, signed_in: SignIn, mine: MadeFeedback
) -> None:
    officer = signed_in()
    box = client.follow(open_with(client, mine.code), "Write to us")
    client.submit(box, {"danger": "no", "words": LATER})
    item = item_page(officer, mine.reference)
    assert "Anybody may read this" in item.main_text
    assert "Nobody has read it yet" in client.get_page("/track").main_text
    done = officer.submit(item, button="I have read this")
    assert f"by {officer.account.name}" in done.main_text
    assert "We have read this." in client.get_page("/track").main_text


def test_what_another_officer_is_to_read_has_no_button(
    app: Flask, client: PageClient, signed_in: SignIn, mine: MadeFeedback
) -> None:
    holder, other = signed_in(), signed_in()
    claimed(holder, mine.reference)
    box = client.follow(open_with(client, mine.code), "Write to us")
    client.submit(box, {"danger": "no", "words": LATER})
    item = item_page(other, mine.reference)
    assert "I have read this" not in item.buttons
    token = item.field("csrf_token")
    refused = other.post(f"/screening/{mine.reference}/read", data={"csrf_token": token, "up_to": "99"})
    assert refused.status_code == 409
    theirs = other.get_page("/screening/unread").main_text
    assert "For others to read" in theirs
    assert holder.account.name in theirs


def test_is_this_right_is_answered_with_one_press(app: Flask, client: PageClient, mine: MadeFeedback) -> None:
    tell(app, mine, asks="is_this_right")
    page = open_with(client, mine.code)
    assert "Is this right?" in page.main_text
    done = client.submit(page, button="Yes, that is right")
    assert "You said: yes, that is right." in done.main_text
    assert "Yes, that is right" not in done.buttons
    changed = client.submit(
        client.follow(done, "I want to change something after all"), {"danger": "no", "words": "It was four."}
    )
    assert "You said: no, something must change." in changed.main_text
    assert [one.text.splitlines()[-1] for one in page_of(app, mine).added] == [
        "It was four.",
        "Yes, that is right.",
    ]


def test_what_is_not_right_needs_words_and_asks_about_danger(
    app: Flask, client: PageClient, mine: MadeFeedback
) -> None:
    tell(app, mine, asks="is_this_right")
    box = client.follow(open_with(client, mine.code), "No, I want to change something")
    assert POINTS in box.main_text
    again = client.submit(box, {"words": LATER})
    assert (again.status, again.field("words")) == (422, LATER)
    empty = client.submit(again, {"danger": "no", "words": " "})
    assert empty.errors == ["Write what you would like to change"]
    told = client.submit(empty, {"danger": "yes", "words": ""})
    assert told.h1 == "We have told the team on duty"
    assert count_alerts(app, mine) == 1
    assert page_of(app, mine).messages[0].answer == "change"


def test_an_answer_given_while_the_page_closed_is_kept_and_sent_with_the_code(
    app: Flask, client: PageClient, mine: MadeFeedback, clock: Clock
) -> None:
    tell(app, mine, asks="is_this_right")
    page = open_with(client, mine.code)
    box = client.follow(page, "No, I want to change something")
    clock.forward(minutes=40)
    for shown, typed, button in (
        (box, {"danger": "no", "words": LATER}, "Send this"),
        (page, {}, "Yes, that is right"),
    ):
        again = client.submit(shown, typed, button=button)
        assert again.status == 422
        client.submit(again, {"code": mine.code})
        clock.forward(minutes=40)
    assert [one.text for one in page_of(app, mine).added] == [
        "Yes, that is right.",
        f"No, I want to change something.\n\n{LATER}",
    ]


def test_a_question_that_is_over_keeps_the_words(app: Flask, client: PageClient, mine: MadeFeedback) -> None:
    tell(app, mine, asks="is_this_right")
    box = client.follow(open_with(client, mine.code), "No, I want to change something")
    withdraw = client.get_page("/track/withdraw")
    client.submit(withdraw, {"danger": "no", "code": mine.code}, button="Yes, stop")
    again = client.submit(box, {"danger": "no", "words": LATER})
    assert (again.status, again.field("words")) == (409, LATER)


@pytest.mark.parametrize(
    ("link", "button", "more"),
    [
        ("Write to us", "Send this", {}),
        ("Ask us to stop", "Yes, stop", {"code": "mine"}),
    ],
)
def test_danger_in_a_box_shows_whom_to_ring_at_once(
    app: Flask, client: PageClient, mine: MadeFeedback, link: str, button: str, more: dict[str, str]
) -> None:
    box = client.follow(open_with(client, mine.code), link)
    typed = dict.fromkeys(more, mine.code)
    told = client.submit(box, {"danger": "yes", **typed}, button=button)
    assert told.h1 == "We have told the team on duty"
    assert "999" in told.main_text
    assert count_alerts(app, mine) == 1


def test_bent_numbers_of_messages_lose_no_words(app: Flask, client: PageClient, mine: MadeFeedback) -> None:
    open_with(client, mine.code)
    for number in ("", "x", "0", "-1", "9" * 30, "٣"):
        box = client.get_page(f"/track/add?message={number}")
        assert client.submit(box, {"danger": "no", "words": f"Words {number}"}).status == 200
    assert len(page_of(app, mine).added) == 6


def test_older_messages_are_folded_and_everything_is_there(
    app: Flask, client: PageClient, mine: MadeFeedback, clock: Clock
) -> None:
    for number in range(8):
        tell(app, mine, f"Message number {number}.")
    open_with(client, mine.code)
    clock.forward(minutes=1)
    page = open_with(app.test_client(), mine.code)
    assert "Earlier messages: 3" in page.main_text
    for number in range(8):
        assert f"Message number {number}." in page.main_text


def test_a_child_is_spoken_to_simply(app: Flask, client: PageClient) -> None:
    with app.app_context():
        made = make_feedback(audience=Audience.UNDER_TWELVE)
    tell(app, made, "We read it. Is it still so?", asks="is_this_right")
    page = open_with(client, made.code)
    box = client.follow(page, "No, I want to change something")
    assert "Tell us what is wrong. Use your own words." in box.main_text
    assert "Is anyone in danger now?" in box.main_text


def test_a_message_says_whom_it_is_for_only_where_there_are_several(
    app: Flask, client: PageClient, signed_in: SignIn
) -> None:
    officer = signed_in()
    with app.app_context():
        made = make_feedback(audience=Audience.ADVOCATE)
    alone = claimed(officer, made.reference)
    assert "Who is it for?" not in alone.main_text
    with app.app_context():
        child = page_keys.give_key(made.reference, staff_member(officer.account.email), Holder.CHILD)
    item = item_page(officer, made.reference)
    assert "The advocate reads it only where the young person agreed" in item.main_text
    typed = {"message_to": "child", "message_shares": "letters", "message_text": "Only for you."}
    done = officer.submit(item, typed, button="Send the message")
    assert "to the young person only" in done.main_text
    assert "Only for you." not in open_with(client, made.code).main_text
    assert "Only for you." in open_with(app.test_client(), child).main_text


def test_bent_choices_of_readers_send_nothing_wider(
    app: Flask, signed_in: SignIn, mine: MadeFeedback
) -> None:
    officer = signed_in()
    token = claimed(officer, mine.reference).field("csrf_token")
    bent = {"message_to": "everybody", "message_shares": "all", "message_asks": "x", "up_to": "x"}
    sent = officer.post(
        f"/screening/{mine.reference}/message",
        data={"csrf_token": token, "message_text": "Hello.", **bent},
    )
    assert sent.status_code in (303, 422)


def test_an_old_page_marks_only_what_it_showed(
    app: Flask, client: PageClient, signed_in: SignIn, mine: MadeFeedback
) -> None:
    officer = signed_in()
    box = client.follow(open_with(client, mine.code), "Write to us")
    client.submit(box, {"danger": "no", "words": LATER})
    item = item_page(officer, mine.reference)
    client.submit(client.get_page("/track/add"), {"danger": "no", "words": "And once more"})
    done = officer.submit(item, button="I have read this")
    assert "1 unread message" in done.main_text
    with app.app_context():
        assert db.session.get_one(Feedback, mine.id).unread_since is not None
