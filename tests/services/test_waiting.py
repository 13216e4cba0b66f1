"""Waiting for an answer is noted, listed with what is late on top, and stops no clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.errors import AlreadyClaimed, Incomplete, MoveNotPossible, NotAllowed, NotClaimed, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind, Role, Route, WaitingFor
from portal.extensions import db
from portal.models.dealings import PractitionerContact, Waiting
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.message import Message
from portal.services import claims, desk, private_page_changes, waiting, waiting_list
from portal.services.reading import read_item
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
DAY = date(2026, 3, 17)


def held(officer: Any) -> str:
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    return reference


def events(reference: str, name: EventName) -> list[dict[str, Any]]:
    of = select(Event.facts).join(Feedback, Feedback.id == Event.feedback_id)
    return list(db.session.scalars(of.where(Feedback.reference == reference, Event.name == name)))


def test_asking_the_person_sends_the_words_and_waits_in_one_step() -> None:
    officer = somebody()
    reference = held(officer)
    before = read_item(reference, officer)
    waiting.begin_waiting(
        reference, officer, WaitingFor.PERSON, DAY, "Which school is it?", message="Which school is it?"
    )
    page = read_item(reference, officer)
    (one,) = page.waiting
    assert (one.whom, one.expected_by, one.is_late, one.asked_here) == (WaitingFor.PERSON, DAY, False, True)
    assert (one.words, one.asked_by) == ("Which school is it?", officer.name)
    assert "Which school is it?" in page.messages[-1].text
    assert (page.clock, page.act_by) == (before.clock, before.act_by)
    assert events(reference, EventName.WAITING_BEGUN)[0]["until"] == "2026-03-17"


def test_nothing_is_sent_and_nothing_waits_where_one_of_the_two_fails() -> None:
    officer = somebody()
    reference = held(officer)
    for whom, message, missing in (
        (WaitingFor.PERSON, " ", ("message",)),
        (WaitingFor.SERVICE, None, ("who",)),
    ):
        with pytest.raises(Incomplete) as problem:
            waiting.begin_waiting(reference, officer, whom, DAY, "Which school?", message=message)
        assert problem.value.missing == missing
    waiting.begin_waiting(reference, officer, WaitingFor.PERSON, DAY, "Which school?")
    with pytest.raises(MoveNotPossible, match="already"):
        waiting.begin_waiting(reference, officer, WaitingFor.PERSON, DAY, "Which?", message="Which?")
    assert db.session.scalars(select(Message)).all() == []
    assert len(db.session.scalars(select(Waiting)).all()) == 1


def test_asking_the_service_is_logged_as_speaking_with_it() -> None:
    officer = somebody()
    reference = held(officer)
    waiting.begin_waiting(
        reference, officer, WaitingFor.SERVICE, None, "The visits?", who="Ann, team manager"
    )
    (contact,) = read_item(reference, officer).practitioners
    assert (contact.purpose, contact.who, contact.words) == ("asked", "Ann, team manager", "The visits?")
    assert db.session.scalars(select(PractitionerContact)).one().noted_by_id == officer.id


@pytest.mark.parametrize("bad", [{"words": " "}, {"expected_by": date(2026, 3, 9)}])
def test_what_is_missing_or_gone_by_is_named(bad: dict[str, Any]) -> None:
    officer = somebody()
    asked = {"words": "Which?", "expected_by": DAY} | bad
    with pytest.raises(Incomplete) as problem:
        waiting.begin_waiting(held(officer), officer, WaitingFor.PERSON, **asked)
    assert problem.value.missing == (next(iter(bad)),)


def test_only_the_holder_or_a_supervisor_makes_an_item_wait() -> None:
    officer, other = somebody(), somebody()
    reference = held(officer)
    with pytest.raises(AlreadyClaimed):
        waiting.begin_waiting(reference, other, WaitingFor.PERSON, DAY, "Which?")
    with pytest.raises(NotClaimed):
        waiting.begin_waiting(factories.make_feedback().reference, other, WaitingFor.PERSON, DAY, "Which?")
    with pytest.raises(NotAllowed):
        waiting.begin_waiting(reference, somebody(Role.MANAGER), WaitingFor.PERSON, DAY, "Which?")
    waiting.begin_waiting(reference, somebody(Role.SUPERVISOR), WaitingFor.PERSON, DAY, "Which?")
    gone = factories.make_feedback(status=FeedbackStatus.DECIDED).reference
    with pytest.raises(MoveNotPossible):
        waiting.begin_waiting(gone, officer, WaitingFor.PERSON, DAY, "Which?")


def test_it_ends_by_itself_when_the_person_writes_and_not_for_the_service() -> None:
    officer = somebody()
    reference = held(officer)
    for whom in WaitingFor:
        waiting.begin_waiting(reference, officer, whom, DAY, "Which school?", who="Ann")
    feedback_id = db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one()
    private_page_changes.add_words(feedback_id, "The one by the river.")
    person, service = read_item(reference, officer).waiting
    assert (person.whom, person.ended_at is not None, person.ended_by) == (WaitingFor.PERSON, True, "")
    assert service.ended_at is None

    waiting.end_waiting(reference, officer, service.id)
    ended = read_item(reference, officer).waiting[1]
    assert (ended.ended_at is not None, ended.ended_by) == (True, officer.name)
    assert [facts["whom"] for facts in events(reference, EventName.WAITING_ENDED)] == ["person", "service"]
    with pytest.raises(MoveNotPossible):
        waiting.end_waiting(reference, officer, service.id)


def test_what_waits_is_ended_under_its_own_item_only() -> None:
    officer = somebody()
    one, other = held(officer), held(officer)
    number = waiting.begin_waiting(one, officer, WaitingFor.PERSON, DAY, "Which?")
    with pytest.raises(NotFound):
        waiting.end_waiting(other, officer, number)


def test_the_list_has_what_is_late_on_top_and_counts_it(clock: Clock) -> None:
    officer = somebody()
    made = {}
    for name, day in (("late", DAY), ("later", DAY + timedelta(days=3)), ("no day", None)):
        made[name] = held(officer)
        waiting.begin_waiting(made[name], officer, WaitingFor.PERSON, day, "Which?")
    clock.set(datetime.fromisoformat("2026-03-18T10:00+00:00"))
    page = waiting_list.list_waiting_for(officer, WaitingFor.PERSON)
    assert [line.reference for line in page.lines] == [made["late"], made["later"], made["no day"]]
    assert [line.days_left for line in page.lines] == [-1, 2, None]
    assert page.total == desk.count_desk(officer).waiting == 3
    assert waiting_list.list_waiting_for(officer, WaitingFor.SERVICE).lines == ()
    assert waiting_list.list_waiting_for(officer, WaitingFor.PERSON, asked_by=officer.id + 999).total == 0

    kept_away(made["late"], officer)
    assert waiting_list.list_waiting_for(officer, WaitingFor.PERSON).total == 2
    assert desk.count_desk(officer).waiting == 2


def test_what_waits_for_a_signature_is_listed_for_whoever_proposed_it() -> None:
    officer = somebody()
    reference = screened(officer)
    decided(reference, officer, Route.REFUSED)
    page = waiting_list.list_awaiting_signature(officer)
    assert [(line.reference, line.by) for line in page.lines] == [(reference, officer.name)]
    assert page.lines[0].until is not None


def test_pages_leave_nothing_out_and_cost_the_same(count_queries: Callable[[], Any]) -> None:
    officer = somebody(Role.SUPERVISOR)
    references = [factories.make_feedback().reference for _ in range(30)]
    ids = db.session.scalars(select(Feedback.id).where(Feedback.reference.in_(references))).all()
    waiting.begin_waiting(references[0], officer, WaitingFor.SERVICE, DAY, "Which?", who="Ann")
    pattern = db.session.scalars(select(Waiting)).one()
    columns = {c.key: getattr(pattern, c.key) for c in Waiting.__table__.columns if c.key != "id"}
    rest = [columns | {"feedback_id": i} for i in ids if i != pattern.feedback_id]
    db.session.execute(Waiting.__table__.insert(), rest)
    db.session.commit()
    with count_queries() as queries:
        first = waiting_list.list_waiting_for(officer, WaitingFor.SERVICE)
    assert queries.count <= 3, str(queries)
    second = waiting_list.list_waiting_for(officer, WaitingFor.SERVICE, after=first.next_cursor)
    seen = [line.reference for line in (*first.lines, *second.lines)]
    assert (sorted(seen), second.next_cursor, first.total) == (sorted(references), None, 30)


@pytest.mark.parametrize(("day", "to_come"), [(14, True), (15, False)])
def test_what_is_expected_on_a_sunday_is_not_due_on_saturday(day: int, to_come: bool, clock: Clock) -> None:
    clock.set(datetime(2026, 3, day, 10, tzinfo=UTC))
    who, on = (Kind.COMPLAINT, Audience.ADULT, Channel.WEB, ""), date(2026, 3, 15)
    line = waiting_list.WaitingLine("CF-1", *who, on, datetime(2026, 3, 10, tzinfo=UTC), on, 0, "Jo")
    assert line.is_to_come is to_come
