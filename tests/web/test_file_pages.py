"""The pages around files: sending them later, speaking, locking what may be illegal, and what waits."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from portal.domain.vocabulary import FileStatus, Role
from portal.extensions import db
from portal.models.attachment import Attachment
from portal.models.event import AccessLog
from portal.models.feedback import Feedback
from portal.services import attachments, examination, file_views
from portal.services.now import now
from tests import hostile
from tests.factories import make_feedback
from tests.pages import Page, PageClient
from tests.services.file_steps import file_of
from tests.web.file_steps import add, send

SignIn = Callable[..., PageClient]
YOUNG = "/young-people/under-12"
SPEAK = f"{YOUNG}/what-happened"


def private_page(app: Flask, client: PageClient) -> int:
    """Send something, open its private page in this browser, and return the item's number."""
    with app.app_context():
        sent = make_feedback()
    page = client.submit(client.get_page("/track"), {"code": sent.code})
    assert "private page" in page.main_text
    return sent.id


def photo_of(app: Flask, content: bytes = hostile.jpeg(), name: str = "a.jpg") -> tuple[str, int]:
    """Send something with a file; return the item's reference and the file's number."""
    with app.app_context():
        sent = make_feedback()
        number = file_of(sent.id, content, name)
        file_views.prepare_files()
        return sent.reference, number


def test_files_are_sent_later_and_somebody_has_to_look_at_them(app: Flask, client: PageClient) -> None:
    number = private_page(app, client)
    page = client.follow(client.get_page("/track"), "Send photos or papers")
    assert "up to 10 files" in page.main_text
    page = add(client, page, (hostile.jpeg(), "door.jpg"), button="Send these files")
    assert "We have your files" in page.main_text
    assert "Files: door.jpg" in page.main_text
    with app.app_context():
        assert db.session.scalar(select(Feedback.unread_since).where(Feedback.id == number)) is not None
    again = client.get_page("/track/files")
    assert "door.jpg" in again.main_text
    assert "We have it." in again.main_text
    assert not again.document.all("img")


def test_later_files_get_an_answer_each(app: Flask, client: PageClient) -> None:
    private_page(app, client)
    chosen = ((hostile.jpeg(), "door.jpg"), (hostile.SVG, "drawing.svg"))
    page = add(client, client.get_page("/track/files"), *chosen, button="Send these files")
    assert page.status == 422
    assert [error.partition(":")[0] for error in page.errors] == ["drawing.svg"]
    assert "door.jpg" in page.main_text


def test_choosing_nothing_later_is_said(app: Flask, client: PageClient) -> None:
    private_page(app, client)
    page = add(client, client.get_page("/track/files"), button="Send these files")
    assert page.status == 422


def test_a_private_page_that_closed_takes_nothing_and_says_so(app: Flask, client: PageClient) -> None:
    number = private_page(app, client)
    page = client.get_page("/track/files")
    client.submit(client.get_page("/track"), button="Close this page")
    said = send(client, "/track/files", {"csrf_token": page.field("csrf_token")}, [(hostile.jpeg(), "a.jpg")])
    assert "no file was sent" in said.text
    with app.app_context():
        assert attachments.list_own(number) == ()


def speaking(client: PageClient) -> Page:
    """Come to the page that offers to speak."""
    client.submit(client.get_page(YOUNG))
    return client.get_page(SPEAK)


def keep(client: PageClient, page: Page, content: bytes = hostile.webm(), **changed: str) -> tuple[int, dict]:
    """Hand a recording over as the page's script does."""
    from io import BytesIO

    sent = {name: page.field(name) for name in ("csrf_token", "submission_id")}
    data = {**sent, "seconds": "40", **changed, "recording": (BytesIO(content), "recording")}
    answer = client.post(f"{SPEAK}/recording", data=data, content_type="multipart/form-data")
    return answer.status_code, answer.get_json()


def test_a_recording_is_kept_listed_and_taken_out(app: Flask, client: PageClient) -> None:
    status, told = keep(client, speaking(client))
    assert (status, told["length"]) == (200, "40 seconds")
    page = client.get_page(SPEAK)
    assert "Your recording 40 seconds" in page.main_text
    page = client.submit(page, button="Take it out")
    assert "Your recording" not in page.main_text
    with app.app_context():
        assert db.session.scalar(select(func.count(Attachment.id))) == 0


def test_a_recording_alone_is_enough_to_send_and_an_officer_can_play_it(
    app: Flask, client: PageClient, signed_in: SignIn
) -> None:
    keep(client, speaking(client))
    client.submit(client.get_page(f"{YOUNG}/check"), button="Send")
    with app.app_context():
        newest = select(Feedback.reference).order_by(Feedback.id.desc()).limit(1)
        reference, number = db.session.scalar(newest), db.session.scalar(select(Attachment.id))
    officer = signed_in()
    page = officer.get_page(f"/screening/{reference}")
    assert "about 40 seconds, as their browser told us" in page.main_text
    (player,) = page.document.all("audio")
    assert player.get("preload") == "none"
    assert "media-src 'self'" in page.response.headers["Content-Security-Policy"]
    whole = officer.get(f"/screening/{reference}/files/{number}/sound")
    assert whole.get_data() == hostile.webm()
    assert whole.mimetype == "audio/webm"
    part = officer.get(f"/screening/{reference}/files/{number}/sound", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.get_data()) == (206, hostile.webm()[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(hostile.webm())}"
    beyond = officer.get(f"/screening/{reference}/files/{number}/sound", headers={"Range": "bytes=999999-"})
    assert beyond.status_code == 416
    with app.app_context():
        heard = select(func.count(AccessLog.id)).where(AccessLog.action == f"file_sound:{number}")
        assert db.session.scalar(heard) == 1


@pytest.mark.parametrize(
    ("content", "changed", "status"),
    [
        (hostile.jpeg(), {}, 422),
        (b"", {}, 422),
        (hostile.HTML, {}, 422),
        (hostile.webm(), {"csrf_token": "old"}, 400),
        (hostile.webm(), {"submission_id": "another"}, 409),
    ],
    ids=["a picture", "nothing", "a web page", "an old token", "another draft"],
)
def test_what_is_no_recording_of_this_draft_is_not_kept(
    app: Flask, client: PageClient, content: bytes, changed: dict[str, str], status: int
) -> None:
    assert keep(client, speaking(client), content, **changed)[0] == status
    with app.app_context():
        assert db.session.scalar(select(func.count(Attachment.id))) == 0


@pytest.mark.parametrize(
    ("seconds", "length"), [("9999", "5 minutes"), ("-4", "0 seconds"), ("x", "0 seconds")]
)
def test_a_length_that_cannot_be_is_not_believed(client: PageClient, seconds: str, length: str) -> None:
    assert keep(client, speaking(client), seconds=seconds)[1]["length"] == length


def test_only_pages_that_offer_to_speak_take_recordings_and_may_play_sound(client: PageClient) -> None:
    page = speaking(client)
    assert "media-src 'self' blob:" in page.response.headers["Content-Security-Policy"]
    other = client.get_page(f"{YOUNG}/feeling")
    assert "media-src" not in other.response.headers["Content-Security-Policy"]
    assert client.post(f"{YOUNG}/feeling/recording").status_code == 404


def test_the_page_without_a_script_offers_no_recording(client: PageClient) -> None:
    (place,) = [e for e in speaking(client).document.all("section") if e.get("id") == "recorder"]
    assert "hidden" in place.attrib


def test_locking_says_the_steps_first_and_asks_why(app: Flask, signed_in: SignIn) -> None:
    reference, number = photo_of(app)
    officer = signed_in()
    page = officer.follow(
        officer.get_page(f"/screening/{reference}"), "This may be illegal to have: photo-1.jpg"
    )
    for step in app.extensions["portal.council"].files.steps:
        assert step in page.main_text
    page = officer.submit(page, button="Lock this file")
    assert page.status == 422
    assert page.errors == ["Write in one line why it may be illegal"]
    page = officer.submit(page, {"lock_reason": "It may be."}, button="Lock this file")
    assert "Locked: may be illegal" in page.main_text
    assert "Save the original" not in page.main_text
    assert "Show the picture" not in page.main_text
    assert officer.get(f"/screening/{reference}/files/{number}/view").status_code == 403
    token = officer.get_page(f"/screening/{reference}").field("csrf_token")
    saved = officer.post(f"/screening/{reference}/files/{number}/original", data={"csrf_token": token})
    assert saved.status_code == 403


def test_only_the_lead_sees_how_to_unlock(app: Flask, signed_in: SignIn) -> None:
    council = app.extensions["portal.council"]
    named = dataclasses.replace(council.files, lead_email="lead@test.example")
    app.extensions["portal.council"] = dataclasses.replace(council, files=named)
    reference, number = photo_of(app)
    officer, lead = signed_in(), signed_in(Role.MANAGER, email="lead@test.example")
    page = officer.get_page(f"/screening/{reference}/files/{number}/lock")
    officer.submit(page, {"lock_reason": "It may be."}, button="Lock this file")
    assert officer.get(f"/screening/{reference}/files/{number}/unlock").status_code == 403
    page = lead.follow(lead.get_page(f"/screening/{reference}"), "Unlock this file")
    assert lead.submit(page, button="Unlock this file").status == 422
    page = lead.submit(page, {"unlock_reason": "A cake."}, button="Unlock this file")
    assert "Show the picture" in page.main_text


def test_a_paper_is_saved_as_a_copy_and_a_text_as_it_came(app: Flask, signed_in: SignIn) -> None:
    reference, number = photo_of(app, hostile.acting_pdf(), "letter.pdf")
    officer = signed_in()
    page = officer.get_page(f"/screening/{reference}")
    copy = officer.get(page.link("Save a copy that is safe to read: paper-1.pdf").href)
    assert copy.mimetype == "application/pdf"
    assert b"JavaScript" not in copy.get_data()
    assert copy.headers["Content-Disposition"] == 'attachment; filename="paper-1.pdf"'
    text, number = photo_of(app, b"He said <b>no</b>.", "note.txt")
    page = officer.get_page(f"/screening/{text}")
    token = page.field("csrf_token")
    original = officer.post(f"/screening/{text}/files/{number}/original", data={"csrf_token": token})
    assert original.mimetype == "text/plain"
    assert original.get_data() == b"He said <b>no</b>."


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (FileStatus.WAITING, "Waiting for the virus check"),
        (FileStatus.INFECTED, "Stopped by the virus check"),
        (FileStatus.CLEAN, "Virus check passed"),
    ],
)
def test_how_a_file_stands_is_said_and_holds(
    app: Flask, signed_in: SignIn, status: FileStatus, says: str
) -> None:
    reference, number = photo_of(app)
    with app.app_context():
        db.session.execute(update(Attachment).values(status=status))
        db.session.commit()
    officer = signed_in()
    page = officer.get_page(f"/screening/{reference}")
    assert says in page.main_text
    opened = officer.get(f"/screening/{reference}/files/{number}/view").status_code
    assert opened == (200 if status is FileStatus.CLEAN else 409)
    assert ("Show the picture" in page.main_text) is (status is FileStatus.CLEAN)


def test_the_desk_and_doctor_say_that_files_wait_for_a_silent_scanner(app: Flask, signed_in: SignIn) -> None:
    photo_of(app)
    settings = app.extensions["portal.settings"]
    app.extensions["portal.settings"] = dataclasses.replace(settings, clamd="/nowhere/clamd.sock")
    with app.app_context():
        long_ago = now() - timedelta(minutes=20)
        db.session.execute(update(Attachment).values(status=FileStatus.WAITING, added_at=long_ago))
        db.session.commit()
        scanner = next(one for one in examination.examine() if one.about == "virus scanner")
        assert not scanner.right
        assert "does not answer, 1 files wait" in scanner.says
    assert "1 file waits" in signed_in().get_page("/screening").main_text


def test_doctor_names_who_leads_on_locked_files(app_context: Flask) -> None:
    council = app_context.extensions["portal.council"]
    for named, right in (("nobody@test.example", False), ("background.manager@test.example", True)):
        rule = dataclasses.replace(council.files, lead_email=named)
        app_context.extensions["portal.council"] = dataclasses.replace(council, files=rule)
        assert examination.look_at_file_lead().right is right
