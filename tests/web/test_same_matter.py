"""What may belong together is suggested with why; an officer's press alone notes it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.vocabulary import PartyRole, Role
from portal.extensions import db
from portal.models.feedback_link import FeedbackLink
from portal.services.accounts import staff_member
from portal.services.submission import PartySent
from portal.web.screening.go_to_form import UNKNOWN
from tests.factories import make_feedback
from tests.pages import Page, PageClient, document_of
from tests.services.screening_steps import kept_away

SignIn = Callable[..., PageClient]
Pieces = list[str]
LETTER = "Kit has had four social workers since September, and the visit on Thursday was missed again."
KIT = PartySent(PartyRole.CHILD, "child", name="Kit Quill")
ROSA, TOM, BO = (
    PartySent(PartyRole.SENDER, "parent", name=name) for name in ("Rosa Quill", "Tom Marsh", "Bo")
)


@pytest.fixture
def pieces(app: Flask) -> Pieces:
    """Two from one person, one of another about the same child, one of a stranger in the same words."""
    with app.app_context():
        people = ((ROSA, KIT), (ROSA, KIT), (TOM, KIT), (BO,))
        return [make_feedback(LETTER, parties=parties).reference for parties in people]


def links(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(FeedbackLink)) or 0


def together(visitor: PageClient, page: Page, other: str, kind: str) -> Page:
    which = other.replace("-", "")
    sent = {"csrf_token": page.field("csrf_token"), "which": which, f"together-{which}-together": kind}
    answer = visitor.post(page.url, data=sent, follow_redirects=True)
    return Page(answer, document_of(answer))


def test_each_suggestion_stands_where_it_belongs_with_why(
    app: Flask, signed_in: SignIn, pieces: Pieces
) -> None:
    first, mine, his, strangers = pieces
    page = signed_in().get_page(f"/screening/{mine}/same")
    text = page.main_text
    order = [text.index(words) for words in ("from the same person", first, "from somebody else", his)]
    assert order == sorted(order)
    assert text.index("in other words") < text.index(strangers)
    assert "same name, same child's name" in text or "same child's name, same name" in text
    assert "nearly the same words" in text
    assert "Compared" in text
    assert links(app) == 0


def test_a_press_notes_it_and_it_is_suggested_no_more(app: Flask, signed_in: SignIn, pieces: Pieces) -> None:
    first, mine, *_ = pieces
    officer = signed_in()
    page = together(officer, officer.get_page(f"/screening/{mine}/same"), first, "repeat")
    assert "Noted already" in page.main_text
    assert page.main_text.count(first) == 1
    assert links(app) == 1
    assert f"{first} The same matter again" in officer.get_page(f"/screening/{mine}").main_text


def test_without_saying_how_nothing_is_noted(app: Flask, signed_in: SignIn, pieces: Pieces) -> None:
    first, mine, *_ = pieces
    officer = signed_in()
    page = together(officer, officer.get_page(f"/screening/{mine}/same"), first, "")
    assert (page.status, page.errors) == (422, ["Choose how they belong together"])
    assert links(app) == 0


@pytest.mark.parametrize("other", ["CF00000000", "nonsense", ""])
def test_what_is_not_there_is_said_to_be_so(
    app: Flask, signed_in: SignIn, pieces: Pieces, other: str
) -> None:
    officer = signed_in()
    page = together(officer, officer.get_page(f"/screening/{pieces[1]}/same"), other, "repeat")
    assert page.status in (409, 422)
    assert page.errors
    assert links(app) == 0


def test_what_one_must_keep_away_from_is_told_like_what_is_not_there(
    app: Flask, signed_in: SignIn, pieces: Pieces
) -> None:
    first, mine, *_ = pieces
    officer = signed_in()
    page = officer.get_page(f"/screening/{mine}/same")
    with app.app_context():
        kept_away(first, staff_member(officer.account.email))
    refused = together(officer, page, first, "repeat")
    assert (refused.status, refused.errors) == (409, [UNKNOWN])
    assert first not in officer.get_page(f"/screening/{mine}/same").main_text
    assert links(app) == 0


def test_only_those_who_screen_look(signed_in: SignIn, pieces: Pieces) -> None:
    assert signed_in(Role.MANAGER).get(f"/screening/{pieces[1]}/same").status_code == 403
    assert "Look for the same matter" not in signed_in(Role.MANAGER).get_page(f"/screening/{pieces[1]}").text


def test_the_question_whether_it_is_new_shows_what_it_belongs_with(
    app: Flask, signed_in: SignIn, pieces: Pieces
) -> None:
    first, mine, *_ = pieces
    officer = signed_in()
    together(officer, officer.get_page(f"/screening/{mine}/same"), first, "repeat")
    page = officer.submit(officer.get_page(f"/screening/{mine}"), button="Claim")
    page = officer.submit(page, {"safeguarding": "none"}, "Save and go on")
    assert f"You noted that it belongs with {first}" in page.main_text
