"""Ways around the second person, the talk with a child and the promised day: none of them leads anywhere."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.opened_again import OPENED_AGAIN
from portal.domain.vocabulary import (
    Audience,
    CaseStatus,
    FeedbackStatus,
    Role,
    Route,
    SetAsideAs,
    Spoken,
)
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.feedback import AddedWords, Feedback
from portal.models.record import Record
from portal.services import (
    bulk,
    claims,
    decisions,
    points,
    private_page_changes,
    reading,
    reopening,
    set_aside,
    unread,
)
from portal.services.child_contacts import note_child_contact
from portal.services.intake import SafeContact
from portal.services.now import now
from tests.conftest import Clock
from tests.reading import reading_age, sentences
from tests.services.screening_steps import decided, particulars, screened, signed, somebody, spoken_with

pytestmark = pytest.mark.usefixtures("app_context", "clock")
WORDS = ("Because it is so.", "Dear you, this is what we do.")
SUBSTANCE = "It was taken up under the wrong procedure."
CHILD = {"who": "child", "advocate": "has_one"}
YOUNG: dict[str, Any] = {"audience": Audience.TWELVE_AND_OVER, "safe_contact": SafeContact()}


def _item(reference: str) -> Feedback:
    return db.session.scalars(
        select(Feedback).where(Feedback.reference == reference).execution_options(populate_existing=True)
    ).one()


def _lacks(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(Incomplete) as missing:
        act()
    assert missing.value.missing == (code,)


def _as_spam(reference: str, officer: Any) -> bool:
    return set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")


@pytest.mark.parametrize("who", ["child", "care_leaver"])
def test_a_child_at_the_adults_door_is_set_aside_by_two_and_not_in_bulk(who: str) -> None:
    officer = somebody()
    reference = screened(officer, answers=CHILD | {"who": who})
    spoken_with(reference, officer)
    assert SetAsideAs.SPAM in reading.read_item(reference, officer).set_aside_by_two
    (result,) = bulk.set_aside_spam([reference], officer, "An advertisement.")
    assert result.left_out
    assert _item(reference).status is FeedbackStatus.RECEIVED
    assert not _as_spam(reference, officer)
    assert _item(reference).status is FeedbackStatus.AWAITING_SIGNATURE


@pytest.mark.parametrize("as_", [one for one in SetAsideAs if one is not SetAsideAs.SENT_TWICE])
def test_nothing_of_a_childs_is_set_aside_before_a_talk(as_: SetAsideAs) -> None:
    officer = somebody()
    reference = screened(officer, **YOUNG)
    _lacks("spoken", lambda: set_aside.set_aside(reference, officer, as_, reason="Nothing in it."))
    assert _item(reference).status is FeedbackStatus.RECEIVED


def _accepted_in_part(officer: Any, **overrides: Any) -> str:
    reference = screened(officer, answers=CHILD, **overrides)
    points.define_point(reference, officer, "And another thing.")
    part = decisions.Part(points=(1,))
    assert decisions.decide(reference, officer, Route.STATUTORY, *WORDS, part=part).in_force
    return reference


def test_what_is_decided_in_part_is_never_set_aside() -> None:
    officer = somebody()
    reference = _accepted_in_part(officer)
    spoken_with(reference, officer)
    with pytest.raises(MoveNotPossible, match="Part of this is decided"):
        _as_spam(reference, officer)
    assert _item(reference).status is FeedbackStatus.RECEIVED


def test_a_withdrawal_that_is_signed_closes_the_procedure() -> None:
    officer = somebody()
    reference = _accepted_in_part(officer)
    spoken_with(reference, officer)
    outcome = decisions.propose_withdrawal(reference, officer, *WORDS)
    signed(outcome.decision_id, reference, somebody(Role.SUPERVISOR))
    cases = select(Case.status).where(Case.feedback_id == _item(reference).id)
    assert db.session.scalars(cases).all() == [CaseStatus.CLOSED]
    outcomes = select(Record.outcome).where(Record.reference.like(f"{reference}%"))
    assert db.session.scalars(outcomes).all() == ["Withdrawn"]


def test_a_procedure_is_opened_again_for_a_reason_and_the_person_is_told(clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers=CHILD, **YOUNG)
    assert decided(reference, officer, Route.STATUTORY).in_force
    due = select(Stage.due_on).join(Case, Case.id == Stage.case_id)
    due = due.where(Case.feedback_id == _item(reference).id).order_by(Stage.id.desc())
    promised = db.session.scalar(due.limit(1))
    for short in ("Look.", "x " * 20, "Wrongwrongwrongwrongwrong"):
        _lacks("reason_short", lambda short=short: reopening.reopen(reference, short, supervisor))
    assert _item(reference).status is FeedbackStatus.DECIDED

    clock.forward(days=3)
    reopening.reopen(reference, SUBSTANCE, supervisor)
    told = reading.read_item(reference, supervisor).messages[-1].text
    assert OPENED_AGAIN[1] in told
    claims.claim(reference, officer)
    spoken_with(reference, officer)
    assert "fewer rights than an earlier decision" in " ".join(
        decided(reference, officer, Route.EARLY_RESOLUTION).second_person
    )
    assert db.session.scalar(due.limit(1)) == promised


def test_the_same_procedure_keeps_its_day(clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers=CHILD)
    decided(reference, officer, Route.STATUTORY)
    clock.forward(days=3)
    reopening.reopen(reference, SUBSTANCE, supervisor)
    claims.claim(reference, officer)
    decided(reference, officer, Route.STATUTORY)
    days = select(Stage.due_on).join(Case, Case.id == Stage.case_id)
    first, second = db.session.scalars(days.where(Case.feedback_id == _item(reference).id)).all()
    assert first == second


@pytest.mark.parametrize(("words", "age"), zip(OPENED_AGAIN, (11, 7), strict=True))
def test_what_they_are_told_is_plain(words: str, age: int) -> None:
    found = list(sentences([words]))
    assert reading_age(found) <= age
    assert age == 11 or all(len(one) <= 10 for one in found)


def test_nothing_is_decided_where_every_point_is_settled() -> None:
    officer = somebody()
    reference = _accepted_in_part(officer)
    points_left = points.undecided_points(_item(reference).id)
    points_left[0].dropped_at = now()
    db.session.commit()
    spoken_with(reference, officer)
    with pytest.raises(MoveNotPossible, match="Nothing is left to decide"):
        decided(reference, officer, Route.REFUSED)


@pytest.mark.parametrize("number", [1, 99])
def test_a_point_that_is_gone_is_named_as_gone(number: int) -> None:
    officer = somebody()
    reference = _accepted_in_part(officer)
    part = decisions.Part(points=(number,))
    _lacks("points_gone", lambda: decisions.decide(reference, officer, Route.STATUTORY, *WORDS, part=part))


def test_a_second_refusal_needs_another_talk(clock: Clock) -> None:
    officer, supervisor, third = somebody(), somebody(Role.SUPERVISOR), somebody()
    reference = screened(officer, **YOUNG)
    spoken_with(reference, officer)
    signed(decided(reference, officer, Route.REFUSED).decision_id, reference, supervisor)
    clock.forward(days=1)
    reopening.reopen(reference, "You did not read page two.")
    claims.claim(reference, third)
    assert reading.read_item(reference, third).talk_owed
    _lacks("spoken", lambda: decided(reference, third, Route.REFUSED))
    spoken_with(reference, third)
    assert not reading.read_item(reference, third).talk_owed
    assert decided(reference, third, Route.REFUSED).second_person


ENDS: dict[str, Callable[[str, Any], object]] = {
    "refused": lambda reference, who: decided(reference, who, Route.REFUSED),
    "sent elsewhere": lambda reference, who: decided(reference, who, Route.SIGNPOSTED),
    "withdrawn": lambda reference, who: decisions.propose_withdrawal(reference, who, *WORDS),
    "set aside": _as_spam,
}


@pytest.mark.parametrize("end", ENDS)
def test_nothing_ends_while_words_of_the_person_are_unread(end: str) -> None:
    officer = somebody()
    reference = screened(officer)
    item = _item(reference).id
    private_page_changes.add_words(item, "And it happened again.")
    _lacks("unread", lambda: ENDS[end](reference, officer))
    newest = db.session.scalars(select(AddedWords.id).where(AddedWords.feedback_id == item)).one()
    unread.mark_words_read(reference, officer, newest)
    ENDS[end](reference, officer)


def test_what_gives_them_all_they_asked_for_waits_for_no_reading() -> None:
    officer = somebody()
    reference = screened(officer, answers=CHILD)
    private_page_changes.add_words(_item(reference).id, "And it happened again.")
    assert decided(reference, officer, Route.STATUTORY).in_force


@pytest.mark.parametrize("words", ["No.", "Not safe.", "a " * 14, "Nowayissafeforthemnoway"])
def test_that_no_try_is_safe_needs_a_reason_of_substance(words: str) -> None:
    officer = somebody()
    reference = screened(officer, **YOUNG)
    _lacks("substance", lambda: note_child_contact(reference, officer, Spoken.NOT_SAFE_TO_TRY, now(), words))


@pytest.mark.parametrize("way", ["phone", "email", "letter", "private_page"])
def test_nor_is_it_noted_where_the_child_named_a_way(way: str) -> None:
    officer = somebody()
    asked: dict[str, Any] = {"safe_contact": SafeContact(how=(way,))}
    reference = screened(officer, audience=Audience.TWELVE_AND_OVER, **asked)
    why = "Her stepfather reads everything that comes."
    _lacks("way_known", lambda: note_child_contact(reference, officer, Spoken.NOT_SAFE_TO_TRY, now(), why))
    of_an_adult = screened(officer, **asked)
    note_child_contact(of_an_adult, officer, Spoken.NOT_SAFE_TO_TRY, now(), why)


def test_a_part_is_still_decided_with_all_it_asks_for() -> None:
    officer = somebody()
    reference = _accepted_in_part(officer)
    part = particulars(reference, Route.STATUTORY)
    assert not decisions.decide(reference, officer, Route.STATUTORY, *WORDS, part=part).points_left
    assert _item(reference).status is FeedbackStatus.DECIDED
