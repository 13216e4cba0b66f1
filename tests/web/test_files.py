"""Adding files on a page of a journey, and what becomes of them: sealed, sent, met by an officer."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.event_names import EventName
from portal.domain.vocabulary import FileStatus
from portal.extensions import db
from portal.models.attachment import Attachment, AttachmentChunk
from portal.models.data_key import DataKey
from portal.models.event import AccessLog, Event
from portal.services import attachments, file_views
from tests import hostile
from tests.pages import PageClient
from tests.web.complaint_steps import newest
from tests.web.file_steps import add, at_papers

SignIn = Callable[..., PageClient]


def test_the_limits_are_said_before_anybody_chooses(client: PageClient) -> None:
    page = at_papers(client)
    for words in ("up to 10 files", "15 MB", "60 MB", "Photos from a phone", "Video does not"):
        assert words in page.main_text, words
    assert page.main_text.index("up to 10 files") < page.main_text.index("Photos, papers or other files")


def test_a_file_is_added_listed_and_removed(app: Flask, client: PageClient) -> None:
    page = add(client, at_papers(client), (hostile.jpeg(), "Mum’s kitchen.JPG"))
    assert page.status == 200
    assert "Mum’s kitchen.JPG" in page.main_text
    assert "JPEG picture" in page.main_text
    page = client.submit(page, button="Remove Mum’s kitchen.JPG")
    assert "kitchen" not in page.main_text
    with app.app_context():
        assert db.session.scalar(select(func.count(Attachment.id))) == 0
        assert db.session.scalar(select(func.count()).select_from(AttachmentChunk)) == 0


def test_files_chosen_and_then_continue_are_not_lost(client: PageClient) -> None:
    page = add(client, at_papers(client), (hostile.pdf(), "letter.pdf"), button="Continue")
    assert page.h1 == "When did it start?"
    check = client.get_page("/complaint/check")
    assert "letter.pdf" in check.main_text


def test_what_was_sent_holds_the_files_sealed_and_in_the_history(app: Flask, client: PageClient) -> None:
    add(client, at_papers(client), (hostile.jpeg(), "kitchen.jpg"), (b"He said so.", "note.txt"))
    client.submit(client.get_page("/complaint/check"), button="Send")
    with app.app_context():
        feedback = newest(app)
        assert [file.name for file in attachments.list_own(feedback.id)] == ["kitchen.jpg", "note.txt"]
        added = select(Event).where(Event.feedback_id == feedback.id, Event.name == EventName.FILE_ADDED)
        assert [event.facts["what"] for event in db.session.scalars(added)] == ["photo", "paper"]
        assert not any(b"He said so" in chunk for chunk in db.session.scalars(select(AttachmentChunk.sealed)))


def test_throwing_a_draft_away_erases_its_files_with_their_keys(app: Flask, client: PageClient) -> None:
    with app.app_context():
        before = db.session.scalar(select(func.count(DataKey.id)))
    add(client, at_papers(client), (hostile.jpeg(), "kitchen.jpg"))
    client.submit(client.get_page("/complaint/discard"), button="Yes, throw it away")
    with app.app_context():
        assert db.session.scalar(select(func.count(Attachment.id))) == 0
        assert db.session.scalar(select(func.count()).select_from(AttachmentChunk)) == 0
        assert db.session.scalar(select(func.count(DataKey.id))) == before


@pytest.fixture
def sent(app: Flask, client: PageClient) -> str:
    """A complaint with one photo, ready to be looked at; its reference."""
    add(client, at_papers(client), (hostile.jpeg(), "kitchen.jpg"))
    client.submit(client.get_page("/complaint/check"), button="Send")
    with app.app_context():
        file_views.prepare_files()
        return newest(app).reference


def first_file(app: Flask) -> int:
    """Return the number of the newest file."""
    with app.app_context():
        return int(db.session.scalar(select(func.max(Attachment.id))) or 0)


def test_an_officer_sees_a_covered_picture_and_uncovers_it(app: Flask, sent: str, signed_in: SignIn) -> None:
    officer, number = signed_in(), first_file(app)
    page = officer.get_page(f"/screening/{sent}")
    assert "photo-1.jpg" in page.main_text
    assert "kitchen.jpg" in page.main_text
    assert f'files/{number}/view" alt' not in page.html
    assert not page.document.all("img")
    shown = officer.follow(page, "Show the picture")
    assert [image.get("src") for image in shown.document.all("img")] == [
        f"/screening/{sent}/files/{number}/view"
    ]


def test_what_is_served_is_attached_sniffed_by_nobody_and_cut_off(
    app: Flask, sent: str, signed_in: SignIn
) -> None:
    officer, number = signed_in(), first_file(app)
    view = officer.get(f"/screening/{sent}/files/{number}/view")
    assert view.status_code == 200
    assert view.mimetype == "image/jpeg"
    assert view.get_data().startswith(b"\xff\xd8\xff")
    assert view.headers["Content-Disposition"] == 'attachment; filename="photo-1.jpg"'
    assert view.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in view.headers["Content-Security-Policy"]
    assert "default-src 'none'" in view.headers["Content-Security-Policy"]
    assert view.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert view.headers["Cache-Control"] == "no-store"


def test_the_original_comes_back_to_the_byte_and_each_opening_is_logged(
    app: Flask, sent: str, signed_in: SignIn
) -> None:
    officer, number = signed_in(), first_file(app)
    officer.get(f"/screening/{sent}/files/{number}/view")
    page = officer.get_page(f"/screening/{sent}")
    form, button = page.form_for("Save the original")
    token = next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")
    original = officer.post(f"/screening/{sent}/files/{number}/original", data={"csrf_token": token})
    assert original.get_data() == hostile.jpeg()
    with app.app_context():
        logged = select(AccessLog.action).where(AccessLog.account_id == officer.account.id)
        assert {f"file_view:{number}", f"file_original:{number}"} <= set(db.session.scalars(logged))


def test_without_a_scanner_files_are_unscanned_and_say_so(app: Flask, sent: str, signed_in: SignIn) -> None:
    with app.app_context():
        assert db.session.scalar(select(Attachment.status)) is FileStatus.UNSCANNED
    page = signed_in().get_page(f"/screening/{sent}")
    assert "Not checked for viruses" in page.main_text
    assert "Nobody has checked this file for viruses" in page.main_text
