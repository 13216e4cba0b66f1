"""The registers' pages, the particulars at their fields, a referral on the duty board, the formal way."""

import re

from flask import Flask

from portal.domain.vocabulary import FeedbackStatus, Kind, Role, Route
from portal.services.escalating import escalate
from tests.conftest import Clock
from tests.services import screening_steps as steps
from tests.web.screening_pages import SignIn, drafted, item_page, screened, sent, status_of


def _decided(
    app: Flask, route: Route, kind: Kind = Kind.COMPLAINT, answers: dict[str, str] | None = None
) -> str:
    """Store an item that is decided and, where that is owed, signed."""
    with app.app_context():
        officer, supervisor = steps.somebody(), steps.somebody(Role.SUPERVISOR)
        reference = steps.screened(officer, kind, answers)
        done = steps.decided(reference, officer, route)
        if not done.in_force:
            steps.signed(done.decision_id, reference, supervisor)
        return reference


def test_a_register_shows_its_rows_its_counts_and_its_filters(app: Flask, signed_in: SignIn) -> None:
    reference = _decided(app, Route.DUTY_MATTER, answers={"subject": "information"})
    officer = signed_in(Role.SCREENING_OFFICER)
    page = officer.get_page("/screening/registers/duty")
    for words in (reference, "Request for a service", "By quarter", "By month", "All: 1"):
        assert words in page.main_text
    empty = officer.get_page("/screening/registers/duty?category=information")
    assert "Nothing fits." in empty.main_text
    assert reference not in empty.main_text


def test_a_filter_that_cannot_be_is_said_at_its_field(signed_in: SignIn) -> None:
    officer = signed_in(Role.SCREENING_OFFICER)
    wrong = officer.get(
        "/screening/registers/enquiries?since-day=40&since-month=1&since-year=2026&team=nobody&after=x"
    )
    assert wrong.status_code == 422
    assert "The first day must have a day from 1 to 31" in wrong.get_data(as_text=True)
    assert officer.get("/screening/registers/nothing").status_code == 404


def test_a_last_day_before_the_first_is_said_at_its_field(signed_in: SignIn) -> None:
    days = "since-day=2&since-month=6&since-year=2026&until-day=1&until-month=6&until-year=2026"
    wrong = signed_in(Role.SCREENING_OFFICER).get(f"/screening/registers/duty?{days}")
    assert wrong.status_code == 422
    assert "The last day must not be before the first" in wrong.get_data(as_text=True)


def test_what_was_taken_the_formal_way_is_not_called_answered(app: Flask, signed_in: SignIn) -> None:
    reference = _decided(app, Route.EARLY_RESOLUTION, answers={"settled": "quick"})
    with app.app_context():
        escalate(reference, steps.somebody(Role.SUPERVISOR), "They rang and asked.")
    page = signed_in(Role.SCREENING_OFFICER).get_page("/screening/registers/early")
    assert "Taken the formal way on" in page.main_text
    assert "0 answered, 0 late, 1 taken the formal way" in page.main_text


def test_an_answer_is_noted_from_the_register(app: Flask, signed_in: SignIn) -> None:
    reference = _decided(app, Route.ENQUIRY, Kind.ENQUIRY)
    officer = signed_in(Role.SCREENING_OFFICER)
    page = officer.get_page(f"/screening/registers/answered/{reference}")
    late = officer.submit(page, {"on-year": "2030"}, button="Note the answer")
    assert "Write a day from its receipt until today" in late.main_text
    done = officer.submit(page, button="Note the answer")
    assert "The answer is noted." in done.text
    again = officer.submit(page, button="Note the answer")
    assert "noted already" in again.main_text


def test_particulars_come_with_the_route_and_are_asked_for_at_their_fields(
    app: Flask, signed_in: SignIn
) -> None:
    reference = sent(app)
    officer = signed_in(Role.SCREENING_OFFICER)
    page = drafted(officer, screened(officer, reference, settled="quick"), "early_resolution")
    assert "Who tries to put it right?" in page.main_text
    assert "Where to?" not in page.main_text
    filled = {"decision_reason": "They want it quickly.", "detail_who": "The team manager"}
    no_day = {f"detail_by-{part}": "" for part in ("day", "month", "year")}
    wrong = officer.submit(page, filled | no_day, button="Send for signature")
    for words in ("Tell them of their rights first", "Write what they will do", "Write by when"):
        assert words in wrong.main_text
    assert "The team manager" in str(wrong.field("detail_who"))
    letter = re.sub(r"\[[^]]*\]", "The team manager can put it right.", str(wrong.field("decision_message")))
    letter = re.sub(r" by [^.]*\.", " by Friday 1 February 2030.", letter)
    whole = {
        "decision_message": letter,
        "detail_what": "Ring on Monday.",
        "detail_by-day": "1",
        "detail_by-month": "2",
        "detail_by-year": "2030",
        "detail_rights_told": ["yes"],
    }
    done = officer.submit(wrong, whole, button="Send for signature")
    assert done.errors == []
    assert status_of(app, reference) is FeedbackStatus.AWAITING_SIGNATURE
    assert wrong.status == 422


def test_a_referral_is_on_the_duty_board_and_the_item_stays_on_the_desk(
    app: Flask, signed_in: SignIn
) -> None:
    reference = sent(app)
    officer = signed_in(Role.SCREENING_OFFICER)
    page = drafted(officer, screened(officer, reference), "safeguarding_referral")
    typed = {
        "decision_reason": "She may go home to him tonight.",
        "detail_told": "Sam Ferrers",
        "detail_told_on-day": "1",
        "detail_told_on-month": "1",
        "detail_told_on-year": "2026",
    }
    officer.submit(page, typed, button="Decide")
    assert status_of(app, reference) is FeedbackStatus.RECEIVED
    duty = signed_in(Role.DUTY)
    board = duty.get_page("/duty")
    assert reference in board.main_text
    alert = duty.get_page("/duty/1")
    assert "She may go home to him tonight." in alert.main_text
    assert "Sam Ferrers" in alert.main_text
    officer.get_page("/screening")
    after = item_page(officer, reference)
    assert "Which route?" in after.main_text


def test_an_officer_takes_a_quick_answer_the_formal_way(app: Flask, signed_in: SignIn) -> None:
    reference = _decided(app, Route.EARLY_RESOLUTION, answers={"settled": "quick"})
    officer = signed_in(Role.SCREENING_OFFICER)
    page = item_page(officer, reference)
    assert "They want the formal procedure" in page.main_text
    form = officer.get_page(f"/screening/{reference}/formal")
    assert "Write how and when they asked" in officer.submit(form, button="Go the formal way").main_text
    officer.submit(form, {"asked": "They rang today."}, button="Go the formal way")
    assert status_of(app, reference) is FeedbackStatus.RECEIVED


def test_an_answer_past_its_day_is_asked_why(app: Flask, signed_in: SignIn, clock: Clock) -> None:
    reference = _decided(app, Route.EARLY_RESOLUTION, answers={"settled": "quick"})
    clock.forward(days=60)
    officer = signed_in(Role.SCREENING_OFFICER)
    page = officer.get_page(f"/screening/registers/answered/{reference}")
    wrong = officer.submit(page, {"delay": ""}, "Note the answer")
    assert (wrong.status, wrong.errors) == (422, ["Choose why the answer was late"])
    officer.submit(wrong, {"delay": "settling"}, "Note the answer")
    assert "Trying to put it right informally" in officer.get_page("/screening/registers/early").main_text
