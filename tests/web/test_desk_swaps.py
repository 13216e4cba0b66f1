"""What a step that is saved by itself brings along, and what the page says when another item opens."""

from flask import Flask

from portal.domain.vocabulary import Kind
from tests.pages import Page, PageClient
from tests.web.screening_pages import PART, SignIn, claimed, sent


def test_a_step_saved_by_itself_brings_head_and_history_along_and_a_refused_one_does_not(
    app: Flask, signed_in: SignIn
) -> None:
    officer, reference = signed_in(), sent(app, kind=Kind.COMMENT)
    page = claimed(officer, reference)
    typed = {name: str(page.field(name)) for name in ("csrf_token", "version")}
    address = f"/screening/{reference}/safeguarding"

    refused = officer.post(address, data=typed, headers=PART)
    assert (refused.status_code, "history__when" in refused.get_data(as_text=True)) == (422, False)
    saved = officer.post(address, data=typed | {"safeguarding": "none"}, headers=PART)
    assert saved.status_code == 303, saved.get_data(as_text=True)
    body = officer.get(saved.location, headers=PART).get_data(as_text=True)
    work, record = body.split('<div id="record" hx-swap-oob="innerHTML">')
    assert '<p id="item-facts" hx-swap-oob="innerHTML">' in work
    assert "Considered safeguarding: saw no concern" in record
    late = officer.post(address, data=typed | {"safeguarding": "none"}, headers=PART)
    assert (late.status_code, "history__when" in late.get_data(as_text=True)) == (409, True)


def test_the_next_item_says_that_it_is_another_one_and_the_desk_can_be_had_instead(
    app: Flask, signed_in: SignIn
) -> None:
    officer = signed_in()
    for _ in range(3):
        sent(app, kind=Kind.COMMENT)
    address = f"/screening/{sent(app, kind=Kind.COMMENT)}?came=next"
    page = officer.get_page(address)
    assert page.h1.startswith("Next item CF-")
    assert page.title.startswith("Next item CF-")
    (heading,) = (h1 for h1 in page.document.all("h1") if h1.get("id") == "item")
    assert heading.get("tabindex") == "-1"
    assert "Nobody has it until you claim it" in page.main_text
    desk = officer.submit(page, button="Always go to the desk")
    assert (desk.h1, "You come back here" in desk.main_text) == ("Screening desk", True)
    assert _after_a_decision(app, officer).h1 == "Screening desk"
    desk = officer.submit(officer.get_page("/screening"), button="Open the next one instead")
    assert "You come back here" not in desk.main_text
    next_one = _after_a_decision(app, officer)
    assert next_one.h1.startswith("Next item CF-")
    assert next_one.response.history[-1].location.endswith("#item")


def _after_a_decision(app: Flask, officer: PageClient) -> Page:
    page = claimed(officer, sent(app, kind=Kind.COMMENT))
    page = officer.submit(page, {"safeguarding": "none"}, button="Save and go on")
    aside = {"aside_as": "spam", "aside_reason": "An advertisement."}
    return officer.submit(page, aside, button="Set aside")
