"""What the page of an item says beside the steps: how it was screened, safe contact, where errors lead."""

import pytest
from flask import Flask

from portal.services.intake import SafeContact
from tests.conftest import Clock
from tests.services.screening_steps import CHILD_COMPLAINT
from tests.web.screening_pages import PART, SignIn, claimed, drafted, item_page, screened, sent


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
    officer.submit(drafted(officer, page, "statutory"), {"decision_reason": "About care."}, button="Decide")
    page = item_page(officer, reference)
    text = page.main_text
    assert "Safeguarding: There is a concern, and I have told the duty team" in text
    assert "Who was toldSam on dutyWhenTuesday 10 March 2026 at 09:15" in text
    assert "He is at his aunt’s." in text
    assert "Looked for it in May" in text
    assert "Save the checklist" not in page.buttons


MESSAGE_BOXES = ("decision_message", "aside_message", "withdrawal_message", "message_text")
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
    page = item_page(signed_in(), sent(app, safe_contact=SafeContact(how=how)))
    assert page.find("safe-line")
    assert "Do not write" not in page.main_text
