"""Two pieces are linked, never merged, and whoever must keep away from one does not learn of it."""

import pytest
from sqlalchemy import func, select

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import LinkKind, Role
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.feedback_link import FeedbackLink
from portal.services.database import writing
from portal.services.escalating import link_to_complaint
from portal.services.events import write_event
from portal.services.linking import link, list_linked, unlink
from portal.services.reading import read_item
from tests.factories import make_feedback
from tests.services.screening_steps import kept_away, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
LOST = LinkKind.CODE_LOST
REASON = "They are two families of one name."


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


def test_a_link_is_taken_back_from_either_side_and_both_histories_keep_the_reason(officer, clock):
    first = make_feedback("The first")
    clock.forward(days=1)
    second = make_feedback("The second")
    for one, two in ((first, second), (second, first)):
        link(first.reference, officer, second.reference, LinkKind.REPEAT)
        link(first.reference, officer, second.reference, LinkKind.SIBLING)
        unlink(one.reference, officer, two.reference, LinkKind.REPEAT, REASON)
        assert [other.kind for other in list_linked(first.id, officer)] == [LinkKind.SIBLING]
        unlink(two.reference, officer, one.reference, LinkKind.SIBLING, REASON)
    told = select(Event.feedback_id).where(
        Event.name == EventName.UNLINKED, Event.reason_id.is_not(None), Event.account_id == officer.id
    )
    assert sorted(db.session.scalars(told)) == sorted([first.id, second.id] * 4)


def test_no_link_is_taken_back_without_a_reason_or_where_none_stands(officer):
    mine, theirs = make_feedback("Mine"), make_feedback("Theirs")
    link(mine.reference, officer, theirs.reference, LOST)
    with pytest.raises(Incomplete):
        unlink(mine.reference, officer, theirs.reference, LOST, " ")
    with pytest.raises(Incomplete) as thin:
        unlink(mine.reference, officer, theirs.reference, LOST, "Wrong.")
    assert thin.value.missing == ("reason_short",)
    with pytest.raises(MoveNotPossible, match="not noted"):
        unlink(mine.reference, officer, theirs.reference, LinkKind.REPEAT, "It was not.")
    with pytest.raises(MoveNotPossible, match="not noted"):
        unlink(mine.reference, officer, mine.reference, LOST, "It was not.")
    near = somebody()
    kept_away(theirs.reference, near)
    with pytest.raises(ConflictOfInterest):
        unlink(mine.reference, near, theirs.reference, LOST, "It was not.")
    assert count_links() == 1


def test_what_a_decision_or_a_begun_complaint_linked_stays_until_that_is_changed(officer):
    mine, theirs = make_feedback("Mine"), make_feedback("Theirs")
    with writing():
        item = db.session.get_one(Feedback, mine.id)
        link_to_complaint(item, theirs.reference, officer.id, LinkKind.REPEAT)
    with pytest.raises(MoveNotPossible, match="decision"):
        unlink(mine.reference, officer, theirs.reference, LinkKind.REPEAT, "It was not.")
    with pytest.raises(MoveNotPossible, match="begun"):
        link(mine.reference, officer, theirs.reference, LinkKind.BEGUN_FROM)
    assert count_links() == 1


def test_a_link_noted_by_hand_that_a_decision_rests_on_is_taken_back_by_no_hand(officer):
    mine, theirs = make_feedback("Mine"), make_feedback("Theirs")
    link(mine.reference, officer, theirs.reference, LinkKind.REPEAT)
    for _ in range(2):
        with writing():
            item = db.session.get_one(Feedback, mine.id)
            link_to_complaint(item, theirs.reference, officer.id, LinkKind.REPEAT)
    with pytest.raises(MoveNotPossible, match="decision"):
        unlink(mine.reference, officer, theirs.reference, LinkKind.REPEAT, REASON)
    told = select(func.count()).select_from(Event).where(Event.name == EventName.LINKED)
    assert (count_links(), db.session.scalar(told)) == (1, 4)


def test_whoever_must_keep_away_from_one_reads_nothing_of_it_in_the_history_of_the_other(officer):
    mine, theirs = make_feedback("Mine"), make_feedback("Theirs")
    link(mine.reference, officer, theirs.reference, LinkKind.SIBLING)
    unlink(mine.reference, officer, theirs.reference, LinkKind.SIBLING, REASON)
    with writing():
        item = db.session.get_one(Feedback, mine.id)
        write_event(item, EventName.COMPLAINT_BEGUN, by=officer.id, complaint=theirs.id)
    near = somebody()
    kept_away(theirs.reference, near)
    told = [(line.text, line.reason) for line in read_item(mine.reference, officer).history]
    hidden = {line for line in told if "another item" in line[0] or "Began a complaint" in line[0]}
    assert len(hidden) == 3
    assert REASON in dict(hidden).values()
    seen = [(line.text, line.reason) for line in read_item(mine.reference, near).history]
    assert seen == [line for line in told if line not in hidden]
