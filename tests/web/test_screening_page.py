"""What the page of an item says beside the steps: how it was screened, safe contact, where errors lead."""

from flask import Flask

from tests.conftest import Clock
from tests.services.screening_steps import CHILD_COMPLAINT
from tests.web.screening_pages import SignIn, claimed, drafted, item_page, sent


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
