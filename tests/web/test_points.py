"""Points on the item page: defined, changed, taken out, and decided part by part."""

import re

import pytest
from flask import Flask

from portal.domain.vocabulary import FeedbackStatus, Kind, Role
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.council import current_council
from portal.services.now import today
from tests.factories import make_point
from tests.pages import Page, PageClient
from tests.services.screening_steps import COMPLETE
from tests.web.screening_pages import (
    PART,
    SignIn,
    considered,
    drafted,
    item_page,
    screened,
    sent,
    status_of,
)

REASON = {"decision_reason": "A parent, about care."}
BLANK = re.compile(r"\[[^\]]*\]")


@pytest.fixture
def officer(signed_in: SignIn) -> PageClient:
    """A screening officer."""
    return signed_in()


def ready(app: Flask, officer: PageClient, points: int = 0) -> Page:
    """Screen a complaint and give it so many points."""
    reference = sent(app)
    officer.submit(considered(officer, reference), COMPLETE[Kind.COMPLAINT], button="Save the checklist")
    with app.app_context():
        for number in range(1, points + 1):
            make_point(reference, f"Complaint of number {number}.")
    return item_page(officer, reference)


def reference_of(page: Page) -> str:
    """Return the reference that heads an item page."""
    return page.h1


def finished(page: Page) -> dict[str, str]:
    """Return a reason and the message with its places filled."""
    return REASON | {
        "decision_message": BLANK.sub("We answered the same in May.", str(page.field("decision_message")))
    }


def test_a_complaint_without_a_point_asks_for_one_first(app: Flask, officer: PageClient) -> None:
    page = ready(app, officer)
    assert "Define what is complained of" in page.main_text
    page = officer.submit(page, button="Add the point")
    assert (page.status, page.errors) == (422, ["Write what is complained of"])
    page = officer.submit(page, {"point_words": "Nobody rang <b>back</b>."}, button="Add the point")
    assert "Define what is complained of" not in page.main_text
    assert "Nobody rang <b>back</b>." in page.main_text
    assert "Add a point" in page.main_text


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.COMMENT, Kind.ENQUIRY])
def test_other_kinds_need_no_point(app: Flask, officer: PageClient, kind: Kind) -> None:
    page = screened(officer, sent(app, kind), kind)
    assert "complained of" not in page.main_text


def test_ten_points_are_added_one_after_the_other(app: Flask, officer: PageClient) -> None:
    page = ready(app, officer)
    for number in range(10):
        page = officer.submit(page, {"point_words": f"Thing {number}."}, button="Add and next")
        assert page.field("point_words") == ""
    assert "What is complained of: 10 points" in page.main_text
    assert len(re.findall(r'id="point-\d+"', page.html)) == 10


def test_a_point_is_worded_and_placed_anew_and_keeps_its_earlier_wording(
    app: Flask, officer: PageClient
) -> None:
    page = ready(app, officer, 2)
    page = officer.follow(page, "Change point 2")
    assert page.field("point_words") == "Complaint of number 2."
    changed = {"point_words": "The taxi never came.", "point_subject": "sen_transport"}
    page = officer.submit(page, changed, button="Save point 2")
    text = page.main_text
    assert "The taxi never came." in text
    assert "Earlier wording" in text
    assert "Complaint of number 2." in text
    assert "Suggested: Council complaint." in text  # the rules say something else of it


def test_what_a_points_own_answer_asks_more_is_said_at_the_field(app: Flask, officer: PageClient) -> None:
    page = officer.follow(ready(app, officer, 1), "Change point 1")
    page = officer.submit(page, {"point_in_time": "no"}, button="Save point 1")
    assert page.status == 422
    assert all(error.startswith("Answer for this point: ") for error in page.errors)
    assert page.field("point_words") == "Complaint of number 1."
    assert page.field("point_in_time") == "no"


def test_a_point_is_taken_out_for_a_reason_and_keeps_its_number(app: Flask, officer: PageClient) -> None:
    page = officer.follow(ready(app, officer, 2), "Change point 1")
    page = officer.submit(page, button="Take it out")
    assert page.errors == ["Write why this is no point"]
    page = officer.submit(page, {"drop_reason": "It says the same."}, button="Take it out")
    assert "Taken out: 1" in page.main_text
    assert "It says the same." in page.main_text
    page = officer.submit(page_to_add(officer, page), {"point_words": "A third."}, button="Add the point")
    assert 'id="point-3"' in page.html
    assert 'id="point-1"' not in page.html


def page_to_add(officer: PageClient, page: Page) -> Page:
    """Open the empty form."""
    return officer.follow(page, "Add a point")


def test_a_stale_page_keeps_the_words_of_a_point(app: Flask, officer: PageClient) -> None:
    page = page_to_add(officer, ready(app, officer, 1))
    reference = reference_of(page)
    other = item_page(officer, reference)
    officer.submit(other, {"new_team": ""}, button="Change the team")
    officer.submit(page_to_add(officer, other), {"point_words": "Meanwhile."}, button="Add the point")
    stale = officer.submit(page, {"point_words": "My careful words."}, button="Add the point")
    assert stale.status == 409
    assert stale.field("point_words") == "My careful words."
    again = officer.submit(stale, button="Add the point")
    assert again.status == 200
    assert "My careful words." in again.main_text


def test_the_form_comes_and_goes_as_a_part(app: Flask, officer: PageClient) -> None:
    page = ready(app, officer, 1)
    reference = reference_of(page)
    body = officer.get(f"/screening/{reference}?point=1", headers=PART).get_data(as_text=True)
    assert body.lstrip().startswith('<section class="work"')
    assert "Save point 1" in body
    data = {"csrf_token": page.field("csrf_token"), "version": page.field("version"), "point_words": ""}
    answer = officer.post(f"/screening/{reference}/points", data=data, headers=PART)
    assert answer.status_code == 422
    assert "Write what is complained of" in answer.get_data(as_text=True)


def test_a_procedure_without_a_point_says_so_at_the_points(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, ready(app, officer), "statutory")
    page = officer.submit(page, finished(page), button="Decide")
    assert page.status == 422
    assert page.errors == ["Define what is complained of before a procedure is opened"]
    assert 'href="#points"' in page.html
    assert 'id="points"' in page.html


def test_the_suggestion_the_routes_and_the_second_person_follow_the_ticked_points(
    app: Flask, officer: PageClient
) -> None:
    page = ready(app, officer, 2)
    reference = reference_of(page)
    page = officer.submit(
        officer.follow(page, "Change point 2"), {"point_subject": "sen_transport"}, button="Save point 2"
    )
    assert page.field("points") == "1"
    assert "Children Act complaint (suggested)" in page.main_text
    page = officer.submit(page, {"points": ["2"], "route": "corporate"}, button="Use these points")
    assert "Council complaint (suggested)" in page.main_text
    assert page.field("points") == "2"
    page = officer.submit(page, {"points": ["1", "2"], **finished(page)}, button="Decide")
    assert page.status == 422
    assert page.errors == ["This message goes with the points and the route you chose. Read it, then decide"]
    assert "A second person signs this" in page.main_text
    assert status_of(app, reference) is FeedbackStatus.RECEIVED


def test_the_points_bring_suggestion_routes_and_letter_as_a_part(app: Flask, officer: PageClient) -> None:
    page = ready(app, officer, 2)
    data = {"csrf_token": page.field("csrf_token"), "points": "2", "route": "statutory"}
    at = f"/screening/{reference_of(page)}/draft?points=anew"
    body = officer.post(at, data=data, headers=PART).get_data(as_text=True)
    assert body.lstrip().startswith('<div id="deciding"')
    assert body.count('id="status"') == 1
    assert "<h1" not in body


def test_no_point_ticked_is_asked_for(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, ready(app, officer, 2), "statutory")
    page = officer.submit(page, {"points": [], **finished(page)}, button="Decide")
    assert page.status == 422
    assert "Choose which points you decide" in page.errors


def test_own_words_stay_where_only_the_ticks_change_and_the_draft_is_the_same(
    app: Flask, officer: PageClient
) -> None:
    page = drafted(officer, ready(app, officer, 2), "resolved_at_first_contact")
    page = officer.submit(page, {"points": ["2"], "decision_message": "Dear Kim."}, button="Use these points")
    kept = (page.field("decision_message"), "earlier_words" in page.html and page.field("earlier_words"))
    assert "Dear Kim." in kept


def test_ten_points_are_decided_three_ways(app: Flask, officer: PageClient, signed_in: SignIn) -> None:
    page = ready(app, officer, 10)
    reference = reference_of(page)
    page = _decide(officer, page, "statutory", ["1", "2", "3"])
    assert "Points 4, 5, 6, 7, 8, 9 and 10 are left: decide them too." in page.main_text
    assert page.h1 == reference
    page = _decide(officer, page, "refused", ["4", "5"])
    page = _decide(officer, page, "corporate", ["6", "7", "8", "9"])
    assert "Point 10 is left: decide it too." in page.main_text
    page = drafted(officer, page, "statutory")
    page = officer.submit(page, finished(page), button="Decide")
    page = item_page(officer, reference)
    assert status_of(app, reference) is FeedbackStatus.AWAITING_SIGNATURE
    assert page.main_text.count("Refused, waits for a signature") == 2
    assert page.main_text.count("Council complaint, waits for a signature") == 4
    assert 'name="point_words"' not in page.html
    supervisor = signed_in(Role.SUPERVISOR)
    words = supervisor.get_page(f"/screening/{reference}/sign")
    assert "Complaint of number 4." in words.main_text
    assert "Refused" not in words.main_text
    weighing = supervisor.follow(words, "I have read it: show what is proposed")
    assert "Complaint of number 4." in weighing.main_text
    assert "Complaint of number 1." not in weighing.main_text


def _decide(officer: PageClient, page: Page, route: str, points: list[str]) -> Page:
    page = officer.submit(page, {"points": points, "route": route}, button="Use these points")
    press = "Send for signature" if "Send for signature" in page.buttons else "Decide"
    return officer.submit(page, finished(page), button=press)


def test_forty_points_are_shown_and_no_more_taken(app: Flask, officer: PageClient) -> None:
    page = ready(app, officer, 40)
    assert len(re.findall(r'id="point-\d+"', page.html)) == 40
    assert len(page.field("points")) == 40
    page = officer.submit(page_to_add(officer, page), {"point_words": "One more."}, button="Add the point")
    assert page.status == 409
    assert page.field("point_words") == "One more."


def test_team_is_the_items_and_a_theme_may_be_chosen(app: Flask, officer: PageClient) -> None:
    page = ready(app, officer)
    with app.app_context():
        team = current_council().teams_on(today())[0].code
    with app.app_context():
        db.session.query(Feedback).filter_by(reference=reference_of(page)).update({"team": team})
        db.session.commit()
    page = item_page(officer, reference_of(page))
    assert page.field("point_team") == team


def test_only_points_that_share_the_suggestion_are_ticked_at_first(app: Flask, officer: PageClient) -> None:
    page = ready(app, officer)
    with app.app_context():
        make_point(reference_of(page))
        make_point(reference_of(page), "The taxi never came.", answers={"subject": "sen_transport"})
        make_point(reference_of(page), "Nobody rang.")
    page = item_page(officer, reference_of(page))
    assert page.field("points") == ["1", "3"]
    assert "Suggested: Council complaint" in page.main_text
    page = drafted(officer, page, "statutory")
    assert "Point 2 differs" not in page.main_text
    all_three = {"points": ["1", "2", "3"], "route": "statutory"}
    page = officer.submit(page, all_three, button="Use these points")
    assert "Point 2 differs:" in page.main_text
    assert "Point 1 differs:" not in page.main_text
