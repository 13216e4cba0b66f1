"""Requests for an advocate at the desk: the list, the steps, what was told, and who closes a list."""

from datetime import UTC, datetime

import pytest

from portal.domain.vocabulary import Audience, Holder, Kind, Role, Route
from portal.services import advocate_requests, page_keys
from tests.factories import make_feedback
from tests.services.advocate_steps import sent_for_jo
from tests.services.links import press
from tests.services.screening_steps import somebody
from tests.web.screening_pages import drafted, screened


@pytest.fixture(autouse=True)
def in_contract(clock):
    clock.set(datetime(2026, 6, 10, 12, tzinfo=UTC))


@pytest.fixture
def wanted(app):
    with app.app_context():
        return make_feedback(
            "Somebody on my side", kind=Kind.ADVOCATE_REQUEST, audience=Audience.TWELVE_AND_OVER
        )


def page_of(officer, made):
    return officer.get_page(f"/screening/{made.reference}/advocate")


def open_with(client, made):
    return client.submit(client.get_page("/track"), {"code": made.code})


def test_a_request_goes_its_way_and_the_young_person_sees_each_step(app, signed_in, wanted):
    officer = signed_in()
    page = page_of(officer, wanted)
    assert "Pass it on by Friday 12 June 2026 2 working days left" in page.main_text
    assert "Speak Out Exbourne" not in page.main_text
    passed = officer.submit(
        page, {"offer-provider": "your-side", "offer-note": "Rang Ola"}, "It is passed on"
    )
    assert "We asked Your Side Advocacy for an advocate" in open_with(app.test_client(), wanted).main_text
    accept = {"accept-advocate": "Ola Advocate", "accept-reach": "01632 960999"}
    accepted = submit_deed(officer, passed, "accept", accept)
    assert "You have an advocate now: Ola Advocate." in open_with(app.test_client(), wanted).main_text
    day = {
        "meet-met_on-day": "10",
        "meet-met_on-month": "6",
        "meet-met_on-year": "2026",
        "meet-note": "Ola rang",
    }
    met = submit_deed(officer, accepted, "meet", day)
    assert "Ola rang" in officer.get_page(f"/screening/{wanted.reference}").main_text
    assert "Met with" in met.main_text
    assert "You met on Wednesday 10 June 2026." in open_with(app.test_client(), wanted).main_text
    history = officer.get_page(f"/screening/{wanted.reference}").main_text
    assert "Passed the request for an advocate to your side" in history
    assert "Rang Ola" in history


def submit_deed(officer, page, deed, typed):
    """Send one form of the page, which has many buttons that say the same."""
    address = f"{page.url.rpartition('/advocate')[0]}/advocate/{deed}"
    sent = {"csrf_token": page.field("csrf_token"), **typed}
    answer = officer.post(address, data=sent)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return officer.get_page(answer.headers["Location"])


@pytest.mark.parametrize(
    ("deed", "typed", "says"),
    [
        ("offer", {}, "Choose the provider"),
        ("offer", {"offer-provider": "your-side"}, "Write how you passed it on"),
        ("offer", {"offer-provider": "speak-out"}, "Choose one of the answers"),
        ("decline", {}, "Write what they said"),
        ("told", {}, "Write what you told them, and how"),
    ],
)
def test_what_is_missing_is_said_at_its_field(signed_in, wanted, deed, typed, says):
    officer = signed_in()
    token = page_of(officer, wanted).field("csrf_token")
    answer = officer.post(
        f"/screening/{wanted.reference}/advocate/{deed}", data={"csrf_token": token, **typed}
    )
    assert answer.status_code == 422
    assert says in answer.get_data(as_text=True)


def test_a_step_that_somebody_took_meanwhile_is_a_409_and_words_stay(app, signed_in, wanted):
    officer = signed_in()
    token = page_of(officer, wanted).field("csrf_token")
    with app.app_context():
        advocate_requests.offer(wanted.reference, somebody(), "your-side")
        advocate_requests.accept(wanted.reference, somebody(), "Ola")
    answer = officer.post(
        f"/screening/{wanted.reference}/advocate/accept",
        data={"csrf_token": token, "accept-advocate": "Pat"},
    )
    assert answer.status_code == 409
    assert "moved on meanwhile" in answer.get_data(as_text=True)


def test_a_page_open_for_too_long_keeps_the_words(signed_in, wanted):
    officer = signed_in()
    answer = officer.post(
        f"/screening/{wanted.reference}/advocate/decline",
        data={"csrf_token": "forged", "decline-reason": "She said not now"},
    )
    assert answer.status_code == 400
    assert "She said not now" in answer.get_data(as_text=True)


def test_the_list_shows_the_most_urgent_first_with_days_left(signed_in, wanted, clock):
    clock.forward(days=5)
    page = signed_in().get_page("/screening/advocates")
    assert wanted.reference in page.main_text
    assert "1 working day late" in page.main_text
    assert page.link(wanted.reference).href.endswith("/advocate")


def test_somebody_without_a_request_can_be_told_and_asked_for(app, signed_in):
    with app.app_context():
        made = make_feedback(audience=Audience.TWELVE_AND_OVER)
    officer = signed_in()
    page = officer.get_page(f"/screening/{made.reference}")
    told = officer.follow(page, "Tell them about advocacy, or ask for one")
    submit_deed(officer, told, "told", {"told-note": "By telephone"})
    asked = submit_deed(officer, told, "ask", {"ask-note": "She wants one"})
    assert "Asked for" in asked.main_text
    history = officer.get_page(f"/screening/{made.reference}").main_text
    assert "Told them about advocacy" in history
    assert "By telephone" in history


def test_a_supervisor_closes_the_list_of_an_advocate_who_left(app, signed_in):
    with app.app_context():
        press(sent_for_jo())
    officer = signed_in()
    assert "Close it for good for Nadia Friend" not in officer.get_page("/screening/advocates").buttons
    supervisor = signed_in(Role.SUPERVISOR)
    page = supervisor.get_page("/screening/advocates")
    closed = supervisor.submit(page, {}, "Close it for good for Nadia Friend")
    assert "Their list is closed for good." in closed.main_text
    assert "Nadia Friend" not in closed.main_text.replace("Their list is closed for good.", "")
    again = supervisor.submit(page, {}, "Close it for good for Nadia Friend")
    assert "closed already" in again.main_text


def test_an_unknown_deed_or_advocate_is_not_found(signed_in, wanted):
    supervisor = signed_in(Role.SUPERVISOR)
    token = page_of(supervisor, wanted).field("csrf_token")
    for address in (
        f"/screening/{wanted.reference}/advocate/x",
        f"/screening/{wanted.reference}/sharing/x",
        "/screening/advocates/999999/end",
    ):
        assert supervisor.post(address, data={"csrf_token": token}).status_code == 404


def test_history_says_who_shut_out_whom(app, signed_in):
    with app.app_context():
        sent = sent_for_jo()
        page_keys.switch_off(sent.id, Holder.CHILD, Holder.SENDER)
    officer = signed_in()
    assert (
        "The young person shut out whoever sent it"
        in officer.get_page(f"/screening/{sent.reference}").main_text
    )
    assert "Give them no new words." in officer.get_page(f"/screening/{sent.reference}/sharing").main_text


def test_a_request_that_is_decided_says_how_far_it_is_and_not_that_it_is_no_complaint(app, signed_in, wanted):
    officer, supervisor = signed_in(), signed_in(Role.SUPERVISOR)
    page = drafted(
        officer, screened(officer, wanted.reference, Kind.ADVOCATE_REQUEST), Route.DUTY_MATTER.value
    )
    assert "You asked for an advocate." in str(page.field("decision_message"))
    officer.submit(page, {"decision_reason": "Passed to Your Side"}, "Send for signature")
    words_read = supervisor.get_page(f"/screening/{wanted.reference}/sign")
    weighed = supervisor.follow(words_read, "I have read it: show what is proposed")
    supervisor.submit(weighed, {}, "Sign")
    told = open_with(app.test_client(), wanted)
    assert told.h1 == "We passed on what you want"
    assert "We ask for one for you by" in told.main_text
