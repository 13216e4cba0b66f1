"""What holds of an item holds of the complaint begun from it: danger, who keeps away, whose voice it is."""

import pytest
from sqlalchemy import select

from portal.domain.errors import AlreadyDecided, ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed
from portal.domain.vocabulary import Audience, FeedbackStatus, Kind, PartyRole, Role, SetAsideAs
from portal.extensions import db
from portal.models.dealings import DecidedBefore
from portal.models.feedback import Feedback
from portal.services import bulk
from portal.services.accounts import staff_member
from portal.services.alerts import raise_alert
from portal.services.beginning import begin_complaint
from portal.services.beginning_shown import read_beginning
from portal.services.board_lists import list_withdrawn_with_office_words
from portal.services.conflicts import lift_conflict, note_conflict
from portal.services.now import now
from portal.services.private_page_changes import change_code, withdraw
from portal.services.reading import read_item
from portal.services.screening import change_kind, is_from_child
from portal.services.set_aside import set_aside
from portal.services.submission import PartySent
from tests.factories import make_account, make_feedback
from tests.services.screening_steps import complete, kept_away, screened, somebody
from tests.services.test_beginning import wanted

pytestmark = pytest.mark.usefixtures("app_context", "clock")
PARENT = PartySent(PartyRole.SENDER, "parent", name="Ada Marsh")
CHILD = PartySent(PartyRole.CHILD, "child", name="Kit Marsh")
NOTHING = "It says nothing that anybody can use."


@pytest.fixture
def officer():
    return somebody()


def item(reference: str) -> Feedback:
    return db.session.scalars(
        select(Feedback).where(Feedback.reference == reference).execution_options(populate_existing=True)
    ).one()


def begun_from(source: str, officer, press: str = "one", seen: int = 0, **changes: object) -> str:
    return begin_complaint(source, officer, wanted(agreed="told_us", **changes), press, seen)


def comment(**overrides: object) -> str:
    return make_feedback("The bus never comes.", kind=Kind.COMMENT, **overrides).reference


def test_danger_stays_in_sight_and_it_is_not_set_aside_by_one(officer):
    begun = begun_from(comment(danger=True), officer)
    assert item(begun).danger
    page = read_item(begun, officer)
    assert page.danger
    assert set(SetAsideAs) == set(page.set_aside_by_two)
    alerted = comment()
    raise_alert(item(alerted))
    db.session.commit()
    assert item(begun_from(alerted, officer, press="two")).danger
    assert not item(begun_from(comment(), officer, press="three")).danger


def test_whoever_is_kept_away_later_is_kept_away_from_both_whichever_it_was_noted_on(officer):
    source, boss = comment(), make_account(Role.SUPERVISOR)
    begun = begun_from(source, officer)
    second = begun_from(source, officer, press="two", seen=1)
    worker, near = somebody(line_manager=boss.email), somebody()
    kept_away(source, worker, named=True)
    kept_away(begun, near)
    for reference in (source, begun, second):
        for who in (worker, near, staff_member(boss.email)):
            with pytest.raises(ConflictOfInterest):
                read_item(reference, who)


def test_noted_first_alone_and_then_as_named_the_manager_is_kept_away_from_both(officer):
    source, boss = comment(), make_account(Role.SUPERVISOR)
    begun = begun_from(source, officer)
    worker = somebody(line_manager=boss.email)
    kept_away(source, worker)
    kept_away(begun, worker, named=True)
    for reference in (source, begun):
        with pytest.raises(ConflictOfInterest):
            read_item(reference, staff_member(boss.email))


def test_a_worker_who_is_found_only_when_it_is_begun_is_kept_away_from_the_source_too(officer):
    named = PartySent(PartyRole.WORKER_NAMED, "worker", name="Jo Caseworker")
    source = comment(parties=(PARENT, named))
    worker = somebody(name="Jo Caseworker")
    assert read_item(source, worker).reference == source
    begun = begun_from(source, officer)
    for reference in (source, begun):
        with pytest.raises(ConflictOfInterest):
            read_item(reference, worker)


def test_each_is_lifted_by_itself_by_who_signs(officer):
    source, near, supervisor = comment(), somebody(), somebody(Role.SUPERVISOR)
    begun = begun_from(source, officer)
    kept_away(source, near)
    lift_conflict(source, supervisor, near.id, "It was another Doe.")
    assert read_item(source, near).reference == source
    with pytest.raises(ConflictOfInterest):
        read_item(begun, near)
    lift_conflict(begun, supervisor, near.id, "It was another Doe.")
    assert read_item(begun, near).reference == begun


def test_who_proposed_what_waits_in_the_one_says_nothing_of_the_other(officer):
    source = screened(officer, Kind.COMMENT, parties=(PARENT, CHILD))
    begun = begun_from(source, officer)
    assert not set_aside(source, officer, SetAsideAs.SPAM, reason=NOTHING)
    with pytest.raises(MoveNotPossible, match="You proposed"):
        note_conflict(begun, officer, officer.id, named=False)


@pytest.mark.parametrize("as_", [SetAsideAs.SPAM, SetAsideAs.TEST, SetAsideAs.EMPTY])
def test_what_an_officer_began_is_no_spam_test_or_nothing_one_by_one_or_in_bulk(officer, as_):
    begun = begun_from(comment(), officer)
    complete(begun, officer, {"who": "parent"})
    with pytest.raises(MoveNotPossible, match="began this"):
        set_aside(begun, officer, as_, reason=NOTHING)
    read_item(begun, officer)
    [left] = bulk.set_aside_spam([begun], officer, NOTHING)
    assert "began this" in left.left_out
    assert item(begun).status is not FeedbackStatus.SET_ASIDE


def test_sent_twice_it_waits_for_a_second_person(officer):
    begun, other = begun_from(comment(), officer), make_feedback().reference
    complete(begun, officer, {"who": "parent"})
    assert not set_aside(
        begun, officer, SetAsideAs.SENT_TWICE, other, reason=NOTHING, message="Dear you, we have it twice."
    )


@pytest.mark.parametrize("capacity", ["young_person", "care_leaver"])
def test_what_a_young_person_sent_stays_a_young_persons(officer, capacity):
    own = PartySent(PartyRole.SENDER, capacity, name="Bo Quill")
    source = comment(parties=(own,))
    with pytest.raises(Incomplete) as lacking:
        begun_from(source, officer)
    assert lacking.value.missing == ("giver",)
    begun = begun_from(source, officer, person=own)
    assert is_from_child(item(begun).id)
    assert read_item(begun, officer).of_a_child


@pytest.mark.parametrize("audience", [Audience.UNDER_TWELVE, Audience.ADVOCATE])
def test_the_door_of_a_child_or_advocate_goes_with_it_whatever_it_is_called_now(officer, audience):
    own = PartySent(PartyRole.SENDER, "young_person", name="Bo Quill")
    source = screened(officer, Kind.COMMENT, audience=audience, parties=(own,))
    change_kind(source, officer, Kind.ENQUIRY)
    begun = begun_from(source, officer, person=own)
    assert item(begun).audience is audience


def test_what_was_answered_of_a_child_goes_with_it(officer):
    source = screened(officer, answers={"who": "child"})
    change_kind(source, officer, Kind.COMMENT, "They only want to comment.")
    assert read_item(begun_from(source, officer), officer).of_a_child


def test_nothing_is_begun_from_what_the_person_withdrew(officer):
    source = comment(status=FeedbackStatus.WITHDRAWN)
    with pytest.raises(MoveNotPossible, match="withdrew"):
        begun_from(source, officer)


def test_who_settled_it_before_begins_nothing_from_it(officer):
    source = comment()
    db.session.add(DecidedBefore(feedback_id=item(source).id, account_id=officer.id, noted_at=now()))
    db.session.commit()
    with pytest.raises(AlreadyDecided):
        read_beginning(source, officer)
    with pytest.raises(AlreadyDecided):
        begun_from(source, officer)
    assert begun_from(source, somebody())


def test_a_withdrawal_with_words_that_the_office_had_stands_with_who_had_them(officer):
    supervisor = somebody(Role.SUPERVISOR)
    begun, changed = begun_from(comment(), officer), begun_from(comment(), officer, press="two")
    change_code(item(changed).id)
    for reference in (begun, changed):
        withdraw(item(reference).id, "I do not want this.")
    [line] = list_withdrawn_with_office_words(supervisor)
    assert (line.reference, line.had_by) == (begun, officer.name)
    kept_away(begun, supervisor)
    assert list_withdrawn_with_office_words(supervisor) == ()
    with pytest.raises(NotAllowed):
        list_withdrawn_with_office_words(officer)
