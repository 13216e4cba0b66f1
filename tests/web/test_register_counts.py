"""The registers' pages of counts, themes and quotes: what they show, ask for and keep."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.record import Record
from portal.services.council import current_council
from portal.services.now import today
from tests.pages import PageClient
from tests.services import screening_steps as steps
from tests.services.test_compliments import accepted

SignIn = Callable[..., PageClient]
PAGES = ("teams", "compliments", "young-people", "themes", "quotes")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_its_tab_and_says_what_period_it_cannot_show(name: str, signed_in: SignIn) -> None:
    manager = signed_in(Role.MANAGER)
    page = manager.get(f"/screening/registers/{name}").get_data(as_text=True)
    assert f'href="/screening/registers/{name}" aria-current="page"' in page
    wrong = manager.get(f"/screening/registers/{name}?year={today().year - 2}")
    assert wrong.status_code == 422
    assert "govuk-error-summary" in wrong.get_data(as_text=True)


def test_a_figure_of_a_team_opens_its_complaints(app: Flask, signed_in: SignIn) -> None:
    with app.app_context():
        for n in range(3):
            row = Record(record_type="complaint", reference=f"ZZ-{n}", received_on=today(), team="A & B")
            db.session.add(row)
        db.session.commit()
        month = f"{today():%Y-%m}"
    officer = signed_in(Role.SCREENING_OFFICER)
    page = officer.get_page("/screening/registers/teams")
    link = f"/screening/registers/complaints?month={month}&team=A+%26+B"
    assert link in [one.href for one in page.links]
    assert "repeated" in page.main_text
    assert "ZZ-2" in officer.get_page(link).main_text
    for wrong in ("", "?month=2026-13", "?month=x", "?month=9999-12", "?month=0001-01"):
        assert officer.get(f"/screening/registers/complaints{wrong}").status_code == 404


def test_a_theme_is_marked_noted_and_ended_and_words_are_kept(app: Flask, signed_in: SignIn) -> None:
    with app.app_context():
        theme = current_council().themes_on(today())[0]
    officer = signed_in(Role.SCREENING_OFFICER)
    begun = officer.get_page("/screening/registers/themes")
    wrong = officer.submit(begun, {"note": "Calls are not returned."}, "Mark this theme")
    assert wrong.status == 422
    assert "Choose a theme" in wrong.main_text
    assert wrong.field("note") == "Calls are not returned."
    marked = officer.submit(wrong, {"theme": theme.code}, "Mark this theme")
    assert theme.label in marked.main_text
    twice = officer.submit(marked, {"theme": theme.code, "note": "Again."}, "Mark this theme")
    assert (twice.status, twice.field("note")) == (409, "Again.")
    one = officer.follow(marked, theme.label)
    late = officer.submit(one, {"on-day": "1", "on-month": "1", "on-year": "2001"}, "Note the workshop")
    assert (late.status, late.field("on-year")) == (422, "2001")
    noted = officer.submit(late, {"on-day": "1", "on-month": "1", "on-year": "2090"}, "Note the workshop")
    assert "1 Jan 2090" in noted.main_text
    assert "All teams" in one.main_text
    empty = officer.submit(officer.get_page(one.url), {}, "End this mark")
    assert (empty.status, empty.errors) == (422, ["Write what came of it"])
    ended = officer.submit(empty, {"result": "Calls are now returned in a day."}, "End this mark")
    assert "No theme is marked." in ended.main_text
    listed = officer.get_page("/screening/registers/themes?ended=yes").main_text
    assert "1 Jan 2090" in listed
    assert "What came of it: Calls are now returned in a day." in listed


def test_words_are_picked_read_over_and_taken_out(app: Flask, signed_in: SignIn) -> None:
    with app.app_context():
        reference = accepted(steps.somebody())
    officer = signed_in(Role.SCREENING_OFFICER)
    page = officer.get_page(f"/screening/{reference}/quote")
    assert page.field("words").startswith("X X stayed")
    unread = officer.submit(page, {"words": "X stayed."}, "Pick these words")
    assert (unread.status, unread.field("words")) == (422, "X stayed.")
    made_up = officer.submit(page, {"words": "The very best.", "checked": "yes"}, "Pick these words")
    assert (made_up.status, len(made_up.errors), made_up.field("words")) == (422, 1, "The very best.")
    officer.submit(unread, {"checked": "yes"}, "Pick these words")
    assert "X stayed." in officer.get_page("/screening/registers/quotes").main_text
    officer.submit(officer.get_page(f"/screening/{reference}/quote"), {}, "Take the words out again")
    assert "X stayed." not in officer.get_page("/screening/registers/quotes").main_text
    assert officer.get_page(f"/screening/{reference}").status == 200


def test_words_nobody_may_show_cannot_be_picked(app: Flask, signed_in: SignIn) -> None:
    with app.app_context():
        reference = accepted(steps.somebody(), quote="No")
    officer = signed_in(Role.SCREENING_OFFICER)
    page = officer.get_page(f"/screening/{reference}/quote")
    assert "They did not say yes to “May we print some of your words?”" in page.main_text
    token = {"csrf_token": page.field("csrf_token")}
    answer = officer.post(f"/screening/{reference}/quote", data={"words": "x", "checked": "yes", **token})
    assert answer.status_code == 409
