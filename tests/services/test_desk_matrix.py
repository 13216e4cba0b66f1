"""Every role tries every verb on an item in every status: only those the tables allow succeed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from portal.domain.errors import PortalError
from portal.domain.permissions import Permission
from portal.domain.vocabulary import DecisionStatus, FeedbackStatus, Role, Route, SetAsideAs
from portal.domain.workflow import FEEDBACK_MOVES, IN_THE_QUEUE, FeedbackAction
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.point import Point
from portal.models.screening import Decision, DecisionWords, Screening
from portal.services import claims, decisions, reading, reopening, set_aside
from portal.services.accounts import StaffMember
from portal.services.events import log_access
from portal.services.now import now
from portal.services.read_first import weighed
from portal.services.sealing import Seal
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import CHILD_COMPLAINT, decided, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
A, S = FeedbackAction, FeedbackStatus


@dataclass(frozen=True)
class Verb:
    """What is tried: the permission it takes, the moves it makes, and where it leaves the item."""

    run: Callable[[str, StaffMember, int], Any]
    permission: Permission
    starts: tuple[FeedbackStatus, ...]
    leads_to: FeedbackStatus | None


def _starts(action: FeedbackAction) -> tuple[FeedbackStatus, ...]:
    return tuple(start for start, taken in FEEDBACK_MOVES if taken is action)


def _twice(reference: str, actor: StaffMember, _decision: int) -> None:
    twin = factories.make_feedback().reference
    set_aside.set_aside(reference, actor, SetAsideAs.SENT_TWICE, twin, "The same.", "We put them together.")


def _spam(reference: str, actor: StaffMember, _decision: int) -> None:
    set_aside.set_aside(reference, actor, SetAsideAs.SPAM, reason="An advertisement.")


def _withdraw(reference: str, actor: StaffMember, _decision: int) -> None:
    decisions.propose_withdrawal(reference, actor, "They rang.", "We close it.")


VERBS: dict[str, Verb] = {
    "decide": Verb(
        lambda r, a, d: decided(r, a, Route.STATUTORY), Permission.SCREEN, _starts(A.DECIDE), S.DECIDED
    ),
    "propose": Verb(
        lambda r, a, d: decided(r, a, Route.REFUSED),
        Permission.SCREEN,
        _starts(A.PROPOSE),
        S.AWAITING_SIGNATURE,
    ),
    "sign": Verb(lambda r, a, d: decisions.sign(d, a), Permission.SIGN, _starts(A.SIGN), S.DECIDED),
    "return": Verb(
        lambda r, a, d: decisions.return_decision(d, a, "No."),
        Permission.SIGN,
        (S.AWAITING_SIGNATURE,),
        S.RETURNED,
    ),
    "set aside": Verb(_spam, Permission.SCREEN, IN_THE_QUEUE, S.SET_ASIDE),
    "sent twice": Verb(_twice, Permission.SCREEN, IN_THE_QUEUE, S.AWAITING_SIGNATURE),
    "withdraw for them": Verb(_withdraw, Permission.SCREEN, IN_THE_QUEUE, S.AWAITING_SIGNATURE),
    "restore": Verb(
        lambda r, a, d: set_aside.restore(r, a, "It is real."),
        Permission.SCREEN,
        _starts(A.RESTORE),
        S.RECEIVED,
    ),
    "reopen": Verb(
        lambda r, a, d: reopening.reopen(r, "You missed it.", a),
        Permission.SCREEN,
        _starts(A.REOPEN),
        S.RECEIVED,
    ),
    "claim": Verb(lambda r, a, d: claims.claim(r, a), Permission.SCREEN, IN_THE_QUEUE, None),
    "take over": Verb(
        lambda r, a, d: claims.take_over(r, a, "Ill."), Permission.SUPERVISE, IN_THE_QUEUE, None
    ),
    "sample": Verb(lambda r, a, d: set_aside.mark_sampled(r, a), Permission.SUPERVISE, (S.SET_ASIDE,), None),
}


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_works_for_the_roles_and_from_the_statuses_of_the_tables(name: str, clock: Clock) -> None:
    verb, proposer = VERBS[name], somebody()
    for role in Role:
        actor = somebody(role)
        for status in FeedbackStatus:
            reference, decision_id = _item_in(status, proposer, actor)
            allowed = actor.may(verb.permission) and status in verb.starts
            ended = _try(verb, reference, actor, decision_id)
            where = f"{name} by {role} from {status}"
            if allowed:
                assert ended is (verb.leads_to or status), where
            else:
                assert ended is None, where
                assert _status(reference) is status, where


def test_every_move_of_the_table_belongs_to_some_verb() -> None:
    # The person's own; parts are in test_decided_by_point, what goes further in test_escalating.
    by_hand = {A.WITHDRAW, A.SETTLE_PART, A.SIGN_PART, A.ESCALATE}
    tried = {A.DECIDE, A.PROPOSE, A.SIGN, A.RETURN, A.SET_ASIDE, A.RESTORE, A.REOPEN}
    assert {action for _, action in FEEDBACK_MOVES} == tried | by_hand


def _item_in(status: FeedbackStatus, proposer: StaffMember, actor: StaffMember) -> tuple[str, int]:
    """Store an item screened, read and even held by the actor, so that only role and status decide."""
    made = factories.make_feedback(
        status=status,
        claimed_by_id=actor.id,
        claim_ends_at=now() + claims.CLAIM_LASTS,
        set_aside_as=SetAsideAs.SPAM if status is S.SET_ASIDE else None,
    )
    feedback = db.session.get_one(Feedback, made.id)
    answers = {"safeguarding": "none", **CHILD_COMPLAINT}
    db.session.add(Screening(feedback_id=made.id, answers=answers, saved_at=now()))
    decision = Decision(
        feedback_id=made.id,
        status=DecisionStatus.PROPOSED if status is S.AWAITING_SIGNATURE else DecisionStatus.SUPERSEDED,
        route=Route.REFUSED,
        proposed_by_id=proposer.id,
        proposed_at=now(),
        facts={},
    )
    db.session.add(decision)
    db.session.flush()
    seal = Seal.of(feedback.data_key_id)
    words = {name: seal.close(f"decision_words.{name}:{decision.id}", name) for name in ("reason", "message")}
    db.session.add(DecisionWords(decision_id=decision.id, feedback_id=made.id, **words))
    decision_id = decision.id
    db.session.add(Point(feedback_id=made.id, number=1, defined_at=now()))
    db.session.commit()
    if actor.may(Permission.SEE_DESK):
        reading.read_item(made.reference, actor)
        log_access(weighed(decision_id), by=actor.id, feedback_id=made.id)
        db.session.commit()
    return made.reference, decision_id


def _try(verb: Verb, reference: str, actor: StaffMember, decision_id: int) -> FeedbackStatus | None:
    """Return where the item stands afterwards, or None where the verb was refused."""
    try:
        verb.run(reference, actor, decision_id)
    except PortalError:
        return None
    return _status(reference)


def _status(reference: str) -> FeedbackStatus:
    db.session.rollback()
    return db.session.query(Feedback.status).filter_by(reference=reference).scalar()
