"""What the page of an item says beside the steps: how it was screened, safe contact, where errors lead."""

import pytest
from flask import Flask

from portal.services.intake import SafeContact
from tests.conftest import Clock
from tests.factories import make_point
from tests.services.screening_steps import CHILD_COMPLAINT
from tests.web.screening_pages import PART, SignIn, claimed, considered, drafted, item_page, screened, sent


def test_a_settled_item_shows_who_was_told_and_what_was_answered(
    app: Flask, signed_in: SignIn, clock: Clock
) -> None:
    reference, officer = sent(app), signed_in()
    told = {
        "safeguarding": "duty_told",
        "told_whom": "Sam on duty",
        "told_time": "09:15",
        "safeguarding_note": "He is at his aunt’s.",
    }
    page = officer.submit(claimed(officer, reference), told, button="Save and go on")
    typed = CHILD_COMPLAINT | {"note_on_before": "Looked for it in May"}
    page = officer.submit(page, typed, button="Save the checklist")
    assert "How it was screened" not in page.main_text
    with app.app_context():
        make_point(reference)
    officer.submit(drafted(officer, page, "statutory"), {"decision_reason": "About care."}, button="Decide")
    page = item_page(officer, reference)
    text = page.main_text
    assert "Safeguarding: There is a concern, and I have told the duty team" in text
    assert "Who was toldSam on dutyWhenTuesday 10 March 2026 at 09:15" in text
    assert "He is at his aunt’s." in text
    assert "Looked for it in May" in text
    assert "Save the checklist" not in page.buttons


MESSAGE_BOXES = ("decision_message", "aside_message", "withdrawal_message", "message_text", "waiting_words")
RING = "Do not write: ring"


def test_safe_contact_stands_again_above_every_box_for_words_to_the_person(
    app: Flask, signed_in: SignIn
) -> None:
    contact = SafeContact(how=("phone",), when="after 9", must_not_know="his father")
    reference, officer = sent(app, safe_contact=contact), signed_in()
    page = drafted(officer, screened(officer, reference), "statutory")
    for box in MESSAGE_BOXES:
        above = page.html[: page.html.index(f'name="{box}"')]
        after_head = above[above.rindex('class="safe-line"') :]
        assert after_head.count("<textarea") == 1, box
        assert "his father" in after_head
    assert page.main_text.count(RING) == len(MESSAGE_BOXES)
    data = {"csrf_token": page.field("csrf_token"), "route": "corporate"}
    part = officer.post(f"/screening/{reference}/draft", data=data, headers=PART).get_data(as_text=True)
    assert "his father" in part
    assert RING in part


@pytest.mark.parametrize("how", [(), ("private_page", "phone"), ("email",)])
def test_where_writing_is_safe_nothing_warns_of_it(
    app: Flask, signed_in: SignIn, how: tuple[str, ...]
) -> None:
    page = considered(signed_in(), sent(app, safe_contact=SafeContact(how=how)))
    assert page.find("safe-line")
    assert "Do not write" not in page.main_text


@pytest.mark.parametrize(
    ("button", "field", "said"),
    [
        ("Save the note", "note_words", "Write the note"),
        ("Send the message", "message_text", "Write the message"),
        ("Set aside", "aside_reason", "Write the reason"),
        ("Change the kind", "kind_reason", "Say why it is no complaint"),
    ],
)
def test_words_that_nobody_can_see_are_no_words(
    app: Flask, signed_in: SignIn, button: str, field: str, said: str
) -> None:
    officer = signed_in()
    page = considered(officer, sent(app))
    chosen = {"aside_reason": {"aside_as": "spam"}, "kind_reason": {"new_kind": "comment"}}.get(field, {})
    page = officer.submit(page, {field: "\u200b\u2060\u00ad\u3164 ", **chosen}, button=button)
    assert (page.status, page.errors) == (422, [said])


def test_a_letter_that_nobody_can_see_is_no_letter(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    page = drafted(officer, screened(officer, reference), "statutory")
    typed = {"decision_reason": "A parent, about care.", "decision_message": "\u200b\u2060"}
    page = officer.submit(page, typed, button="Decide")
    assert page.status == 422
    assert page.errors == ["Write the message"]


@pytest.mark.parametrize("button", ["Save the note", "Send the message", "Save and go on"])
def test_what_went_wrong_is_said_in_the_panel_where_the_officer_works(
    app: Flask, signed_in: SignIn, button: str
) -> None:
    officer = signed_in()
    page = claimed(officer, sent(app))
    assert page.form_for(button)[0].get("action", "").endswith("#problem")
    page = officer.submit(page, button=button)
    assert page.status == 422
    assert page.title.startswith("Error: ")
    (summary,) = page.find("govuk-error-summary")
    assert (summary.get("id"), summary.get("tabindex")) == ("problem", "-1")
    assert page.html.index('id="work"') < page.html.index('class="govuk-error-summary"')
    assert page.errors
