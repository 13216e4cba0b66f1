"""Who confirmed the facts of a duty matter stands there already, from the talk that is noted on the item."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from portal.domain.vocabulary import ContactPurpose
from portal.services.accounts import staff_member
from portal.services.now import now
from portal.services.practitioners import note_contact
from portal.web.screening.particulars import NOBODY_CONFIRMED
from portal.web.text import short_date
from tests.pages import Page, PageClient
from tests.web.screening_pages import drafted, item_page, screened, sent

SignIn = Callable[..., PageClient]
NAMED, DAY = "detail_confirmed_by", "detail_confirmed_on-day"


def spoke(
    app: Flask, officer: PageClient, reference: str, purpose: ContactPurpose, who: str, days: int
) -> None:
    with app.app_context():
        member, when = staff_member(officer.account.email), now() - timedelta(days=days)
        note_contact(reference, member, purpose, when, who, "It is as the records say.")


def duty_form(officer: PageClient, reference: str, **typed: str) -> Page:
    return drafted(officer, item_page(officer, reference), "duty_matter", **typed)


def test_whoever_confirmed_last_stands_there_with_the_day_and_can_be_changed(
    app: Flask, signed_in: SignIn
) -> None:
    officer, reference = signed_in(), sent(app)
    screened(officer, reference)
    spoke(app, officer, reference, ContactPurpose.CONFIRMED, "Lee Duty, team 2", 3)
    spoke(app, officer, reference, ContactPurpose.CONFIRMED, "Mo Practice, team 4", 2)
    spoke(app, officer, reference, ContactPurpose.ASKED, "Vic Asked, team 9", 1)
    page = duty_form(officer, reference)
    day = now() - timedelta(days=2)
    assert (page.field(NAMED), page.field(DAY)) == ("Mo Practice, team 4", str(day.day))
    assert f"Mo Practice, team 4 ({short_date(day)})" in page.main_text
    assert "Noted on this item: Lee Duty, team 2" in page.main_text
    changed = officer.submit(page, {NAMED: "Somebody else", "decision_reason": ""}, "Use this route")
    assert changed.field(NAMED) == "Somebody else"


def test_where_nobody_is_noted_the_form_says_where_to(app: Flask, signed_in: SignIn) -> None:
    officer, reference = signed_in(), sent(app)
    screened(officer, reference)
    spoke(app, officer, reference, ContactPurpose.TOLD, "Vic Told, team 9", 1)
    page = duty_form(officer, reference)
    assert page.field(NAMED) == ""
    assert NOBODY_CONFIRMED in page.main_text
