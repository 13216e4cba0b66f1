"""The days before the next stage: when a meeting is owed, until when to ask, and that talks stop no clock."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.clocks import due_date, working_days_between
from portal.domain.council_parts import Stage2ClockStart, StageRule
from portal.domain.next_stage import CHOICES, SIGNED_AS, ask_by, clock_start, meeting_due, stage_clock
from portal.domain.vocabulary import Procedure, StageRequestStatus
from portal.domain.workflow import STAGE_REQUEST_MOVES, StageRequestAction
from portal.domain.workingdays import Calendar

PLAIN = Calendar(holidays={}, known_from=date(2025, 1, 1), known_until=date(2030, 1, 1))
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
RULE = StageRule(2, "Stage 2", 25, 65, 20, None, None, None)


@given(DAYS, st.integers(0, 30), st.integers(1, 20))
def test_a_meeting_is_owed_from_receipt_and_never_before_the_day_of_opening(
    received: date, waited: int, days: int
) -> None:
    opened = received + timedelta(days=waited)
    target = due_date(received, days, PLAIN).due_on
    due_on, past = meeting_due(received, opened, days, PLAIN)
    assert due_on >= opened
    assert PLAIN.is_working(due_on)
    assert past is (target < opened)
    assert (due_on == target) is not past
    if past:
        assert working_days_between(opened, due_on, PLAIN) == 1


@given(DAYS, st.integers(0, 200))
def test_every_day_since_the_request_counts_whatever_is_tried(asked: date, passed: int) -> None:
    today = asked + timedelta(days=passed)
    clock = stage_clock(asked, today, RULE, Stage2ClockStart.REQUEST, PLAIN, closures=False)
    assert clock.used == working_days_between(asked, today, PLAIN)
    assert (clock.starts_on, clock.days) == (asked, 25)
    assert clock.due_on == due_date(asked, 25, PLAIN).due_on


def test_where_the_statement_starts_the_clock_no_day_is_made_up_but_the_days_used_are_shown() -> None:
    asked, today = date(2026, 3, 10), date(2026, 3, 17)
    clock = stage_clock(asked, today, RULE, Stage2ClockStart.STATEMENT_AGREED, PLAIN, closures=False)
    assert (clock.starts_on, clock.due_on, clock.used) == (None, None, 5)


def test_the_choice_of_the_council_is_about_the_statutory_second_stage_alone() -> None:
    says = Stage2ClockStart.STATEMENT_AGREED
    assert clock_start(Procedure.STATUTORY, 2, says) is says
    assert clock_start(Procedure.STATUTORY, 3, says) is Stage2ClockStart.REQUEST
    assert clock_start(Procedure.CORPORATE, 2, says) is Stage2ClockStart.REQUEST


def test_the_time_to_ask_begins_with_the_answer() -> None:
    assert ask_by(None, RULE, PLAIN, closures=False) is None
    assert ask_by(date(2026, 3, 10), RULE, PLAIN, closures=False) == date(2026, 4, 7)


def test_only_what_the_person_chose_ends_a_request_once_it_is_signed_and_nothing_refuses_one() -> None:
    ended = {StageRequestStatus.SETTLED, StageRequestStatus.WITHDRAWN}
    signs = set(SIGNED_AS.values())
    for (before, action), target in STAGE_REQUEST_MOVES.items():
        assert (target in ended) is (action in signs)
        assert (before is StageRequestStatus.SAID_ENDED) or action not in signs
        assert (target is StageRequestStatus.SAID_ENDED) is (action in SIGNED_AS)
    other = {StageRequestAction.OFFER, StageRequestAction.SEND_BACK}
    assert set(StageRequestAction) == {*CHOICES, *signs, *other}
    for status in StageRequestStatus:
        if status is not StageRequestStatus.GOES_ON:
            going_on = STAGE_REQUEST_MOVES[status, StageRequestAction.GO_ON]
            assert going_on is StageRequestStatus.GOES_ON
