"""Several items are ticked and one button pressed; what became of each is told, and nothing typed is lost."""

from flask import Flask

from portal.domain.vocabulary import Audience, FeedbackStatus, Role
from tests.factories import make_account
from tests.pages import Page, PageClient, document_of
from tests.web.screening_pages import PART, SignIn, considered, item_page, sent, status_of


def press(client: PageClient, deed: str, *ticked: str, part: bool = False, **typed: str) -> Page:
    """Tick items on the desk and press a button."""
    token = str(client.get_page("/screening").field("csrf_token"))
    data = {"csrf_token": token, "deed": deed, "tick": list(ticked), **typed}
    answer = client.post("/screening/bulk?kind=complaint", data=data, headers=PART if part else {})
    return Page(answer, document_of(answer))


def test_what_is_ticked_is_claimed_and_what_is_held_is_named(app: Flask, signed_in: SignIn) -> None:
    officer, other = signed_in(Role.SCREENING_OFFICER), signed_in(Role.SCREENING_OFFICER)
    mine, theirs = sent(app), sent(app)
    considered(other, theirs)
    page = press(officer, "claim", mine, theirs)
    assert page.status == 200
    assert "1 claimed, 1 left out." in page.text
    assert f"{theirs} left out: Robin Tester" in page.text
    assert mine in officer.get_page("/screening/mine").text
    page = press(officer, "release", mine, where="mine")
    assert page.h1 == "Held by you"
    assert "1 given back." in page.text


def test_htmx_gets_the_queue_alone_with_what_became_of_each(app: Flask, signed_in: SignIn) -> None:
    page = press(signed_in(Role.SCREENING_OFFICER), "claim", sent(app), part=True)
    assert "<html" not in page.html
    assert 'id="queue"' in page.html
    assert "1 claimed." in page.text


def test_spam_that_two_have_to_judge_stays_whichever_button(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in(Role.SCREENING_OFFICER)
    child, plain = sent(app, audience=Audience.UNDER_TWELVE), sent(app)
    for reference in (child, plain):
        considered(officer, reference)
        item_page(officer, reference)
    page = press(officer, "spam", child, plain, spam_reason="Adverts.")
    assert "1 set aside as spam, 1 left out." in page.text
    assert f"{child} left out: it is from a child or young person" in page.text
    assert status_of(app, child) is FeedbackStatus.RECEIVED
    assert status_of(app, plain) is FeedbackStatus.SET_ASIDE


def test_what_is_missing_is_said_and_ticks_and_words_stay(app: Flask, signed_in: SignIn) -> None:
    boss, reference = signed_in(Role.SUPERVISOR), sent(app)
    page = press(boss, "hand_over", reference, hand_reason="She is <ill>.")
    assert page.status == 422
    assert "Choose an officer" in page.text
    assert "She is <ill>." in str(page.field("hand_reason"))
    assert f'value="{reference}" form="bulk" checked' in page.html
    page = press(boss, "claim")
    assert (page.status, "Tick at least one item in the list" in page.text) == (422, True)
    assert press(boss, "spam", reference).status == 422


def test_a_supervisor_hands_over_and_an_officer_can_not(app: Flask, signed_in: SignIn) -> None:
    boss, officer, reference = signed_in(Role.SUPERVISOR), signed_in(Role.SCREENING_OFFICER), sent(app)
    with app.app_context():
        to = make_account(Role.SCREENING_OFFICER)
    page = press(boss, "hand_over", reference, hand_to=str(to.id), hand_reason="She is ill.")
    assert "1 handed over." in page.text
    assert to.name in item_page(officer, reference).text
    assert "hand_to" not in officer.get_page("/screening").html
    assert press(officer, "hand_over", reference, hand_to=str(to.id), hand_reason="No.").status == 403
    assert press(officer, "delete", reference).status == 400


def test_who_only_signs_has_nothing_to_tick(app: Flask, signed_in: SignIn) -> None:
    sent(app)
    assert 'name="tick"' not in signed_in(Role.MANAGER).get_page("/screening").html
