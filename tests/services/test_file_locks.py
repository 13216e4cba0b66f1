"""A file that may be illegal: one press closes it to everybody but the person the profile names."""

import dataclasses

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, Incomplete, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.files import Opening
from portal.domain.vocabulary import FileStatus, Role
from portal.extensions import db
from portal.models.attachment import Attachment
from portal.models.event import AccessLog, Event
from portal.models.outbox import OutboxMail
from portal.services import file_locks, file_views, mailing
from portal.services.accounts import StaffMember
from portal.services.files_shown import find_files_shown, open_file
from tests import hostile
from tests.factories import make_feedback
from tests.services.file_steps import file_of
from tests.services.screening_steps import kept_away, somebody

LEAD = "lead.for.files@test.example"
WHY = "A picture that should not be here."


@pytest.fixture
def photo(app_context: Flask) -> tuple[str, int]:
    """A photo with its safe copy: the item's reference and the file's number."""
    sent = make_feedback()
    number = file_of(sent.id, hostile.jpeg())
    file_views.prepare_files()
    return sent.reference, number


def name_lead(app: Flask, email: str | None) -> None:
    """Let the council profile name this address, or nobody."""
    council = app.extensions["portal.council"]
    rule = dataclasses.replace(council.files, lead_email=email)
    app.extensions["portal.council"] = dataclasses.replace(council, files=rule)


def opens(photo: tuple[str, int], who: StaffMember, opening: Opening) -> bool:
    """Whether somebody can open it."""
    try:
        return open_file(*photo, who, opening).size > 0
    except NotAllowed:
        return False


def test_from_the_press_on_only_the_lead_opens_the_original_and_that_is_logged(
    app_context: Flask, photo: tuple[str, int]
) -> None:
    name_lead(app_context, LEAD.upper())
    officer, others = somebody(), [somebody(role) for role in (Role.SUPERVISOR, Role.MANAGER)]
    assert opens(photo, officer, Opening.VIEW)
    file_locks.lock(*photo, officer, WHY)
    lead = somebody(Role.SCREENING_OFFICER, email=LEAD)
    for who in (officer, *others):
        assert not any(opens(photo, who, opening) for opening in Opening)
    assert not opens(photo, lead, Opening.VIEW)
    assert opens(photo, lead, Opening.ORIGINAL)
    logged = select(AccessLog.account_id).where(AccessLog.action == f"file_original:{photo[1]}")
    assert list(db.session.scalars(logged)) == [lead.id]


def test_where_nobody_is_named_a_supervisor_leads(app_context: Flask, photo: tuple[str, int]) -> None:
    name_lead(app_context, None)
    file_locks.lock(*photo, somebody(), WHY)
    assert not opens(photo, somebody(Role.MANAGER), Opening.ORIGINAL)
    assert opens(photo, somebody(Role.SUPERVISOR), Opening.ORIGINAL)


def test_the_lock_is_in_the_history_with_a_sealed_reason_and_the_lead_is_told_nothing_but_that(
    app_context: Flask, photo: tuple[str, int]
) -> None:
    name_lead(app_context, LEAD)
    officer = somebody()
    file_locks.lock(*photo, officer, WHY)
    file_locks.lock(*photo, officer, WHY)  # a second press changes nothing
    event = db.session.scalars(select(Event).where(Event.name == EventName.FILE_LOCKED)).one()
    assert event.facts == {"file": photo[1]}
    assert event.account_id == officer.id
    assert event.reason_id is not None
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.template == "file_locked")).one()
    letter = mailing.write_letter(mail.id)
    assert letter.recipients == (LEAD,)
    assert photo[0] in letter.text
    assert WHY not in letter.text
    assert "picture" not in (letter.subject + letter.text).lower()


def test_a_lock_needs_a_reason(photo: tuple[str, int]) -> None:
    with pytest.raises(Incomplete):
        file_locks.lock(*photo, somebody(), "  ")


def test_only_the_lead_undoes_it_and_then_it_opens_again(app_context: Flask, photo: tuple[str, int]) -> None:
    name_lead(app_context, LEAD)
    officer, lead = somebody(), somebody(email=LEAD)
    file_locks.lock(*photo, officer, WHY)
    with pytest.raises(NotAllowed):
        file_locks.unlock(*photo, officer, "It is a cake.")
    file_locks.unlock(*photo, lead, "It is a cake.")
    assert opens(photo, officer, Opening.VIEW)
    assert db.session.get_one(Attachment, photo[1]).status is FileStatus.UNSCANNED
    assert db.session.scalars(select(Event).where(Event.name == EventName.FILE_UNLOCKED)).one().reason_id


def test_who_must_keep_away_opens_and_locks_nothing(photo: tuple[str, int]) -> None:
    away = somebody()
    kept_away(photo[0], away)
    with pytest.raises(ConflictOfInterest):
        open_file(*photo, away, Opening.VIEW)
    with pytest.raises(ConflictOfInterest):
        file_locks.lock(*photo, away, WHY)


def test_the_lead_who_is_complained_about_opens_nothing(app_context: Flask, photo: tuple[str, int]) -> None:
    name_lead(app_context, LEAD)
    lead = somebody(email=LEAD)
    file_locks.lock(*photo, somebody(), WHY)
    kept_away(photo[0], lead)
    with pytest.raises(ConflictOfInterest):
        open_file(*photo, lead, Opening.ORIGINAL)


@pytest.mark.parametrize("role", [Role.STAFF, Role.DUTY, Role.ADMINISTRATOR])
def test_other_roles_open_nothing(photo: tuple[str, int], role: Role) -> None:
    assert not any(opens(photo, somebody(role), opening) for opening in Opening)


def test_a_file_is_found_in_its_own_item_only(photo: tuple[str, int]) -> None:
    other = make_feedback()
    with pytest.raises(NotFound):
        open_file(other.reference, photo[1], somebody(), Opening.VIEW)
    with pytest.raises(NotFound):
        file_locks.lock(other.reference, photo[1], somebody(), WHY)


def test_an_item_lists_its_files_with_two_queries(app_context: Flask, count_queries) -> None:
    sent, officer = make_feedback(), somebody()
    for _ in range(4):
        file_of(sent.id, hostile.jpeg())
    db.session.rollback()
    with count_queries() as queries:
        shown = find_files_shown(sent.id, officer, {})
    assert [file.own_name for file in shown] == [f"photo-{n}.jpg" for n in range(1, 5)]
    assert queries.count == 2
