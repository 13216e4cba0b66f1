"""Keying in for somebody else: the public's questions, how it came, from which day, and read back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import Audience, Channel, Kind, ReadBack, Role
from portal.extensions import db
from portal.models.draft import Draft
from portal.models.feedback import Feedback, FeedbackWords
from portal.services.now import today
from portal.services.visits import forget_old_visits
from portal.web.journey_pages import JOURNEYS
from portal.web.staff.keying_routes import FORMS
from tests.pages import Page, PageClient
from tests.web.staff_steps import parts
from tests.web.walking import begin, step_name, walk

SignIn = Callable[..., PageClient]
KEYS_IN = {Role.STAFF, Role.SCREENING_OFFICER, Role.SUPERVISOR, Role.MANAGER}
COMPLAINT = "/staff/feedback/complaint"
WORDS = "She never rang back.\n<b>Twice</b>"
BY_PHONE: dict[str, dict[str, Any]] = {
    "came": {"came_by": "phone"},
    "what-happened": {"words": WORDS},
    "read-back": {"read_back": "agreed"},
}


def keyed(app: Flask, journey: str) -> Feedback:
    """Return the one piece that was keyed in on a journey."""
    return db.session.scalars(select(Feedback).where(Feedback.journey == f"keyed-{journey}")).one()


def key_in(client: PageClient, path: str = COMPLAINT, **changed: dict[str, Any]) -> Page:
    """Key in and send."""
    return client.submit(walk(client, path, {**BY_PHONE, **changed}), button="Send")


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize(
    "path",
    ["/staff/feedback", "/staff/forward", "/staff/resolved", *(f"/staff/feedback/{f.path}" for f in FORMS)],
)
def test_only_those_who_key_in_open_the_doors(
    client: PageClient, signed_in: SignIn, role: Role | None, path: str
) -> None:
    answer = (signed_in(role) if role else client).get(path)

    if role is None:
        assert answer.headers["Location"].startswith("/staff/sign-in?next=")
    else:
        assert answer.status_code == (200 if role in KEYS_IN else 403)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_in_the_house_may_record_a_compliment(signed_in: SignIn, role: Role) -> None:
    assert signed_in(role).get_page("/staff/compliment").status == 200


def test_every_view_of_every_keyed_journey_asks_for_the_permission(app: Flask) -> None:
    views = {name: view for name, view in app.view_functions.items() if name.startswith("keying.")}

    assert len(views) > 80
    assert {getattr(view, "required_permission", None) for view in views.values()} == {"key_in"}


def test_the_questions_are_those_of_the_public_in_their_order(app: Flask) -> None:
    for form in FORMS:
        theirs = [page.name for page in JOURNEYS[form.journey].pages if page.for_reader]
        ours = [page.name for page in JOURNEYS[f"keyed-{form.journey}"].pages]
        assert ours == ["came", *theirs, "read-back"]
        for page in JOURNEYS[f"keyed-{form.journey}"].pages[1:-1]:
            own = JOURNEYS[form.journey].find(page.name)
            assert own is not None
            with app.test_request_context():
                assert [f.label.text for f in page.form(formdata=None)] == [
                    f.label.text for f in own.form(formdata=None)
                ]


def test_a_call_is_keyed_in_read_back_and_counted_from_its_own_day(app: Flask, signed_in: SignIn) -> None:
    client, day = signed_in(Role.STAFF), today() - timedelta(days=9)
    sent = key_in(client, came={"came_by": "phone", "taken_by": "The front desk", **parts(day)})

    assert sent.h1 == "It is keyed in"
    with app.app_context():
        feedback = keyed(app, "complaint")
        assert feedback.reference in sent.main_text
        assert feedback.channel is Channel.PHONE
        assert feedback.kind is Kind.COMPLAINT
        assert feedback.received_on == day == feedback.first_received_on
        assert feedback.keyed_by_id == client.account.id
        assert feedback.keyed_at is not None
        assert feedback.keyed_at.date() == today()
        assert feedback.read_back is ReadBack.AGREED


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_every_form_can_be_keyed_in_and_no_equality_is_asked(
    app: Flask, signed_in: SignIn, form: Any
) -> None:
    client = signed_in(Role.STAFF)
    answers = {"reply-to": {"email": "office@elsewhere.example"}, "feeling": {"face": "sad"}}
    sent = key_in(client, f"/staff/feedback/{form.path}", **answers)

    assert sent.status == 200
    assert "equality" not in sent.html
    with app.app_context():
        assert keyed(app, form.journey).audience is JOURNEYS[form.journey].audience


def test_a_child_keeps_the_audience_of_a_child(app: Flask, signed_in: SignIn) -> None:
    key_in(signed_in(Role.STAFF), "/staff/feedback/under-12", feeling={"face": "sad"})

    with app.app_context():
        assert keyed(app, "under-twelve").audience is Audience.UNDER_TWELVE


def test_a_letter_needs_its_day_and_is_not_read_back(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    page = client.submit(begin(client, COMPLAINT), {"came_by": "letter"})
    assert page.status == 422
    assert "Write the day it first reached anybody" in page.errors[0]

    key_in_letter = {**BY_PHONE, "came": {"came_by": "letter", **parts(today())}}
    check = walk_on(client, client.submit(page, key_in_letter["came"]), key_in_letter)
    assert "read it back" not in check.main_text
    client.submit(check, button="Send")
    with app.app_context():
        assert keyed(app, "complaint").read_back is None


def walk_on(client: PageClient, page: Page, answers: dict[str, dict[str, Any]]) -> Page:
    """Go on from a page to the check page."""
    while step_name(page) != "check":
        page = client.submit(page, answers.get(step_name(page), {}), "Continue")
        assert page.status == 200, page.errors
    return page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose how it came"),
        ({"came_by": "phone", "on-day": "1"}, "must include"),
        ({"came_by": "phone", "on-day": "31", "on-month": "2", "on-year": "2026"}, "must be a real date"),
        ({"came_by": "phone", **parts(today() + timedelta(days=1))}, "still to come"),
        ({"came_by": "letter", **parts(today() - timedelta(days=365 * 6))}, "more than 5 years ago"),
        ({"came_by": "phone", "taken_by": "x" * 300}, "There is room here for 200"),
    ],
)
def test_how_it_came_is_judged_at_its_field(signed_in: SignIn, typed: dict[str, str], said: str) -> None:
    client = signed_in(Role.STAFF)
    again = client.submit(begin(client, COMPLAINT), typed)

    assert again.status == 422
    assert len(again.errors) == 1
    assert said in again.errors[0]
    for name, value in typed.items():
        assert again.field(name) == value


def test_sending_by_its_address_does_not_pass_by_how_it_came(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    page = begin(client, COMPLAINT)
    token = {"csrf_token": page.field("csrf_token"), "submission_id": page.field("submission_id")}
    client.post(f"{COMPLAINT}/what-happened", data={**token, "words": WORDS, "then": "continue"})
    refused = client.post(f"{COMPLAINT}/send", data=token)

    assert refused.status_code == 422
    assert "Choose how it came" in refused.get_data(as_text=True)


def test_danger_can_go_alone_and_at_once(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    page = walk(client, COMPLAINT, BY_PHONE, until="danger")
    sent = client.submit(page, {"danger": "yes", "words": "At the flat"}, "Send just this now")

    assert "The duty team is told" in sent.main_text
    with app.app_context():
        assert keyed(app, "complaint").danger


def test_a_change_of_form_stays_among_the_forms_of_staff(signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    page = walk(client, COMPLAINT, {**BY_PHONE, "who": {"who": "young_person"}}, until="young-pages")
    page = client.submit(page, {"pages": "under-twelve"}, "Continue")

    assert page.url.startswith("/staff/feedback/under-12")
    assert "You have begun this" in page.main_text


def test_six_words_are_only_shown_to_be_given_away(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    page = begin(client, COMPLAINT)
    while step_name(page) != "check":
        assert not page.find("code-box"), page.url
        page = client.submit(page, BY_PHONE.get(step_name(page), {}), "Continue")
    sent = client.submit(page, button="Send")
    assert sent.find("code-box")

    after = client.submit(sent, button="They have it")
    assert not after.find("code-box")
    with app.app_context():
        words = db.session.get_one(FeedbackWords, keyed(app, "complaint").id)
        assert words.code is None


def test_nobody_reaches_a_keyed_draft_without_being_signed_in(
    app: Flask, client: PageClient, signed_in: SignIn
) -> None:
    officer = signed_in(Role.STAFF)
    walk(officer, COMPLAINT, BY_PHONE, until="started")
    left = f"{COMPLAINT}/what-happened"
    assert "She never rang back" in officer.get_page(left).html

    officer.delete_cookie("staff")  # the browser is the same; only the sign-in has ended
    for visitor in (officer, client):
        assert "/staff/sign-in" in visitor.get(left).headers["Location"]
        assert "She never rang back" not in visitor.get_page("/resume").html
        refused = visitor.post(left, data={"words": "Mine"})
        assert refused.status_code == 401


def test_a_colleague_never_meets_it_even_in_the_same_browser(app: Flask, signed_in: SignIn) -> None:
    first, second = signed_in(Role.STAFF), signed_in(Role.SUPERVISOR)
    walk(first, COMPLAINT, BY_PHONE, until="started")
    ticket = second.get_cookie("staff")
    assert ticket is not None
    first.set_cookie("staff", ticket.value)

    assert first.get_page(f"{COMPLAINT}/what-happened").status == 404
    assert "You have begun" not in first.get_page("/staff/feedback").main_text


def test_it_waits_under_their_name_in_another_browser_and_next_week(
    app: Flask, signed_in: SignIn, clock: Any
) -> None:
    officer = signed_in(Role.STAFF)
    walk(officer, COMPLAINT, BY_PHONE, until="started")
    clock.forward(days=6)
    with app.app_context():
        forget_old_visits()
        from portal.services import accounts
        from tests.factories import PASSWORD

        token = accounts.sign_in(officer.account.email, PASSWORD, "127.0.0.1")
    elsewhere: PageClient = app.test_client()  # type: ignore[assignment]
    elsewhere.set_cookie("staff", token or "")

    page = elsewhere.submit(elsewhere.get_page("/staff/feedback"), button="Go on with it")
    assert page.url.startswith(COMPLAINT)
    assert "She never rang back" in elsewhere.get_page(f"{COMPLAINT}/what-happened").html


def test_a_visitors_own_draft_and_a_keyed_one_never_mix(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    mine = client.submit(begin(client, "/comment"), {"words": "My own idea"}, "Continue")
    assert mine.status == 200
    walk(client, COMPLAINT, BY_PHONE, until="started")

    assert "My own idea" in client.get_page("/comment/what-happened").html
    assert "She never rang back" in client.get_page(f"{COMPLAINT}/what-happened").html
    assert client.get_page("/complaint/what-happened").status == 404
    home = client.get_page("/resume")
    assert COMPLAINT not in home.html
    with app.app_context():
        kinds = set(db.session.scalars(select(Draft.journey)))
        assert {"comment", "keyed-complaint"} <= kinds


def test_several_pieces_stand_side_by_side(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    first = walk(client, COMPLAINT, BY_PHONE, until="started")
    second = walk(client, "/staff/feedback/comment", {**BY_PHONE, "what-happened": {"words": "A bench"}})

    home = client.get_page("/staff/feedback")
    assert "Begun, and not sent: 2" in home.main_text
    assert "She never rang" not in home.html
    client.submit(second, button="Send")
    page = client.submit(first, {}, "Continue")
    assert page.status == 200
    assert page.url.startswith(COMPLAINT)
    assert "She never rang back" in client.get_page(f"{COMPLAINT}/what-happened").html
    assert "Begun, and not sent: 1" in client.get_page("/staff/feedback").main_text


def test_two_calls_on_one_form_never_mix(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    first = walk(client, COMPLAINT, BY_PHONE, until="started")
    asked = client.submit(client.get_page(COMPLAINT), button="Begin another")
    assert step_name(asked) == "came"
    other = {**BY_PHONE, "what-happened": {"words": "Another call"}}
    check = walk_on(client, client.submit(asked, other["came"]), other)

    back = client.submit(first, {}, "Continue")
    assert back.status == 200
    assert "She never rang back" in client.get_page(f"{COMPLAINT}/what-happened").html
    assert "Another call" in check.html
    assert client.submit(check, button="Send").h1 == "It is keyed in"
    with app.app_context():
        keyed(app, "complaint")
    assert "Begun, and not sent: 1" in client.get_page("/staff/feedback").main_text


def test_one_that_is_begun_is_thrown_away_by_itself(signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    walk(client, COMPLAINT, BY_PHONE, until="started")
    sure = client.submit(client.get_page("/staff/feedback"), button="Throw it away")
    assert sure.h1 == "Throw away what you have written?"
    client.submit(sure, button="Yes, throw it away")
    assert "Begun" not in client.get_page("/staff/feedback").main_text


def test_a_colleague_cannot_take_up_what_is_not_theirs(app: Flask, signed_in: SignIn) -> None:
    first, second = signed_in(Role.STAFF), signed_in(Role.SUPERVISOR)
    theirs = walk(first, COMPLAINT, BY_PHONE, until="started").field("submission_id")
    mine = begin(second, "/staff/feedback/comment")
    for address in ("/staff/feedback/begun", f"{COMPLAINT}/what-happened"):
        answer = second.post(
            address,
            data={"csrf_token": mine.field("csrf_token"), "submission_id": theirs, "words": "x"},
            follow_redirects=True,
        )
        assert "She never rang back" not in answer.get_data(as_text=True)
    assert second.get_page(f"{COMPLAINT}/what-happened").status == 404
    assert "She never rang back" in first.get_page(f"{COMPLAINT}/what-happened").html


def test_twenty_pieces_are_enough_at_once(signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    token = client.get_page("/staff/feedback/comment").field("csrf_token")
    answers = [
        client.post("/staff/feedback/comment", data={"csrf_token": token, "then": "anew"}) for _ in range(21)
    ]

    assert [answer.status_code for answer in answers] == [303] * 20 + [409]
    assert "Send one, or throw one away" in answers[-1].get_data(as_text=True)


def test_pressing_save_or_leave_by_hand_loses_nothing(signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    page = walk(client, COMPLAINT, BY_PHONE, until="started")
    token = page.field("csrf_token")
    client.post(f"{COMPLAINT}/save", data={"csrf_token": token, "then": "leave"})

    assert "She never rang back" in client.get_page(f"{COMPLAINT}/what-happened").html
    assert client.get_page(f"{COMPLAINT}/save").status == 200


def test_sending_twice_is_one_piece(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    check = walk(client, COMPLAINT, BY_PHONE)
    first = client.submit(check, button="Send")
    second = client.submit(check, button="Send")

    assert first.h1 == second.h1 == "It is keyed in"
    with app.app_context():
        keyed(app, "complaint")


def test_what_i_keyed_in_is_listed_without_a_word_of_it(app: Flask, signed_in: SignIn) -> None:
    client, other = signed_in(Role.STAFF), signed_in(Role.STAFF)
    key_in(client)
    with app.app_context():
        reference = keyed(app, "complaint").reference

    page = client.get_page("/staff/feedback")
    assert reference in page.main_text
    assert "She never rang" not in page.main_text
    assert reference not in other.get_page("/staff/feedback").main_text
