"""What came back says who sent or took it back, and why."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from portal.domain.vocabulary import FeedbackStatus, Role, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services import claims, decisions, desk_returned, reading, taking_back
from tests import factories
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
DAY = date(2026, 3, 10)


def _nothing_returned() -> None:
    db.session.execute(update(Feedback).values(status=FeedbackStatus.DECIDED))
    db.session.commit()


def _lines(who: Any) -> dict[str, desk_returned.CameBack | None]:
    return {line.piece.reference: line.how for line in desk_returned.list_returned(who).lines}


def test_sent_back_and_taken_back_are_told_apart_and_the_last_time_counts() -> None:
    _nothing_returned()
    officer, manager = somebody(), somebody(Role.MANAGER)
    sent, taken, plain = (screened(officer) for _ in range(3))
    long = "Ask the parent first. " * 20
    for reference in (sent, taken):
        proposed = decided(reference, officer, Route.EARLY_RESOLUTION).decision_id
        reading.read_item(reference, manager)
        decisions.return_decision(proposed, manager, long)
    claims.claim(taken, officer)
    again = decided(taken, officer, Route.EARLY_RESOLUTION).decision_id
    taking_back.take_back(taken, again, officer)
    db.session.execute(
        update(Feedback).where(Feedback.reference == plain).values(status=FeedbackStatus.RETURNED)
    )
    db.session.commit()

    found = _lines(officer)
    assert found[plain] is None
    how = found[sent]
    assert how is not None
    assert (how.taken_back, how.by) == (False, manager.name)
    assert how.reason.endswith("\N{NO-BREAK SPACE}…")
    assert long.startswith(how.reason.removesuffix("\N{NO-BREAK SPACE}…"))
    assert len(how.reason) <= desk_returned.FIRST_WORDS + 2
    how = found[taken]
    assert how is not None
    assert (how.taken_back, how.by, how.reason) == (True, officer.name, "")
    kept_away(sent, manager)
    assert set(_lines(manager)) == {taken, plain}


def test_a_long_list_has_pages_and_leaves_nothing_out() -> None:
    _nothing_returned()
    officer = somebody()
    made = {
        factories.make_feedback(status=FeedbackStatus.RETURNED, act_by=DAY + timedelta(days=n % 3)).reference
        for n in range(27)
    }
    first = desk_returned.list_returned(officer)
    rest = desk_returned.list_returned(officer, first.next_cursor)
    assert (len(first.lines), len(rest.lines), rest.next_cursor) == (25, 2, None)
    assert {line.piece.reference for line in first.lines + rest.lines} == made
