"""Each signature has its person, its day and a deputy; supervisors hear of those that are late."""

import pytest
from sqlalchemy import func, select, update

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Role, Route, SetAsideAs
from portal.extensions import db
from portal.models.account import Account
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.outbox import OutboxMail
from portal.models.screening import Decision
from portal.services import decisions, private_page_changes, reading, set_aside, signers
from portal.services.accounts import StaffMember, end_account, set_deputy
from portal.services.late_signatures import TEMPLATE, alert_late_signatures
from portal.services.now import now
from portal.services.signing_list import list_for_signer
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import kept_away, screened, signed, somebody, weighed

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def _refused(officer: StaffMember, signer: StaffMember | None = None) -> tuple[str, int]:
    reference = screened(officer)
    words = ("Because that is what their words say.", "Dear you, this is what we do.")
    outcome = decisions.decide(
        reference, officer, Route.REFUSED, *words, signer_id=signer.id if signer else None
    )
    return reference, outcome.decision_id


def _signer_of(decision_id: int) -> int | None:
    return db.session.scalar(select(Decision.signer_id).where(Decision.id == decision_id))


def _asked(who: StaffMember) -> list[int]:
    return [line.decision_id for line in list_for_signer(who) if line.asked]


def test_the_line_manager_is_asked_where_they_may_sign() -> None:
    manager = somebody(Role.MANAGER)
    _, decision_id = _refused(somebody(line_manager=manager.email))
    assert _signer_of(decision_id) == manager.id


def test_else_the_supervisor_with_fewest_waiting() -> None:
    free = somebody(Role.SUPERVISOR)
    officer = somebody(line_manager=somebody(Role.DUTY).email)
    chosen = [_signer_of(_refused(officer)[1]) for _ in range(4)]
    loads = {one: chosen.count(one) for one in chosen}
    assert free.id in loads
    assert set(loads.values()) == {2}  # two supervisors, in turn; the manager only where there is none


def test_the_officer_may_choose_who_is_asked() -> None:
    wanted = somebody(Role.MANAGER)
    _, decision_id = _refused(somebody(), wanted)
    assert _signer_of(decision_id) == wanted.id
    line = next(line for line in list_for_signer(wanted) if line.decision_id == decision_id)
    assert line.asked


def test_not_themselves_nor_whoever_may_not_sign() -> None:
    officer, near = somebody(Role.SUPERVISOR), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    kept_away(reference, near)
    for wanted in (officer, near, somebody(), somebody(Role.ADMINISTRATOR)):
        with pytest.raises(Incomplete) as missing:
            set_aside.set_aside(
                reference,
                officer,
                SetAsideAs.SENT_TWICE,
                factories.make_feedback().reference,
                "The same.",
                "Joined.",
                signer_id=wanted.id,
            )
        assert missing.value.missing == ("signer",)


def test_what_is_asked_of_somebody_stands_first_and_anybody_who_may_still_signs() -> None:
    asked, other = somebody(Role.SUPERVISOR), somebody(Role.SUPERVISOR)
    officer = somebody()
    _, first = _refused(officer, other)
    reference, second = _refused(officer, asked)
    assert [line.decision_id for line in list_for_signer(asked)][:2] == [second, first]
    assert _asked(asked) == [second]
    signed(second, reference, other)


def test_from_the_day_after_it_is_the_deputys_too(clock: Clock) -> None:
    asked, deputy, third = (somebody(Role.SUPERVISOR) for _ in range(3))
    set_deputy(asked.email, deputy.email)
    _, decision_id = _refused(somebody(), asked)
    clock.forward(days=1)
    assert _asked(deputy) == []
    clock.forward(days=1)
    assert (_asked(asked), _asked(deputy), _asked(third)) == ([decision_id], [decision_id], [])


def test_without_a_deputy_who_can_it_is_everybodys(clock: Clock) -> None:
    asked, deputy, third = (somebody(Role.SUPERVISOR) for _ in range(3))
    set_deputy(asked.email, deputy.email)
    reference, decision_id = _refused(somebody(), asked)
    kept_away(reference, deputy)
    clock.forward(days=2)
    assert (_asked(deputy), _asked(third)) == ([], [decision_id])


def test_so_it_is_at_once_where_the_one_asked_has_left() -> None:
    asked, third = somebody(Role.SUPERVISOR), somebody(Role.SUPERVISOR)
    _, decision_id = _refused(somebody(), asked)
    assert _asked(third) == []
    end_account(asked.email)
    assert _asked(third) == [decision_id]


def test_a_managers_deputy_is_somebody_who_signs() -> None:
    manager = somebody(Role.MANAGER)
    set_deputy(manager.email, somebody(Role.MANAGER).email)
    with pytest.raises(ValueError, match="signs nothing"):
        set_deputy(manager.email, somebody(Role.DUTY).email)
    with pytest.raises(ValueError, match="reads no messages"):
        set_deputy(somebody(Role.SUPERVISOR).email, manager.email)


def test_a_signature_is_passed_on_and_its_day_stays() -> None:
    officer, asked, other = somebody(), somebody(Role.SUPERVISOR), somebody(Role.MANAGER)
    reference, decision_id = _refused(officer, asked)
    before = db.session.get_one(Decision, decision_id).sign_by
    signers.pass_on(reference, asked, other.id)
    assert _signer_of(decision_id) == other.id
    assert db.session.get_one(Decision, decision_id).sign_by == before
    line = reading.read_item(reference, officer).history[0]
    assert line.text == f"Passed the signature from {asked.name} to {other.name}"
    signers.pass_on(reference, officer, asked.id)  # whoever proposed it may ask somebody else too
    assert signers.find_asked(reference, asked).signer == asked.name


def test_not_by_anybody_and_not_to_anybody() -> None:
    officer, asked, near = somebody(), somebody(Role.MANAGER), somebody(Role.SUPERVISOR)
    reference, _ = _refused(officer, asked)
    for who in (somebody(), somebody(Role.MANAGER)):
        with pytest.raises(NotAllowed):
            signers.pass_on(reference, who, asked.id)
    for to in (officer.id, somebody().id, None, 10**6):
        with pytest.raises(Incomplete):
            signers.pass_on(reference, asked, to)
    kept_away(reference, near)
    with pytest.raises(ConflictOfInterest):
        signers.pass_on(reference, near, asked.id)
    with pytest.raises(MoveNotPossible):
        signers.pass_on(factories.make_feedback().reference, asked, asked.id)


def _mails() -> list[int]:
    queued = select(OutboxMail.feedback_id).where(OutboxMail.template == TEMPLATE)
    return list(db.session.scalars(queued))


def _supervisors() -> int:
    here = select(func.count(Account.id)).where(Account.role == Role.SUPERVISOR, Account.ended_at.is_(None))
    return db.session.scalar(here) or 0


def test_supervisors_are_told_once_a_working_day_of_what_is_late(clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference, decision_id = _refused(officer)
    _refused(officer)
    clock.forward(days=1)
    assert alert_late_signatures() == 0  # Wednesday 11 March is the day to sign by
    clock.forward(days=1)
    assert [line.reference for line in signers.list_late(supervisor)][0] == reference
    for _ in range(3):
        alert_late_signatures()
    told = select(func.count(Event.id)).where(Event.name == EventName.SIGNATURE_OVERDUE)
    assert db.session.scalar(told) == 2
    assert len(_mails()) == _supervisors()  # one each, however many are late
    clock.forward(days=2)
    assert alert_late_signatures() == 0  # a Saturday
    clock.forward(days=2)
    assert alert_late_signatures() == 2
    assert len(_mails()) == 2 * _supervisors()
    assert db.session.get_one(Decision, decision_id).alerted_at is not None


def test_whoever_must_keep_away_hears_nothing_of_it(clock: Clock) -> None:
    near = somebody(Role.SUPERVISOR)
    reference, _ = _refused(somebody())
    kept_away(reference, near)
    clock.forward(days=2)
    alert_late_signatures()
    assert len(_mails()) == _supervisors() - 1
    assert signers.list_late(near) == ()


def test_nothing_is_late_once_it_is_signed_returned_or_withdrawn(clock: Clock) -> None:
    supervisor = somebody(Role.SUPERVISOR)
    (one, first), (two, second) = (_refused(somebody()) for _ in range(2))
    signed(first, one, supervisor)
    weighed(two, supervisor)
    decisions.return_decision(second, supervisor, "Say more.")
    clock.forward(days=9)
    assert alert_late_signatures() == 0
    with pytest.raises(NotAllowed):
        signers.list_late(somebody())


@pytest.mark.parametrize("how", ["words", "correction"])
def test_what_the_person_adds_has_to_be_read_before_it_is_signed(clock: Clock, how: str) -> None:
    supervisor = somebody(Role.SUPERVISOR)
    reference, decision_id = _refused(somebody())
    weighed(reference, supervisor)
    clock.forward(minutes=1)
    decision = db.session.get_one(Decision, decision_id)
    if how == "words":
        private_page_changes.add_words(decision.feedback_id, "You have the wrong child.")
    else:
        db.session.execute(
            update(Feedback).where(Feedback.id == decision.feedback_id).values(correction_asked_at=now())
        )
        db.session.commit()
    clock.forward(minutes=1)
    with pytest.raises(Incomplete) as missing:
        decisions.sign(decision_id, supervisor)
    assert missing.value.missing == ("read",)
    signed(decision_id, reference, supervisor)


def test_nobody_proposes_alone_what_nobody_else_may_sign_without_it_being_seen() -> None:
    for row in db.session.execute(select(Account.email, Account.role)).all():
        if row.role in (Role.SUPERVISOR, Role.MANAGER):
            end_account(row.email)
    _, decision_id = _refused(somebody())
    assert _signer_of(decision_id) is None
