"""What a step that is saved by itself brings along, and what the page says when another item opens."""

from flask import Flask

from portal.domain.vocabulary import Kind
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
