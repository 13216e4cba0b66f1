"""What the private page says once the person asked us to look again, or for the formal way."""

import pytest

from portal.domain.clocks import in_words
from portal.domain.vocabulary import Audience, Kind, Role, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services import private_page_changes
from portal.services.council import current_council
from portal.services.escalating import ask_for_formal
from portal.services.looking_again import ask_to_go_on, ask_to_look_again
from portal.services.private_page import read_page
from portal.web.public.track_words import describe
from tests.services.screening_steps import decided, screened, signed, somebody, spoken_with

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def _settled(route: Route, audience: Audience = Audience.ADULT) -> int:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(
        officer, answers={"settled": "quick"} if route is Route.EARLY_RESOLUTION else {}, audience=audience
    )
    if audience is not Audience.ADULT:
        spoken_with(reference, officer)
    signed(decided(reference, officer, route).decision_id, reference, supervisor)
    return db.session.query(Feedback.id).filter_by(reference=reference).scalar()


def _said(feedback_id: int) -> tuple[str, str]:
    page = read_page(feedback_id)
    found = describe(page, current_council())
    assert page.next_date is not None
    return found.text, in_words(page.next_date.clock.due_on)


def test_whoever_says_what_we_missed_is_told_that_somebody_else_reads_it_and_by_when() -> None:
    feedback_id = _settled(Route.SIGNPOSTED)
    assert ask_to_look_again(feedback_id, "You missed the meeting in May.")
    text, day = _said(feedback_id)
    assert text == f"You asked us to look again. Somebody else reads it, by {day}."


def test_whoever_asks_for_the_formal_way_is_told_that_it_goes_there(clock) -> None:
    feedback_id = _settled(Route.EARLY_RESOLUTION)
    clock.forward(days=20)
    ask_for_formal(feedback_id)
    text, day = _said(feedback_id)
    assert text == f"Your complaint goes the formal way. Somebody decides it by {day}."
    assert not read_page(feedback_id).next_date.late
    clock.forward(days=30)
    assert "by" not in _said(feedback_id)[0].split()


@pytest.mark.parametrize("audience", [Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER])
def test_young_people_are_told_in_their_words(audience: Audience) -> None:
    feedback_id = _settled(Route.EARLY_RESOLUTION, audience)
    ask_for_formal(feedback_id)
    text, day = _said(feedback_id)
    assert day in text
    assert "formal" not in text


def test_whoever_changes_their_mind_about_stopping_did_not_ask_us_to_look_again() -> None:
    feedback_id = db.session.query(Feedback.id).filter_by(reference=screened(somebody())).scalar()
    private_page_changes.withdraw(feedback_id, "")
    assert ask_to_go_on(feedback_id, "")
    assert "look again" not in _said(feedback_id)[0]


def test_the_day_of_the_reply_to_an_enquiry_stays_while_it_is_read_again() -> None:
    officer = somebody()
    reference = screened(officer, kind=Kind.ENQUIRY)
    decided(reference, officer, Route.ENQUIRY)
    feedback_id = db.session.query(Feedback.id).filter_by(reference=reference).scalar()
    owed = read_page(feedback_id).next_date.clock.due_on
    ask_to_look_again(feedback_id, "You missed the second question.")
    again = read_page(feedback_id).next_date
    assert (again.what, again.reply_by, again.reply_late) == ("route", owed, False)
