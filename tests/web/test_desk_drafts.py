"""Half-written forms of the item page are kept, come back to who wrote them, and go once they are sent."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.vocabulary import Kind, Role
from portal.extensions import db
from portal.models.dealings import DeskDraft
from tests.pages import Page, PageClient, filled_fields
from tests.services.screening_steps import COMPLETE
from tests.web.screening_pages import PART, SignIn, considered, drafted, item_page, screened, sent

REASON = "It is about the care that the council gives."
AUTOSAVE = {"Accept": "application/json"}


@pytest.fixture
def officer(signed_in: SignIn) -> PageClient:
    """A screening officer."""
    return signed_in()


def kept(officer: PageClient, page: Page, reference: str, slot: str = "decision", **typed: str) -> int:
    """Let the page keep what was typed, as its script does."""
    hidden = {name: page.field(name) for name in ("csrf_token", "version")} | {
        "window": window_of(page, slot)
    }
    data = {**hidden, **typed}
    answer = officer.post(f"/screening/{reference}/keep?slot={slot}", data=data, headers=AUTOSAVE)
    return answer.status_code


def window_of(page: Page, slot: str) -> str:
    """Return what names the window of a form, where the page shows it."""
    ours = (form for form in page.document.all("form") if f"slot={slot}" in form.get("data-keep-url", ""))
    return next((value for form in ours for name, value in filled_fields(form) if name == "window"), "")


def count_kept(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(DeskDraft)) or 0


def test_a_half_written_decision_comes_back_into_its_form(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = drafted(officer, screened(officer, reference), "statutory")
    words = {"route": "statutory", "decision_reason": REASON, "decision_message": "Dear Kim, half"}
    assert kept(officer, page, reference, points="1", drafted_for="statutory", **words) == 204
    page = item_page(officer, reference)
    assert "and did not send it" in page.main_text
    assert page.field("decision_reason") == ""
    page = officer.get_page(page.link("Bring it back into the form: a decision").href)
    assert (page.field("decision_reason"), page.field("decision_message")) == (REASON, "Dear Kim, half")
    assert page.field("route") == "statutory"
    assert "They are not sent yet." in page.main_text


def test_what_a_route_is_recorded_with_comes_back_too(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = drafted(officer, screened(officer, reference), "other_authority")
    name = "detail_which"
    typed = {"route": "other_authority", "drafted_for": "other_authority", name: "Northshire"}
    assert kept(officer, page, reference, points="1", **typed) == 204
    page = officer.get_page(f"/screening/{reference}?bring=decision")
    assert page.field(name) == "Northshire"


def test_without_a_script_a_button_keeps_it(app: Flask, officer: PageClient) -> None:
    page = screened(officer, sent(app))
    page = drafted(officer, page, "statutory")
    page = officer.submit(page, {"decision_reason": REASON}, button="Keep what I wrote")
    assert page.status == 200
    assert "Your words are kept." in page.text
    assert page.field("decision_reason") == REASON


def test_a_page_open_too_long_keeps_the_words_on_it(app: Flask, officer: PageClient) -> None:
    page = screened(officer, sent(app))
    page = drafted(officer, page, "statutory")
    typed = {"decision_reason": REASON, "csrf_token": "old"}
    page = officer.submit(page, typed, button="Keep what I wrote")
    assert (page.status, page.field("decision_reason")) == (400, REASON)
    assert "nothing was kept" in page.main_text
    assert count_kept(app) == 0


def test_sending_the_form_throws_it_away(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = drafted(officer, screened(officer, reference), "statutory")
    kept(officer, page, reference, decision_reason=REASON)
    refused = officer.submit(page, button="Decide")
    assert (refused.status, count_kept(app)) == (422, 1)
    assert "did not send it" not in refused.main_text
    officer.submit(page, {"decision_reason": REASON}, button="Decide")
    assert count_kept(app) == 0


def test_it_is_thrown_away_by_a_press(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    kept(officer, screened(officer, reference), reference, decision_reason=REASON)
    page = officer.submit(item_page(officer, reference), button="Throw it away: a decision")
    assert "did not send it" not in page.main_text
    assert count_kept(app) == 0


def test_a_checklist_and_a_point_come_back_and_go(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = considered(officer, reference)
    assert kept(officer, page, reference, "checklist", who="parent") == 204
    assert kept(officer, page, reference, "point", point_words="Nobody rang.") == 204
    page = officer.get_page(f"/screening/{reference}?bring=checklist")
    assert page.field("who") == "parent"
    page = officer.get_page(f"/screening/{reference}?bring=point&point=next")
    assert page.field("point_words") == "Nobody rang."
    page = officer.submit(page, button="Add the point")
    assert "a point on" not in page.main_text
    assert "answers to the checklist on" in page.main_text


def test_what_is_stored_already_is_not_offered_again(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = screened(officer, reference)
    kept(officer, page, reference, "checklist", **COMPLETE[Kind.COMPLAINT])
    kept(officer, page, reference, decision_reason=" ", points="1")
    kept(officer, page, reference, "point-1", point_words="Nobody told us why.")
    assert 'id="unsent-decision"' not in item_page(officer, reference).html


def test_nobody_else_sees_it_and_who_claims_it_later_starts_afresh(
    app: Flask, officer: PageClient, signed_in: SignIn
) -> None:
    reference = sent(app, Kind.COMMENT)
    page = screened(officer, reference, Kind.COMMENT)
    kept(officer, page, reference, decision_reason=REASON)
    for role in (Role.SUPERVISOR, Role.MANAGER, Role.SCREENING_OFFICER):
        for query in ("", "?bring=decision"):
            html = signed_in(role).get_page(f"/screening/{reference}{query}").html
            assert REASON not in html
            assert "did not send it" not in html


@pytest.mark.parametrize(
    ("slot", "status"), [("decision", 409), ("note", 404), ("point-0", 404), ("x" * 200, 404)]
)
def test_what_cannot_be_kept_is_answered_in_plain_numbers(
    app: Flask, officer: PageClient, slot: str, status: int
) -> None:
    reference = sent(app)
    page = item_page(officer, reference)
    assert kept(officer, page, reference, slot, decision_reason=REASON) == status


def test_only_the_fields_of_the_form_are_kept_and_only_so_much(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = screened(officer, reference)
    assert kept(officer, page, reference, decision_reason="x" * 100_001) == 422
    assert kept(officer, page, reference, decision_reason="Mine.", smuggled="x" * 100_001) == 204


def test_a_part_for_htmx_offers_it_too(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    kept(officer, screened(officer, reference), reference, decision_reason=REASON)
    part = officer.get(f"/screening/{reference}", headers=PART).get_data(as_text=True)
    assert "did not send it" in part


def test_ticking_a_route_on_a_fresh_page_leaves_what_was_kept(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = drafted(officer, screened(officer, reference), "statutory")
    words = {"route": "statutory", "decision_reason": REASON, "decision_message": "Dear Kim, half"}
    typed = {"points": "1", "drafted_for": "statutory", **words}
    assert kept(officer, page, reference, **typed) == 204
    page = item_page(officer, reference)
    assert kept(officer, page, reference, points="1", route="corporate") == 409
    page = officer.submit(page, {"route": "corporate"}, button="Keep what I wrote")
    assert page.status == 409
    assert "First bring it back" in page.text
    page = officer.get_page(page.link("Bring it back into the form: a decision").href)
    assert page.field("decision_reason") == REASON
    assert kept(officer, page, reference, points="1", route="corporate") == 204
