"""Words from a person have a reader, a day to be read by, and a way on where nobody reads them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.domain.errors import ConflictOfInterest, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import FeedbackStatus, Role, Route
from portal.extensions import db
from portal.models.account import Account
from portal.models.event import Event
from portal.models.feedback import AddedWords, Feedback
from portal.services import accounts, claims, desk, looking_again, messages, passing_on, reading, unread
from portal.services.accounts import StaffMember
from portal.services.private_page_changes import add_words
from tests.databases import at_once
from tests.factories import MadeFeedback, make_feedback
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def stored(feedback_id: int) -> Feedback:
    db.session.expire_all()
    return db.session.get_one(Feedback, feedback_id)


def last_added(feedback_id: int) -> int:
    newest = select(AddedWords.id).where(AddedWords.feedback_id == feedback_id).order_by(AddedWords.id.desc())
    return db.session.scalars(newest.limit(1)).one()


def times(feedback_id: int, name: EventName) -> int:
    db.session.expire_all()
    return len(db.session.scalars(select(Event.id).filter_by(feedback_id=feedback_id, name=name)).all())


def ours(officer: StaffMember) -> list[str]:
    return [line.reference for line in unread.list_unread(officer).lines]


def others(officer: StaffMember) -> list[str]:
    return [line.reference for line in unread.list_unread(officer, ours=False).lines]


def written(**overrides: Any) -> MadeFeedback:
    made = make_feedback(**overrides)
    add_words(made.id, "It happened again.")
    return made


def held_by(officer: StaffMember) -> MadeFeedback:
    """Words that came while the officer held the item."""
    made = make_feedback()
    claims.claim(made.reference, officer)
    add_words(made.id, "It happened again.")
    return made


def test_what_nobody_holds_is_everybodys_to_read_on_the_next_working_day():
    made = written()
    feedback = stored(made.id)
    assert (feedback.reader_id, feedback.read_by_on) == (None, date(2026, 3, 11))
    assert feedback.unread_since is not None
    assert made.reference in ours(somebody())


def test_whoever_holds_it_reads_it():
    officer, other = somebody(), somebody()
    made = held_by(officer)
    assert stored(made.id).reader_id == officer.id
    assert (made.reference in ours(officer), made.reference in ours(other)) == (True, False)
    (line,) = [
        each for each in unread.list_unread(other, ours=False).lines if each.reference == made.reference
    ]
    assert (line.reader, line.mine) == (officer.name, False)


def test_whoever_claims_it_later_reads_it_too():
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    made = written()
    claims.claim(made.reference, officer)
    assert stored(made.id).reader_id == officer.id
    claims.take_over(made.reference, supervisor, "She is ill.")
    assert stored(made.id).reader_id == supervisor.id


def test_whoever_decided_it_reads_what_comes_after():
    officer = somebody()
    reference = screened(officer)
    assert decided(reference, officer, Route.STATUTORY).in_force
    feedback_id = db.session.scalars(select(Feedback.id).filter_by(reference=reference)).one()
    add_words(feedback_id, "Thank you. One more thing.")
    assert stored(feedback_id).reader_id == officer.id


def test_whoever_wrote_last_reads_the_answer_once_their_claim_has_ended(clock):
    officer = somebody()
    made = make_feedback()
    claims.claim(made.reference, officer)
    messages.send_message(made.reference, officer, "When was that?")
    clock.forward(hours=2)
    claims.expire_claims()
    add_words(made.id, "On Friday.")
    assert stored(made.id).reader_id == officer.id


def test_somebody_who_left_or_must_keep_away_gets_nothing_to_read():
    gone, cousin = somebody(), somebody()
    first, second = make_feedback(), make_feedback()
    claims.claim(first.reference, gone)
    accounts.end_account(gone.email)
    claims.claim(second.reference, cousin)
    kept_away(second.reference, cousin)
    db.session.execute(update(Feedback).where(Feedback.id == second.id).values(claimed_by_id=cousin.id))
    db.session.commit()
    for made in (first, second):
        add_words(made.id, "It happened again.")
        assert stored(made.id).reader_id is None
    assert second.reference not in ours(cousin) + others(cousin)


def test_more_words_keep_the_place_of_the_first(clock):
    made = written()
    before = stored(made.id).unread_since
    clock.forward(days=1)
    add_words(made.id, "And again.")
    assert stored(made.id).unread_since == before


def test_words_make_no_version_so_an_open_checklist_can_still_be_saved():
    made = make_feedback()
    before = stored(made.id).version
    add_words(made.id, "It happened again.")
    assert stored(made.id).version == before


def test_asking_to_look_again_waits_to_be_read():
    made = make_feedback(status=FeedbackStatus.DECIDED)
    looking_again.ask_to_look_again(made.id, "You read the wrong date.")
    assert made.reference in ours(somebody())


def test_opening_marks_nothing_and_saying_so_marks_it_with_who_and_when():
    officer = somebody()
    made = held_by(officer)
    reading.read_item(made.reference, officer)
    assert stored(made.id).unread_since is not None
    assert unread.mark_words_read(made.reference, officer, last_added(made.id))
    (theirs,) = reading.read_item(made.reference, officer).added
    assert theirs.by == officer.name
    assert theirs.read_at is not None
    feedback = stored(made.id)
    assert (feedback.unread_since, feedback.reader_id, feedback.read_by_on) == (None, None, None)
    assert times(made.id, EventName.WORDS_READ) == 1
    assert not unread.mark_words_read(made.reference, officer, last_added(made.id))
    assert times(made.id, EventName.WORDS_READ) == 1


def test_what_came_after_the_page_was_opened_still_waits(clock):
    officer = somebody()
    made = held_by(officer)
    seen = last_added(made.id)
    clock.forward(days=1)
    add_words(made.id, "He is here.")
    unread.mark_words_read(made.reference, officer, seen)
    feedback = stored(made.id)
    assert (feedback.reader_id, feedback.read_by_on) == (officer.id, date(2026, 3, 12))
    assert made.reference in ours(officer)


def test_answering_is_reading():
    officer = somebody()
    made = held_by(officer)
    messages.send_message(made.reference, officer, "Thank you.", read_up_to=last_added(made.id))
    assert stored(made.id).unread_since is None


def test_nobody_else_reads_it_for_them_but_a_supervisor():
    officer, other, supervisor = somebody(), somebody(), somebody(Role.SUPERVISOR)
    made = held_by(officer)
    with pytest.raises(MoveNotPossible):
        unread.mark_words_read(made.reference, other, last_added(made.id))
    assert unread.mark_words_read(made.reference, supervisor, last_added(made.id))


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_screen_list_or_read(role):
    made, who = written(), somebody(role)
    if role in (Role.SCREENING_OFFICER, Role.SUPERVISOR):
        assert unread.count_unread(who) == len(unread.list_unread(who).lines) == 1
        assert unread.mark_words_read(made.reference, who, last_added(made.id))
        return
    with pytest.raises(NotAllowed):
        unread.list_unread(who)
    with pytest.raises(NotAllowed):
        unread.mark_words_read(made.reference, who, last_added(made.id))


def test_whoever_must_keep_away_neither_lists_nor_reads():
    made, cousin = written(), somebody()
    kept_away(made.reference, cousin)
    assert made.reference not in ours(cousin)
    with pytest.raises(ConflictOfInterest):
        unread.mark_words_read(made.reference, cousin, last_added(made.id))


def test_pressed_twice_at_once_it_is_read_once(app):
    officer = somebody()
    made = held_by(officer)
    seen = last_added(made.id)
    db.session.rollback()
    outcomes = at_once(app, [lambda: unread.mark_words_read(made.reference, officer, seen)] * 2)
    assert sorted(outcomes) == [False, True]
    assert times(made.id, EventName.WORDS_READ) == 1


def with_deputy() -> tuple[StaffMember, StaffMember]:
    officer, deputy = somebody(), somebody()
    accounts.set_deputy(officer.email, deputy.email)
    return officer, deputy


def test_what_is_not_read_in_time_passes_to_the_deputy_once_and_then_to_everybody(clock):
    officer, deputy = with_deputy()
    accounts.set_deputy(deputy.email, officer.email)
    made = held_by(officer)
    clock.forward(days=1)
    assert passing_on.pass_on_unread() == 0
    clock.forward(days=1)
    assert passing_on.pass_on_unread() == 1
    feedback = stored(made.id)
    assert (feedback.reader_id, feedback.read_by_on) == (deputy.id, date(2026, 3, 13))
    assert passing_on.pass_on_unread() == 0
    clock.forward(days=4)
    assert passing_on.pass_on_unread() == 1
    feedback = stored(made.id)
    assert (feedback.reader_id, feedback.read_by_on) == (None, date(2026, 3, 13))
    assert times(made.id, EventName.READER_CHANGED) == 2
    (line,) = unread.list_unread(somebody(Role.SUPERVISOR)).lines
    assert line.days_left < 0


@pytest.mark.parametrize("why", ["nobody", "left", "keeps away", "reads no messages"])
def test_without_a_deputy_who_can_it_becomes_everybodys(clock, why):
    officer, deputy = with_deputy()
    made = held_by(officer)
    if why == "nobody":
        accounts.set_deputy(officer.email, None)
    if why == "left":
        accounts.end_account(deputy.email)
    if why == "keeps away":
        kept_away(made.reference, deputy)
    if why == "reads no messages":
        db.session.execute(update(Account).where(Account.id == deputy.id).values(role=Role.DUTY))
        db.session.commit()
    clock.forward(days=2)
    passing_on.pass_on_unread()
    assert stored(made.id).reader_id is None


@pytest.mark.parametrize("how", ["leaves", "keeps away"])
def test_what_its_reader_can_no_longer_read_passes_on_at_once(how):
    officer, deputy = with_deputy()
    made, untouched = held_by(officer), held_by(somebody())
    if how == "leaves":
        accounts.end_account(officer.email)
    else:
        kept_away(made.reference, officer)
    assert passing_on.pass_on_unread() == 1
    assert stored(made.id).reader_id == deputy.id
    assert times(untouched.id, EventName.READER_CHANGED) == 0


def test_unread_words_without_a_place_get_one_back():
    made = written()
    db.session.execute(
        update(Feedback).where(Feedback.id == made.id).values(unread_since=None, read_by_on=None)
    )
    db.session.commit()
    assert made.reference not in ours(somebody())
    passing_on.pass_on_unread()
    assert made.reference in ours(somebody())
    assert stored(made.id).read_by_on == date(2026, 3, 11)


def test_a_deputy_is_somebody_else_who_reads_messages():
    officer, duty = somebody(), somebody(Role.DUTY)
    with pytest.raises(ValueError, match="own deputy"):
        accounts.set_deputy(officer.email, officer.email)
    with pytest.raises(ValueError, match="reads no messages"):
        accounts.set_deputy(officer.email, duty.email)
    for one, other in ((officer.email, "nobody@test.example"), ("nobody@test.example", officer.email)):
        with pytest.raises(NotFound):
            accounts.set_deputy(one, other)


def test_the_command_names_a_deputy_and_takes_them_away(app):
    officer, deputy = somebody(), somebody()
    run = app.test_cli_runner().invoke
    db.session.rollback()
    done = run(args=["accounts", "deputy", officer.email, deputy.email])
    assert (done.exit_code, done.output) == (0, f"{deputy.email} stands in for {officer.email}.\n")
    assert db.session.get_one(Account, officer.id).deputy_id == deputy.id
    assert run(args=["accounts", "deputy", officer.email, "--nobody"]).exit_code == 0
    db.session.expire_all()
    assert db.session.get_one(Account, officer.id).deputy_id is None
    for wrong in ([officer.email], [officer.email, officer.email], [officer.email, "nobody@test.example"]):
        assert run(args=["accounts", "deputy", *wrong]).exit_code == 1


def test_the_list_goes_on_after_25_and_takes_the_same_queries(count_queries: Callable[[], Any], clock):
    officer = somebody()
    counts = []
    wanted = set()
    for rounds in (2, 28):
        for _ in range(rounds):
            clock.forward(seconds=1)
            wanted.add(written().reference)
        with count_queries() as queries:
            first = unread.list_unread(officer)
        counts.append(queries.count)
    assert counts[0] == counts[1], counts
    assert len(first.lines) == unread.PAGE
    rest = unread.list_unread(officer, after=first.next_cursor)
    assert {line.reference for line in first.lines + rest.lines} == wanted
    assert rest.next_cursor is None
    for nonsense in ("", "x", "2026-13-01_2", f"2026-03-10T12:00:00_{10**20}", "2026-03-10_"):
        assert unread.list_unread(officer, after=nonsense).lines == first.lines
    assert desk.count_desk(officer).unread == 30
