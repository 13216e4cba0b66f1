"""Equality forms from the post are keyed in apart, and the numbers hide whoever could be found by them."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.equality import FORM
from portal.domain.vocabulary import Kind, Role
from portal.extensions import db
from portal.models.equality import EqualityCount
from portal.services.equality import count_return
from tests.visiting import changes, what_is_stored

COUNT = "Count this sheet"
pytestmark = pytest.mark.usefixtures("clock")  # 10 March 2026


def counted(app):
    """Return every counter that is not nought, by quarter, question and answer."""
    with app.app_context():
        rows = db.session.scalars(select(EqualityCount).where(EqualityCount.times > 0)).all()
        return {(row.quarter, row.question, row.answer): row.times for row in rows}


def test_a_sheet_is_counted_in_the_quarter_it_came_and_leads_to_nothing_else(app, signed_in):
    staff = signed_in(Role.STAFF)
    page = staff.get_page("/staff/equality")
    before = what_is_stored(app)
    sent = {"kind": "complaint", "quarter": "2025-10-01", "age": "65_over", "religion": "sikh"}
    done = staff.submit(page, sent, COUNT)
    assert "Counted" in done.text
    assert changes(before, what_is_stored(app)) == ["equality_count"]
    autumn = date(2025, 10, 1)
    assert counted(app) == {
        (autumn, FORM, "keyed"): 1,
        (autumn, "age", "65_over"): 1,
        (autumn, "religion", "sikh"): 1,
    }
    assert (done.field("kind"), done.field("quarter")) == ("complaint", "2025-10-01")
    assert done.field("religion") == ""


@pytest.mark.parametrize("sheet", [{}, {"age": "under_12", "sex": "female"}])
def test_an_empty_sheet_and_a_young_childs_are_not_counted(app, signed_in, sheet):
    staff = signed_in(Role.STAFF)
    done = staff.submit(staff.get_page("/staff/equality"), {"kind": "complaint", **sheet}, COUNT)
    assert "Nothing to count" in done.text
    assert counted(app) == {}


def test_what_may_not_be_asked_under_sixteen_is_not_counted_from_paper(app, signed_in):
    staff = signed_in(Role.STAFF)
    sheet = {"age": "12_15", "sexual_orientation": "other", "sex": "male"}
    staff.submit(staff.get_page("/staff/equality"), sheet, COUNT)
    assert {question for _, question, _ in counted(app)} == {FORM, "age", "sex"}


def test_a_quarter_that_is_not_offered_is_said_to_be_so(app, signed_in):
    staff = signed_in(Role.STAFF)
    form, _ = staff.get_page("/staff/equality").form_for(COUNT)
    token = next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")
    answer = staff.post("/staff/equality", data={"csrf_token": token, "quarter": "1999-01-01", "sex": "male"})
    assert answer.status_code == 422
    assert counted(app) == {}


@pytest.mark.parametrize("role", [Role.DUTY, Role.ADMINISTRATOR])
def test_who_may_not_key_in_is_refused(signed_in, role):
    assert signed_in(role).get("/staff/equality").status_code == 403


@pytest.mark.parametrize("role", [Role.STAFF, Role.SCREENING_OFFICER, Role.DUTY])
def test_only_who_supervises_sees_the_numbers(signed_in, role):
    assert signed_in(role).get("/staff/equality/counts").status_code == 403
    assert signed_in(Role.SUPERVISOR).get("/staff/equality/counts").status_code == 200


def answer_often(app, times, answers, quarter=date(2025, 10, 1)):
    with app.app_context():
        for _ in range(times):
            count_return(Kind.COMPLAINT, answers, quarter=quarter, on_paper=True)


def test_small_numbers_are_hidden_and_bases_are_printed(app, signed_in):
    answer_often(app, 20, {"age": "25_34", "sex": "female"})
    answer_often(app, 3, {"age": "25_34", "sex": "male"})
    answer_often(app, 4, {"religion": "sikh"})
    page = signed_in(Role.SUPERVISOR).get_page("/staff/equality/counts")
    assert "What is your sex? Answered by 23" in page.main_text
    sex = page.main_text.split("What is your sex? Answered by 23")[1].split("Is the gender")[0]
    assert "Male Hidden" in squeezed(sex)
    assert "Female Hidden" in squeezed(sex)
    assert "Fewer than 10 people answered this" in page.main_text
    assert "27 more came on paper" in page.main_text


def test_the_running_quarter_is_not_shown_answer_by_answer(app, signed_in):
    answer_often(app, 20, {"sex": "female"}, quarter=date(2026, 1, 1))
    page = signed_in(Role.SUPERVISOR).get_page("/staff/equality/counts")
    assert "Answered by 20" not in page.main_text
    assert "on paper 20" in page.main_text


def squeezed(words):
    return words.replace("People ", "").replace("Share ", "")
