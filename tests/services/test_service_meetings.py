"""A meeting with the service is owed for each statutory complaint, held or not needed, never forgotten."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import MeetingStatus, Role, Route
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.service_meeting import ServiceMeeting
from portal.services import (
    claims,
    council,
    owed_meetings,
    private_page_changes,
    reading,
    reopening,
    service_meetings,
)
from portal.services.accounts import StaffMember
from portal.services.service_meeting_list import PAGE, list_owed_meetings
from portal.services.service_meetings import Held, MeetingShown
from tests.conftest import Clock
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
TODAY = date(2026, 3, 10)
HELD = Held(TODAY, "Ana Lee, team manager", "They rang the family and said sorry.")
WHY_NOT = "The manager left and the family asked for no meeting."


def _accepted(officer: StaffMember, route: Route = Route.STATUTORY) -> str:
    answers = {"subject": "sen_transport"} if route is Route.CORPORATE else {}
    reference = screened(officer, answers=answers)
    decided(reference, officer, route)
    return reference


def _meetings(reference: str, officer: StaffMember) -> tuple[MeetingShown, ...]:
    return reading.read_item(reference, officer).meetings


def _events(reference: str) -> list[str]:
    names = (EventName.MEETING_OWED, EventName.MEETING_HELD, EventName.MEETING_NOT_NEEDED)
    wanted = select(Event.name).join(Feedback, Feedback.id == Event.feedback_id)
    found = wanted.where(Feedback.reference == reference, Event.name.in_(names)).order_by(Event.id)
    return list(db.session.scalars(found))


def test_one_is_owed_three_working_days_from_receipt_for_a_statutory_case_only() -> None:
    officer = somebody()
    (owed,) = _meetings(_accepted(officer), officer)
    assert (owed.status, owed.due_on, owed.days_left) == (MeetingStatus.OWED, date(2026, 3, 13), 3)
    assert not owed.target_past
    assert _meetings(_accepted(officer, Route.CORPORATE), officer) == ()


def test_where_the_target_was_past_it_is_the_next_working_day_and_says_so(clock: Clock) -> None:
    officer = somebody()
    reference = screened(officer)
    clock.forward(days=10)  # a Friday
    claims.claim(reference, officer)
    decided(reference, officer, Route.STATUTORY)
    (owed,) = _meetings(reference, officer)
    assert owed.target_past
    assert owed.due_on == date(2026, 3, 23)


def test_a_council_that_asks_for_none_owes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = somebody()
    _without_target(monkeypatch)
    reference = _accepted(officer)
    assert _meetings(reference, officer) == ()
    service_meetings.note_another(reference, officer, HELD)
    (noted,) = _meetings(reference, officer)
    assert (noted.status, noted.due_on, noted.words) == (MeetingStatus.HELD, None, HELD.words)


def _without_target(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(council.current_council(), service_meeting_days=None)
    for module in (owed_meetings, service_meetings):
        monkeypatch.setattr(module, "current_council", lambda: other)


def test_how_it_went_is_sealed_and_in_history_and_nobody_notes_it_twice() -> None:
    officer = somebody()
    reference = _accepted(officer)
    (owed,) = _meetings(reference, officer)
    service_meetings.note_held(reference, officer, owed.id, HELD)
    (held,) = _meetings(reference, officer)
    assert (held.status, held.held_on, held.who, held.words) == (
        MeetingStatus.HELD,
        TODAY,
        HELD.who,
        HELD.words,
    )
    assert held.by == officer.name
    assert _events(reference) == [EventName.MEETING_OWED, EventName.MEETING_HELD]
    words = db.session.scalars(select(ServiceMeeting.words)).one()
    assert words is not None
    assert b"sorry" not in words
    for again in (
        lambda: service_meetings.note_held(reference, officer, owed.id, HELD),
        lambda: service_meetings.note_not_needed(reference, officer, owed.id, WHY_NOT),
    ):
        with pytest.raises(MoveNotPossible):
            again()
    assert list_owed_meetings(officer).lines == ()


def test_that_none_is_needed_takes_a_reason_of_some_words() -> None:
    officer = somebody()
    reference = _accepted(officer)
    (owed,) = _meetings(reference, officer)
    for reason, code in (("", "reason"), ("no", "reason_short")):
        with pytest.raises(Incomplete) as missing:
            service_meetings.note_not_needed(reference, officer, owed.id, reason)
        assert missing.value.missing == (code,)
    service_meetings.note_not_needed(reference, officer, owed.id, WHY_NOT)
    (noted,) = _meetings(reference, officer)
    assert (noted.status, noted.words) == (MeetingStatus.NOT_NEEDED, WHY_NOT)


def test_what_a_note_of_a_meeting_lacks_is_named() -> None:
    officer = somebody()
    reference = _accepted(officer)
    (owed,) = _meetings(reference, officer)
    for held, codes in (
        (Held(None, "", ""), ("on", "who", "words")),
        (Held(date(2026, 3, 11), "x", "x"), ("on_to_come",)),
        (Held(date(2026, 3, 9), "x", "x"), ("on_before",)),
    ):
        with pytest.raises(Incomplete) as missing:
            service_meetings.note_held(reference, officer, owed.id, held)
        assert missing.value.missing == codes


def test_a_case_that_closes_leaves_no_meeting_owed_and_a_new_one_owes_its_own() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = _accepted(officer)
    reopening.reopen(reference, "They told us that the worst of it is missing here.", supervisor)
    (dropped,) = _meetings(reference, officer)
    assert dropped.status is MeetingStatus.NOT_NEEDED
    assert dropped.by == supervisor.name
    assert list_owed_meetings(officer).lines == ()


def test_whoever_withdraws_leaves_no_meeting_owed() -> None:
    officer = somebody()
    reference = _accepted(officer)
    feedback_id = db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one()
    private_page_changes.withdraw(feedback_id, "")
    (dropped,) = _meetings(reference, officer)
    assert (dropped.status, dropped.by) == (MeetingStatus.NOT_NEEDED, "")


def test_another_items_meeting_and_an_item_without_a_case_are_no_way_in() -> None:
    officer = somebody()
    reference, other = _accepted(officer), screened(officer)
    (owed,) = _meetings(reference, officer)
    with pytest.raises(NotFound):
        service_meetings.note_held(other, officer, owed.id, HELD)
    with pytest.raises(MoveNotPossible):
        service_meetings.note_another(other, officer, HELD)


def test_the_list_has_what_is_late_on_top_in_pages_and_keeps_conflicts_out(clock: Clock) -> None:
    officer, near = somebody(), somebody()
    references = [_accepted(officer) for _ in range(2)]
    first = db.session.scalars(select(ServiceMeeting).order_by(ServiceMeeting.id.desc()).limit(1)).one()
    first.due_on = date(2026, 3, 9)
    db.session.commit()
    lines = list_owed_meetings(officer).lines
    assert [line.reference for line in lines] == references[::-1]
    assert [line.days_left for line in lines] == [-1, 3]
    kept_away(references[0], near)
    assert [line.reference for line in list_owed_meetings(near).lines] == [references[1]]
    with pytest.raises(ConflictOfInterest):
        service_meetings.note_another(references[0], near, HELD)


def test_a_long_list_has_pages() -> None:
    officer = somebody()
    _accepted(officer)
    only = db.session.scalars(select(ServiceMeeting)).one()
    for _ in range(PAGE):
        db.session.add(
            ServiceMeeting(
                feedback_id=only.feedback_id,
                case_id=only.case_id,
                status=MeetingStatus.OWED,
                due_on=only.due_on,
                opened_at=only.opened_at,
            )
        )
    db.session.commit()
    page = list_owed_meetings(officer)
    assert len(page.lines) == PAGE
    rest = list_owed_meetings(officer, page.next_cursor)
    assert (len(rest.lines), rest.next_cursor) == (1, None)
