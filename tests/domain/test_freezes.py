"""By when something is decided, who is asked first, and what the person is told in their own words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain import freeze_letters as letters
from portal.domain.flags import advice_due, latest_review, may_review_on, records_due
from portal.domain.freezes import Decider, actions_from, choose_decider, decide_by
from portal.domain.vocabulary import Audience, FreezeStatus, Role
from portal.domain.workflow import FREEZE_MOVES, FreezeAction
from portal.domain.workingdays import Calendar
from tests.reading import reading_age, sentences

CALENDAR = Calendar(
    holidays={date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday"},
    known_from=date(2025, 1, 1),
    known_until=date(2028, 12, 31),
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
ONE = timedelta(days=1)


@given(today=DAYS, ahead=st.none() | st.integers(0, 20))
def test_it_is_decided_before_it_happens_within_a_working_day_and_never_in_the_past(
    today: date, ahead: int | None
) -> None:
    happens_on = None if ahead is None else today + timedelta(days=ahead)
    by = decide_by(today, happens_on, CALENDAR)
    assert by >= today
    assert by == today or CALENDAR.is_working(by)
    assert not any(CALENDAR.is_working(today + ONE * n) for n in range(1, (by - today).days))
    assert happens_on is None or by < happens_on or happens_on == today == by


@given(today=DAYS, ahead=st.integers(1, 20))
def test_it_is_never_sooner_than_it_must_be(today: date, ahead: int) -> None:
    happens_on, within = today + timedelta(days=ahead), decide_by(today, None, CALENDAR)
    if happens_on > within:
        assert decide_by(today, happens_on, CALENDAR) == within


@pytest.mark.parametrize(
    ("today", "happens_on", "by"),
    [
        (date(2026, 3, 10), date(2026, 3, 30), date(2026, 3, 11)),
        (date(2026, 3, 10), None, date(2026, 3, 11)),
        (date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 10)),
        (date(2026, 3, 10), date(2026, 3, 10), date(2026, 3, 10)),
        (date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 2)),
        (date(2026, 4, 2), date(2026, 4, 8), date(2026, 4, 7)),
        (date(2026, 3, 14), date(2026, 3, 16), date(2026, 3, 14)),
    ],
)
def test_the_day_for_what_happens_soon(today: date, happens_on: date | None, by: date) -> None:
    assert decide_by(today, happens_on, CALENDAR) == by


def test_the_teams_manager_is_asked_first_then_the_officers_own_then_any() -> None:
    team, own = Decider(9, Role.MANAGER, True, False), Decider(8, Role.SUPERVISOR, False, True)
    anybody, signer = Decider(7, Role.MANAGER, False, False), Decider(1, Role.SUPERVISOR, True, False)
    assert choose_decider((signer, anybody, own, team)) == 9
    assert choose_decider((signer, anybody, own)) == 8
    assert choose_decider((signer, anybody)) == 7
    assert choose_decider((signer,)) == 1
    assert choose_decider(()) is None


@pytest.mark.parametrize("status", list(FreezeStatus))
def test_holding_is_the_first_choice_wherever_the_table_has_it(status: FreezeStatus) -> None:
    actions = actions_from(status)
    assert set(actions) == {action for start, action in FREEZE_MOVES if start is status}
    if FreezeAction.HOLD in actions:
        assert actions[0] is FreezeAction.HOLD


@pytest.mark.parametrize("action", list(FreezeAction))
@pytest.mark.parametrize(("audience", "most", "longest"), [("adult", 11, 99), ("twelve_and_over", 9, 99)])
def test_letters_are_in_words_for_those_who_read_them(
    action: FreezeAction, audience: str, most: float, longest: int
) -> None:
    text = letters.freeze_letter(action, Audience(audience), "").replace(letters.REASON_HERE, "")
    assert reading_age(list(sentences(text.split("\n\n")))) <= most


@pytest.mark.parametrize("action", list(FreezeAction))
def test_letters_to_the_youngest_have_short_sentences(action: FreezeAction) -> None:
    text = letters.freeze_letter(action, Audience.UNDER_TWELVE, "").replace(letters.REASON_HERE, "")
    found = list(sentences(text.split("\n\n")))
    assert max(map(len, found)) <= 10
    assert reading_age(found) <= 7


@given(reason=st.text(min_size=1).filter(str.strip), kept=st.booleans(), what=st.text(max_size=30))
def test_reasons_reach_the_person_whatever_was_taken_out(reason: str, kept: bool, what: str) -> None:
    letter = letters.freeze_letter(FreezeAction.LET_GO_AHEAD, Audience.ADULT, what)
    sent = letters.with_reason(letter if kept else letter.replace(letters.REASON_HERE, ""), reason)
    assert reason.strip() in sent
    assert letters.REASON_HERE not in sent or letters.REASON_HERE in reason + what


def test_the_right_to_an_advocate_is_stated_once() -> None:
    once = letters.with_advocate("We wait.", Audience.ADULT, "Your Side")
    assert "Ask us for Your Side." in once
    assert letters.with_advocate(once, Audience.ADULT, "Your Side") == once


@given(day=DAYS)
def test_records_are_due_a_month_on_and_never_on_a_day_off(day: date) -> None:
    due = records_due(day, CALENDAR)
    assert CALENDAR.is_working(due)
    assert timedelta(days=28) <= due - day <= timedelta(days=36)


def test_days_of_flags() -> None:
    assert records_due(date(2026, 1, 31), CALENDAR) == date(2026, 3, 2)
    assert advice_due(date(2026, 3, 13)) == date(2026, 3, 16)
    assert latest_review(date(2026, 8, 31)) == date(2027, 2, 28)


@given(today=DAYS)
def test_behaviour_is_looked_at_again_within_six_months(today: date) -> None:
    last = latest_review(today)
    assert (last.year * 12 + last.month) - (today.year * 12 + today.month) == 6
    assert may_review_on(last, today)
    assert may_review_on(today + ONE, today)
    assert not may_review_on(last + ONE, today)
    assert not may_review_on(today, today)
