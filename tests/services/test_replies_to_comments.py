"""A comment is answered in the profile's days where a reply is needed, and stands in its register (S3 5)."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.clocks import due_date
from portal.domain.errors import Incomplete
from portal.domain.vocabulary import Kind, Route
from portal.extensions import db
from portal.models.record import Record
from portal.services.calendar import current_calendar
from portal.services.council import EXTENSION, current_council
from portal.services.now import today
from portal.services.reading import read_item
from portal.services.registers import Register, RegisterFilters, RegisterLine, Standing, list_register
from portal.services.route_details import note_answered
from tests.conftest import Clock
from tests.services.screening_steps import decided, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def commented(needed: str) -> tuple[str, date | None]:
    """Decide a comment, and return its reference and when its reply is due."""
    officer = somebody()
    reference = screened(officer, Kind.COMMENT, {"reply_needed": needed})
    decided(reference, officer, Route.COMMENT)
    due = db.session.scalar(select(Record.due_on).where(Record.reference == reference))
    return reference, due


def open_lines(standing: Standing) -> dict[str, RegisterLine]:
    """Return the register's rows that stand so, by reference."""
    listed = list_register(Register.COMMENTS, somebody(), RegisterFilters(standing=standing))
    return {line.row: line for line in listed.lines}


@pytest.mark.parametrize("needed", ["yes", "no"])
@pytest.mark.parametrize("days", [15, 10, None])
def test_a_reply_is_due_where_it_is_needed_and_the_profile_has_days(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch, needed: str, days: int | None
) -> None:
    council = current_council()
    kinds = {**council.kinds, "comment": replace(council.kinds["comment"], reply_days=days)}
    monkeypatch.setitem(app_context.extensions, EXTENSION, replace(council, kinds=kinds))
    _reference, due = commented(needed)
    promised = days if needed == "yes" else None
    assert due == (due_date(today(), promised, current_calendar()).due_on if promised else None)


def test_a_comment_that_needs_a_reply_is_open_until_it_is_answered() -> None:
    reference, due = commented("yes")
    line = open_lines(Standing.OPEN)[reference]
    assert (line.due_on, line.days_left, line.reply_needed) == (due, 15, True)
    note_answered(reference, somebody(), today())
    assert reference not in open_lines(Standing.OPEN)
    assert reference in open_lines(Standing.ANSWERED)


def test_a_comment_that_needs_no_reply_is_counted_and_never_open() -> None:
    reference, _due = commented("no")
    assert reference not in open_lines(Standing.OPEN)
    every = {line.row: line for line in list_register(Register.COMMENTS, somebody()).lines}
    assert not every[reference].reply_needed


def test_a_late_answer_says_why_and_the_register_shows_it(clock: Clock) -> None:
    reference, due = commented("yes")
    assert due is not None
    clock.forward(days=60)
    officer = somebody()
    with pytest.raises(Incomplete) as problem:
        note_answered(reference, officer, today())
    assert problem.value.missing == ("delay",)
    note_answered(reference, officer, today(), "service")
    line = open_lines(Standing.ANSWERED)[reference]
    assert (line.answered_on, line.delay) == (today(), "waiting for the service")
    assert "Answer late: waiting for the service" in str(read_item(reference, officer).history)


def test_an_answer_in_time_gives_no_reason(clock: Clock) -> None:
    reference, due = commented("yes")
    assert due is not None
    clock.forward(days=60)
    note_answered(reference, somebody(), due, "service")
    assert open_lines(Standing.ANSWERED)[reference].delay == ""
