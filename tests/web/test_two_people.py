"""The list of what two people decide, sent from a part of a page: the form ends nothing alone either."""

import json
import re

import pytest
from flask import Flask

from portal.domain.vocabulary import FeedbackStatus, Route
from tests.pages import Page, document_of, fill_form
from tests.services.screening_steps import particulars
from tests.services.test_two_people import LIST
from tests.web.screening_pages import PART, SignIn, drafted, screened, sent, status_of

REASON = "Because that is what their own words say, read with care."
SOME = (
    "refused",
    "other authority",
    "signposted",
    "fewer rights than suggested",
    "a complaint inside a comment",
)


def _recorded(app: Flask, reference: str, route: Route) -> dict[str, list[str]]:
    """Return what a route asks to be recorded with, as its form names it."""
    with app.app_context():
        part = particulars(reference, route)
    kept = json.loads(part.details or "{}") | ({"category": part.category} if part.category else {})
    return {f"detail_{name}": [value] for name, value in kept.items()}


@pytest.mark.parametrize("entry", SOME)
def test_no_form_ends_it_alone(app: Flask, signed_in: SignIn, entry: str) -> None:
    one, officer = LIST[entry], signed_in()
    reference = sent(app, one.kind)
    page = drafted(officer, screened(officer, reference, one.kind, **one.answers), one.route.value)
    letter = re.sub(r"\[[^\]]*\]", REASON, str(page.field("decision_message")))
    form, pressed = page.form_for("Send for signature")
    data = fill_form(form, {}, pressed) | _recorded(app, reference, one.route)
    data |= {"decision_reason": [REASON], "decision_message": [letter]}
    answer = officer.post(f"/screening/{reference}/decision", data=data, headers=PART)
    assert answer.status_code == 200, Page(answer, document_of(answer)).errors
    assert status_of(app, reference) is FeedbackStatus.AWAITING_SIGNATURE
