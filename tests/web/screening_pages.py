"""Steps that tests of the desk's pages share."""

from collections.abc import Callable

from flask import Flask

from portal.domain.permissions import permissions_of
from portal.domain.vocabulary import FeedbackStatus, Kind
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.claims import claim
from portal.services.screening import save_checklist, save_safeguarding
from tests.factories import make_feedback, make_point
from tests.pages import Page, PageClient
from tests.services.screening_steps import COMPLETE

SignIn = Callable[..., PageClient]
WORDS = "They moved my son <b>three</b> times & nobody rang."
BLANK = "[Say why, in your own plain words.]"
PART = {"HX-Request": "true"}


def sent(app: Flask, kind: Kind = Kind.COMPLAINT, words: str = WORDS, **overrides: object) -> str:
    """Store an item and return its reference."""
    with app.app_context():
        return make_feedback(words, kind=kind, sent_as=kind, **overrides).reference


def status_of(app: Flask, reference: str) -> FeedbackStatus:
    """Return where an item stands."""
    with app.app_context():
        return db.session.query(Feedback.status).filter_by(reference=reference).scalar()


def item_page(client: PageClient, reference: str) -> Page:
    """Open an item."""
    return client.get_page(f"/screening/{reference}")


def claimed(officer: PageClient, reference: str) -> Page:
    """Claim an item by pressing the button, and return its page."""
    return officer.submit(item_page(officer, reference), button="Claim this item")


def considered(officer: PageClient, reference: str) -> Page:
    """Return the page of an item that this officer claimed and saw no concern in."""
    with officer.application.app_context():
        _claim_and_consider(officer, reference)
    return item_page(officer, reference)


def screened(officer: PageClient, reference: str, kind: Kind = Kind.COMPLAINT, **answers: str) -> Page:
    """Return the page that asks for a decision: claimed and answered without the pages before it."""
    with officer.application.app_context():
        who = _claim_and_consider(officer, reference)
        save_checklist(reference, who, COMPLETE[kind] | answers)
        if kind is Kind.COMPLAINT:
            make_point(reference)
    return item_page(officer, reference)


def _claim_and_consider(officer: PageClient, reference: str) -> StaffMember:
    made = officer.account
    who = StaffMember(made.id, made.name, made.email, made.role, permissions_of(made.role))
    claim(reference, who)
    save_safeguarding(reference, who, "none")
    return who


def drafted(officer: PageClient, page: Page, route: str, **typed: str) -> Page:
    """Choose a route without JavaScript, so that its draft comes."""
    return officer.submit(page, {"route": route, **typed}, button="Use this route")


def refused(officer: PageClient, reference: str) -> Page:
    """Screen a repeat, propose to refuse it, and return the page that follows."""
    page = drafted(officer, screened(officer, reference, before="answered"), "refused")
    letter = str(page.field("decision_message")).replace(BLANK, "It is the same as in May.")
    words = {
        "decision_reason": "We answered the same thing in May.",
        "detail_earlier": "Our answer of 3 May 2025 about the same",
        "decision_message": letter,
    }
    return officer.submit(page, words, button="Send for signature")
