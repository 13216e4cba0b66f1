"""What may belong together is suggested with why; an officer's press alone notes it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.vocabulary import LinkKind, PartyRole, Role
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.feedback_link import FeedbackLink
from portal.services.accounts import staff_member
from portal.services.database import writing
from portal.services.escalating import link_to_complaint
from portal.services.submission import PartySent
from tests.factories import make_feedback
from tests.pages import Page, PageClient
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


def together(visitor: PageClient, mine: str, other: str, kind: str) -> Page:
    page = visitor.get_page(f"/screening/{mine}/together/{other}")
    return visitor.submit(page, {"together": kind} if kind else {}, "They belong together")


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
    link = officer.get_page(f"/screening/{mine}/same").link(f"Look at both, and link them ({first})")
    assert link.href.endswith(f"/{mine}/together/{first}")
    page = together(officer, mine, first, "repeat")
    assert f"{first} The same matter again" in page.main_text
    page = officer.get_page(f"/screening/{mine}/same")
    assert "Noted already" in page.main_text
    assert page.main_text.count(first) == 1
    assert links(app) == 1
    assert f"{first} The same matter again" in officer.get_page(f"/screening/{mine}").main_text


def test_without_saying_how_nothing_is_noted(app: Flask, signed_in: SignIn, pieces: Pieces) -> None:
    first, mine, *_ = pieces
    officer = signed_in()
    page = together(officer, mine, first, "")
    assert (page.status, page.errors) == (422, ["Choose how they belong together"])
    assert links(app) == 0


def test_both_stand_side_by_side_with_what_they_are_and_how_they_begin(
    signed_in: SignIn, pieces: Pieces
) -> None:
    first, mine, *_ = pieces
    page = signed_in().get_page(f"/screening/{mine}/together/{first}?kind=sibling")
    assert page.main_text.count(LETTER) == 2
    assert page.main_text.count("Parent") >= 2
    assert page.field("together") == "sibling"


@pytest.mark.parametrize("other", ["CF-0000-0000", "nonsense"])
def test_what_is_not_there_is_said_to_be_so(
    app: Flask, signed_in: SignIn, pieces: Pieces, other: str
) -> None:
    assert signed_in().get(f"/screening/{pieces[1]}/together/{other}").status_code == 404


def test_what_one_must_keep_away_from_is_told_like_what_is_not_there(
    app: Flask, signed_in: SignIn, pieces: Pieces
) -> None:
    first, mine, *_ = pieces
    officer = signed_in()
    page = officer.get_page(f"/screening/{mine}/together/{first}")
    with app.app_context():
        kept_away(first, staff_member(officer.account.email))
    assert officer.submit(page, {"together": "repeat"}, "They belong together").status in (403, 404)
    assert officer.get(f"/screening/{mine}/together/{first}").status_code == 404
    assert first not in officer.get_page(f"/screening/{mine}/same").main_text
    assert links(app) == 0


def test_a_link_is_taken_back_with_a_reason_and_both_histories_tell_it(
    app: Flask, signed_in: SignIn, pieces: Pieces
) -> None:
    first, mine, *_ = pieces
    officer = signed_in()
    together(officer, mine, first, "repeat")
    page = officer.get_page(officer.get_page(f"/screening/{mine}").link("Take it back").href)
    missing = officer.submit(page, {}, "Take it back")
    assert (missing.status, missing.errors) == (422, ["Write why it is taken back"])
    thin = officer.submit(page, {"apart_reason": "x"}, "Take it back")
    assert (thin.status, len(thin.errors), links(app)) == (422, 1, 1)
    done = officer.submit(page, {"apart_reason": "Two families of one name."}, "Take it back")
    assert links(app) == 0
    for shown in (done, officer.get_page(f"/screening/{first}")):
        assert "Took back that it belongs with another item" in shown.main_text
        assert "Two families of one name." in shown.main_text
    again = officer.submit(page, {"apart_reason": "Once more."}, "Take it back")
    assert again.status == 409


def test_what_stands_by_another_deed_says_why_it_stays(app: Flask, signed_in: SignIn, pieces: Pieces) -> None:
    first, mine, *_ = pieces
    officer = signed_in()
    with app.app_context(), writing():
        by = staff_member(officer.account.email).id
        later = db.session.scalars(select(Feedback).where(Feedback.reference == mine)).one()
        link_to_complaint(later, first, by, LinkKind.REPEAT)
    page = officer.get_page(f"/screening/{mine}/apart/{first}/repeat")
    assert "part of a decision" in page.main_text
    assert "Why is it taken back?" not in page.main_text
    assert officer.get(f"/screening/{mine}/apart/{first}/sibling").status_code == 404


def test_only_those_who_screen_look(signed_in: SignIn, pieces: Pieces) -> None:
    assert signed_in(Role.MANAGER).get(f"/screening/{pieces[1]}/same").status_code == 403
    assert "Look for the same matter" not in signed_in(Role.MANAGER).get_page(f"/screening/{pieces[1]}").text


def test_the_question_whether_it_is_new_shows_what_it_belongs_with(
    app: Flask, signed_in: SignIn, pieces: Pieces
) -> None:
    first, mine, *_ = pieces
    officer = signed_in()
    together(officer, mine, first, "repeat")
    page = officer.submit(officer.get_page(f"/screening/{mine}"), button="Claim")
    page = officer.submit(page, {"safeguarding": "none"}, "Save and go on")
    assert f"You noted that it belongs with {first}" in page.main_text
