"""Meetings and the next stage on the desk, and the person's own request on their private page."""

from typing import Any

import pytest
from flask import Flask

from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import Holder, MeetingStatus, Role, Route, StageRequestStatus
from portal.extensions import db
from portal.models.case import Case
from portal.models.feedback import Feedback
from portal.models.service_meeting import ServiceMeeting
from portal.models.stage_request import StageRequest
from portal.services.private_page_changes import withdraw
from portal.services.visits import find_visit, open_page, open_visit
from tests.conftest import Clock
from tests.pages import Page, PageClient, document_of
from tests.services.screening_steps import decided, screened, somebody
from tests.web.screening_pages import SignIn, item_page

pytestmark = pytest.mark.usefixtures("clock")
TENTH = {"day": "10", "month": "3", "year": "2026"}
WORDS = "A plan <b>now</b> & a letter"


@pytest.fixture
def accepted(app: Flask) -> str:
    """A complaint for which a procedure is open."""
    with app.app_context():
        officer = somebody()
        reference = screened(officer)
        decided(reference, officer, Route.STATUTORY)
        return reference


def do(
    client: PageClient,
    item: str,
    deed: str,
    which: object,
    typed: dict[str, Any],
    status: int = 200,
    *,
    page: str = "next-stage",
) -> Page:
    """Send one form of the page, which has many buttons that say the same."""
    before = client.get_page(f"/screening/{item}/next-stage")
    prefix = f"{deed}-{which}-" if which else f"{deed}-"
    sent = {f"{prefix}{name}": value for name, value in typed.items()}
    sent |= {"csrf_token": before.field("csrf_token"), "which": str(which)}
    answer = client.post(f"/screening/{item}/{page}/{deed}", data=sent, follow_redirects=True)
    assert answer.status_code == status
    return Page(answer, document_of(answer))


def on(name: str = "on") -> dict[str, str]:
    """Return a day as it is typed."""
    return {f"{name}-{part}": value for part, value in TENTH.items()}


def only(app: Flask, model: Any) -> Any:
    """Return the only row there is."""
    with app.app_context():
        return db.session.query(model).one()


def test_a_meeting_owed_stands_on_the_item_and_in_the_list_until_it_was_held(
    app: Flask, signed_in: SignIn, accepted: str
) -> None:
    officer = signed_in()
    assert "Meeting with the service by" in item_page(officer, accepted).text
    assert accepted in officer.get_page("/screening/meetings").text
    meeting = only(app, ServiceMeeting)
    shown = do(officer, accepted, "held", meeting.id, {"words": WORDS, "who": "Ana"}, 422)
    assert "Write the day of the meeting" in shown.text
    assert WORDS in shown.text
    done = do(officer, accepted, "held", meeting.id, {"words": WORDS, "who": "Ana", **on()})
    assert WORDS in done.text
    assert only(app, ServiceMeeting).status is MeetingStatus.HELD
    assert "No meeting is owed." in officer.get_page("/screening/meetings").text
    again = do(officer, accepted, "held", meeting.id, {"words": WORDS, "who": "Ana", **on()}, 409)
    assert "Your words are still here" in again.text


def test_a_reason_that_says_nothing_is_sent_back(app: Flask, signed_in: SignIn, accepted: str) -> None:
    officer = signed_in()
    number = only(app, ServiceMeeting).id
    shown = do(officer, accepted, "not-needed", number, {"reason": "no"}, 422)
    assert "Say why in a sentence" in shown.text


def test_from_the_request_to_the_persons_choice(app: Flask, signed_in: SignIn, accepted: str) -> None:
    officer = signed_in()
    case_id = only(app, ServiceMeeting).case_id
    asked = {"channel": "phone", "why": WORDS}
    assert WORDS in do(officer, accepted, "ask", case_id, asked, 422).text
    page = do(officer, accepted, "ask", case_id, {**asked, **on()})
    assert "Trying to settle does not stop the clock: 0 working days used" in page.text
    number = only(app, StageRequest).id
    choice = {"action": "accept", "told_by": "The mother", "how": "She rang", "words": WORDS, **on()}
    early = do(officer, accepted, "choice", number, choice, 422)
    assert "Note first what was offered" in early.text
    do(officer, accepted, "try", number, {"what": "offer", "who": "Ana", "words": WORDS, **on()})
    do(officer, accepted, "choice", number, choice)
    waits = officer.get_page(f"/screening/{accepted}/next-stage")
    assert "somebody else reads it first" in waits.text
    assert "agree that it ends" not in waits.text
    supervisor = signed_in(Role.SUPERVISOR)
    thin = do(supervisor, accepted, "send-back", number, {"why": "no"}, 422, page="next-stage-signature")
    assert "Say why in a sentence" in thin.text
    do(officer, accepted, "agree", number, {}, 403, page="next-stage-signature")
    do(supervisor, accepted, "agree", number, {}, page="next-stage-signature")
    assert only(app, StageRequest).status is StageRequestStatus.SETTLED
    page = do(officer, accepted, "go-on", number, {"told_by": "The mother", "how": "She rang", **on()})
    assert "Stage 2 is to be begun" in page.text
    assert "Refuse" not in page.text
    listed = officer.get_page("/screening/next-stages").text
    assert accepted in listed
    assert "Went on" in listed


def test_nonsense_in_the_address_is_an_honest_answer(signed_in: SignIn, accepted: str) -> None:
    officer = signed_in()
    for year in ("", "x", "0", "999999999", "2024"):
        assert officer.get_page(f"/screening/next-stages?year={year}&after=x").status == 200
    do(officer, accepted, "try", "999", {"what": "offer", "who": "A", "words": WORDS, **on()}, 409)
    do(officer, accepted, "refuse", "1", {}, 404)


def test_whoever_only_reads_sees_no_form(signed_in: SignIn, accepted: str) -> None:
    page = signed_in(Role.MANAGER).get_page(f"/screening/{accepted}/next-stage")
    assert page.status == 200
    assert ("It was held" in page.text) is (Permission.SCREEN in permissions_of(Role.MANAGER))


def test_the_person_asks_on_their_page_sees_it_is_with_us_and_asks_but_once(
    app: Flask, client: PageClient, accepted: str, signed_in: SignIn
) -> None:
    with app.app_context():
        feedback_id = db.session.query(Feedback.id).filter_by(reference=accepted).scalar()
        token = open_visit()
        open_page(find_visit(token).id, feedback_id, Holder.SENDER)
    client.set_cookie("visit", token)
    assert "Ask for the next stage" in client.get_page("/track").text
    form = client.get_page("/track/next-stage")
    refused = client.submit(form, {"words": WORDS}, button="Ask for the next stage")
    assert refused.status == 422
    assert WORDS in refused.text
    page = client.submit(form, {"danger": "no", "words": WORDS}, button="Ask for the next stage")
    assert "Your request is with us since Tuesday 10 March 2026." in page.text
    assert "We may offer to settle it first." in page.text
    assert "You have not had our first answer yet. You still get it by" in page.text
    form = client.follow(page, "Tell us more about your request")
    assert "You have asked already." in form.text
    client.submit(form, {"danger": "no", "words": "More"}, button="Send this")
    assert only(app, StageRequest).status is StageRequestStatus.ASKED
    assert item_page(signed_in(), accepted).link("Stage 2 asked for").href.endswith("/next-stage")


def test_a_page_that_was_stopped_promises_nothing_and_going_on_says_what_became_of_the_days(
    app: Flask, client: PageClient, accepted: str, clock: Clock
) -> None:
    with app.app_context():
        feedback_id = db.session.query(Feedback.id).filter_by(reference=accepted).scalar()
        token = open_visit()
        open_page(find_visit(token).id, feedback_id, Holder.SENDER)
    client.set_cookie("visit", token)
    before = client.submit(
        client.get_page("/track/next-stage"), {"danger": "no"}, button="Ask for the next stage"
    )
    assert "Yes, this is right" in before.text
    warned = client.get_page("/track/withdraw").text
    assert "so nothing comes by" in warned
    assert "your request for the next stage, of Tuesday 10 March 2026, stops too" in warned
    assert "read it again from the start" in warned
    clock.forward(minutes=5)
    with app.app_context():
        withdraw(feedback_id, "")
    stopped = client.get_page("/track").text
    for promise in ("Yes, this is right", "working on it already", "is with us since", "Only you can end it"):
        assert promise not in stopped
    assert "We sent this before we were asked to stop. The days in it do not count now." in stopped
    assert "If you go on again, we still have it." in stopped
    again = client.get_page("/track/start-again")
    assert "They still count from when your complaint first came to us" in again.text
    on = client.submit(again, {"danger": "no"}, button="Go on with it").text
    assert "We sent this before we were asked to stop. The days in it may have changed." in on
    assert "Your request is still with us since Tuesday 10 March 2026." in on
    assert "Yes, this is right" not in on


def test_asking_before_the_answer_is_warned_of_and_noted_all_the_same(
    app: Flask, signed_in: SignIn, accepted: str
) -> None:
    officer = signed_in()
    page = officer.get_page(f"/screening/{accepted}/next-stage")
    assert "Stage 1 is not answered yet: the answer is due by" in page.main_text
    case_id = only(app, Case).id
    asked = {"channel": "phone", "why": WORDS, **on()}
    do(officer, accepted, "ask", case_id, asked)
    assert only(app, StageRequest).status is StageRequestStatus.ASKED


@pytest.mark.parametrize(
    ("which", "kept"), [("-1", False), ("²", False), ("9" * 20, False), ("999999", True), ("", True)]
)
def test_what_does_not_stand_here_is_told_so_and_no_error_leads_nowhere(
    signed_in: SignIn, accepted: str, which: str, kept: bool
) -> None:
    shown = do(signed_in(Role.SCREENING_OFFICER), accepted, "ask", which, {"why": WORDS}, 409)
    assert shown.errors == ["That can’t be done here any more, so nothing was saved."]
    assert (WORDS in shown.main_text) is kept  # those odd enough are no form of ours
    ids = {element.get("id") for element in shown.document.all()}
    assert {link.href.removeprefix("#") for link in shown.links if link.href.startswith("#")} <= ids
