"""No child's or care leaver's item ends before somebody spoke with them, or tried what was safe."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.domain.errors import ConflictOfInterest, Incomplete, NotAllowed
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Audience, Channel, Kind, PartyRole, Role, Route, SetAsideAs, Spoken
from portal.extensions import db
from portal.models.dealings import ChildContact
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.screening import Screening
from portal.services import child_contacts, claims, decisions, reading, set_aside
from portal.services.child_contacts import note_child_contact
from portal.services.intake import PartySent
from portal.services.now import now
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import (
    decided,
    kept_away,
    screened,
    signed,
    somebody,
    spoken_with,
    weighed,
)

pytestmark = pytest.mark.usefixtures("app_context", "clock")
CHILDS: dict[str, dict[str, Any]] = {
    "under twelve": {"audience": Audience.UNDER_TWELVE},
    "twelve and over": {"audience": Audience.TWELVE_AND_OVER},
    "by an advocate": {"audience": Audience.ADVOCATE},
    "from an advocate": {"channel": Channel.ADVOCATE},
    "a care leaver": {"parties": (PartySent(PartyRole.SENDER, "care_leaver", name="Ash"),)},
    "a young person who rang": {
        "channel": Channel.PHONE,
        "parties": (PartySent(PartyRole.SENDER, "young_person", name="Ash"),),
    },
}
DIVERTED = (Route.REFUSED, Route.SIGNPOSTED, Route.OTHER_AUTHORITY, Route.DUTY_MATTER, Route.EARLY_RESOLUTION)


def _refused_until_spoken(act: Any) -> None:
    with pytest.raises(Incomplete) as missing:
        act()
    assert missing.value.missing == ("spoken",)


@pytest.mark.parametrize("whose", CHILDS)
def test_a_childs_item_ends_only_once_somebody_spoke_with_them(whose: str) -> None:
    officer = somebody()
    twin = factories.make_feedback().reference
    reference = screened(officer, **CHILDS[whose])
    _refused_until_spoken(lambda: decided(reference, officer, Route.REFUSED))
    _refused_until_spoken(lambda: decisions.propose_withdrawal(reference, officer, "They rang.", "Dear you"))
    _refused_until_spoken(
        lambda: set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, twin, "The same.", "Joined.")
    )
    assert reading.read_item(reference, officer).talk_owed
    spoken_with(reference, officer)
    assert not reading.read_item(reference, officer).talk_owed
    assert decided(reference, officer, Route.REFUSED).second_person


@pytest.mark.parametrize("route", DIVERTED)
def test_nor_is_it_sent_elsewhere(route: Route) -> None:
    officer = somebody()
    reference = screened(officer, audience=Audience.TWELVE_AND_OVER)
    _refused_until_spoken(lambda: decided(reference, officer, route))


def test_what_gives_them_all_their_rights_waits_for_nobody() -> None:
    officer = somebody()
    reference = screened(officer, audience=Audience.UNDER_TWELVE)
    assert decided(reference, officer, Route.STATUTORY).in_force


def test_nor_does_an_advocate_who_was_asked_for() -> None:
    """Passing the request on is what the young person wants: nothing is diverted."""
    officer = somebody()
    reference = screened(officer, Kind.ADVOCATE_REQUEST, audience=Audience.TWELVE_AND_OVER)
    assert decided(reference, officer, Route.DUTY_MATTER).second_person


def test_an_adults_complaint_needs_no_talk_with_a_child() -> None:
    officer = somebody()
    reference = screened(officer)
    assert not reading.read_item(reference, officer).talk_owed
    assert decided(reference, officer, Route.REFUSED).second_person


@pytest.mark.parametrize(
    "spoken", [Spoken.WITH_CHILD, Spoken.WITH_ADVOCATE, Spoken.CHILD_DECLINED, Spoken.NOT_SAFE_TO_TRY]
)
def test_one_talk_is_enough(spoken: Spoken) -> None:
    officer = somebody()
    reference = screened(officer, audience=Audience.UNDER_TWELVE)
    spoken_with(reference, officer, spoken)
    assert decided(reference, officer, Route.REFUSED).second_person


def test_no_answer_counts_on_two_days(clock: Clock) -> None:
    officer = somebody()
    reference = screened(officer, audience=Audience.UNDER_TWELVE)
    for _ in range(2):
        spoken_with(reference, officer, Spoken.NO_ANSWER)
        clock.forward(minutes=5)
    _refused_until_spoken(lambda: decided(reference, officer, Route.REFUSED))
    note_child_contact(reference, officer, Spoken.NO_ANSWER, now() - timedelta(hours=1), "Rang, as above.")
    _refused_until_spoken(lambda: decided(reference, officer, Route.REFUSED))
    clock.forward(days=1)
    claims.claim(reference, officer)
    spoken_with(reference, officer, Spoken.NO_ANSWER)
    assert decided(reference, officer, Route.REFUSED).second_person


def test_it_is_asked_again_when_somebody_signs() -> None:
    """The checklist may say only later that a child sent it."""
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    outcome = decided(reference, officer, Route.REFUSED)
    item = _id(reference)
    answers = db.session.get_one(Screening, item).answers
    db.session.execute(
        update(Screening).where(Screening.feedback_id == item).values(answers={**answers, "who": "child"})
    )
    db.session.commit()
    weighed(reference, supervisor)
    _refused_until_spoken(lambda: decisions.sign(outcome.decision_id, supervisor))
    spoken_with(reference, officer)
    signed(outcome.decision_id, reference, supervisor)


def test_what_was_said_is_sealed_and_shown_with_who_noted_it() -> None:
    officer = somebody()
    reference = screened(officer, audience=Audience.UNDER_TWELVE)
    note_child_contact(reference, officer, Spoken.WITH_CHILD, now(), "  She said: go on.  ")
    (shown,) = reading.read_item(reference, officer).child_contacts
    assert (shown.words, shown.by, shown.how) == ("She said: go on.", officer.name, "Spoke with the child")
    sealed = db.session.scalar(select(ChildContact.words).where(ChildContact.id == shown.id))
    assert b"go on" not in sealed


@pytest.mark.parametrize(
    ("spoken", "event"),
    [
        (Spoken.WITH_CHILD, EventName.SPOKEN_WITH_CHILD),
        (Spoken.CHILD_DECLINED, EventName.SPOKEN_WITH_CHILD),
        (Spoken.NO_ANSWER, EventName.CHILD_TRIED),
        (Spoken.NOT_SAFE_TO_TRY, EventName.CHILD_TRIED),
    ],
)
def test_history_tells_a_talk_from_a_try(spoken: Spoken, event: EventName) -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    spoken_with(reference, officer, spoken)
    last = select(Event.name).where(Event.feedback_id == _id(reference)).order_by(Event.id.desc())
    assert db.session.scalar(last.limit(1)) is event


def test_words_and_a_time_that_has_been_are_needed() -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    for when, words, code in (
        (now(), " ", "words"),
        (None, "Rang.", "when"),
        (now() + timedelta(minutes=1), "Rang.", "when_to_come"),
        (now() - timedelta(days=1), "Rang.", "when_before"),
    ):
        with pytest.raises(Incomplete) as missing:
            note_child_contact(reference, officer, Spoken.NO_ANSWER, when, words)
        assert missing.value.missing == (code,)
    assert not reading.read_item(reference, officer).child_contacts


def test_only_who_screens_and_is_in_no_conflict_notes_one() -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    with pytest.raises(NotAllowed):
        spoken_with(reference, somebody(Role.MANAGER))
    kept_away(reference, officer)
    with pytest.raises(ConflictOfInterest):
        spoken_with(reference, officer)
    assert {Spoken.NO_ANSWER, Spoken.NOT_SAFE_TO_TRY} == child_contacts.NOT_REACHED


def _id(reference: str) -> int:
    return db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one()
