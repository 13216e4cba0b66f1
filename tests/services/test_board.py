"""The supervisor's board counts what its lists show, without what must be kept away from."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import FeedbackStatus, Role, Route, SetAsideAs, WaitingFor
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services import (
    board,
    board_lists,
    claims,
    desk,
    private_page_changes,
    set_aside,
    signing_list,
    unread,
    waiting,
    waiting_list,
)
from portal.services.accounts import StaffMember
from portal.services.desk import Filters
from tests import factories
from tests.services.screening_steps import decided, kept_away, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
DAY = date(2026, 3, 10)


@pytest.fixture
def boss(app_context: Flask) -> StaffMember:
    """A supervisor whose desk and counts start empty."""
    db.session.execute(update(Feedback).values(status=FeedbackStatus.DECIDED))
    db.session.execute(update(Record).values(record_type="other"))
    db.session.commit()
    return somebody(Role.SUPERVISOR)


def load_of(boss: StaffMember, officer: StaffMember) -> board.Load:
    return next(one for one in board.read_board(boss).loads if one.account_id == officer.id)


def counted(team: str | None, received: date, theme: str | None = None, **overrides: Any) -> str:
    """Store a complaint as it is counted."""
    made = factories.make_feedback(**overrides)
    its = update(Record).where(Record.feedback_id == made.id)
    db.session.execute(its.values(team=team, theme=theme, received_on=received))
    db.session.commit()
    return made.reference


def test_each_officer_has_what_they_hold_wait_for_and_have_to_read(boss: StaffMember) -> None:
    officer, idle = somebody(), somebody()
    late, fine = (
        factories.make_feedback(act_by=DAY + timedelta(days=days), received_on=DAY - timedelta(days=9 + days))
        for days in (-1, 4)
    )
    for made in (late, fine):
        claims.claim(made.reference, officer)
    waiting.begin_waiting(fine.reference, officer, WaitingFor.PERSON, None, "Which?")
    private_page_changes.add_words(late.id, "More.")
    decided(screened(officer), officer, Route.REFUSED)
    factories.make_feedback(status=FeedbackStatus.DECIDED)

    load = load_of(boss, officer)
    assert (load.held, load.late, load.oldest) == (2, 1, DAY - timedelta(days=13))
    assert (load.waiting, load.to_sign, load.unread, load.unread_late) == (1, 1, 1, 0)
    assert len(desk.list_held(boss, officer.id)) == load.held
    assert [line.reference for line in desk.list_held(boss, officer.id, late=True)] == [late.reference]
    assert load_of(boss, idle) == board.Load(idle.id, idle.name)

    kept_away(late.reference, boss)
    assert (load_of(boss, officer).held, load_of(boss, officer).unread) == (1, 0)


def test_the_unclaimed_stand_in_bands_that_are_filters_of_the_queue(boss: StaffMember) -> None:
    officer = somebody()
    for days in (0, 1, 4, 4, 30):
        factories.make_feedback(received_on=DAY - timedelta(days=days))
    claims.claim(factories.make_feedback().reference, officer)
    factories.make_feedback(danger=True)
    bands = board.read_board(boss).unclaimed
    assert [number for _band, number in bands] == [3, 2, 0, 0, 1]
    for band, number in bands:
        wanted = Filters(claimed="nobody", age=band.code)
        assert len(desk.list_queue(boss, wanted).items) == number


def test_signatures_and_messages_that_are_late_are_counted(boss: StaffMember, clock: Any) -> None:
    officer = somebody()
    decided(screened(officer), officer, Route.REFUSED)
    private_page_changes.add_words(factories.make_feedback().id, "More.")
    shown = board.read_board(boss)
    assert (shown.to_sign, shown.to_sign_late, shown.unread_late) == (1, 0, 0)
    clock.forward(days=14)
    shown = board.read_board(boss)
    assert (shown.to_sign, shown.to_sign_late, shown.unread_late) == (1, 1, 1)


def test_complaints_about_one_team_are_counted_month_by_month_and_listed(boss: StaffMember) -> None:
    found = [counted("Fostering Team", DAY - timedelta(days=days)) for days in (0, 1, 2)]
    counted("Fostering Team", date(2026, 1, 31))
    counted("Adoption Team", date(2026, 2, 1))
    counted("Fostering Team", date(2025, 9, 30))
    counted(None, DAY)
    shown = board.read_board(boss)
    assert shown.months[0] == date(2025, 10, 1)
    assert [(one.team, one.counts) for one in shown.teams] == [
        ("Fostering Team", (0, 0, 0, 1, 0, 3)),
        ("Adoption Team", (0, 0, 0, 0, 1, 0)),
    ]
    page = board_lists.list_counted(boss, date(2026, 3, 1), date(2026, 3, 31), team="Fostering Team")
    assert sorted(line.reference for line in page.lines) == sorted(found)
    kept_away(found[0], boss)
    assert board.read_board(boss).teams[0].counts[-1] == 2
    page = board_lists.list_counted(boss, date(2026, 3, 1), date(2026, 3, 31), team="Fostering Team")
    assert len(page.lines) == 2


def test_themes_that_come_up_stand_first_with_the_quarter_before(boss: StaffMember) -> None:
    counted(None, DAY, "Delay; Communication")
    counted(None, DAY, "Delay")
    counted(None, date(2025, 12, 31), "Communication")
    counted(None, date(2025, 9, 30), "Delay")
    shown = board.read_board(boss)
    assert [(one.theme, one.now, one.before) for one in shown.themes] == [
        ("Delay", 2, 0),
        ("Communication", 1, 1),
    ]
    page = board_lists.list_counted(boss, shown.quarter, DAY, theme="Delay")
    assert len(page.lines) == 2
    assert board_lists.list_counted(boss, shown.quarter, DAY, theme="Del").lines == ()
    assert board_lists.list_counted(boss, shown.quarter, DAY, theme="%").lines == ()


def test_what_two_people_closed_as_sent_twice_is_there_to_be_looked_at(boss: StaffMember) -> None:
    officer, signer = somebody(), somebody(Role.SUPERVISOR)
    first, copy = factories.make_feedback().reference, screened(officer)
    set_aside.set_aside(copy, officer, SetAsideAs.SENT_TWICE, first, "The same.", "It is the same.")
    number = signing_list.list_for_signer(signer)[0].decision_id
    assert board_lists.list_sent_twice(boss) == ()
    signed(number, copy, signer)
    (line,) = board_lists.list_sent_twice(boss)
    assert (line.reference, line.same_as) == (copy, first)
    assert (line.proposed_by, line.signed_by) == (officer.name, signer.name)
    assert board_lists.list_sent_twice(signer) == ()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUPERVISOR])
def test_the_board_is_for_supervisors(role: Role) -> None:
    stranger = somebody(role)
    looks: tuple[Callable[[], object], ...] = (
        lambda: board.read_board(stranger),
        lambda: board_lists.list_sent_twice(stranger),
        lambda: board_lists.list_counted(stranger, DAY, DAY),
        lambda: desk.list_held(stranger, stranger.id),
    )
    for look in looks:
        with pytest.raises(NotAllowed):
            look()


def test_the_board_costs_the_same_however_much_there_is(
    boss: StaffMember, count_queries: Callable[[], Any]
) -> None:
    counts = []
    for _ in range(2):
        with count_queries() as queries:
            board.read_board(boss)
        counts.append(queries.count)
        for number in range(4):
            officer = somebody()
            claims.claim(counted(f"Team {number}", DAY, f"Theme {number}"), officer)
            waiting.begin_waiting(screened(officer), officer, WaitingFor.SERVICE, None, "Why?", who="Ann")
    assert counts[0] == counts[1] <= 12, counts


def test_the_figures_of_what_is_read_and_signed_open_what_they_count(boss: StaffMember, clock: Any) -> None:
    reader, other = somebody(), somebody()
    for who, number in ((reader, 2), (other, 1)):
        for _ in range(number):
            made = factories.make_feedback()
            claims.claim(made.reference, who)
            private_page_changes.add_words(made.id, "More.")
    decided(screened(reader), reader, Route.REFUSED)
    clock.forward(days=14)
    private_page_changes.add_words(factories.make_feedback().id, "Just now.")
    decided(screened(other), other, Route.REFUSED)

    shown = board.read_board(boss)
    loads = {one.account_id: one for one in shown.loads}
    for who in (reader, other):
        load = loads[who.id]
        assert load.unread == len(unread.list_unread_of(boss, who.id).lines)
        assert load.unread_late == len(unread.list_unread_of(boss, who.id, late=True).lines)
        assert load.to_sign == waiting_list.list_awaiting_signature(boss, who.id).total
    assert loads[reader.id].unread == 2
    assert shown.unread_late == len(unread.list_unread_of(boss, late=True).lines) == 3
    late = waiting_list.list_awaiting_signature(boss, late=True)
    assert (shown.to_sign_late, shown.to_sign) == (late.total, late.total + 1) == (1, 2)
    with pytest.raises(NotAllowed):
        unread.list_unread_of(reader, reader.id)
