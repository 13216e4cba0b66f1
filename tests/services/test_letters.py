"""What goes out about a decision is kept as a letter that says the same, with what proves that it went."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import func, select

from portal.domain.errors import ConflictOfInterest, NotFound
from portal.domain.event_names import EventName
from portal.domain.letter import Letter, inert
from portal.domain.vocabulary import (
    Audience,
    Holder,
    Kind,
    LetterKind,
    LetterStyle,
    PartyRole,
    Role,
    Route,
    TaskStatus,
    Way,
)
from portal.extensions import db
from portal.models.contact_task import ContactTask
from portal.models.event import AccessLog, Event
from portal.models.feedback import Feedback
from portal.models.letter import Letter as LetterRow
from portal.models.message import Message
from portal.models.outbox import MailStatus
from portal.services import claims, decisions, desk, letter_page, outbox, points, reading, unacknowledged
from portal.services.decisions import Part
from portal.services.intake import PartySent, SafeContact
from portal.services.letter_files import make_docx
from portal.services.letters_sent import LetterShown, list_own, send_corrected_letter
from portal.services.private_page import read_page
from portal.services.private_page_changes import mark_read
from tests import factories
from tests.services.screening_steps import (
    CHILD_COMPLAINT,
    REASON,
    complete,
    kept_away,
    particulars,
    screened,
    signed,
    somebody,
)

pytestmark = pytest.mark.usefixtures("app_context", "clock")
POINT = "Nobody told us why the plan changed."
HOSTILE = "\u202e<script>alert(1)</script>\x07 & {phone} [Say لا أحد"


def _decide(reference, officer, route=Route.STATUTORY, message="We look into it.", *numbers):
    details = particulars(reference, route).details if route is Route.REFUSED else ""
    part = Part(numbers, details=details)
    return decisions.decide(reference, officer, route, REASON, message, part=part)


def _letters(reference, officer) -> tuple[LetterShown, ...]:
    return reading.read_item(reference, officer).letters


def _feedback(reference) -> Feedback:
    return db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()


def _body(reference, officer, number=0) -> Letter:
    shown = _letters(reference, officer)[number]
    return letter_page.read_letter(reference, shown.id, officer).letter


def test_an_accepted_complaint_is_acknowledged_by_a_letter_with_its_points_that_asks_whether_it_is_right():
    officer = somebody()
    reference = screened(officer)
    _decide(reference, officer)
    (letter,) = _letters(reference, officer)
    assert (letter.kind, letter.style, letter.version) == (LetterKind.ACKNOWLEDGEMENT, LetterStyle.ADULT, 1)
    feedback = _feedback(reference)
    assert feedback.acknowledged_at == letter.sent_at
    message = db.session.get_one(Message, letter.message_id)
    assert message.asks == "is_this_right"
    body = _body(reference, officer)
    told = "\n".join(body.words())
    for stated in (
        POINT,
        reference,
        "stage 1 of 3",
        "Children Act complaints procedure",
        "stage 2",
        "0300 061",
    ):
        assert stated in told
    (said,) = read_page(feedback.id).messages
    for line in said.text.split("\n"):
        assert not line.strip() or line in told


def test_another_route_sends_a_letter_too_that_asks_nothing():
    officer = somebody()
    reference = screened(officer, Kind.COMMENT)
    _decide(reference, officer, Route.COMMENT, "We have read your comment.")
    (letter,) = _letters(reference, officer)
    assert letter.kind is LetterKind.DECISION
    assert db.session.get_one(Message, letter.message_id).asks is None


def test_nothing_goes_out_before_a_second_person_has_signed_and_then_exactly_what_was_proposed():
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers={"before": "answered"})
    proposed = _decide(reference, officer, Route.REFUSED, "We answered this in May.")
    assert _letters(reference, officer) == ()
    assert _feedback(reference).acknowledged_at is None
    signed(proposed.decision_id, reference, supervisor)
    told = "\n".join(_body(reference, officer).words())
    for stated in ("We answered this in May.", POINT, "what we missed", "0300 061 0614"):
        assert stated in told


def test_a_silent_route_sends_no_letter():
    officer = somebody()
    reference = screened(officer, Kind.COMPLIMENT)
    decisions.decide(reference, officer, Route.COMPLIMENT_ACCEPTED, "Because.", "")
    assert _letters(reference, officer) == ()
    assert _feedback(reference).acknowledged_at is None


def test_each_part_has_its_letter_and_the_first_acknowledges(clock):
    officer = somebody()
    reference = screened(officer)
    points.define_point(reference, officer, "The taxi never came.", answers={"subject": "sen_transport"})
    _decide(reference, officer, Route.STATUTORY, "We look into it.", 1)
    first = _feedback(reference).acknowledged_at
    clock.forward(hours=1)
    _decide(reference, officer, Route.CORPORATE, "We look into it.", 2)
    assert _feedback(reference).acknowledged_at == first
    one, two = (list(_body(reference, officer, number).words()) for number in (0, 1))
    assert f"1. {POINT}" in one
    assert "2. The taxi never came." not in one
    assert "2. The taxi never came." in two


def test_a_corrected_letter_is_the_next_version_asks_again_and_keeps_the_first():
    officer = somebody()
    reference = screened(officer)
    decided = _decide(reference, officer)
    before = _body(reference, officer)
    message_id = send_corrected_letter(
        _feedback(reference), decided.decision_id, officer.id, "You were right. We say it better now."
    )
    db.session.commit()
    first, second = _letters(reference, officer)
    assert (second.kind, second.version, second.message_id) == (LetterKind.CORRECTED, 2, message_id)
    assert db.session.get_one(Message, message_id).asks == "is_this_right"
    told = "\n".join(_body(reference, officer, 1).words())
    for stated in ("We say it better now.", POINT, "stage 1", "stage 2"):
        assert stated in told
    assert letter_page.read_letter(reference, first.id, officer).letter == before


@pytest.mark.parametrize(
    ("audience", "journey", "style"),
    [
        (Audience.UNDER_TWELVE, "under-twelve", LetterStyle.EASY_READ),
        (Audience.TWELVE_AND_OVER, "twelve-and-over", LetterStyle.YOUNG_PERSON),
        (Audience.ADULT, "easy-read-complaint", LetterStyle.EASY_READ),
    ],
)
def test_a_letter_fits_whoever_wrote(audience, journey, style):
    officer = somebody()
    reference = screened(officer, audience=audience, journey=journey)
    _decide(reference, officer)
    (letter,) = _letters(reference, officer)
    assert letter.style is style
    assert "You can ask for stage 2." in "\n".join(_body(reference, officer).words())


def test_a_stolen_database_shows_nothing_of_a_letter():
    officer = somebody()
    reference = screened(officer)
    _decide(reference, officer)
    row = db.session.scalars(select(LetterRow).where(LetterRow.feedback_id == _feedback(reference).id)).one()
    assert b"plan" not in row.body
    assert b"Exbourne" not in row.body


def test_the_mail_that_told_of_a_letter_and_its_opening_prove_that_it_reached_them(clock, monkeypatch):
    monkeypatch.setattr("portal.services.mailing.deliver", lambda _letter: None)
    officer = somebody()
    party = PartySent(role=PartyRole.SENDER, capacity="parent", name="Kim", email="kim@post.example")
    reference = screened(officer, parties=(party,), safe_contact=SafeContact(how=("email",)))
    clock.forward(hours=1)
    _decide(reference, officer)
    (letter,) = _letters(reference, officer)
    assert (letter.mail, letter.opened_at) == (MailStatus.QUEUED, None)
    clock.forward(minutes=5)
    outbox.send_due()
    mark_read(_feedback(reference).id, Holder.SENDER)
    (letter,) = _letters(reference, officer)
    assert letter.mail is MailStatus.SENT
    assert letter.mailed_at - letter.sent_at == timedelta(minutes=5)
    assert letter.opened_at == letter.mailed_at


def test_where_no_mail_is_safe_the_call_with_its_proof_stands_there():
    officer = somebody()
    party = PartySent(role=PartyRole.SENDER, capacity="parent", name="Kim", phone="01632 960123")
    reference = screened(officer, parties=(party,), safe_contact=SafeContact(how=("phone",)))
    _decide(reference, officer)
    (letter,) = _letters(reference, officer)
    (task,) = letter.tasks
    assert (letter.mail, task.way, task.status) == (None, Way.PHONE, TaskStatus.OPEN)
    assert db.session.get_one(ContactTask, task.id).message_id == letter.message_id


def test_taking_a_letter_along_is_in_the_history_and_reading_it_in_the_log():
    officer = somebody()
    reference = screened(officer)
    _decide(reference, officer)
    (letter,) = _letters(reference, officer)
    letter_page.take_letter(reference, letter.id, officer, "pdf")
    feedback_id = _feedback(reference).id
    facts = db.session.scalars(
        select(Event.facts).where(Event.feedback_id == feedback_id, Event.name == EventName.LETTER_DOWNLOADED)
    ).all()
    assert facts == [{"letter": letter.id, "form": "pdf"}]
    logged = db.session.scalars(select(AccessLog.action).where(AccessLog.feedback_id == feedback_id)).all()
    assert {"read_letter", "letter_pdf"} <= set(logged)


def test_a_letter_is_shut_to_whoever_must_keep_away_and_found_under_its_own_item_alone():
    officer, kept = somebody(), somebody()
    reference = screened(officer)
    _decide(reference, officer)
    (letter,) = _letters(reference, officer)
    kept_away(reference, kept)
    with pytest.raises(ConflictOfInterest):
        letter_page.read_letter(reference, letter.id, kept)
    with pytest.raises(ConflictOfInterest):
        letter_page.preview_letter(reference, kept, Route.STATUTORY, "Hello.")
    other = screened(officer)
    with pytest.raises(NotFound):
        letter_page.read_letter(other, letter.id, officer)


def test_a_person_reads_their_own_letters_and_no_others():
    officer = somebody()
    reference, other = screened(officer), screened(officer)
    _decide(reference, officer)
    _decide(other, officer)
    mine, theirs = _feedback(reference).id, _feedback(other).id
    ((_, letter_id),) = list_own(mine, Holder.SENDER).items()
    assert letter_page.read_own_letter(mine, Holder.SENDER, letter_id).reference == reference
    with pytest.raises(NotFound):
        letter_page.read_own_letter(theirs, Holder.SENDER, letter_id)
    with pytest.raises(NotFound):
        letter_page.read_own_letter(mine, Holder.ADVOCATE, letter_id)


def test_a_preview_holds_what_would_go_out_and_stores_nothing():
    officer = somebody()
    reference = screened(officer)
    before = db.session.scalar(select(func.count(Event.id)))
    shown = letter_page.preview_letter(reference, officer, Route.STATUTORY, "We look into it.")
    assert db.session.scalar(select(func.count(Event.id))) == before
    assert db.session.scalar(select(func.count(LetterRow.id))) == 0
    _decide(reference, officer)
    assert _body(reference, officer) == shown


def test_the_document_says_the_same_and_names_nobody_who_made_it():
    officer = somebody()
    reference = screened(officer)
    points.change_point(reference, officer, 1, HOSTILE)
    _decide(reference, officer)
    letter = _body(reference, officer)
    document = Document(BytesIO(make_docx(letter, "#14505c")))
    written = [paragraph.text for paragraph in document.paragraphs]
    assert written == list(letter.words())
    assert f"1. {' '.join(inert(HOSTILE).split())}" in written
    about = document.core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments) == ("Letter", "", "", "")


def _lacking(officer) -> list[str]:
    return [piece.reference for piece in unacknowledged.list_unacknowledged(officer).pieces]


def test_whoever_has_no_letter_by_the_day_stands_in_a_list_until_it_goes(clock):
    officer = somebody()
    reference = factories.make_feedback().reference
    clock.forward(days=2)  # Thursday, the second working day
    assert reference not in _lacking(officer)
    clock.forward(days=1)
    assert reference in _lacking(officer)
    claims.claim(reference, officer)
    complete(reference, officer, CHILD_COMPLAINT)
    points.define_point(reference, officer, POINT)
    _decide(reference, officer)
    assert reference not in _lacking(officer)
    feedback = _feedback(reference)
    feedback.acknowledged_at = None
    db.session.commit()
    assert reference in _lacking(officer)


def test_the_list_keeps_away_and_counts_as_it_shows(clock):
    officer, kept = somebody(), somebody()
    reference = factories.make_feedback().reference
    clock.forward(days=6)
    kept_away(reference, kept)
    assert reference not in _lacking(kept)
    for who in (officer, kept):
        assert desk.count_desk(who).unacknowledged == len(_lacking(who))


def test_the_day_to_acknowledge_stays_on_the_item_until_a_letter_went():
    officer = somebody()
    reference = screened(officer)
    assert "Acknowledge by" in [line.label for line in reading.read_item(reference, officer).clock]
    _decide(reference, officer)
    assert "Acknowledge by" not in [line.label for line in reading.read_item(reference, officer).clock]
    feedback = _feedback(reference)
    feedback.acknowledged_at = None
    db.session.commit()
    assert "Acknowledge by" in [line.label for line in reading.read_item(reference, officer).clock]
