"""One list says who was told, how and when, and holds no word of the person."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from portal.domain.vocabulary import Audience, ContactPurpose, FreezeStatus, PartyRole, Way
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.feedback import Feedback
from portal.models.freeze import FreezeRequest
from portal.models.message import Message
from portal.models.outbox import MailStatus, OutboxMail
from portal.services import claims, contact_making, mailing, messages, practitioners
from portal.services.accounts import StaffMember, names_of_accounts
from portal.services.contact_tasks import owe
from portal.services.intake import PartySent, SafeContact
from portal.services.now import now
from portal.services.outbox import queue_mail
from portal.services.sealing import Seal
from portal.services.who_was_told import Told, list_told
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
SENDER = PartySent(PartyRole.SENDER, "parent", name="Rosa Quill", email="rosa@mail.example")
WORDS = "He was moved at night."


def told(reference: str) -> tuple[Told, ...]:
    feedback = db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
    return list_told(feedback.id, Seal.of(feedback.data_key_id), names_of_accounts())


def told_of_everything(officer: StaffMember, clock: Clock) -> str:
    """Tell everybody there is about one item, ten minutes apart."""
    made = factories.make_feedback(
        WORDS, parties=(SENDER,), safe_contact=SafeContact(("email",)), danger=True
    )
    reference, feedback_id = made.reference, made.id
    claims.claim(reference, officer)

    def later() -> datetime:
        clock.forward(minutes=10)
        return now()

    later()
    messages.send_message(reference, officer, "We have it.")
    db.session.execute(update(Message).values(read_at=later()))
    db.session.execute(update(OutboxMail).values(status=MailStatus.SENT, sent_at=now()))
    db.session.execute(update(DutyAlert).values(acknowledged_at=later(), acknowledged_by_id=officer.id))
    feedback = db.session.get_one(Feedback, feedback_id)
    task = owe(feedback, Way.PHONE, "by_hand")
    db.session.add(
        FreezeRequest(
            feedback_id=feedback_id,
            status=FreezeStatus.HELD,
            asked_at=later(),
            asked_by_id=officer.id,
            decide_by=now().date(),
            manager_id=officer.id,
            decided_at=now() + timedelta(minutes=1),
            decided_by_id=officer.id,
            words=b"",
        )
    )
    db.session.commit()
    later()
    contact_making.note_try(task, officer, contact_making.Outcome.REACHED, "Rosa answered.")
    practitioners.note_contact(reference, officer, ContactPurpose.TOLD, later(), "Ann Lee", "Stage 1.")
    practitioners.note_contact(reference, officer, ContactPurpose.ASKED, now(), "Bo Day", "Why?")
    return reference


def test_everybody_who_was_told_is_named_in_the_order_of_time(clock: Clock) -> None:
    officer = somebody()
    factories.make_feedback(danger=True)
    lines = told(told_of_everything(officer, clock))
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert [(line.who, line.how) for line in lines] == [
        ("The duty team", f"on the duty board; {officer.name} has it"),
        ("The person", "on the private page"),
        ("The person", "by mail, that we have it"),
        ("The person", "by mail, that there is news on the private page"),
        (officer.name, "asked to hold what is about to happen"),
        ("The service", "that it is held"),
        ("Whoever sent it", "by telephone"),
        ("Ann Lee", "by an officer"),
    ]
    assert all(line.seen_at for line in lines[:2])
    assert not any(word in repr(lines) for word in (WORDS, "rosa@", "Rosa", "Bo Day"))


def test_it_takes_as_many_queries_for_much_as_for_little(
    clock: Clock, count_queries: Callable[[], Any]
) -> None:
    officer = somebody()
    quiet, told_of = factories.make_feedback().reference, told_of_everything(officer, clock)
    for _ in range(5):
        messages.send_message(told_of, officer, "Some more.")
    feedback = db.session.scalars(select(Feedback).where(Feedback.reference == told_of)).one()
    queue_mail("news", feedback=feedback, address="rosa@mail.example")
    db.session.commit()
    counts = []
    for reference in (quiet, told_of):
        with count_queries() as queries:
            told(reference)
        counts.append(queries.count)
    assert counts[0] == counts[1] <= 10, counts


def test_a_mail_is_told_of_with_the_one_it_went_to() -> None:
    made = factories.make_feedback()
    feedback = db.session.get_one(Feedback, made.id)
    to_people = mailing.FOR_PEOPLE - {mailing.PROOF}
    alone = mailing.FOR_STAFF | {mailing.PROOF, "compliment_shared"}
    for template in (to_people | mailing.FOR_COLLEAGUES | {"file_locked"}) - (alone - {"file_locked"}):
        queue_mail(template, feedback=feedback, staff_list="supervisors" if template in alone else None)
        db.session.execute(update(OutboxMail).values(status=MailStatus.SENT, sent_at=now()))
        db.session.commit()
        line = told(made.reference)[0]
        assert (line.who == "The person") is (template in to_people), template
        assert line.how != "by mail", template
        db.session.execute(delete(OutboxMail))
    for template in mailing.FOR_COLLEAGUES | mailing.FOR_STAFF | {mailing.PROOF}:
        assert mailing.reader_of(template, None) not in (mailing.THE_PERSON, mailing.THE_COLLEAGUE), template
    assert mailing.reader_of("news", Audience.STAFF) == mailing.THE_COLLEAGUE
