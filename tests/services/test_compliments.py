"""An accepted compliment reaches the people it thanks, once, with as many words as were allowed."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Audience, Channel, Kind, PartyRole, Role, Route, Way
from portal.extensions import db
from portal.models.account import Account
from portal.models.contact_task import ContactTask
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.outbox import MailStatus, OutboxMail
from portal.services import claims, compliments, conflicts, decisions, outbox, screening
from portal.services.accounts import StaffMember, staff_member
from portal.services.mailing import mails_folder
from portal.services.reading import read_item
from portal.services.submission import Answer, PartySent, SafeContact
from tests.factories import make_account, make_feedback
from tests.services.screening_steps import somebody

WORDS = "Sam Reader stayed with Mia until she slept. Thank you, Kim"


@pytest.fixture(autouse=True)
def here(app_context: Flask) -> Flask:
    """Every test runs inside the portal."""
    return app_context


def make_compliment(tell: str = "Yes, without my name", quote: str = "Yes", **overrides: Any) -> str:
    """Make a compliment with the people in it and what its sender allows; return its reference."""
    said = (
        Answer("what-happened", "words", "What did they do?", WORDS),
        Answer("passing-on", "tell", "May we show your words?", tell),
        Answer("passing-on", "quote", "May we print some of your words, without any names?", quote),
    )
    people = (
        PartySent(role=PartyRole.SENDER, capacity="parent", name="Kim Sender"),
        PartySent(role=PartyRole.CHILD, capacity="child", name="Mia Sender"),
        PartySent(role=PartyRole.WORKER_NAMED, capacity="worker", name="Sam Reader"),
    )
    return make_feedback(kind=Kind.COMPLIMENT, said=said, parties=people, **overrides).reference


def accept(reference: str, officer: StaffMember) -> None:
    """Screen a compliment and accept it."""
    claims.claim(reference, officer)
    screening.save_safeguarding(reference, officer, "none")
    screening.save_checklist(reference, officer, {"hidden_complaint": "no", "criteria": "yes"}, {})
    outcome = decisions.decide(
        reference, officer, Route.COMPLIMENT_ACCEPTED, "It says what she did.", "Thank you"
    )
    assert outcome.in_force


def accepted(officer: StaffMember, **sent: Any) -> str:
    """Return a compliment that was accepted."""
    reference = make_compliment(**sent)
    accept(reference, officer)
    return reference


def mails_to_colleagues() -> list[OutboxMail]:
    """Return the mails that tell of it."""
    return list(db.session.scalars(select(OutboxMail).where(OutboxMail.template == compliments.MAIL)))


def test_the_worker_her_manager_and_senior_managers_are_offered_in_that_order() -> None:
    above = make_account(Role.STAFF, name="Lee Above")
    worker = make_account(Role.STAFF, name="Sam Reader", line_manager=above.email)
    of_team = make_account(Role.MANAGER, name="Toni Team")
    council_team = "some-team"
    db.session.execute(update(Account).where(Account.id == of_team.id).values(team=council_team))
    db.session.commit()
    officer = somebody()
    sharing = compliments.read_sharing(accepted(officer, team=council_team), officer)

    assert [one.account_id for one in sharing.colleagues][:3] == [worker.id, above.id, of_team.id]
    assert {one.why for one in sharing.colleagues[3:]} == {"senior manager"}
    assert not any(one.told for one in sharing.colleagues)


def test_names_are_crossed_out_in_the_draft_of_the_words() -> None:
    officer = somebody()
    sharing = compliments.read_sharing(accepted(officer), officer)

    assert sharing.quote == "X X stayed with X until she slept. Thank you, X"


def test_whoever_is_told_reads_the_words_and_a_mail_says_only_that_there_is_news() -> None:
    worker = make_account(Role.STAFF, name="Sam Reader")
    officer = somebody()
    reference = accepted(officer)
    told = compliments.share(reference, officer, frozenset({worker.id}), quote="X stayed with X. Thank you")

    assert told == 1
    (shared,) = compliments.list_shared_with(staff_member(worker.email))
    assert (shared.reference, shared.words) == (reference, "X stayed with X. Thank you")
    assert compliments.list_shared_with(somebody(Role.STAFF)) == ()
    outbox.send_due()
    (mail,) = mails_to_colleagues()
    assert mail.status is MailStatus.SENT
    text = "".join(
        path.read_text() for path in mails_folder().glob("*.eml") if worker.email in path.read_text()
    )
    assert "thank you" in text
    assert "stayed" not in text


def test_it_is_written_down_who_was_told_and_by_whom() -> None:
    worker, officer = make_account(Role.STAFF, name="Sam Reader"), somebody()
    reference = accepted(officer)
    compliments.share(reference, officer, frozenset({worker.id}), quote="X helped")

    event = db.session.scalars(select(Event).where(Event.name == EventName.COMPLIMENT_SHARED)).one()
    assert (event.account_id, event.facts) == (officer.id, {"account": worker.id, "quoted": True})
    line = next(line for line in read_item(reference, officer).history if "compliment" in line.text)
    assert (line.text, line.by, line.reason) == (
        "Told Sam Reader of the compliment",
        officer.name,
        "X helped",
    )


def test_nobody_is_told_twice() -> None:
    worker, officer = make_account(Role.STAFF, name="Sam Reader"), somebody()
    reference = accepted(officer)
    people = frozenset({worker.id})

    assert compliments.share(reference, officer, people) == 1
    assert compliments.share(reference, officer, people) == 0
    assert len(mails_to_colleagues()) == 1
    assert [
        one.told
        for one in compliments.read_sharing(reference, officer).colleagues
        if one.account_id == worker.id
    ] == [True]


@pytest.mark.parametrize("tell", ["No, please don’t", ""])
def test_words_are_not_shown_without_leave_whatever_is_posted(tell: str) -> None:
    worker, officer = make_account(Role.STAFF, name="Sam Reader"), somebody()
    reference = accepted(officer, tell=tell)
    sharing = compliments.read_sharing(reference, officer)
    compliments.share(reference, officer, frozenset({worker.id}), quote="X stayed with X")

    assert (sharing.may_show, sharing.quote) == (False, "")
    (shared,) = compliments.list_shared_with(staff_member(worker.email))
    assert shared.words == ""


def test_somebody_without_an_account_is_told_at_a_work_address() -> None:
    officer = somebody()
    reference = accepted(officer)

    assert compliments.share(reference, officer, frozenset(), "pat@exbourne.example") == 1
    outbox.send_due()
    (mail,) = mails_to_colleagues()
    assert mail.status is MailStatus.SENT
    event = db.session.scalars(select(Event).where(Event.name == EventName.COMPLIMENT_SHARED)).one()
    assert "pat@" not in str(event.facts)
    assert compliments.read_sharing(reference, officer).others_told == 1


@pytest.mark.parametrize(
    ("address", "missing"), [("", "people"), ("pat@elsewhere.example", "address"), ("  ", "people")]
)
def test_nobody_and_strangers_are_not_told(address: str, missing: str) -> None:
    officer = somebody()
    reference = accepted(officer)

    with pytest.raises(Incomplete) as problem:
        compliments.share(reference, officer, frozenset(), address)
    assert problem.value.missing == (missing,)
    assert mails_to_colleagues() == []


def test_only_what_was_accepted_is_shared() -> None:
    officer, reference = somebody(), make_compliment()

    with pytest.raises(MoveNotPossible):
        compliments.read_sharing(reference, officer)
    with pytest.raises(MoveNotPossible):
        compliments.share(reference, officer, frozenset({officer.id}))


def test_whoever_must_keep_away_or_does_not_screen_shares_nothing() -> None:
    officer, other, manager = somebody(), somebody(), somebody(Role.MANAGER)
    reference = accepted(officer)
    with pytest.raises(NotAllowed):
        compliments.share(reference, manager, frozenset({officer.id}))
    conflicts.note_conflict(reference, other, other.id, named=False)
    with pytest.raises(ConflictOfInterest):
        compliments.read_sharing(reference, other)


def test_people_who_left_are_not_told() -> None:
    worker, officer = make_account(Role.STAFF, name="Sam Reader"), somebody()
    reference = accepted(officer)
    gone = update(Account).where(Account.id == worker.id)
    db.session.execute(gone.values(ended_at=db.session.get_one(Feedback, 1).received_at))
    db.session.commit()

    assert compliments.share(reference, officer, frozenset({worker.id})) == 0
    assert worker.id not in [
        one.account_id for one in compliments.read_sharing(reference, officer).colleagues
    ]


def test_the_list_takes_one_query_however_many_there_are(count_queries: Any) -> None:
    worker, officer = make_account(Role.STAFF, name="Sam Reader"), somebody()
    for number in range(3):
        compliments.share(accepted(officer), officer, frozenset({worker.id}), quote=f"X helped {number}")
    member = staff_member(worker.email)
    with count_queries() as queries:
        shared = compliments.list_shared_with(member)

    assert [one.words for one in shared] == ["X helped 2", "X helped 1", "X helped 0"]
    assert queries.count == 1


def passed_on(**changed: Any) -> str:
    """Return a compliment that a colleague without an account recorded, its address not confirmed."""
    giver = PartySent(role=PartyRole.SENDER, capacity="parent", name="Kim", phone="01632 960222")
    return make_feedback(
        kind=Kind.COMPLIMENT,
        audience=Audience.STAFF,
        channel=Channel.STAFF,
        journey="staff-compliment",
        parties=(giver,),
        **changed,
    ).reference


def tasks() -> list[ContactTask]:
    """Return every call and letter that is owed."""
    return list(db.session.scalars(select(ContactTask)))


def test_what_a_colleague_did_not_confirm_is_shared_only_once_somebody_checked_it() -> None:
    officer, reader = somebody(), make_account(Role.STAFF)
    reference = passed_on()
    accept(reference, officer)

    assert compliments.read_sharing(reference, officer).unconfirmed
    with pytest.raises(Incomplete) as missing:
        compliments.share(reference, officer, frozenset({reader.id}))
    assert missing.value.missing == ("checked",)
    assert compliments.share(reference, officer, frozenset({reader.id}), checked=True) == 1
    assert not compliments.read_sharing(accepted(officer), officer).unconfirmed


def test_whoever_gave_it_is_thanked_by_the_way_they_allowed_and_not_told_what_the_colleague_is() -> None:
    officer = somebody()
    accept(passed_on(safe_contact=SafeContact(("phone",))), officer)
    accept(passed_on(), officer)

    assert [(task.way, task.about, task.message_id) for task in tasks()] == [(Way.PHONE, "thanks", None)]


def test_the_draft_thanks_the_colleague_for_passing_it_on() -> None:
    officer = somebody()
    reference = passed_on()
    claims.claim(reference, officer)
    screening.save_safeguarding(reference, officer, "none")
    screening.save_checklist(reference, officer, {"hidden_complaint": "no", "criteria": "yes"}, {})
    routes = read_item(reference, officer).screening.routes

    drafts = {route.route: route.draft for route in routes}
    assert "Thank you for passing it on" in drafts[Route.COMPLIMENT_ACCEPTED]
    assert "your thanks" not in drafts[Route.COMPLIMENT_ACCEPTED]
