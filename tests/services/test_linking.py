"""Two pieces are linked, never merged, and whoever must keep away from one does not learn of it."""

import pytest
from sqlalchemy import func, select

from portal.domain.errors import ConflictOfInterest, MoveNotPossible, NotAllowed, NotFound
from portal.domain.vocabulary import LinkKind, Role
from portal.extensions import db
from portal.models.feedback_link import FeedbackLink
from portal.services.linking import link, list_linked
from tests.factories import make_feedback
from tests.services.screening_steps import kept_away, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
LOST = LinkKind.CODE_LOST


@pytest.fixture
def officer():
    return somebody()


def count_links():
    return db.session.scalar(select(func.count()).select_from(FeedbackLink))


def test_a_link_is_seen_from_both_sides(officer, clock):
    first = make_feedback("The first")
    clock.forward(days=1)
    second, other = make_feedback("The second"), make_feedback("Not part of it")
    link(second.reference, officer, first.reference, LOST)
    assert [(one.reference, one.is_earlier) for one in list_linked(second.id, officer)] == [
        (first.reference, True)
    ]
    assert [(one.reference, one.is_earlier) for one in list_linked(first.id, officer)] == [
        (second.reference, False)
    ]
    assert list_linked(other.id, officer) == ()


def test_the_order_in_which_they_are_named_makes_no_difference(officer, clock):
    first = make_feedback("The first")
    clock.forward(days=1)
    second = make_feedback("The second")
    link(first.reference, officer, second.reference, LOST)
    with pytest.raises(MoveNotPossible, match="already"):
        link(second.reference, officer, first.reference, LOST)
    link(second.reference, officer, first.reference, LinkKind.REPEAT)
    assert count_links() == 2


def test_nothing_is_linked_with_itself_or_with_what_does_not_exist(officer):
    mine = make_feedback("Alone")
    with pytest.raises(MoveNotPossible, match="same"):
        link(mine.reference, officer, mine.reference, LOST)
    with pytest.raises(NotFound):
        link(mine.reference, officer, "CF-0000-0000", LOST)
    assert count_links() == 0


def test_whoever_must_keep_away_from_one_neither_links_it_nor_sees_the_link(officer):
    mine, theirs = make_feedback("Mine"), make_feedback("Theirs")
    link(mine.reference, officer, theirs.reference, LinkKind.SIBLING)
    near = somebody()
    kept_away(theirs.reference, near)
    assert list_linked(mine.id, near) == ()
    with pytest.raises(ConflictOfInterest):
        link(mine.reference, near, theirs.reference, LOST)


@pytest.mark.parametrize("role", [Role.STAFF, Role.DUTY, Role.ADMINISTRATOR, Role.MANAGER])
def test_others_link_nothing(role):
    mine, theirs = make_feedback("Mine"), make_feedback("Theirs")
    with pytest.raises(NotAllowed):
        link(mine.reference, somebody(role), theirs.reference, LOST)
