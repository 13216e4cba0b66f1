"""Calls and letters are owed by safe ways only, carry proof, and never get lost."""

import pytest
from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import PartyRole, Role, TaskStatus, Way
from portal.extensions import db
from portal.models.contact_task import ContactTask
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services import contact_list, contact_making, messages, private_page_changes
from portal.services.contact_making import OUTCOMES, Outcome
from portal.services.submission import PartySent, SafeContact
from tests.factories import make_feedback
from tests.services.screening_steps import kept_away, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
KIM = PartySent(
    PartyRole.SENDER,
    "parent",
    name="Kim Sender",
    phone="01632 960111",
    address="1 High Street",
    email="kim@mail.example",
)


@pytest.fixture
def officer():
    return somebody()


def send(how=("phone", "letter")):
    return make_feedback(
        "They moved it", parties=(KIM,), safe_contact=SafeContact(how, "mornings", "my mother")
    )


def owed_by_hand(officer, way=Way.PHONE, how=("phone", "letter")):
    mine = send(how)
    return mine, contact_making.owe_by_hand(mine.reference, officer, way, "To ask what they meant")


def task(number):
    return db.session.get_one(ContactTask, number, populate_existing=True)


def events_of(feedback_id):
    return list(
        db.session.scalars(select(Event.name).where(Event.feedback_id == feedback_id).order_by(Event.id))
    )


def test_the_list_has_no_words_and_one_press_deeper_stands_how_it_is_safe(officer):
    mine, number = owed_by_hand(officer)
    line = contact_list.list_owed(officer, Way.PHONE).owed[-1]
    assert (line.id, line.reference, line.days_left) == (number, mine.reference, 1)
    assert "High Street" not in repr(line)
    whole = contact_list.read_owed(number, officer)
    assert (whole.phone, whole.safe_when, whole.must_not_know) == ("01632 960111", "mornings", "my mother")


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.SOMEBODY_ELSE, Outcome.NOT_SAFE])
def test_a_call_that_reached_nobody_is_owed_again_the_next_working_day(officer, clock, outcome):
    mine, number = owed_by_hand(officer)
    clock.forward(days=3)
    contact_making.note_try(number, officer, outcome, "Rang twice, hung up")
    again = task(number)
    assert (again.status, again.tries) == (TaskStatus.OPEN, 1)
    assert str(again.due_on) == "2026-03-16"
    assert events_of(mine.id)[-1] == EventName.CONTACT_TRIED


def test_reaching_them_closes_it_and_all_proof_is_kept(officer):
    mine, number = owed_by_hand(officer)
    contact_making.note_try(number, officer, Outcome.NO_ANSWER, "Nobody answered")
    contact_making.note_try(number, officer, Outcome.REACHED, "Spoke with Kim herself")
    whole = contact_list.read_owed(number, officer)
    assert whole.status is TaskStatus.DONE
    assert whole.done_by == officer.name
    assert "Nobody answered" in whole.proof
    assert "Spoke with Kim herself" in whole.proof
    assert contact_list.list_of_item(mine.id) == ()
    assert events_of(mine.id)[-1] == EventName.CONTACT_MADE
    with pytest.raises(MoveNotPossible):
        contact_making.note_try(number, officer, Outcome.REACHED, "Again")


def test_a_wrong_number_passes_to_the_other_safe_way(officer):
    mine, number = owed_by_hand(officer)
    contact_making.note_try(number, officer, Outcome.WRONG, "The number is somebody else's")
    assert task(number).status is TaskStatus.STOPPED
    assert [line.way for line in contact_list.list_of_item(mine.id)] == [Way.LETTER]


def test_a_wrong_number_passes_to_no_way_that_is_not_safe(officer):
    mine, number = owed_by_hand(officer, how=("phone",))
    contact_making.note_try(number, officer, Outcome.WRONG, "The number is somebody else's")
    assert contact_list.list_of_item(mine.id) == ()


@pytest.mark.parametrize("proof", ["", " \n", "Rang at ten"])
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("way", Way)
def test_every_outcome_needs_proof_and_belongs_to_its_way(officer, way, outcome, proof):
    _mine, number = owed_by_hand(officer, way)
    allowed = outcome in OUTCOMES[way]
    if allowed and proof.strip():
        contact_making.note_try(number, officer, outcome, proof)
        assert task(number).tries == 1
        return
    with pytest.raises((MoveNotPossible, Incomplete)):
        contact_making.note_try(number, officer, outcome, proof)
    assert task(number).tries == 0


def test_a_way_they_did_not_allow_needs_a_supervisor_and_a_reason(officer):
    mine = send(how=("private_page",))
    with pytest.raises(MoveNotPossible, match="supervisor"):
        contact_making.owe_by_hand(mine.reference, officer, Way.PHONE, "It is urgent")
    with pytest.raises(Incomplete):
        contact_making.owe_by_hand(mine.reference, somebody(Role.SUPERVISOR), Way.PHONE, " ")
    assert contact_making.owe_by_hand(mine.reference, somebody(Role.SUPERVISOR), Way.PHONE, "A life at risk")


def test_it_is_owed_once_and_only_where_there_is_a_number(officer):
    mine, _number = owed_by_hand(officer)
    with pytest.raises(MoveNotPossible, match="already"):
        contact_making.owe_by_hand(mine.reference, officer, Way.PHONE, "Again")
    nameless = make_feedback("Nothing given", safe_contact=SafeContact(("phone",)))
    with pytest.raises(MoveNotPossible, match="no number"):
        contact_making.owe_by_hand(nameless.reference, officer, Way.PHONE, "To ask")


def test_news_that_nobody_opened_is_told_by_the_next_safe_way_once(officer, clock):
    mine, private = send(how=("email", "letter")), send(how=("email",))
    for made in (mine, private):
        messages.send_message(made.reference, somebody(Role.SUPERVISOR), "We have read it")
    clock.forward(days=3)  # Tuesday to Friday: the third working day is not over
    assert contact_making.owe_unopened_news() == 0
    clock.forward(days=3)
    assert contact_making.owe_unopened_news() == 1
    assert contact_making.owe_unopened_news() == 0
    assert [line.way for line in contact_list.list_of_item(mine.id)] == [Way.LETTER]
    assert contact_list.list_of_item(private.id) == ()
    owed = contact_list.list_of_item(mine.id)[0]
    assert "We have read it" in contact_list.read_owed(owed.id, officer).message


def test_news_that_was_opened_owes_nothing(clock):
    mine = send(how=("email", "letter"))
    messages.send_message(mine.reference, somebody(Role.SUPERVISOR), "We have read it")
    clock.forward(minutes=5)
    private_page_changes.mark_read(mine.id)
    clock.forward(days=20)
    assert contact_making.owe_unopened_news() == 0


@pytest.mark.parametrize("role", [Role.STAFF, Role.DUTY, Role.ADMINISTRATOR, Role.MANAGER])
def test_only_those_who_screen_ring_and_post(officer, role):
    mine, number = owed_by_hand(officer)
    other = somebody(role)
    with pytest.raises(NotAllowed):
        contact_list.read_owed(number, other)
    with pytest.raises(NotAllowed):
        contact_making.note_try(number, other, Outcome.REACHED, "Spoke with them")
    with pytest.raises(NotAllowed):
        contact_making.owe_by_hand(mine.reference, other, Way.LETTER, "To tell them")


def test_whoever_must_keep_away_sees_and_does_nothing(officer):
    mine, number = owed_by_hand(officer)
    near = somebody()
    kept_away(mine.reference, near)
    assert number not in [line.id for line in contact_list.list_owed(near, Way.PHONE).owed]
    with pytest.raises(ConflictOfInterest):
        contact_list.read_owed(number, near)
    with pytest.raises(ConflictOfInterest):
        contact_making.note_try(number, near, Outcome.REACHED, "Spoke with them")


def test_what_does_not_exist_is_not_found(officer):
    with pytest.raises(NotFound):
        contact_list.read_owed(2**31 - 1, officer)
    with pytest.raises(NotFound):
        contact_making.note_try(2**31 - 1, officer, Outcome.REACHED, "Spoke")


def test_the_list_is_paged_and_counted(officer, count_queries):
    for _ in range(26):
        owed_by_hand(officer)
    first = contact_list.list_owed(officer, Way.PHONE)
    with count_queries() as queries:
        rest = contact_list.list_owed(officer, Way.PHONE, first.next_cursor)
    assert queries.count <= 3
    assert len(first.owed) == 25
    assert not {line.id for line in first.owed} & {line.id for line in rest.owed}
    assert contact_list.count_owed(officer)[Way.PHONE] == 25 + len(rest.owed)
    assert contact_list.list_owed(officer, Way.PHONE, "rubbish").owed == first.owed


def test_facets_stand_where_the_words_are_sealed(officer):
    _mine, number = owed_by_hand(officer)
    contact_making.note_try(number, officer, Outcome.REACHED, "Spoke with Kim herself")
    assert b"Kim" not in (task(number).proof or b"")
    assert db.session.get(Feedback, task(number).feedback_id) is not None
