"""The duty board: found at a glance, read in safety's order, taken by one press."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.vocabulary import PartyRole, Role, Urgency
from portal.extensions import db
from portal.models.account import StaffSession
from portal.models.alert import DutyAlert
from portal.models.event import AccessLog
from portal.models.feedback import ConflictOfInterest, Feedback, FeedbackWords
from portal.services.alerts import raise_alert
from portal.services.intake import PartySent, SafeContact
from portal.services.now import now
from portal.services.sealing import Seal
from tests.conftest import Clock
from tests.factories import make_feedback
from tests.pages import PageClient
from tests.web.walking import begin

SignIn = Callable[..., PageClient]
WORDS = "He has taken <b>her</b> phone & keys"


@pytest.fixture
def alert(app: Flask, clock: Clock) -> tuple[int, str]:
    """An open alert: its id, and the reference of what it is about."""
    return raise_one(app)


def raise_one(app: Flask, **contact: Any) -> tuple[int, str]:
    with app.app_context():
        made = make_feedback(WORDS)
        feedback = db.session.get_one(Feedback, made.id)
        words = db.session.get_one(FeedbackWords, made.id)
        seal = Seal.of(feedback.data_key_id)
        said = [
            {"page": "what-happened", "field": "what", "question": "What happened?", "answer": WORDS},
            {"page": "danger", "field": "danger", "question": "Who is not safe?", "answer": "My niece"},
        ]
        words.said = seal.close(f"feedback_words.said:{made.id}", said)
        words.safe_contact = seal.close(f"feedback_words.safe_contact:{made.id}", contact)
        raise_alert(feedback)
        db.session.commit()
        found = db.session.scalars(select(DutyAlert.id).where(DutyAlert.feedback_id == made.id)).one()
        return found, made.reference


def how_many_reads(app: Flask, client: PageClient) -> int:
    with app.app_context():
        count = select(func.count(AccessLog.id)).where(AccessLog.account_id == client.account.id)
        return db.session.scalar(count) or 0


def test_the_board_shows_who_waits_and_how_long_and_no_words(
    app: Flask, signed_in: SignIn, alert: tuple[int, str], clock: Clock
) -> None:
    clock.forward(minutes=55)
    client = signed_in(Role.DUTY)
    page = client.get_page("/duty")
    assert "1 alert that nobody has" in page.main_text
    assert alert[1] in page.main_text
    assert "Waiting 55 minutes" in page.main_text
    assert "Complaint, from: Parent" in page.main_text
    assert "taken" not in page.text
    assert "niece" not in page.text
    assert how_many_reads(app, client) == 0


def test_an_empty_board_is_calm(signed_in: SignIn) -> None:
    assert "Nothing is waiting" in signed_in(Role.DUTY).get_page("/duty").main_text


def test_an_alert_shows_safe_contact_first_and_danger_before_the_rest_and_is_logged(
    app: Flask, signed_in: SignIn
) -> None:
    _, reference = raise_one(app, how=["phone"], when="after 9", must_not_know="my husband")
    client = signed_in(Role.DUTY)
    page = client.follow(client.get_page("/duty"), reference)
    assert page.h1 == f"Alert {reference}"
    order = [
        "How it is safe to make contact",
        "By phone",
        "my husband",
        "I have this alert",
        "My niece",
        WORDS,
    ]
    places = [page.main_text.index(words) for words in order]
    assert places == sorted(places)
    assert how_many_reads(app, client) == 1


def test_no_answer_on_safe_contact_means_the_private_page_only(
    signed_in: SignIn, alert: tuple[int, str]
) -> None:
    page = signed_in(Role.DUTY).get_page(f"/duty/{alert[0]}")
    assert "Use their private page only" in page.main_text


def test_one_press_takes_an_alert_off_the_board(signed_in: SignIn, alert: tuple[int, str]) -> None:
    client = signed_in(Role.DUTY)
    page = client.get_page(f"/duty/{alert[0]}")
    taken = client.submit(page, {"note": "Ringing her now"}, button="I have this alert")
    assert taken.url == f"/duty/{alert[0]}"
    assert "You have this alert" in taken.main_text
    assert client.account.name in taken.main_text
    assert "Ringing her now" in taken.main_text
    board = client.get_page("/duty")
    assert "Nothing is waiting" in board.main_text
    assert alert[1] in client.follow(board, "All that were dealt with").main_text


def test_a_note_too_long_is_kept_and_the_alert_stays_open(signed_in: SignIn, alert: tuple[int, str]) -> None:
    client = signed_in(Role.DUTY)
    note = "x" * 2001
    page = client.submit(client.get_page(f"/duty/{alert[0]}"), {"note": note}, button="I have this alert")
    assert (page.status, page.errors) == (422, ["Write 2,000 characters or fewer"])
    assert page.field("note") == note
    assert "1 alert that nobody has" in client.get_page("/duty").main_text


def test_a_forged_token_keeps_the_note_and_changes_nothing(signed_in: SignIn, alert: tuple[int, str]) -> None:
    client = signed_in(Role.DUTY)
    answer = client.post(f"/duty/{alert[0]}/acknowledge", data={"note": "On my way", "csrf_token": "forged"})
    assert answer.status_code == 422
    assert "On my way" in answer.get_data(as_text=True)
    assert "1 alert that nobody has" in client.get_page("/duty").main_text


def test_the_second_to_press_is_told_who_has_it(signed_in: SignIn, alert: tuple[int, str]) -> None:
    first, second = signed_in(Role.DUTY), signed_in(Role.SUPERVISOR)
    opened = second.get_page(f"/duty/{alert[0]}")
    first.submit(first.get_page(f"/duty/{alert[0]}"), button="I have this alert")
    late = second.submit(opened, {"note": "Me too"}, button="I have this alert")
    assert late.status == 409
    assert late.errors == [f"{first.account.name} has this alert already."]
    assert late.field("note") == "Me too"
    assert "Me too" in second.submit(late, button="Write it down").main_text


def test_who_takes_an_alert_is_asked_what_was_done_and_supervisors_see_what_is_missing(
    app: Flask, signed_in: SignIn, alert: tuple[int, str], clock: Clock
) -> None:
    client = signed_in(Role.DUTY)
    taken = client.submit(client.get_page(f"/duty/{alert[0]}"), button="I have this alert")
    assert "What did you do?" in taken.main_text
    assert "Nothing written yet" in client.get_page("/duty").main_text
    clock.forward(minutes=61)
    client, supervisor = signed_in(Role.DUTY), signed_in(Role.SUPERVISOR)
    home = supervisor.get_page("/staff")
    assert "Alerts with nothing written" in home.main_text
    lacking = supervisor.get_page("/duty/nothing-written")
    assert alert[1] in lacking.main_text
    assert "Nothing written for over an hour" in lacking.main_text
    page = client.get_page(f"/duty/{alert[0]}")
    again = client.submit(page, {"note": " "}, button="Write it down")
    assert (again.status, again.errors) == (422, ["Write what you did"])
    done = client.submit(again, {"note": "Rang her aunt."}, button="Write it down")
    assert "Rang her aunt." in done.main_text
    assert "There are none" in supervisor.get_page("/duty/nothing-written").main_text


def test_a_note_comes_after_somebody_has_the_alert(signed_in: SignIn, alert: tuple[int, str]) -> None:
    client = signed_in(Role.DUTY)
    token = client.get_page(f"/duty/{alert[0]}").field("csrf_token")
    answer = client.post(f"/duty/{alert[0]}/note", data={"note": "Rang her.", "csrf_token": token})
    assert answer.status_code == 409
    assert "Rang her." in answer.get_data(as_text=True)


def test_a_screening_officer_reads_but_does_not_take(signed_in: SignIn, alert: tuple[int, str]) -> None:
    client = signed_in(Role.SCREENING_OFFICER)
    page = client.get_page(f"/duty/{alert[0]}")
    assert "I have this alert" not in page.buttons
    assert client.post(f"/duty/{alert[0]}/acknowledge").status_code == 403


def test_somebody_complained_about_is_kept_out(app: Flask, signed_in: SignIn, alert: tuple[int, str]) -> None:
    client = signed_in(Role.DUTY)
    with app.app_context():
        feedback_id = db.session.get_one(DutyAlert, alert[0]).feedback_id
        row = ConflictOfInterest(
            feedback_id=feedback_id, account_id=client.account.id, named=True, noted_at=now()
        )
        db.session.add(row)
        db.session.commit()
    page = client.get_page(f"/duty/{alert[0]}")
    assert page.status == 403
    assert "You must keep away" in page.main_text
    assert "niece" not in page.text
    assert how_many_reads(app, client) == 0


def test_new_alerts_are_offered_and_never_pushed_under_a_reader(
    app: Flask, signed_in: SignIn, alert: tuple[int, str]
) -> None:
    client = signed_in(Role.DUTY)
    board = client.get_page("/duty")
    (region,) = [each for each in board.document.all() if each.get("id") == "new-alerts"]
    ask = region.get("hx-get", "")
    assert client.get(ask, headers={"HX-Request": "true"}).status_code == 204
    raise_one(app)
    raise_one(app)
    part = client.get(ask, headers={"HX-Request": "true"})
    assert "2 new alerts." in part.get_data(as_text=True)
    told = client.get_page(ask, headers={"HX-Request": "true"})
    (region,) = [each for each in told.document.all() if each.get("id") == "new-alerts"]
    assert client.get(region.get("hx-get", ""), headers={"HX-Request": "true"}).status_code == 204


def test_the_count_by_itself_is_no_page_but_leads_to_the_board(signed_in: SignIn) -> None:
    assert signed_in(Role.DUTY).get_page("/duty/new-count").url == "/duty"


def test_a_board_left_open_still_signs_out_after_an_hour(app: Flask, signed_in: SignIn, clock: Clock) -> None:
    client = signed_in(Role.DUTY)
    with app.app_context():
        before = db.session.scalars(select(func.max(StaffSession.seen_at))).one()
    for _ in range(59):
        clock.forward(minutes=1)
        assert client.get("/duty/new-count?seen=0&told=0", headers={"HX-Request": "true"}).status_code == 204
    with app.app_context():
        assert db.session.scalars(select(func.max(StaffSession.seen_at))).one() == before
    clock.forward(minutes=2)
    answer = client.get("/duty/new-count", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/staff/sign-in")


def test_the_board_asks_the_database_the_same_however_much_there_is(
    app: Flask, signed_in: SignIn, alert: tuple[int, str], count_queries: Callable[[], Any]
) -> None:
    client = signed_in(Role.DUTY)
    client.get_page("/duty")
    with count_queries() as few:
        client.get_page("/duty")
    for _ in range(30):
        raise_one(app)
    with count_queries() as many:
        page = client.get_page("/duty")
    assert many.count == few.count
    assert len(page.find("alerts__wait")) == 25
    assert len(client.follow(page, "Next 25").find("alerts__wait")) == 6


def test_the_board_says_how_soon_and_what_nobody_has_opened(
    app: Flask, signed_in: SignIn, alert: tuple[int, str]
) -> None:
    with app.app_context():
        raise_alert(db.session.get_one(Feedback, make_feedback(WORDS).id), Urgency.NOT_SAFE)
        db.session.commit()
    client = signed_in(Role.DUTY)
    text = client.get_page("/duty").main_text
    assert text.index("Somebody is in danger now") < text.index("Not this minute, but somebody is not safe")
    assert text.count("New: nobody on duty has opened it") == 2
    assert "Somebody is in danger now" in client.get_page(f"/duty/{alert[0]}").main_text
    assert client.get_page("/duty").main_text.count("New: nobody on duty has opened it") == 1


@pytest.mark.parametrize(
    ("given", "how", "said"),
    [
        ({"name": "Kim", "phone": "01632 960007"}, ["phone"], ["Number to ring: 01632 960007 (Kim)"]),
        (
            {"phone": "01632 960007"},
            [],
            ["Number to ring: 01632 960007", "They did not say that ringing is safe"],
        ),
        ({"name": "Kim", "email": "kim@mail.example"}, [], ["They gave no number to ring"]),
        ({"name": "Kim"}, [], ["They gave no way to reach them"]),
        ({}, [], ["They gave no name and no way to reach them"]),
    ],
)
def test_how_to_reach_them_is_at_the_top_and_so_is_that_there_is_no_way(
    app: Flask, signed_in: SignIn, given: dict[str, str], how: list[str], said: list[str]
) -> None:
    with app.app_context():
        sender = PartySent(PartyRole.SENDER, "parent", **given)
        make_feedback(WORDS, danger=True, parties=(sender,), safe_contact=SafeContact(tuple(how)))
        alert_id = db.session.scalars(select(func.max(DutyAlert.id))).one()
    text = signed_in(Role.DUTY).get_page(f"/duty/{alert_id}").main_text
    for words in said:
        assert 0 < text.index(words) < text.index("What they said about danger")


def test_words_that_turn_the_direction_turn_nothing_but_themselves(app: Flask, signed_in: SignIn) -> None:
    turned = "\u202eafter nine"
    alert_id, reference = raise_one(app, how=["phone"], when=turned, must_not_know=turned)
    client = signed_in(Role.SUPERVISOR)
    for address in (f"/duty/{alert_id}", f"/screening/{reference}"):
        page = client.get_page(address)
        holders = [e for e in page.document.all() if (e.text or "") == turned]
        assert len(holders) >= 2
        assert all(e.tag == "bdi" or e.get("dir") == "auto" for e in holders)
        assert all(e.get("dir") == "auto" for e in page.find("said"))


@pytest.mark.parametrize(("answer", "urgency"), [("yes", Urgency.NOW), ("unsafe", Urgency.NOT_SAFE)])
def test_what_was_answered_about_danger_decides_how_soon(
    app: Flask, client: PageClient, answer: str, urgency: Urgency
) -> None:
    page = begin(client, "/ring-me")
    client.submit(page, {"danger": answer, "words": "Ring 01632 960123"}, "Send just this now")
    with app.app_context():
        assert db.session.scalars(select(DutyAlert.urgency).order_by(DutyAlert.id.desc())).first() is urgency


def test_what_is_typed_about_an_alert_and_not_sent_comes_back_to_whoever_typed_it(
    signed_in: SignIn, alert: tuple[int, str]
) -> None:
    client, colleague, address = signed_in(Role.SUPERVISOR), signed_in(Role.DUTY), f"/duty/{alert[0]}"
    page = client.get_page(address)
    (form,) = [each for each in page.document.all("form") if each.get("data-keep-url")]
    typed = {"note": "Ringing her aunt.", "csrf_token": page.field("csrf_token")}
    assert client.post(form.get("data-keep-url", ""), data=typed).status_code == 204
    assert client.post(f"{address}/keep", data=typed | {"note": "x" * 100_001}).status_code == 422
    assert colleague.get_page(address).field("note") == ""
    assert client.get_page(f"/screening/{alert[1]}").status == 200
    back = client.get_page(address)
    assert (back.field("note"), "They are not sent yet" in back.main_text) == ("Ringing her aunt.", True)
    done = client.submit(back, button="I have this alert")
    assert ("Ringing her aunt." in done.main_text, done.field("note")) == (True, "")
    client.post(f"{address}/keep", data=typed)
    client.post(f"{address}/keep", data=typed | {"note": " "})
    assert client.get_page(address).field("note") == ""
