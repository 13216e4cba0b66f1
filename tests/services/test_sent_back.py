"""What the Ombudsman sends back enters as a complaint, or is noted on one that is here, and is counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Channel, FeedbackStatus, Kind, PartyRole, Role, Route, SetAsideAs
from portal.extensions import db
from portal.models.event import AccessLog, Event
from portal.models.feedback import Feedback
from portal.models.ombudsman_referral import OmbudsmanReferral
from portal.models.record import Record
from portal.models.screening import Decision
from portal.services import sent_back_lists
from portal.services.accounts import names_of_accounts
from portal.services.now import today
from portal.services.reading import read_item
from portal.services.screening import change_kind, facts_of
from portal.services.sealing import Seal
from portal.services.sent_back import DECISION, list_referrals, note_sent_back, take_back
from portal.services.sent_back_lists import list_sent_back, look_whether_here
from portal.services.set_aside import set_aside
from portal.services.submission import Keyed, PartySent, SentBack
from tests.factories import make_feedback
from tests.services.screening_steps import kept_away, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
CHILD = PartySent(PartyRole.CHILD, "child", name="Kit Marsh")
THEIRS = "25 000 123"


@pytest.fixture
def officer():
    return somebody()


def sent(**changes: object) -> SentBack:
    return replace(SentBack(today() - timedelta(days=1), THEIRS, "Please answer it first."), **changes)


def item(reference: str) -> Feedback:
    return db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()


def record_of(reference: str) -> Record | None:
    return db.session.scalars(select(Record).where(Record.reference == f"{reference}-O1")).first()


def test_it_is_noted_on_the_item_and_the_reference_is_sealed(officer):
    made = make_feedback()
    note_sent_back(made.reference, officer, sent())
    feedback = item(made.reference)
    [shown] = list_referrals(made.id, Seal.of(feedback.data_key_id), names_of_accounts())
    assert (shown.their_reference, shown.said) == (THEIRS, "Please answer it first.")
    assert (shown.received_on, shown.by) == (sent().on, officer.name)
    row = db.session.get_one(OmbudsmanReferral, made.id)
    assert THEIRS.encode() not in row.words
    [event] = db.session.scalars(
        select(Event).where(Event.feedback_id == made.id, Event.name == EventName.SENT_BACK_BY_OMBUDSMAN)
    )
    assert THEIRS not in str(event.facts)
    assert facts_of(feedback, None).sent_back
    assert not facts_of(item(make_feedback().reference), None).sent_back


def test_it_is_counted_in_a_row_of_its_own_with_the_facets_of_the_complaint(officer):
    made = make_feedback()
    own = db.session.scalars(select(Record).where(Record.reference == made.reference)).one()
    before = (own.record_type, own.received_on, own.ombudsman_decision)
    note_sent_back(made.reference, officer, sent())
    row = record_of(made.reference)
    assert row is not None
    assert (row.record_type, row.ombudsman_decision, row.channel) == ("ombudsman", DECISION, "ombudsman")
    assert (row.received_on, row.complainant_type) == (sent().on, "parent")
    own = db.session.scalars(select(Record).where(Record.reference == made.reference)).one()
    assert (own.record_type, own.received_on, own.ombudsman_decision) == before


def test_twice_is_once(officer):
    made = make_feedback()
    note_sent_back(made.reference, officer, sent())
    with pytest.raises(MoveNotPossible, match="already"):
        note_sent_back(made.reference, officer, sent())


def test_what_is_no_complaint_is_made_one_first(officer):
    made = make_feedback(kind=Kind.ENQUIRY)
    with pytest.raises(MoveNotPossible, match="kind"):
        note_sent_back(made.reference, officer, sent())
    assert record_of(made.reference) is None


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("their_reference", {"their_reference": " "}),
        ("on", {"on": None}),
        ("on", {"on": date(1999, 1, 1)}),
    ],
)
def test_their_reference_and_a_day_gone_by_are_needed(officer, code, changes):
    made = make_feedback()
    changes = {key: value or today() + timedelta(days=1) for key, value in changes.items()}
    with pytest.raises(Incomplete) as lacking:
        note_sent_back(made.reference, officer, sent(**changes))
    assert lacking.value.missing == (code,)
    assert record_of(made.reference) is None


def test_what_is_set_aside_or_withdrawn_is_not_noted(officer):
    for status in (FeedbackStatus.SET_ASIDE, FeedbackStatus.WITHDRAWN):
        made = make_feedback(status=status)
        with pytest.raises(MoveNotPossible, match="was"):
            note_sent_back(made.reference, officer, sent())


def test_taken_back_it_counts_no_more_and_may_be_noted_anew(officer):
    made = make_feedback()
    note_sent_back(made.reference, officer, sent())
    with pytest.raises(Incomplete):
        take_back(made.reference, officer, "x x x x")
    take_back(made.reference, officer, "The letter was about another family.")
    assert record_of(made.reference) is None
    assert db.session.get(OmbudsmanReferral, made.id) is None
    with pytest.raises(MoveNotPossible, match="any more"):
        take_back(made.reference, officer, "The letter was about another family.")
    note_sent_back(made.reference, officer, sent())
    assert record_of(made.reference) is not None


def test_while_it_is_noted_it_stays_a_complaint_and_is_no_spam(officer):
    reference = screened(officer)
    note_sent_back(reference, officer, sent())
    with pytest.raises(MoveNotPossible, match="stays one"):
        change_kind(reference, officer, Kind.COMMENT, "They only want to comment.")
    for as_ in (SetAsideAs.SPAM, SetAsideAs.TEST, SetAsideAs.EMPTY):
        with pytest.raises(MoveNotPossible, match="Ombudsman"):
            set_aside(reference, officer, as_, reason="It says nothing at all.")


def test_noted_while_it_waits_to_be_set_aside_it_is_not_signed(officer):
    reference = screened(officer, parties=(CHILD,))
    assert not set_aside(reference, officer, SetAsideAs.SPAM, reason="It says nothing at all.")
    note_sent_back(reference, officer, sent())
    waiting = db.session.scalars(select(Decision.id).where(Decision.feedback_id == item(reference).id)).one()
    with pytest.raises(MoveNotPossible, match="no spam"):
        signed(waiting, reference, somebody(Role.SUPERVISOR))


def test_keyed_in_it_enters_with_its_referral(officer):
    keyed = Keyed(by=officer.id, received_on=sent().on, sent_back=sent())
    made = make_feedback(keyed=keyed, channel=Channel.LETTER)
    assert item(made.reference).received_on == sent().on
    assert record_of(made.reference) is not None
    assert db.session.get(OmbudsmanReferral, made.id) is not None


def test_the_list_leaves_out_what_one_keeps_away_from_and_goes_page_by_page(officer, monkeypatch):
    monkeypatch.setattr(sent_back_lists, "PAGE", 2)
    made = [make_feedback().reference for _ in range(4)]
    for reference in made:
        note_sent_back(reference, officer, sent())
    near = somebody()
    kept_away(made[1], near)
    first = list_sent_back(near)
    second = list_sent_back(near, first.next_cursor)
    seen = [line.reference for page in (first, second) for line in page.lines]
    assert seen == [made[3], made[2], made[0]]
    assert second.next_cursor is None


def test_what_is_here_already_is_found_by_name_and_the_search_is_logged(officer):
    who = PartySent(PartyRole.SENDER, "parent", name="Ada Quillfeather", phone="01632 960777")
    mine, hidden = (make_feedback(parties=(who,)) for _ in range(2))
    note_sent_back(mine.reference, officer, sent())
    kept_away(hidden.reference, officer)
    name, phone = {"name": "ada quillfeather"}, {"phone": "01632960777"}
    for wanted in (name, phone, name | phone):
        found = look_whether_here(officer, **wanted)
        assert [(one.reference, one.noted) for one in found] == [(mine.reference, True)]
    logged = db.session.scalars(select(AccessLog.action).where(AccessLog.account_id == officer.id)).all()
    assert [line for line in logged if "look" in line] == [
        "look_for_person:name:1",
        "look_for_person:phone:1",
        "look_for_person:name,phone:1",
    ]
    with pytest.raises(Incomplete):
        look_whether_here(officer, " ")


def test_others_do_neither(officer):
    made, manager = make_feedback(), somebody(Role.MANAGER)
    with pytest.raises(NotAllowed):
        note_sent_back(made.reference, manager, sent())
    with pytest.raises(NotAllowed):
        look_whether_here(manager, "Ada")
    with pytest.raises(NotAllowed):
        list_sent_back(somebody(Role.STAFF))
    kept_away(made.reference, officer)
    with pytest.raises(ConflictOfInterest):
        note_sent_back(made.reference, officer, sent())


def test_the_first_message_says_that_the_ombudsman_sent_it(officer):
    said = "They sent it to us, so that we answer you first."
    reference = screened(officer)
    routes = read_item(reference, officer).screening.routes
    assert not [one.route for one in routes if said in one.draft]
    note_sent_back(reference, officer, sent())
    routes = read_item(reference, officer).screening.routes
    assert Route.STATUTORY in {one.route for one in routes if said in one.draft}
