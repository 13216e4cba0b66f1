"""What an officer wrote and did not send comes back to them, to nobody else, and not for ever."""

import pytest
from sqlalchemy import func, select, text

from portal.domain.errors import (
    AlreadyClaimed,
    ConflictOfInterest,
    Incomplete,
    MoveNotPossible,
    NotAllowed,
    NotClaimed,
    NotFound,
)
from portal.domain.vocabulary import Kind, Role, Route
from portal.extensions import db
from portal.models.dealings import DeskDraft
from portal.models.feedback import Feedback
from portal.services import claims, desk_drafts
from portal.services.accounts import StaffMember
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
TYPED = {"decision_reason": ["A word that is rare: quokka."], "points": ["1", "2"]}


def held(officer: StaffMember) -> str:
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    return reference


def test_what_was_kept_comes_back_to_its_writer_alone() -> None:
    officer = somebody()
    reference = held(officer)
    desk_drafts.keep(reference, officer, "decision", TYPED)
    (kept,) = desk_drafts.find_kept(reference, officer)
    assert (kept.slot, kept.typed) == ("decision", TYPED)
    assert desk_drafts.find_kept(held(officer), officer) == ()
    for role in Role:
        assert desk_drafts.find_kept(reference, somebody(role)) == ()


def test_the_last_words_count_and_each_form_is_kept_by_itself() -> None:
    officer = somebody()
    reference = held(officer)
    for words in ("First.", "Second."):
        desk_drafts.keep(reference, officer, "decision", {"decision_reason": [words]})
    desk_drafts.keep(reference, officer, "point-3", {"point_words": ["A point."]})
    kept = {one.slot: one.typed for one in desk_drafts.find_kept(reference, officer)}
    assert kept == {
        "decision": {"decision_reason": ["Second."]},
        "point-3": {"point_words": ["A point."]},
    }


def test_keeping_leaves_the_item_as_the_page_showed_it() -> None:
    officer = somebody()
    reference = held(officer)
    facts = select(Feedback.version, Feedback.claim_ends_at).where(Feedback.reference == reference)
    before = db.session.execute(facts).one()
    desk_drafts.keep(reference, officer, "decision", TYPED)
    assert db.session.execute(facts).one() == before


def test_the_words_are_sealed() -> None:
    officer = somebody()
    desk_drafts.keep(held(officer), officer, "decision", TYPED)
    (row,) = db.session.execute(text("SELECT * FROM desk_draft")).all()
    assert b"quokka" not in bytes(row.words)
    assert "quokka" not in str(row)


def test_only_who_holds_it_keeps_words() -> None:
    officer, other = somebody(), somebody()
    reference, free = held(officer), factories.make_feedback().reference
    refusals = (
        (reference, other, "decision", AlreadyClaimed),
        (free, other, "decision", NotClaimed),
        (reference, somebody(Role.MANAGER), "decision", NotAllowed),
        ("CF-0000-0000", officer, "decision", NotFound),
        (reference, officer, "note", NotFound),
        (reference, officer, "point-0", NotFound),
    )
    for where, who, slot, refusal in refusals:
        with pytest.raises(refusal):
            desk_drafts.keep(where, who, slot, TYPED)
    assert db.session.scalar(select(func.count()).select_from(DeskDraft)) == 0


def test_who_must_keep_away_keeps_and_sees_nothing() -> None:
    officer = somebody()
    reference = held(officer)
    desk_drafts.keep(reference, officer, "decision", TYPED)
    kept_away(reference, officer)
    with pytest.raises(ConflictOfInterest):
        desk_drafts.keep(reference, officer, "decision", TYPED)
    assert desk_drafts.find_kept(reference, officer) == ()


def test_an_item_that_left_the_desk_takes_no_more() -> None:
    officer = somebody()
    reference = screened(officer, Kind.COMMENT)
    assert decided(reference, officer, Route.COMMENT).in_force
    with pytest.raises(MoveNotPossible):
        desk_drafts.keep(reference, officer, "decision", TYPED)


def test_there_is_room_for_so_much_and_no_more() -> None:
    officer = somebody()
    reference = held(officer)
    desk_drafts.keep(reference, officer, "decision", {"a": ["x" * (desk_drafts.LONGEST - 1)]})
    with pytest.raises(Incomplete):
        desk_drafts.keep(reference, officer, "decision", {"a": ["x" * desk_drafts.LONGEST]})


def test_it_is_thrown_away_by_its_writer_and_by_nobody_else() -> None:
    officer = somebody()
    reference = held(officer)
    desk_drafts.keep(reference, officer, "decision", TYPED)
    desk_drafts.forget(reference, somebody(Role.SUPERVISOR), "decision")
    desk_drafts.forget(reference, officer, "checklist")
    assert desk_drafts.find_kept(reference, officer)
    desk_drafts.forget(reference, officer, "decision")
    assert desk_drafts.find_kept(reference, officer) == ()


def test_after_fourteen_days_it_is_gone(clock: Clock) -> None:
    officer = somebody()
    reference = held(officer)
    desk_drafts.keep(reference, officer, "decision", TYPED)
    clock.forward(days=13)
    desk_drafts.forget_old_words()
    assert desk_drafts.find_kept(reference, officer)
    clock.forward(days=1)
    assert desk_drafts.find_kept(reference, officer) == ()
    desk_drafts.forget_old_words()
    assert db.session.scalar(select(func.count()).select_from(DeskDraft)) == 0


def test_another_window_never_writes_over_what_was_kept() -> None:
    officer = somebody()
    reference = held(officer)
    desk_drafts.keep(reference, officer, "decision", TYPED, "first")
    with pytest.raises(MoveNotPossible, match="bring it back"):
        desk_drafts.keep(reference, officer, "decision", {"route": ["statutory"]}, "second")
    (kept,) = desk_drafts.find_kept(reference, officer)
    assert (kept.typed, kept.window) == (TYPED, "first")
    desk_drafts.keep(reference, officer, "decision", {"route": ["statutory"]}, "first")
    desk_drafts.forget(reference, officer, "decision")
    desk_drafts.keep(reference, officer, "decision", {"route": ["statutory"]}, "second")
