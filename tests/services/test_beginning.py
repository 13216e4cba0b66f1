"""A complaint begun from another item has everything of its own, and nobody gets in by it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import FeedbackStatus, Kind, LinkKind, PartyRole, Role, Route
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.party import Party
from portal.models.record import Record
from portal.services.accounts import staff_member
from portal.services.beginning import HOW_WE_KNOW, Wanted, begin_complaint
from portal.services.beginning_shown import find_begun, hand_on_code, list_begun_of, read_beginning
from portal.services.conflicts import lift_conflict
from portal.services.linking import list_linked, unlink
from portal.services.now import today
from portal.services.private_page import read_said
from portal.services.reading import read_item
from portal.services.submission import Answer, PartySent, SafeContact
from tests.factories import MadeFeedback, make_account, make_feedback
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
LETTER = "My constituent says that nobody has rung her since the move, and she is unhappy about it."
PRESS = "one press"
MP = PartySent(PartyRole.SENDER, "mp", name="Sal Member", extra={"constituent": "Ada Marsh"})
CHILD = PartySent(PartyRole.CHILD, "child", name="Kit Marsh")


@pytest.fixture
def officer():
    return somebody()


def enquiry(**overrides: object) -> MadeFeedback:
    said = (Answer("what-happened", "words", "What would you like us to answer?", LETTER),)
    sent = {"kind": Kind.ENQUIRY, "sent_as": Kind.ENQUIRY, "said": said, "parties": (MP, CHILD)}
    return make_feedback(**(sent | overrides))


def wanted(**changes: object) -> Wanted:
    plain = Wanted(
        person=PartySent(PartyRole.SENDER, "parent", name="Ada Marsh", phone="01632 960100"),
        safe_contact=SafeContact(("phone",), "Mornings", "Her brother"),
        audience=None,
        agreed="told_us",
        how_agreed="She said so on the telephone on Monday.",
        first_on=today(),
        words="Nobody has rung me since the move.",
    )
    return replace(plain, **changes)


def item(reference: str) -> Feedback:
    return db.session.scalars(
        select(Feedback).where(Feedback.reference == reference).execution_options(populate_existing=True)
    ).one()


def complaints() -> int:
    return db.session.scalar(select(func.count(Feedback.id)).where(Feedback.kind == Kind.COMPLAINT)) or 0


def begin(reference: str, officer, press: str = PRESS, seen: int = 0, **changes: object) -> str:
    return begin_complaint(reference, officer, wanted(**changes), press, seen)


def test_it_has_a_reference_a_record_a_clock_and_people_of_its_own(officer, clock):
    source = enquiry()
    clock.forward(days=3)
    first_on = today() - timedelta(days=1)
    begun = begin(source.reference, officer, first_on=first_on)
    made = item(begun)
    assert (made.kind, made.received_on, made.keyed_by_id) == (Kind.COMPLAINT, first_on, officer.id)
    assert made.claimed_by_id == officer.id
    record = db.session.scalars(select(Record).where(Record.reference == begun)).one()
    assert (record.record_type, record.complainant_type) == ("complaint", "parent")
    page = read_item(begun, officer)
    assert [(one.role, one.name) for one in page.parties] == [
        (PartyRole.SENDER, "Ada Marsh"),
        (PartyRole.CHILD, "Kit Marsh"),
    ]
    assert [line.answer for line in page.said] == ["Nobody has rung me since the move."]
    assert "copy" in page.said[0].question
    assert [note.text for note in page.notes] == [f"{HOW_WE_KNOW} She said so on the telephone on Monday."]
    assert "on the telephone" not in str(read_said(made.id))
    assert page.safe_contact.must_not_know == "Her brother"
    assert LETTER not in str(read_said(made.id))


def test_the_enquiry_keeps_its_own_days_and_says_what_was_begun(officer):
    source = enquiry()
    before = item(source.reference)
    days = (before.received_on, before.act_by, before.status)
    begun = begin(source.reference, officer)
    after = item(source.reference)
    assert (after.received_on, after.act_by, after.status) == days
    assert [(one.reference, one.kind, one.is_earlier) for one in list_linked(source.id, officer)] == [
        (begun, LinkKind.BEGUN_FROM, False)
    ]
    assert [(one.reference, one.is_earlier) for one in list_linked(item(begun).id, officer)] == [
        (source.reference, True)
    ]
    with pytest.raises(MoveNotPossible, match="begun"):
        unlink(source.reference, officer, begun, LinkKind.BEGUN_FROM, "It was not.")
    told = db.session.scalars(select(Event.name).where(Event.feedback_id == source.id)).all()
    assert EventName.COMPLAINT_BEGUN in told


def test_pressed_twice_it_is_the_same_complaint(officer):
    source, before = enquiry(), complaints()
    assert begin(source.reference, officer) == begin(source.reference, officer)
    assert complaints() == before + 1


def test_one_that_the_page_did_not_show_is_told_of_first(officer):
    source = enquiry()
    first = begin(source.reference, officer)
    with pytest.raises(MoveNotPossible, match=first):
        begin(source.reference, somebody(), press="another")
    assert begin(source.reference, somebody(), press="another", seen=1) != first


def test_whoever_keeps_away_from_the_old_keeps_away_from_the_new(officer):
    source, near, manager = enquiry(), somebody(), somebody(Role.MANAGER)
    kept_away(source.reference, near)
    boss = make_account(Role.SUPERVISOR)
    worker = somebody(line_manager=boss.email)
    kept_away(source.reference, worker, named=True)
    begun = begin(source.reference, officer)
    for who in (near, worker):
        with pytest.raises(ConflictOfInterest):
            read_item(begun, who)
        with pytest.raises(ConflictOfInterest):
            read_beginning(source.reference, who)
    with pytest.raises(ConflictOfInterest):
        read_item(begun, staff_member(boss.email))
    assert read_item(begun, manager).reference == begun


def test_the_registers_learn_what_was_begun_but_not_of_what_one_keeps_away_from(officer):
    source, other, near = enquiry(), enquiry(), somebody()
    begun = [begin(source.reference, officer, press=str(number), seen=number) for number in range(2)]
    kept_away(begun[0], near)
    for reference in (source.reference, begun[1]):
        lift_conflict(reference, somebody(Role.SUPERVISOR), near.id, "It was another Doe.")
    asked = [source.reference, other.reference, ""]
    assert list_begun_of(asked, officer) == {source.reference: tuple(begun)}
    assert list_begun_of(asked, near) == {source.reference: (begun[1],)}


def test_a_worker_who_is_named_stays_named(officer):
    worker = PartySent(PartyRole.WORKER_NAMED, "worker", name="Jo Caseworker")
    source = enquiry(parties=(MP, worker))
    begun = begin(source.reference, officer)
    roles = db.session.scalars(select(Party.role).where(Party.feedback_id == item(begun).id)).all()
    assert PartyRole.WORKER_NAMED in roles


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("agreed", {"agreed": "own_words"}),
        ("agreed", {"agreed": ""}),
        ("how_agreed", {"how_agreed": " "}),
        ("words", {"words": "\n"}),
        ("name", {"person": PartySent(PartyRole.SENDER, "parent")}),
    ],
)
def test_nothing_is_begun_without_the_person_and_their_words(officer, code, changes):
    source, before = enquiry(), complaints()
    with pytest.raises(Incomplete) as lacking:
        begin(source.reference, officer, **changes)
    assert lacking.value.missing == (code,)
    assert complaints() == before


def test_a_day_to_come_is_refused(officer):
    source = enquiry()
    with pytest.raises(Incomplete) as lacking:
        begin(source.reference, officer, first_on=today() + timedelta(days=1))
    assert lacking.value.missing == ("first_on",)


def test_what_somebody_wrote_themselves_may_be_enough(officer):
    source = make_feedback("I only wanted to say that the bus never comes.", kind=Kind.COMMENT)
    assert item(begin(source.reference, officer, agreed="own_words")).kind is Kind.COMPLAINT


@pytest.mark.parametrize("overrides", [{}, {"kind": Kind.COMMENT, "status": FeedbackStatus.SET_ASIDE}])
def test_none_is_begun_from_a_complaint_or_from_what_was_set_aside(officer, overrides):
    source = make_feedback(**overrides)
    with pytest.raises(MoveNotPossible):
        begin(source.reference, officer)
    with pytest.raises(MoveNotPossible):
        read_beginning(source.reference, officer)


def test_it_can_be_begun_after_the_enquiry_was_decided(officer):
    reference = screened(officer, Kind.ENQUIRY, parties=(MP, CHILD))
    begun = begin(reference, officer)
    decided(reference, officer, Route.ENQUIRY)
    second = begin(reference, officer, press="later", seen=1)
    assert item(reference).status is FeedbackStatus.DECIDED
    assert len({begun, second, reference}) == 3


def test_what_is_known_stands_there_and_of_an_office_only_the_constituent(officer):
    page = read_beginning(enquiry().reference, officer)
    assert (page.person.name, page.person.email, page.capacity) == ("Ada Marsh", "", "")
    assert page.words == LETTER
    own = PartySent(PartyRole.SENDER, "parent", name="Bo Quill", phone="01632 960200")
    comment = make_feedback(
        "A comment.", kind=Kind.COMMENT, parties=(own,), safe_contact=SafeContact(("phone",))
    )
    page = read_beginning(comment.reference, officer)
    assert (page.person.phone, page.capacity, page.safe_contact.how) == ("01632 960200", "parent", ("phone",))


def test_the_six_words_are_shown_to_whoever_began_it_until_handed_on(officer):
    begun = begin(enquiry().reference, officer)
    code = find_begun(begun, officer).code
    assert code is not None
    with pytest.raises(NotFound):
        find_begun(begun, somebody())
    hand_on_code(begun, officer)
    assert find_begun(begun, officer).code is None


@pytest.mark.parametrize("role", [Role.STAFF, Role.DUTY, Role.ADMINISTRATOR, Role.MANAGER])
def test_others_begin_nothing(role):
    with pytest.raises(NotAllowed):
        begin(enquiry().reference, somebody(role))
