"""What was done about an alert is owed from the moment somebody has it, and missed until it is written."""

import pytest

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.feedback import ConflictOfInterest as Conflict
from portal.services import alert_page, duty_board, duty_notes
from portal.services.accounts import StaffMember
from portal.services.alerts import acknowledge
from portal.services.now import now
from tests.conftest import Clock
from tests.services.test_alerts import ANYBODY, an_alert, on_duty

pytestmark = pytest.mark.usefixtures("app_context", "clock")
DONE = "Rang the grandmother at two. He is with her."


def test_what_is_taken_lacks_its_note_until_somebody_writes_it(clock: Clock) -> None:
    alert_id, staff = an_alert().id, on_duty()
    assert duty_board.list_without_note(ANYBODY).shown == ()
    acknowledge(alert_id, staff)
    clock.forward(minutes=59)
    (lacking,) = duty_board.list_without_note(ANYBODY).shown
    assert (lacking.id, lacking.lacks_long) == (alert_id, False)
    assert duty_notes.count_without_note(staff) == duty_notes.Lacking(1, 0, 1)
    clock.forward(minutes=2)
    (lacking,) = duty_board.list_without_note(ANYBODY).shown
    colleague = on_duty(Role.SUPERVISOR)
    assert lacking.lacks_long
    assert duty_notes.count_without_note(colleague) == duty_notes.Lacking(1, 1, 0)
    assert duty_board.list_acknowledged_alerts(ANYBODY).shown == ()
    duty_notes.write_note(alert_id, colleague, DONE)
    assert duty_board.list_without_note(ANYBODY).shown == ()
    assert duty_notes.count_without_note(staff).number == 0
    assert [one.id for one in duty_board.list_acknowledged_alerts(ANYBODY).shown] == [alert_id]
    (note,) = alert_page.read_alert(alert_id, staff).notes
    assert (note.text, note.by, note.written_at) == (DONE, colleague.name, now())


def test_the_note_of_another_alert_of_the_same_item_is_none_of_this_one() -> None:
    first, staff = an_alert(), on_duty()
    other = an_alert()
    other.feedback_id = first.feedback_id
    db.session.commit()
    for one in (first, other):
        acknowledge(one.id, staff)
    duty_notes.write_note(first.id, staff, DONE)
    assert [one.id for one in duty_board.list_without_note(ANYBODY).shown] == [other.id]


def test_what_was_written_while_taking_counts_and_a_second_press_keeps_its_words() -> None:
    alert_id, staff = an_alert().id, on_duty()
    acknowledge(alert_id, staff, "Ringing now.")
    acknowledge(alert_id, staff, "No answer, trying the school.")
    acknowledge(alert_id, staff, " ")
    notes = alert_page.read_alert(alert_id, staff).notes
    assert [note.text for note in notes] == ["Ringing now.", "No answer, trying the school."]
    assert duty_board.list_without_note(ANYBODY).shown == ()


def test_a_note_needs_words_an_alert_that_somebody_has_and_somebody_on_duty() -> None:
    alert, staff = an_alert(), on_duty()
    with pytest.raises(MoveNotPossible):
        duty_notes.write_note(alert.id, staff, DONE)
    acknowledge(alert.id, staff)
    with pytest.raises(Incomplete):
        duty_notes.write_note(alert.id, staff, "  ")
    with pytest.raises(NotFound):
        duty_notes.write_note(999_999, staff, DONE)
    with pytest.raises(NotAllowed):
        duty_notes.write_note(alert.id, on_duty(Role.SCREENING_OFFICER), DONE)
    kept_away = on_duty()
    db.session.add(
        Conflict(feedback_id=alert.feedback_id, account_id=kept_away.id, named=True, noted_at=now())
    )
    db.session.commit()
    with pytest.raises(ConflictOfInterest):
        duty_notes.write_note(alert.id, kept_away, DONE)
    assert alert_page.read_alert(alert.id, staff).notes == ()


def test_those_lacking_are_shown_25_at_a_time_the_longest_first(clock: Clock) -> None:
    taken, staff = [], on_duty()
    for _ in range(27):
        taken.append(an_alert().id)
        acknowledge(taken[-1], staff)
        clock.forward(minutes=len(taken) % 2)
    first = duty_board.list_without_note(ANYBODY)
    rest = duty_board.list_without_note(ANYBODY, first.next_after)
    assert [one.id for one in (*first.shown, *rest.shown)] == taken
    assert (len(first.shown), rest.next_after) == (25, None)


def test_ones_own_lacking_alerts_come_first_on_every_page(clock: Clock) -> None:
    staff, me, taken = on_duty(), on_duty(), []
    for number in range(28):
        taken.append((an_alert().id, number % 14 == 13))
        acknowledge(taken[-1][0], me if taken[-1][1] else staff)
        clock.forward(minutes=1)
    expected = [one for one, mine in sorted(taken, key=lambda one: not one[1])]
    first = duty_board.list_without_note(me)
    rest = duty_board.list_without_note(me, first.next_after)
    assert [one.id for one in (*first.shown, *rest.shown)] == expected


def test_who_sees_the_desk_learns_of_no_alert_they_keep_away_from_and_the_duty_team_of_all() -> None:
    alert, near, duty = an_alert(), on_duty(Role.SUPERVISOR), on_duty()
    for one in (near, duty):
        noted = Conflict(feedback_id=alert.feedback_id, account_id=one.id, named=False, noted_at=now())
        db.session.add(noted)
    db.session.commit()

    def seen(reader: StaffMember) -> list[int]:
        lists = duty_board.list_open_alerts, duty_board.list_without_note, duty_board.list_acknowledged_alerts
        shown = [len(each(reader).shown) for each in lists]
        new = duty_board.count_new_alerts(reader, alert.id - 1)
        lacking = duty_notes.count_without_note(reader).number
        return [*shown, duty_board.count_open_alerts(reader), new, lacking]

    assert (seen(near), seen(duty)) == ([0, 0, 0, 0, 0, 0], [1, 0, 0, 1, 1, 0])
    acknowledge(alert.id, on_duty())
    assert (seen(near), seen(duty)) == ([0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 1])
    duty_notes.write_note(alert.id, on_duty(), DONE)
    assert (seen(near), seen(duty)) == ([0, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0])


def test_a_note_pressed_twice_is_written_once_and_the_same_words_an_hour_later_again(clock: Clock) -> None:
    alert_id, staff, colleague = an_alert().id, on_duty(), on_duty()
    acknowledge(alert_id, staff, DONE)
    for one in (staff, colleague, colleague):
        duty_notes.write_note(alert_id, one, f" {DONE}")
    notes = alert_page.read_alert(alert_id, staff).notes
    assert [note.by for note in notes] == [staff.name, colleague.name]
    clock.forward(minutes=60)
    duty_notes.write_note(alert_id, colleague, DONE)
    assert len(alert_page.read_alert(alert_id, staff).notes) == 3
