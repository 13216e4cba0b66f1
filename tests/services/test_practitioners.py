"""What was asked of, confirmed with or told the service is kept with its time, sealed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, Incomplete, NotAllowed
from portal.domain.event_names import EventName
from portal.domain.vocabulary import ContactPurpose, Role
from portal.extensions import db
from portal.models.dealings import PractitionerContact
from portal.models.event import Event
from portal.services.now import now
from portal.services.practitioners import note_contact
from portal.services.reading import read_item
from tests import factories
from tests.services.screening_steps import kept_away, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def test_contacts_are_listed_by_when_they_were_whoever_noted_them() -> None:
    officer, reference = somebody(), factories.make_feedback().reference
    at = now()
    note_contact(reference, officer, ContactPurpose.TOLD, at, "Ann Lee", "It goes to stage 1.")
    note_contact(
        reference, officer, ContactPurpose.CONFIRMED, at - timedelta(days=1), "Bo Day", "The date is right."
    )
    before, after = read_item(reference, officer).practitioners
    assert (before.purpose, before.who, before.words) == ("confirmed", "Bo Day", "The date is right.")
    assert (after.at, after.who, after.by) == (at, "Ann Lee", officer.name)
    event = db.session.scalars(select(Event).where(Event.name == EventName.PRACTITIONER_SPOKEN_WITH)).first()
    assert event is not None
    assert event.facts["purpose"] == "told"
    stored = db.session.scalars(select(PractitionerContact.words)).all()
    assert not any(b"Ann" in words or b"stage" in words for words in stored)


def test_what_is_missing_or_still_to_come_is_named() -> None:
    officer, reference = somebody(), factories.make_feedback().reference
    with pytest.raises(Incomplete) as problem:
        note_contact(reference, officer, ContactPurpose.ASKED, now() + timedelta(minutes=1), " ", "")
    assert problem.value.missing == ("who", "words", "when")


def test_whoever_must_keep_away_or_does_not_screen_notes_nothing() -> None:
    officer, reference = somebody(), factories.make_feedback().reference
    kept_away(reference, officer)
    for who, problem in ((officer, ConflictOfInterest), (somebody(Role.MANAGER), NotAllowed)):
        with pytest.raises(problem):
            note_contact(reference, who, ContactPurpose.ASKED, now(), "Ann", "Why?")
