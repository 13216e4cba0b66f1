"""Opening an item shows everything at once, is logged, and costs the same however much there is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.domain.errors import NotAllowed, NotFound
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind, PartyRole, Role, Route
from portal.extensions import db
from portal.models.event import AccessLog
from portal.models.feedback import Feedback
from portal.services import claims, messages, points, private_page_changes, reading, screening, unread
from portal.services.intake import Answer, PartySent, SafeContact, Submission, submit_feedback
from portal.services.now import now
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import decided, kept_away, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
MOTHER = PartySent(
    PartyRole.SENDER,
    "parent",
    name="Rosa Quill",
    email="rosa@mail.example",
    phone="07700 900123",
    extra={"relation": "his mother"},
)
SON = PartySent(PartyRole.CHILD, "child", name="Jem Quill", extra={"age": "9"})


def send(number: int = 1, parties: tuple[PartySent, ...] = (MOTHER, SON), **changes: Any) -> str:
    """Send a complaint as a parent would and return its reference."""
    sent = {
        "submission_id": f"reading-{number}",
        "kind": Kind.COMPLAINT,
        "audience": Audience.ADULT,
        "channel": Channel.WEB,
        "journey": "complaint",
        "journey_version": 1,
        "said": (Answer("what", "happened", "What happened?", "He was moved at night."),),
        "parties": parties,
        "safe_contact": SafeContact(("email",), "after six", "his father"),
    }
    return submit_feedback(Submission(**(sent | changes))).reference


def test_everything_said_is_in_view_with_safe_contact_at_its_head() -> None:
    page = reading.read_item(send(about_to_happen_on=date(2026, 3, 13)), somebody())
    assert (page.safe_contact.given, page.safe_contact.how) == (True, ("email",))
    assert (page.safe_contact.when, page.safe_contact.must_not_know) == ("after six", "his father")
    assert [(line.question, line.answer) for line in page.said] == [
        ("What happened?", "He was moved at night.")
    ]
    mother, son = page.parties
    assert (mother.name, mother.email, mother.extra) == (
        "Rosa Quill",
        "rosa@mail.example",
        (("relation", "his mother"),),
    )
    assert (son.role, son.extra) == (PartyRole.CHILD, (("age", "9"),))
    assert page.about_to_happen_on == date(2026, 3, 13)
    assert [line.label for line in page.clock] == ["Screen by", "Acknowledge by"]
    assert page.clock[1].working[0] == "Tuesday 10 March 2026: the day it was received (day 0)"
    assert page.screening.missing
    assert page.screening.suggestion is None
    assert page.allowed.claim


def test_no_answer_on_safe_contact_is_shown_as_none() -> None:
    page = reading.read_item(send(safe_contact=SafeContact()), somebody())
    assert not page.safe_contact.given
    assert not page.safe_contact.mail_allowed


def test_each_opening_is_logged_and_a_refused_one_is_not() -> None:
    officer, near, stranger = somebody(), somebody(), somebody(Role.DUTY)
    reference = send()
    kept_away(reference, near)
    reading.read_item(reference, officer)
    for who in (near, stranger):
        with pytest.raises(NotAllowed):
            reading.read_item(reference, who)
    with pytest.raises(NotFound):
        reading.read_item("CF-0000-0000", officer)
    log = db.session.execute(select(AccessLog.account_id, AccessLog.action)).all()
    assert log == [(officer.id, "read")]


def test_a_complete_checklist_shows_the_suggestion_and_each_open_route_with_its_draft() -> None:
    officer = somebody()
    page = reading.read_item(screened(officer), officer)
    assert page.screening.suggestion is not None
    assert page.screening.suggestion.route is Route.STATUTORY
    routes = {choice.route: choice for choice in page.screening.routes}
    assert routes[Route.STATUTORY].suggested
    assert routes[Route.STATUTORY].second_person == ()
    assert "Tuesday 24 March 2026" in routes[Route.STATUTORY].draft
    assert routes[Route.REFUSED].second_person
    assert Route.COMMENT not in routes
    assert page.screening.safeguarding is not None
    assert page.screening.safeguarding.by == officer.name


def test_who_was_told_of_a_concern_is_kept(clock: Clock) -> None:
    officer = somebody()
    reference = send()
    claims.claim(reference, officer)
    screening.save_safeguarding(reference, officer, "duty_told", "Sam on duty", now(), "Rang twice")
    shown = reading.read_item(reference, officer).screening.safeguarding
    assert shown is not None
    assert (shown.told_whom, shown.told_at, shown.note) == ("Sam on duty", now(), "Rang twice")


def test_messages_and_notes_are_shown_to_those_they_are_for() -> None:
    officer = somebody()
    reference = send()
    claims.claim(reference, officer)
    messages.send_message(reference, officer, "We will ring at six.", "About your call")
    screening.add_office_note(reference, officer, "She sounds worn out.")
    page = reading.read_item(reference, officer)
    (message,) = page.messages
    assert (message.subject, message.by) == ("About your call", officer.name)
    assert message.text.startswith("We will ring at six.\n\n")
    assert [note.text for note in page.notes] == ["She sounds worn out."]


def test_earlier_feedback_says_why_it_may_be_the_same_person() -> None:
    officer = somebody()
    first = send(1)
    other_name = PartySent(PartyRole.SENDER, "parent", name="R. Q.", phone="+44 7700 900123")
    second = send(2, parties=(other_name,))
    third = send(3, parties=(PartySent(PartyRole.SENDER, "relative", name="Ann Quill"), SON))
    send(4, parties=(PartySent(PartyRole.WORKER_NAMED, "worker", name="Rosa Quill"),))

    earlier = {e.reference: e.why for e in reading.read_item(first, officer).earlier}
    assert earlier == {second: ("same phone number",), third: ("same child's name",)}
    kept_away(second, officer)
    assert [e.reference for e in reading.read_item(first, officer).earlier] == [third]


def test_one_advocate_writing_for_two_children_does_not_make_them_one_matter() -> None:
    advocate = PartySent(PartyRole.ADVOCATE, "advocate", name="Bo Lane", email="bo@advocates.example")
    first, _second = (send(n, parties=(advocate,)) for n in (1, 2))
    assert reading.read_item(first, somebody()).earlier == ()


def test_an_advocates_own_details_never_make_two_children_one_but_a_childs_name_does() -> None:
    bo = PartySent(PartyRole.SENDER, "advocate", name="Bo Lane", email="bo@advocates.example")
    for_advocates = {"audience": "advocate", "parties": (bo,)}
    first, _second = (send(n, **for_advocates) for n in (1, 2))
    own = send(3, parties=(bo,))
    assert reading.read_item(first, somebody()).earlier == ()
    assert reading.read_item(own, somebody()).earlier == ()
    third, fourth = (send(n, **{**for_advocates, "parties": (bo, SON)}) for n in (4, 5))
    (found,) = reading.read_item(third, somebody()).earlier
    assert (found.reference, found.why) == (fourth, ("same child's name",))


def test_a_decision_waiting_is_offered_for_signing_to_others_only() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    decided(reference, officer, Route.SIGNPOSTED)
    for who, may in ((officer, False), (supervisor, True)):
        page = reading.read_item(reference, who)
        assert page.pending is not None
        assert page.pending.reason == "Because that is what their words say."
        assert page.allowed.sign is may


def test_a_page_takes_as_many_queries_however_much_there_is(count_queries: Callable[[], Any]) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    counts = []
    for _ in range(2):
        with count_queries() as queries:
            reading.read_item(reference, officer)
        counts.append(queries.count)
        _pile_up(reference, officer, supervisor)
    assert counts[0] == counts[1] <= 58, str(queries)


def _pile_up(reference: str, officer: Any, supervisor: Any) -> None:
    """Add a history to an item, and earlier feedback of everybody in it."""
    for number in range(5):
        messages.send_message(reference, officer, f"Message {number}")
        screening.add_office_note(reference, officer, f"Note {number}")
        private_page_changes.add_words(_id(reference), f"More {number}")
        send(100 + number)
        factories.make_feedback(status=FeedbackStatus.DECIDED)
    unread.mark_words_read(reference, officer, 1_000)
    points.define_point(reference, officer, "And another thing.")
    outcome = decided(reference, officer, Route.SIGNPOSTED)
    signed(outcome.decision_id, reference, supervisor)
    db.session.execute(
        update(Feedback)
        .where(Feedback.reference == reference)
        .values(status=FeedbackStatus.RECEIVED, claimed_by_id=officer.id, claim_ends_at=now())
    )
    db.session.commit()


def _id(reference: str) -> int:
    return db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one()
