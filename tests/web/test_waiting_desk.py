"""On the item's page an officer asks, waits, and notes what the service said; lists show what waits."""

from flask import Flask

from portal.domain.vocabulary import Role
from tests.web.screening_pages import SignIn, claimed, item_page, sent

DAY = {"waiting_until-day": "1", "waiting_until-month": "4", "waiting_until-year": "2099"}


def test_asking_the_person_shows_in_the_panel_the_list_and_who_was_told(
    app: Flask, signed_in: SignIn
) -> None:
    officer, reference = signed_in(Role.SCREENING_OFFICER), sent(app)
    page = claimed(officer, reference)
    page = officer.submit(
        page,
        {"wait_for": "ask", "waiting_words": "Which <b>school</b>?", **DAY},
        button="Wait for the answer",
    )
    assert "Waits for the person" in page.text
    assert "Which <b>school</b>?" in page.text
    assert "expected by 1 Apr 2099" in page.text
    assert "The person, put on the private page, not opened yet" in page.text
    listed = officer.get_page("/screening/waiting")
    assert reference in listed.text
    assert "For the person: 1" in listed.text
    page = officer.submit(item_page(officer, reference), button="They answered, or we wait no longer")
    assert "It waits for nobody." in page.text
    assert "For the person: 0" in officer.get_page("/screening/waiting").text


def test_what_is_missing_stands_at_its_field_and_every_word_stays(app: Flask, signed_in: SignIn) -> None:
    officer, reference = signed_in(Role.SCREENING_OFFICER), sent(app)
    page = claimed(officer, reference)
    page = officer.submit(
        page, {"wait_for": "service", "waiting_words": "The visits?", **DAY}, button="Wait for the answer"
    )
    assert page.status == 422
    assert "Write who of the service you asked" in page.text
    assert "The visits?" in str(page.field("waiting_words"))
    page = officer.submit(
        page, {"spoke_who": "Ann", "spoke_words": "", "spoke_time": "25:00"}, button="Note what was said"
    )
    assert page.status == 422
    assert "Write the time like 14:30" in page.text
    assert "Say what it was for" in page.text


def test_what_the_service_said_is_listed_with_its_time(app: Flask, signed_in: SignIn) -> None:
    officer, reference = signed_in(Role.SCREENING_OFFICER), sent(app)
    page = officer.submit(
        item_page(officer, reference),
        {"spoke_for": "told", "spoke_who": "Ann Lee", "spoke_words": "It goes to stage 1."},
        button="Note what was said",
    )
    assert "Told Ann Lee" in page.text
    assert "Ann Lee, by an officer" in page.text
    assert "wait_for" not in item_page(signed_in(Role.MANAGER), reference).html


def test_nobody_but_who_screens_sees_forms_and_rubbish_is_refused(app: Flask, signed_in: SignIn) -> None:
    officer, reference = signed_in(Role.SCREENING_OFFICER), sent(app)
    claimed(officer, reference)
    for address in ("/screening/waiting?asked-by=x", "/screening/waiting?person-after=9999-99-99.1"):
        assert officer.get_page(address).status == 200
    token = str(item_page(officer, reference).field("csrf_token"))
    answer = officer.post(
        f"/screening/{reference}/waiting/end", data={"csrf_token": token, "waiting": "9" * 30}
    )
    assert answer.status_code == 404
