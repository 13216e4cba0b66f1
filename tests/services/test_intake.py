"""Receiving feedback: everything or nothing, once, with its words sealed."""

import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from portal.domain.errors import SealBroken
from portal.domain.event_names import EventName
from portal.domain.reference import parse_reference
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind, PartyRole
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.data_key import DataKey
from portal.models.draft import Draft
from portal.models.event import Event
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.outbox import OutboxMail
from portal.models.party import Party, PartyWords
from portal.models.record import Record
from portal.services import drafts, intake
from portal.services.intake import Answer, PartySent, SafeContact, Submission, submit_feedback
from portal.services.sealing import Seal, erase_data_key

pytestmark = pytest.mark.usefixtures("app_context")
WORDS = "Nobody rang us back about the visit"


def a_submission(**changes):
    facts = {
        "submission_id": "s-1",
        "kind": Kind.COMPLAINT,
        "audience": Audience.ADULT,
        "channel": Channel.WEB,
        "journey": "complaint",
        "journey_version": 1,
        "said": (Answer("what-happened", "what", "What happened?", WORDS),),
        "parties": (PartySent(PartyRole.SENDER, "parent", name="Kim", email="kim@mail.example"),),
        "safe_contact": SafeContact(("email",), "after school", "my ex"),
    }
    return Submission(**(facts | changes))


def stored(receipt):
    return db.session.get(Feedback, receipt.feedback_id)


def how_many(model, receipt):
    return db.session.scalar(
        select(func.count()).select_from(model).where(model.feedback_id == receipt.feedback_id)
    )


def test_one_sending_stores_feedback_people_history_record_and_mail():
    receipt = submit_feedback(a_submission())
    feedback = stored(receipt)
    assert feedback.status is FeedbackStatus.RECEIVED
    assert parse_reference(receipt.reference) == receipt.reference
    assert {model: how_many(model, receipt) for model in (Party, Event, Record, OutboxMail, DutyAlert)} == {
        Party: 1,
        Event: 1,
        Record: 1,
        OutboxMail: 1,
        DutyAlert: 0,
    }


def test_the_words_open_again_under_the_pieces_own_key():
    receipt = submit_feedback(a_submission())
    words = db.session.get(FeedbackWords, receipt.feedback_id)
    seal = Seal.of(stored(receipt).data_key_id)
    said = seal.open(f"feedback_words.said:{receipt.feedback_id}", words.said)
    assert said == [{"page": "what-happened", "field": "what", "question": "What happened?", "answer": WORDS}]
    contact = seal.open(f"feedback_words.safe_contact:{receipt.feedback_id}", words.safe_contact)
    assert contact == {"how": ["email"], "when": "after school", "must_not_know": "my ex"}


def test_sending_twice_gives_the_first_receipt():
    first, second = submit_feedback(a_submission()), submit_feedback(a_submission())
    assert first == second
    found = select(func.count(Feedback.id)).where(Feedback.submission_id == "s-1")
    assert db.session.scalar(found) == 1


def test_many_browsers_sending_the_same_thing_at_once_store_it_once(app):
    receipts, problems = [], []

    def send():
        try:
            with app.app_context():
                receipts.append(submit_feedback(a_submission(submission_id="race")).reference)
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert len(receipts) == 8
    assert len(set(receipts)) == 1


def test_a_draft_gives_its_code_and_is_gone_with_its_key():
    started = drafts.start_draft("complaint", 28)
    draft_key = db.session.get(Draft, started.id).data_key_id
    receipt = submit_feedback(a_submission(draft_id=started.id, submission_id=started.submission_id))
    assert receipt.code == started.code
    assert db.session.get(Draft, started.id) is None
    assert db.session.get(DataKey, draft_key) is None


def test_a_code_already_kept_is_not_shown_again():
    started = drafts.start_draft("complaint", 28)
    drafts.keep_code(started.id)
    receipt = submit_feedback(a_submission(draft_id=started.id, submission_id=started.submission_id))
    assert receipt.code is None


def test_not_safe_alerts_the_duty_team_in_the_same_transaction():
    receipt = submit_feedback(a_submission(danger=True))
    assert receipt.danger
    assert how_many(DutyAlert, receipt) == 1
    names = set(db.session.scalars(select(Event.name).where(Event.feedback_id == receipt.feedback_id)))
    assert names == {EventName.FEEDBACK_RECEIVED, EventName.DANGER_FLAGGED, EventName.DUTY_ALERTED}


def test_nothing_is_stored_when_anything_fails(monkeypatch):
    before = db.session.scalar(select(func.count(Feedback.id)))
    started = drafts.start_draft("complaint", 28)

    def broken(*_args, **_kwargs):
        raise RuntimeError("no room")

    monkeypatch.setattr(intake, "erase_draft", broken)
    with pytest.raises(RuntimeError):
        submit_feedback(a_submission(draft_id=started.id))
    db.session.rollback()
    assert db.session.scalar(select(func.count(Feedback.id))) == before
    assert drafts.load_draft(started.id).code == started.code


@pytest.mark.parametrize(
    ("how", "email", "mails"),
    [
        (("email",), "kim@mail.example", 1),
        ((), "kim@mail.example", 0),
        (("phone",), "kim@mail.example", 0),
        (("email",), "", 0),
    ],
)
def test_mail_goes_only_where_email_was_said_to_be_safe(how, email, mails):
    parties = (PartySent(PartyRole.SENDER, "parent", name="Kim", email=email),)
    receipt = submit_feedback(a_submission(parties=parties, safe_contact=SafeContact(how)))
    assert how_many(OutboxMail, receipt) == mails
    assert stored(receipt).mail_allowed is bool(mails)


def test_no_contact_details_is_anonymous_and_still_received():
    receipt = submit_feedback(a_submission(parties=()))
    assert stored(receipt).anonymous


def test_received_late_on_a_summer_evening_counts_as_the_next_london_day():
    received_at = datetime(2026, 7, 14, 23, 30, tzinfo=UTC)
    assert submit_feedback(a_submission(received_at=received_at)).received_on == date(2026, 7, 15)


def test_something_about_to_happen_comes_first(clock):
    soon = submit_feedback(a_submission(submission_id="soon", about_to_happen_on=date(2026, 3, 11)))
    later = submit_feedback(a_submission(submission_id="later"))
    assert stored(soon).act_by < stored(later).act_by


def test_something_about_to_happen_on_an_unknown_day_comes_first_and_is_kept(clock):
    soon = submit_feedback(a_submission(submission_id="soon", about_to_happen=True))
    later = submit_feedback(a_submission(submission_id="later"))
    assert (stored(soon).about_to_happen, stored(later).about_to_happen) == (True, False)
    assert stored(soon).act_by < stored(later).act_by


def test_a_child_and_a_parent_saying_the_same_reach_the_queue_apart(clock):
    child = submit_feedback(a_submission(submission_id="c", audience=Audience.UNDER_TWELVE))
    parent = submit_feedback(a_submission(submission_id="p"))
    assert stored(child).act_by < stored(parent).act_by
    young = select(Record.young_person).where(Record.feedback_id == child.feedback_id)
    assert db.session.scalar(young) is True


def test_the_record_carries_the_councils_own_words_for_team_and_service(app):
    receipt = submit_feedback(a_submission(team="family-time"))
    record = db.session.scalars(select(Record).where(Record.feedback_id == receipt.feedback_id)).one()
    council = app.extensions["portal.council"]
    assert record.team == council.team_label("family-time")
    assert record.service_area == council.service_area_label(council.service_area_of("family-time"))


@pytest.mark.parametrize(("who", "counted"), [("councillor", "councillor_enquiry"), ("mp", "mp_enquiry")])
def test_councillors_enquiries_are_counted_apart_from_mps(who, counted):
    parties = (PartySent(PartyRole.SENDER, who, name="The office"),)
    receipt = submit_feedback(a_submission(kind=Kind.ENQUIRY, parties=parties))
    record_type = select(Record.record_type).where(Record.feedback_id == receipt.feedback_id)
    assert db.session.scalar(record_type) == counted


def test_no_column_of_any_table_holds_a_typed_word():
    parties = (
        PartySent(
            PartyRole.SENDER, "parent", "Kimberley Zzyzx", "kim@zzyzx.example", "07700900999", "9 Zzyzx Row"
        ),
    )
    said = (Answer("what-happened", "what", "What happened?", "zzyzx happened"),)
    contact = SafeContact(("email",), "zzyzx o'clock", "zzyzx")
    submit_feedback(a_submission(parties=parties, said=said, safe_contact=contact, danger=True))
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            assert "zzyzx" not in repr(tuple(row)).casefold(), table.name


def test_party_words_open_for_the_party_they_belong_to():
    receipt = submit_feedback(a_submission())
    party, words = db.session.execute(
        select(Party, PartyWords)
        .join(PartyWords, PartyWords.party_id == Party.id)
        .where(Party.feedback_id == receipt.feedback_id)
    ).one()
    opened = Seal.of(stored(receipt).data_key_id).open(f"party_words.words:{party.id}", words.words)
    assert opened["email"] == "kim@mail.example"


def test_erasing_the_key_leaves_the_facets_and_no_words():
    receipt = submit_feedback(a_submission())
    key_id = stored(receipt).data_key_id
    erase_data_key(key_id)
    db.session.commit()
    assert stored(receipt).reference == receipt.reference
    with pytest.raises(SealBroken):
        Seal.of(key_id)
    later = submit_feedback(a_submission(submission_id="later"))
    assert stored(later).data_key_id != key_id
