"""Working through an item step by step, telling the person, and opening it again."""

import threading
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.errors import (
    AlreadyClaimed,
    AlreadyDecided,
    Incomplete,
    MoveNotPossible,
    NotAllowed,
    NotClaimed,
    NotFound,
    PortalError,
)
from portal.domain.vocabulary import (
    Audience,
    CaseStatus,
    DecisionStatus,
    FeedbackStatus,
    Kind,
    Role,
    Route,
    StageStatus,
)
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.feedback import Feedback
from portal.models.message import Message
from portal.models.outbox import OutboxMail
from portal.models.record import Record
from portal.services import claims, decisions, messages, reading, reopening, screening, signing_list
from portal.services.intake import SafeContact
from portal.services.next_date import find_next_date
from portal.services.now import now
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import decided, screened, signed, somebody, weighed
from tests.services.test_reading import send

HELD = pytest.mark.usefixtures("app_context", "clock")


@HELD
@pytest.mark.parametrize("answer", ["duty_told", "lado_told"])
def test_a_concern_needs_whom_and_when(answer: str) -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    with pytest.raises(Incomplete) as missing:
        screening.save_safeguarding(reference, officer, answer)
    assert missing.value.missing == ("told_whom", "told_at")
    saved = screening.save_safeguarding(reference, officer, answer, "Sam", now())
    assert "who" in saved.missing


@HELD
def test_an_answer_that_is_not_on_the_list_is_refused_and_changes_nothing() -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    with pytest.raises(Incomplete):
        screening.save_safeguarding(reference, officer, "perhaps")
    screening.save_safeguarding(reference, officer, "none")
    with pytest.raises(Incomplete) as wrong:
        screening.save_checklist(reference, officer, {"who": "parent", "subject": "made up"})
    assert wrong.value.missing == ("subject",)
    assert reading.read_item(reference, officer).screening.answers == {}


@HELD
def test_half_a_checklist_is_kept_with_its_notes() -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    screening.save_safeguarding(reference, officer, "none", note="Read twice")
    screening.save_checklist(
        reference, officer, {"who": "parent", "nonsense": "x", "subject": ""}, {"who": "Says so herself"}
    )
    shown = reading.read_item(reference, officer).screening
    assert shown.answers == {"who": "parent"}
    assert shown.notes == {"who": "Says so herself"}
    assert "subject" in shown.missing
    assert shown.safeguarding is not None
    assert shown.safeguarding.note == "Read twice"


@HELD
def test_a_change_of_kind_moves_the_record_and_never_makes_it_later() -> None:
    officer = somebody()
    reference = screened(officer, Kind.COMMENT, act_by=date(2026, 3, 17))
    screening.change_kind(reference, officer, Kind.COMPLAINT)
    page = reading.read_item(reference, officer)
    assert (page.kind, page.sent_as) == (Kind.COMPLAINT, Kind.COMMENT)
    assert date(2026, 3, 10) < page.act_by < date(2026, 3, 17)
    assert _record(reference).record_type == "complaint"
    screening.change_kind(reference, officer, Kind.COMPLIMENT, "It says thank you.")
    assert reading.read_item(reference, officer).act_by == page.act_by
    assert reading.read_item(reference, officer).history[0].reason == "It says thank you."


@HELD
def test_a_team_is_one_that_the_council_has_today() -> None:
    officer = somebody()
    reference = screened(officer)
    with pytest.raises(Incomplete):
        screening.change_team(reference, officer, "no-such-team")
    screening.change_team(reference, officer, "fostering")
    record = _record(reference)
    assert (record.team, record.service_area) == ("Fostering Team", "Fostering and Adoption")
    assert reading.read_item(reference, officer).team_label == "Fostering Team"
    screening.change_team(reference, officer, None)
    assert _record(reference).team is None


@HELD
def test_blank_words_are_no_note_and_no_message() -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    with pytest.raises(Incomplete):
        screening.add_office_note(reference, officer, " ")
    claims.claim(reference, officer)
    with pytest.raises(Incomplete):
        messages.send_message(reference, officer, "\n")
    with pytest.raises(NotAllowed):
        messages.send_message(reference, somebody(Role.MANAGER), "Hello")


@HELD
@pytest.mark.parametrize(
    ("contact", "mails"),
    [(SafeContact(("email",)), 1), (SafeContact(("private_page", "phone")), 0), (SafeContact(), 0)],
)
def test_mail_says_that_there_is_news_only_where_that_is_safe(contact: SafeContact, mails: int) -> None:
    reference = send(safe_contact=contact)
    messages.send_message(reference, somebody(Role.SUPERVISOR), "We will ring at six.")
    wanted = (
        select(func.count(OutboxMail.id))
        .join(Feedback, Feedback.id == OutboxMail.feedback_id)
        .where(Feedback.reference == reference, OutboxMail.template == "news")
    )
    assert db.session.scalar(wanted) == mails


@HELD
def test_the_words_of_a_message_are_not_in_the_database_as_typed() -> None:
    reference = send()
    messages.send_message(reference, somebody(Role.SUPERVISOR), "We will ring at six.")
    stored = db.session.scalars(select(Message.words)).all()
    assert all(b"ring at six" not in words for words in stored)


@HELD
def test_only_who_holds_it_writes_to_the_person_while_it_waits() -> None:
    holder, other = somebody(), somebody()
    reference = send()
    with pytest.raises(NotClaimed):
        messages.send_message(reference, other, "We can do nothing for you.")
    claims.claim(reference, holder)
    with pytest.raises(AlreadyClaimed):
        messages.send_message(reference, other, "We can do nothing for you.")
    assert not reading.read_item(reference, other).allowed.send_message
    for who in (holder, somebody(Role.SUPERVISOR)):
        assert reading.read_item(reference, who).allowed.send_message
        messages.send_message(reference, who, "We will ring at six.")


@HELD
@pytest.mark.parametrize(
    ("audience", "said"),
    [
        (
            Audience.ADULT,
            ("tell us on this page and we look again", "0300 061 0614", "not part of the council"),
        ),
        (Audience.UNDER_TWELVE, ("Tell us on this page", "0300 061 0614", "They do not work for us")),
    ],
)
def test_no_message_is_a_silent_refusal(audience: Audience, said: tuple[str, ...]) -> None:
    officer = somebody()
    reference = send(audience=audience)
    claims.claim(reference, officer)
    messages.send_message(reference, officer, "We will not look into it.")
    text = reading.read_item(reference, officer).messages[0].text
    assert text.startswith("We will not look into it.\n\n")
    for words in said:
        assert words in text
    messages.send_message(reference, officer, text)
    assert reading.read_item(reference, officer).messages[0].text == text


@HELD
def test_tell_us_what_you_missed_puts_a_refusal_back_on_the_desk(clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    signed(decided(reference, officer, Route.REFUSED).decision_id, reference, supervisor)
    clock.set(now().replace(day=17))

    reopening.reopen(reference, "You did not read page two.")

    page = reading.read_item(reference, officer)
    assert page.status is FeedbackStatus.RECEIVED
    assert page.act_by > date(2026, 3, 17)
    assert page.history[0].reason == "You did not read page two."
    record = _record(reference)
    assert (record.stage, record.outcome, record.responded_on) == (None, None, None)
    with pytest.raises(AlreadyDecided):
        claims.claim(reference, officer)
    other = somebody()
    claims.claim(reference, other)
    assert decided(reference, other, Route.STATUTORY).in_force


@HELD
def test_what_is_missed_while_a_procedure_is_open_goes_to_that() -> None:
    officer = somebody()
    reference = screened(officer)
    decided(reference, officer, Route.STATUTORY)
    with pytest.raises(MoveNotPossible):
        reopening.reopen(reference, "You missed it.")
    with pytest.raises(NotFound):
        reopening.reopen("CF-0000-0000", "You missed it.")


@HELD
def test_a_supervisor_puts_back_what_a_procedure_was_opened_for(clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    decided(reference, officer, Route.CORPORATE)
    (waiting,) = signing_list.list_for_signer(supervisor)
    signed(waiting.decision_id, reference, supervisor)
    clock.forward(days=1)
    for who, may in ((officer, False), (supervisor, True), (somebody(Role.MANAGER), False)):
        assert reading.read_item(reference, who).allowed.reopen is may
    with pytest.raises(MoveNotPossible):
        reopening.reopen(reference, "It is statutory, as she says.", officer)
    with pytest.raises(Incomplete):
        reopening.reopen(reference, " ", supervisor)

    reopening.reopen(reference, "It is statutory, as she says.", supervisor)

    page = reading.read_item(reference, supervisor)
    assert page.status is FeedbackStatus.RECEIVED
    assert [decision.status for decision in page.decisions] == [DecisionStatus.SUPERSEDED]
    assert "Answer stage 1 by" not in [line.label for line in page.clock]
    history = {line.text: line for line in page.history}
    assert "Closed the corporate procedure" in history
    assert history["Opened again"].reason == "It is statutory, as she says."
    record = db.session.scalars(select(Record).where(Record.reference == reference)).one()
    assert (record.procedure, record.stage, record.due_on) == (None, None, None)
    assert db.session.scalars(select(Case.status)).all() == [CaseStatus.CLOSED]
    assert db.session.scalars(select(Stage.status)).all() == [StageStatus.STOPPED]
    feedback = db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
    owed = find_next_date(feedback, Route.CORPORATE)
    assert owed is not None
    assert owed.what == "route"


@HELD
def test_what_was_put_back_takes_another_procedure_with_one_clock(clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    decided(reference, officer, Route.STATUTORY)
    reopening.reopen(reference, "It went to the wrong team.", supervisor)
    claims.claim(reference, officer)
    assert decided(reference, officer, Route.STATUTORY).in_force
    page = reading.read_item(reference, officer)
    assert [line.label for line in page.clock] == ["Answer stage 1 by"]
    assert sorted(db.session.scalars(select(Case.status))) == [CaseStatus.CLOSED, CaseStatus.OPEN]
    feedback = db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
    owed = find_next_date(feedback, Route.STATUTORY)
    assert owed is not None
    assert (owed.what, owed.late) == ("answer", False)


def test_of_many_signatures_at_once_one_takes_effect(app: Flask) -> None:
    with app.app_context():
        officer = somebody()
        signers = [somebody(Role.SUPERVISOR) for _ in range(8)]
        reference = screened(officer, answers={"before": "answered"})
        decision_id = decided(reference, officer, Route.REFUSED).decision_id
        for signer in signers:
            weighed(reference, signer)
    outcomes = _at_once(app, [lambda s=signer: decisions.sign(decision_id, s) for signer in signers])
    assert outcomes.count(reference) == 1
    with app.app_context():
        assert len(reading.read_item(reference, officer).messages) == 1


def test_of_many_presses_of_one_button_one_takes_effect(app: Flask) -> None:
    with app.app_context():
        officer = somebody()
        reference = screened(officer)
    outcomes = _at_once(app, [lambda: decided(reference, officer, Route.STATUTORY)] * 8)
    assert sum(isinstance(outcome, decisions.Decided) for outcome in outcomes) == 1
    with app.app_context():
        cases = select(func.count(Case.id)).join(Feedback, Feedback.id == Case.feedback_id)
        assert db.session.scalar(cases.where(Feedback.reference == reference)) == 1


def _at_once(app: Flask, steps: list[Any]) -> list[Any]:
    """Run each step in a thread and context of its own, all from the same moment."""
    start, outcomes = threading.Barrier(len(steps)), []

    def run(step: Any) -> None:
        start.wait()
        with app.app_context():
            try:
                outcomes.append(step())
            except PortalError as refused:
                outcomes.append(refused)

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def _record(reference: str) -> Record:
    return db.session.scalars(select(Record).where(Record.reference == reference)).one()
