"""What a person says we missed is read by somebody who did not decide it before, and is never locked away."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.errors import AlreadyDecided, Incomplete, MoveNotPossible, NotAllowed
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import (
    Audience,
    Channel,
    FeedbackStatus,
    Kind,
    PartyRole,
    Role,
    Route,
    SetAsideAs,
)
from portal.extensions import db
from portal.models.account import Account
from portal.models.dealings import DecidedBefore
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services import (
    claims,
    decisions,
    looking_again,
    messages,
    reading,
    reopening,
    set_aside,
    third_person,
    unread,
)
from portal.services.accounts import StaffMember, end_account
from portal.services.conflicts import is_in_conflict
from portal.services.intake import PartySent, Submission, submit_feedback
from portal.services.signing_list import list_for_signer
from tests import factories
from tests.services.screening_steps import (
    CHILD_COMPLAINT,
    complete,
    decided,
    kept_away,
    screened,
    signed,
    somebody,
    spoken_with,
)

NEWEST = 10**6
pytestmark = pytest.mark.usefixtures("app_context", "clock")


def _refused() -> tuple[str, StaffMember, StaffMember]:
    """Refuse something by two people; return it with the officer and the supervisor."""
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    signed(decided(reference, officer, Route.REFUSED).decision_id, reference, supervisor)
    return reference, officer, supervisor


def _missed(reference: str) -> None:
    assert looking_again.ask_to_look_again(_id(reference), "You did not read page two.")


def _before(reference: str) -> set[int]:
    who = select(DecidedBefore.account_id).where(DecidedBefore.feedback_id == _id(reference))
    return set(db.session.scalars(who))


def test_who_proposed_and_who_signed_read_it_and_take_it_no_more() -> None:
    reference, officer, supervisor = _refused()
    _missed(reference)
    assert _before(reference) == {officer.id, supervisor.id}
    for who in (officer, supervisor):
        page = reading.read_item(reference, who)
        assert (page.third.mine, page.allowed.claim, page.third.lacking) == (True, False, ())
        with pytest.raises(AlreadyDecided, match="You decided this before"):
            claims.claim(reference, who)
        assert claims.next_for(who.id) != reference
    third = somebody()
    claims.claim(reference, third)
    with pytest.raises(AlreadyDecided):
        claims.take_over(reference, supervisor, "Mine.")


def test_the_next_item_is_another_for_them() -> None:
    reference, officer, _ = _refused()
    _missed(reference)
    while (taken := claims.claim_next(officer)) is not None:
        assert taken.reference != reference
    assert claims.claim_next(somebody()).reference == reference  # type: ignore[union-attr]


def _verbs(reference: str, who: StaffMember) -> dict[str, Callable[[], Any]]:
    words = ("Because that is what their words say.", "Dear you, this is what we do.")
    return {
        "decide": lambda: decisions.decide(reference, who, Route.STATUTORY, *words),
        "withdraw": lambda: decisions.propose_withdrawal(reference, who, *words),
        "set aside": lambda: set_aside.set_aside(reference, who, SetAsideAs.SPAM, reason="It is."),
        "claim": lambda: claims.claim(reference, who),
    }


@pytest.mark.parametrize("verb", ["decide", "withdraw", "set aside", "claim"])
def test_no_verb_lets_them_settle_it_again_even_where_they_hold_it(verb: str) -> None:
    reference, officer, _ = _refused()
    _missed(reference)
    db.session.execute(
        Feedback.__table__.update().where(Feedback.reference == reference).values(claimed_by_id=officer.id)
    )
    db.session.commit()
    with pytest.raises(AlreadyDecided):
        _verbs(reference, officer)[verb]()


def test_nor_do_they_sign_what_a_third_proposes() -> None:
    reference, _, supervisor = _refused()
    _missed(reference)
    third, fourth = somebody(), somebody(Role.SUPERVISOR)
    claims.claim(reference, third)
    unread.mark_words_read(reference, third, NEWEST)
    outcome = decided(reference, third, Route.REFUSED)
    assert reference not in [line.reference for line in list_for_signer(supervisor)]
    with pytest.raises(AlreadyDecided):
        signed(outcome.decision_id, reference, supervisor)
    with pytest.raises(AlreadyDecided):
        decisions.return_decision(outcome.decision_id, supervisor, "No.")
    signed(outcome.decision_id, reference, fourth)


def test_an_officer_who_opens_it_for_them_owes_the_same() -> None:
    reference, officer, supervisor = _refused()
    reopening.reopen(reference, "She rang: we missed page two.", officer)
    assert _before(reference) == {officer.id, supervisor.id}
    owed = select(Event).where(Event.feedback_id == _id(reference), Event.name == EventName.THIRD_PERSON_OWED)
    assert db.session.scalars(owed).one().facts["accounts"] == sorted([officer.id, supervisor.id])


def test_what_was_set_aside_alone_is_read_by_another() -> None:
    officer = somebody()
    reference = screened(officer)
    set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")
    _missed(reference)
    assert _before(reference) == {officer.id}


def test_a_slip_that_an_officer_puts_right_is_not() -> None:
    officer = somebody()
    reference = screened(officer)
    set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")
    set_aside.restore(reference, officer, "It is none.")
    assert _before(reference) == set()


def test_what_gave_them_everything_needs_no_third() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    decided(reference, officer, Route.STATUTORY)
    reopening.reopen(reference, "A point of hers was missed.", supervisor)
    assert _before(reference) == set()


def test_their_words_are_nobodys_to_read_who_decided() -> None:
    reference, officer, supervisor = _refused()
    _missed(reference)
    assert db.session.get_one(Feedback, _id(reference)).reader_id not in (officer.id, supervisor.id)
    looking_again.ask_to_look_again(_id(reference), "And page three.")
    assert db.session.get_one(Feedback, _id(reference)).reader_id not in (officer.id, supervisor.id)


def test_they_neither_mark_the_new_words_as_read_nor_answer_them() -> None:
    reference, officer, supervisor = _refused()
    _missed(reference)
    item, third = _id(reference), somebody(Role.SUPERVISOR)
    for who in (officer, supervisor):
        shown = reading.read_item(reference, who)
        assert (shown.conversation.may_read, shown.allowed.send_message) == (False, False)
        with pytest.raises(AlreadyDecided, match="You decided this before"):
            unread.mark_words_read(reference, who, NEWEST)
        with pytest.raises(AlreadyDecided, match="You decided this before"):
            messages.send_message(reference, who, "We stay with it.", read_up_to=10**6)
        assert reference not in [line.reference for line in unread.list_unread(who).lines]
        assert reference in [line.reference for line in unread.list_unread(who, ours=False).lines]
        assert (unread.count_unread(who), unread.count_unread(third)) == (0, 1)
    assert db.session.get_one(Feedback, item).unread_since is not None
    assert reference in [line.reference for line in unread.list_unread(third).lines]
    messages.send_message(reference, third, "I read page two now.", read_up_to=10**6)


def _leave_only(*kept: StaffMember) -> None:
    """End every account that screens or signs but these."""
    keep = {one.email for one in kept}
    for row in db.session.execute(select(Account.email, Account.role)).all():
        if row.role in (Role.SUPERVISOR, Role.MANAGER, Role.SCREENING_OFFICER) and row.email not in keep:
            end_account(row.email)


def test_where_nobody_else_is_left_it_says_so_and_a_supervisor_may_let_somebody_back() -> None:
    reference, officer, supervisor = _refused()
    _leave_only(officer, supervisor)
    _missed(reference)
    page = reading.read_item(reference, supervisor)
    assert page.third.lacking == (Permission.SCREEN, Permission.SIGN)
    (line,) = third_person.list_out_of_reach(supervisor)
    assert line.reference == reference
    assert "ask an administrator for an account" in " ".join(line.text for line in page.history)
    with pytest.raises(Incomplete):
        third_person.let_decide_again(reference, supervisor, officer.id, " ")
    with pytest.raises(NotAllowed):
        third_person.let_decide_again(reference, officer, officer.id, "Nobody else.")
    third_person.let_decide_again(reference, supervisor, officer.id, "Nobody else is here until May.")
    claims.claim(reference, officer)
    history = reading.read_item(reference, supervisor).history
    assert any("decide it again" in line.text and "until May" in line.reason for line in history)


def test_while_somebody_is_left_nobody_is_let_back() -> None:
    reference, officer, supervisor = _refused()
    _missed(reference)
    with pytest.raises(MoveNotPossible):
        third_person.let_decide_again(reference, supervisor, officer.id, "I like how she works here.")
    assert third_person.list_out_of_reach(supervisor) == ()


@pytest.mark.parametrize("reason", ["x", "x x x x", "Nobody else", "a b c"])
def test_a_reason_to_let_somebody_back_says_something(reason: str) -> None:
    reference, officer, supervisor = _refused()
    _leave_only(officer, supervisor)
    _missed(reference)
    with pytest.raises(Incomplete) as problem:
        third_person.let_decide_again(reference, supervisor, officer.id, reason)
    assert problem.value.missing == ("reason",)


def test_nobody_lets_themselves_decide_it_again() -> None:
    reference, officer, supervisor = _refused()
    _leave_only(officer, supervisor)
    _missed(reference)
    assert reading.read_item(reference, supervisor).third.back == ((officer.id, officer.name),)
    with pytest.raises(MoveNotPossible, match="can’t let yourself"):
        third_person.let_decide_again(reference, supervisor, supervisor.id, "Nobody else is here until May.")
    assert supervisor.id in _before(reference)


def test_whoever_settled_it_last_is_let_back_last() -> None:
    reference, officer, supervisor = _refused()
    _missed(reference)
    last, signer = somebody(), somebody(Role.SUPERVISOR)
    claims.claim(reference, last)
    unread.mark_words_read(reference, last, NEWEST)
    signed(decided(reference, last, Route.REFUSED).decision_id, reference, signer)
    _missed(reference)
    _leave_only(officer, supervisor, last, signer)
    back = reading.read_item(reference, signer).third.back
    assert [number for number, _ in back] == [officer.id, supervisor.id]
    why = "Nobody else is here until May."
    with pytest.raises(MoveNotPossible, match="settled it last"):
        third_person.let_decide_again(reference, signer, last.id, why)
    _leave_only(last, signer)
    third_person.let_decide_again(reference, signer, last.id, why)


def test_one_person_left_can_not_be_both_who_screens_and_who_signs() -> None:
    reference, officer, supervisor = _refused()
    other = somebody(Role.SUPERVISOR)
    _leave_only(officer, supervisor, other)
    _missed(reference)
    assert reading.read_item(reference, other).third.lacking == (Permission.SIGN,)


def _about(worker: str) -> str:
    submission = Submission(
        submission_id=f"about-{worker}",
        kind=Kind.COMPLAINT,
        audience=Audience.ADULT,
        channel=Channel.WEB,
        journey="complaint",
        journey_version=1,
        said=(),
        parties=(PartySent(PartyRole.WORKER_NAMED, "worker", name=worker),),
    )
    return submit_feedback(submission).reference


def test_a_name_in_the_letter_never_puts_it_out_of_everybodys_reach() -> None:
    only = somebody(Role.SUPERVISOR, name="Ade Brightwell")
    officer = somebody()
    _leave_only(only, officer)
    reference = _about("Ade Brightwell")
    assert not is_in_conflict(only.id, _id(reference))
    assert "Ade Brightwell is named in it" in reading.read_item(reference, officer).history[0].text
    somebody(Role.SUPERVISOR)
    other = _about("Brightwell, Ade")
    assert is_in_conflict(only.id, _id(other))


def test_a_refusal_of_what_a_child_sent_is_read_by_a_third_too() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = factories.make_feedback(audience=Audience.UNDER_TWELVE).reference
    claims.claim(reference, officer)
    complete(reference, officer, CHILD_COMPLAINT)
    spoken_with(reference, officer)
    signed(decided(reference, officer, Route.REFUSED).decision_id, reference, supervisor)
    _missed(reference)
    assert db.session.get_one(Feedback, _id(reference)).status is FeedbackStatus.RECEIVED
    kept_away(reference, somebody())  # those who are left may still be named
    assert _before(reference) == {officer.id, supervisor.id}


def _id(reference: str) -> int:
    return db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one()
