"""What is no feedback leaves the queue, can come back, is looked over, and twins take two people."""

from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, OwnDecision
from portal.domain.vocabulary import (
    Audience,
    Channel,
    DecisionStatus,
    FeedbackStatus,
    PartyRole,
    Role,
    SetAsideAs,
)
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services import (
    claims,
    decisions,
    freezes,
    private_page_changes,
    reading,
    set_aside,
    signing_list,
    signing_page,
    unread,
)
from portal.services import twins as twins_of
from portal.services.alerts import acknowledge
from portal.services.intake import PartySent
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import (
    CHILD_COMPLAINT,
    complete,
    screened,
    signed,
    somebody,
    spoken_with,
    weighed,
)

pytestmark = pytest.mark.usefixtures("app_context", "clock")
NEWEST = 1_000
ALONE = [as_ for as_ in SetAsideAs if as_ is not SetAsideAs.SENT_TWICE]


@pytest.mark.parametrize("as_", ALONE)
def test_one_officer_sets_aside_and_any_other_brings_back(as_: SetAsideAs) -> None:
    officer, other = somebody(), somebody()
    reference = screened(officer)
    before = _feedback(reference).act_by

    assert set_aside.set_aside(reference, officer, as_, reason="Nobody wrote it.")

    assert _feedback(reference).status is FeedbackStatus.SET_ASIDE
    assert _record(reference).record_type == "set_aside"
    set_aside.restore(reference, other, "Somebody did.")
    restored = _feedback(reference)
    assert (restored.status, restored.set_aside_as, restored.act_by) == (
        FeedbackStatus.RECEIVED,
        None,
        before,
    )
    assert _record(reference).record_type == "complaint"


CHILD = PartySent(PartyRole.CHILD, "child", name="Ash")
CARE_LEAVER = PartySent(PartyRole.SENDER, "care_leaver", name="Kim")


@pytest.mark.parametrize(
    "who",
    [
        {"audience": Audience.UNDER_TWELVE},
        {"audience": Audience.TWELVE_AND_OVER},
        {"audience": Audience.ADVOCATE},
        {"channel": Channel.ADVOCATE},
        {"parties": (CHILD,)},
        {"parties": (CARE_LEAVER,)},
    ],
    ids=str,
)
@pytest.mark.parametrize("as_", ALONE)
def test_nothing_of_a_childs_is_set_aside_by_one_person(as_: SetAsideAs, who: dict[str, Any]) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, **who)
    spoken_with(reference, officer)

    assert not set_aside.set_aside(reference, officer, as_, reason="Nobody wrote it.")

    assert _feedback(reference).status is FeedbackStatus.AWAITING_SIGNATURE
    assert _record(reference).record_type == "complaint"
    (line,) = signing_list.list_for_signer(supervisor)
    assert (line.set_aside_as, line.route) == (as_, None)
    assert (
        reading.read_item(reference, supervisor).history[1].text == f"Proposed to set it aside: {as_.value}"
    )
    signed(line.decision_id, reference, supervisor)
    out = _feedback(reference)
    assert (out.status, out.set_aside_as, out.same_as_id) == (FeedbackStatus.SET_ASIDE, as_, None)
    assert _record(reference).record_type == "set_aside"
    page = reading.read_item(reference, officer)
    assert (page.messages, page.decisions[0].label) == ((), f"Set aside: {as_.value}")
    assert set_aside.list_sampled(somebody(Role.SUPERVISOR)) == ()


def test_nor_is_anything_that_ever_spoke_of_danger() -> None:
    officer = somebody()
    for danger in ({"danger": True}, {"danger": False}):
        made = factories.make_feedback(**danger)
        if not danger["danger"]:
            private_page_changes.add_words(made.id, "Now I am not safe.", danger=True)
        waiting = select(DutyAlert.id).where(DutyAlert.acknowledged_at.is_(None))
        for alert_id in db.session.scalars(waiting).all():
            acknowledge(alert_id, somebody(Role.DUTY))
        claims.claim(made.reference, officer)
        unread.mark_words_read(made.reference, officer, NEWEST)
        complete(made.reference, officer, CHILD_COMPLAINT)
        assert not set_aside.set_aside(made.reference, officer, SetAsideAs.SPAM, reason="An advertisement.")


def test_what_was_signed_and_restored_is_looked_over_when_one_person_sets_it_aside() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    twin = factories.make_feedback().reference
    set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, twin, "The same.", "Joined.")
    (line,) = signing_list.list_for_signer(supervisor)
    signed(line.decision_id, reference, supervisor)
    set_aside.restore(reference, officer, "It is another.")
    assert reading.read_item(reference, officer).decisions[0].status is DecisionStatus.SUPERSEDED
    claims.claim(reference, officer)
    set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")
    assert [line.reference for line in set_aside.list_sampled(supervisor)] == [reference]


def test_whoever_set_it_aside_does_not_look_it_over() -> None:
    supervisor = somebody(Role.SUPERVISOR)
    reference = screened(supervisor)
    set_aside.set_aside(reference, supervisor, SetAsideAs.SPAM, reason="An advertisement.")
    assert not reading.read_item(reference, supervisor).allowed.look_over
    with pytest.raises(OwnDecision):
        set_aside.mark_sampled(reference, supervisor)


def test_only_who_has_opened_the_words_since_looks_it_over(clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    reading.read_item(reference, supervisor)
    clock.forward(minutes=1)
    set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")
    with pytest.raises(Incomplete) as missing:
        set_aside.mark_sampled(reference, supervisor)
    assert missing.value.missing == ("read",)
    assert reading.read_item(reference, supervisor).allowed.look_over
    set_aside.mark_sampled(reference, supervisor)
    assert not reading.read_item(reference, supervisor).allowed.look_over


def test_a_supervisor_looks_over_what_others_set_aside() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    own, spam, kept = screened(supervisor), screened(officer), screened(officer)
    set_aside.set_aside(own, supervisor, SetAsideAs.TEST, reason="Mine.")
    set_aside.set_aside(spam, officer, SetAsideAs.SPAM, reason="An advertisement.")
    set_aside.set_aside(kept, officer, SetAsideAs.EMPTY, reason="Nothing in it.")

    sampled = set_aside.list_sampled(supervisor)
    assert [(line.reference, line.set_aside_as) for line in sampled] == [
        (kept, SetAsideAs.EMPTY),
        (spam, SetAsideAs.SPAM),
    ]
    reading.read_item(spam, supervisor)
    set_aside.mark_sampled(spam, supervisor)
    set_aside.restore(kept, supervisor, "There is something.")
    assert set_aside.list_sampled(supervisor) == ()
    with pytest.raises(NotAllowed):
        set_aside.list_sampled(officer)


def test_what_is_set_aside_again_is_looked_over_again() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    for _ in range(2):
        set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")
        assert len(set_aside.list_sampled(supervisor)) == 1
        reading.read_item(reference, supervisor)
        set_aside.mark_sampled(reference, supervisor)
        set_aside.restore(reference, officer, "Or not.")
        claims.claim(reference, officer)


def test_something_sent_twice_takes_two_people_and_keeps_the_link() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    first = factories.make_feedback()
    reference = screened(officer)

    out = set_aside.set_aside(
        reference, officer, SetAsideAs.SENT_TWICE, first.reference.lower(), "The same.", "We joined them."
    )

    assert not out
    (line,) = signing_list.list_for_signer(supervisor)
    assert (line.set_aside_as, line.route) == (SetAsideAs.SENT_TWICE, None)
    page = reading.read_item(reference, supervisor)
    assert page.pending is not None
    assert page.pending.same_as == first.reference
    signed(line.decision_id, reference, supervisor)
    closed = _feedback(reference)
    assert (closed.status, closed.same_as_id) == (FeedbackStatus.SET_ASIDE, first.id)
    told = reading.read_item(reference, officer).messages[0].text
    assert "We joined them." in told
    assert f"The one that we answer has the reference {first.reference}." in told
    assert set_aside.list_sampled(supervisor) == ()


def test_a_twin_is_another_item_that_is_there() -> None:
    officer = somebody()
    reference = screened(officer)
    gone = factories.make_feedback(status=FeedbackStatus.SET_ASIDE).reference
    for twin in (None, "", reference):
        with pytest.raises(Incomplete):
            set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, twin, "The same.", "Joined.")
    with pytest.raises(MoveNotPossible):
        set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, gone, "The same.", "Joined.")


def test_nothing_the_duty_team_has_not_seen_is_set_aside() -> None:
    officer = somebody()
    reference = screened(officer, danger=True)
    with pytest.raises(MoveNotPossible):
        set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")


def test_a_reason_is_written_each_time() -> None:
    officer = somebody()
    reference = screened(officer)
    with pytest.raises(Incomplete):
        set_aside.set_aside(reference, officer, SetAsideAs.SPAM)
    set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")
    with pytest.raises(Incomplete):
        set_aside.restore(reference, officer, " ")


def _feedback(reference: str) -> Feedback:
    return db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()


def _record(reference: str) -> Record:
    return db.session.scalars(select(Record).where(Record.reference == reference)).one()


def test_two_items_can_not_close_each_other() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    one, other = screened(officer), screened(officer)
    for reference, twin in ((one, other), (other, one)):
        set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, twin, "The same.", "Joined.")
    waiting = {line.reference: line.decision_id for line in signing_list.list_for_signer(supervisor)}
    signed(waiting[one], one, supervisor)
    with pytest.raises(MoveNotPossible):
        signed(waiting[other], other, supervisor)


def test_what_another_item_leans_on_stays() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    kept, reference = screened(officer), screened(officer)
    set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, kept, "The same.", "Joined.")
    (line,) = signing_list.list_for_signer(supervisor)
    signed(line.decision_id, reference, supervisor)
    with pytest.raises(MoveNotPossible):
        set_aside.set_aside(kept, officer, SetAsideAs.SPAM, reason="An advertisement.")


def test_the_signer_sees_both_of_what_was_sent_twice_and_closes_none_that_is_held() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    kept, reference = factories.make_feedback().reference, screened(officer)
    set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, kept, "The same.", "Joined.")
    (line,) = signing_list.list_for_signer(supervisor)
    freezes.ask_freeze(reference, officer, "The move on Friday.", None)
    weighed(reference, supervisor)
    twins = signing_page.read_proposal(reference, supervisor).twins
    assert twins is not None
    assert (twins.this.reference, twins.other.reference, twins.is_held) == (reference, kept, True)
    assert [one.label for one in twins.compared] == ["Sent by", "Child", "Contact", "Safe contact"]
    with pytest.raises(MoveNotPossible, match="hold"):
        decisions.sign(line.decision_id, supervisor)
    assert _feedback(reference).status is not FeedbackStatus.SET_ASIDE
    assert twins_of.Compared("Child", "Ada  Doe", "ada doe").differs is False
    assert twins_of.Compared("Child", "Ada Doe", "").differs
