"""A request for an advocate: asked, offered, accepted or declined, met with, each step with who and when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest as KeepAway
from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import AdvocateRequestStatus, Audience, Kind, Role
from portal.domain.workflow import ADVOCATE_MOVES, AdvocateAction
from portal.extensions import db
from portal.models.advocate_request import AdvocateRequest
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services import advocate_lists, advocate_requests, claims, records_export, screening
from portal.services.now import moved_to, now, today
from portal.services.sealing import Seal
from tests.factories import make_feedback
from tests.services.screening_steps import kept_away, somebody

pytestmark = [pytest.mark.usefixtures("app_context"), pytest.mark.usefixtures("in_contract")]
STATUS = AdvocateRequestStatus


@pytest.fixture
def in_contract():
    with moved_to(datetime(2026, 6, 10, 12, tzinfo=UTC)):  # a Wednesday
        yield


def wanted(**overrides):
    plain = {"kind": Kind.ADVOCATE_REQUEST, "audience": Audience.TWELVE_AND_OVER}
    return make_feedback("Somebody on my side", **plain | overrides)


def progress(made):
    seal = Seal.of(db.session.get(Feedback, made.id).data_key_id)
    found = advocate_requests.find_progress(made.id, seal)
    db.session.rollback()
    return found


def act(made, officer, action):
    """Do what moves a request, in the plainest way."""
    return {
        AdvocateAction.OFFER: lambda: advocate_requests.offer(made.reference, officer, "your-side"),
        AdvocateAction.ACCEPT: lambda: advocate_requests.accept(made.reference, officer, "Ola Advocate"),
        AdvocateAction.DECLINE: lambda: advocate_requests.decline(made.reference, officer, "Not now"),
        AdvocateAction.MEET: lambda: advocate_requests.meet(made.reference, officer, today()),
        AdvocateAction.ASK_AGAIN: lambda: advocate_requests.ask_again(made.reference, officer),
    }[action]()


WAY_TO = {
    STATUS.ASKED: (),
    STATUS.OFFERED: (AdvocateAction.OFFER,),
    STATUS.ACCEPTED: (AdvocateAction.OFFER, AdvocateAction.ACCEPT),
    STATUS.DECLINED: (AdvocateAction.DECLINE,),
    STATUS.MET: (AdvocateAction.OFFER, AdvocateAction.ACCEPT, AdvocateAction.MEET),
}


@pytest.mark.parametrize("status", list(STATUS))
@pytest.mark.parametrize("action", list(AdvocateAction))
def test_it_moves_by_the_table_alone(status, action):
    made, officer = wanted(), somebody()
    for step in WAY_TO[status]:
        act(made, officer, step)
    assert progress(made).status is status
    target = ADVOCATE_MOVES.get((status, action))
    if target is None:
        with pytest.raises(MoveNotPossible):
            act(made, officer, action)
    else:
        assert action in progress(made).may
        act(made, officer, action)
    assert progress(made).status is (target or status)


def test_each_step_is_kept_with_its_day_and_who_took_it():
    made, officer = wanted(), somebody()
    for step in WAY_TO[STATUS.MET]:
        act(made, officer, step)
    done = progress(made)
    assert (done.provider, done.advocate, done.met_on) == ("Your Side Advocacy", "Ola Advocate", today())
    steps = select(Event.name, Event.account_id).where(Event.feedback_id == made.id).order_by(Event.id)
    names = [name for name, by in db.session.execute(steps) if by == officer.id]
    assert names == [EventName.ADVOCATE_OFFERED, EventName.ADVOCATE_ACCEPTED, EventName.ADVOCATE_MET]


def test_the_advocates_name_lies_sealed():
    made, officer = wanted(), somebody()
    act(made, officer, AdvocateAction.OFFER)
    act(made, officer, AdvocateAction.ACCEPT)
    words = select(AdvocateRequest.words).where(AdvocateRequest.feedback_id == made.id)
    assert b"Ola" not in db.session.scalar(words)
    assert advocate_requests.find_progress(made.id).advocate == ""


def test_its_own_clock_counts_working_days_from_receipt_and_anew_when_asked_again():
    made, officer = wanted(), somebody()
    assert progress(made).offer_by == date(2026, 6, 12)
    assert (progress(made).days_left, progress(made).late) == (2, False)
    act(made, officer, AdvocateAction.DECLINE)
    with moved_to(now() + timedelta(days=7)):
        act(made, officer, AdvocateAction.ASK_AGAIN)
        assert progress(made).offer_by == date(2026, 6, 19)
    with moved_to(now() + timedelta(days=12)):
        assert progress(made).late


@pytest.mark.parametrize("code", ["speak-out", "nobody", ""])
def test_only_a_provider_in_force_that_day_is_offered(code):
    made, officer = wanted(), somebody()
    with pytest.raises(Incomplete) as problem:
        advocate_requests.offer(made.reference, officer, code)
    assert problem.value.missing == ("provider",)
    with moved_to(datetime(2026, 3, 10, 12, tzinfo=UTC)):
        if code == "speak-out":
            advocate_requests.offer(made.reference, officer, code)


def test_words_that_are_needed_are_asked_for():
    made, officer = wanted(), somebody()
    with pytest.raises(Incomplete):
        advocate_requests.accept(made.reference, officer, " ")
    with pytest.raises(Incomplete):
        advocate_requests.decline(made.reference, officer, "")
    with pytest.raises(Incomplete):
        advocate_requests.meet(made.reference, officer, today() + timedelta(days=1))
    with pytest.raises(Incomplete):
        advocate_requests.tell_of_advocacy(made.reference, officer, "")


def test_telling_somebody_about_advocacy_is_logged():
    made, officer = make_feedback(), somebody()
    advocate_requests.tell_of_advocacy(made.reference, officer, "By telephone; she will think about it")
    told = select(Event.account_id).where(Event.feedback_id == made.id, Event.name == EventName.ADVOCACY_TOLD)
    assert db.session.scalars(told).all() == [officer.id]
    with pytest.raises(NotFound):
        act(made, officer, AdvocateAction.OFFER)


def records_of(made):
    wanted_rows = select(Record.record_type, Record.reference).where(Record.feedback_id == made.id)
    return [tuple(row) for row in db.session.execute(wanted_rows.order_by(Record.id))]


def test_a_complaint_that_asks_for_one_counts_as_a_referral_too_and_is_one_complaint():
    made = make_feedback(asks_advocate=True, audience=Audience.UNDER_TWELVE)
    assert records_of(made) == [
        ("complaint", made.reference),
        ("advocacy_referral", f"{made.reference}-A"),
    ]
    assert progress(made).status is STATUS.ASKED
    rows = [r for r in records_export.export_records() if r["reference"].startswith(made.reference)]
    assert [row["kind"] for row in rows] == ["complaint", "advocacy_referral"]
    assert records_of(wanted())[0][0] == "advocacy_referral"


def test_a_request_that_hides_a_complaint_is_counted_as_both():
    made, officer = wanted(), somebody()
    claims.claim(made.reference, officer)
    screening.save_safeguarding(made.reference, officer, "none")
    screening.change_kind(made.reference, officer, Kind.COMPLAINT)
    assert records_of(made) == [
        ("complaint", made.reference),
        ("advocacy_referral", f"{made.reference}-A"),
    ]
    screening.change_kind(made.reference, officer, Kind.ADVOCATE_REQUEST, "She only wants an advocate")
    assert records_of(made) == [("advocacy_referral", made.reference)]


def test_what_turns_out_to_be_a_request_is_one_with_its_clock():
    made, officer = make_feedback(kind=Kind.COMMENT), somebody()
    claims.claim(made.reference, officer)
    screening.save_safeguarding(made.reference, officer, "none")
    screening.change_kind(made.reference, officer, Kind.ADVOCATE_REQUEST)
    assert progress(made).status is STATUS.ASKED
    assert records_of(made) == [("advocacy_referral", made.reference)]


def test_an_officer_asks_for_one_for_somebody_who_rang():
    made, officer = make_feedback(), somebody()
    advocate_requests.ask_for_one(made.reference, officer, "He rang and asked")
    assert progress(made).status is STATUS.ASKED
    with pytest.raises(MoveNotPossible):
        advocate_requests.ask_for_one(made.reference, officer, "again")


def test_the_list_shows_what_is_open_the_most_urgent_first_and_pages():
    officer = somebody()
    with moved_to(now() - timedelta(days=5)):
        old = wanted()
    offered, met = wanted(), wanted()
    act(offered, officer, AdvocateAction.OFFER)
    for step in WAY_TO[STATUS.MET]:
        act(met, officer, step)
    listed = advocate_lists.list_open_requests(officer)
    references = [line.reference for line in listed.lines]
    assert references[0] == old.reference
    assert offered.reference in references
    assert met.reference not in references
    assert listed.lines[0].days_left < 0
    for _ in range(advocate_lists.A_PAGE):
        wanted()
    first = advocate_lists.list_open_requests(officer)
    rest = advocate_lists.list_open_requests(officer, first.next_cursor)
    seen = [line.reference for page in (first, rest) for line in page.lines]
    assert len(first.lines) == advocate_lists.A_PAGE
    assert len(seen) == len(set(seen)) == advocate_lists.A_PAGE + len(references)
    assert advocate_lists.count_open_requests(officer) == len(seen)


def test_a_cursor_that_nobody_gave_is_the_beginning():
    officer = somebody()
    wanted()
    for cursor in ("x", "2026-99-99.1", "2026-06-12.x", "."):
        assert advocate_lists.list_open_requests(officer, cursor).lines


def test_the_list_takes_the_same_queries_however_long(count_queries):
    officer = somebody()
    wanted()
    db.session.rollback()
    with count_queries() as few:
        advocate_lists.list_open_requests(officer)
    for _ in range(5):
        wanted()
    db.session.rollback()
    with count_queries() as many:
        advocate_lists.list_open_requests(officer)
    assert many.count == few.count


def test_only_who_screens_and_is_not_too_near_sees_or_moves_it():
    made, near = wanted(), somebody()
    for role in (Role.STAFF, Role.DUTY, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            advocate_lists.list_open_requests(somebody(role))
        with pytest.raises(NotAllowed):
            act(made, somebody(role), AdvocateAction.OFFER)
    with pytest.raises(NotAllowed):
        act(made, somebody(Role.MANAGER), AdvocateAction.OFFER)
    kept_away(made.reference, near)
    with pytest.raises(KeepAway):
        act(made, near, AdvocateAction.OFFER)
    listed = advocate_lists.list_open_requests(near).lines
    assert made.reference not in [line.reference for line in listed]
