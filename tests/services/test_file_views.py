"""Copies that are safe to look at: pixels and drawings only; a hostile file costs nobody but itself."""

import io
import re
import resource
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from PIL import Image

from portal.domain.files import Opening
from portal.extensions import db
from portal.models.attachment import Attachment
from portal.services import attachments, drafts, file_views
from portal.services.attachments import Offered
from portal.services.files_shown import open_file
from tests import hostile
from tests.factories import make_feedback
from tests.services.file_steps import file_of
from tests.services.screening_steps import somebody

ACTIVE = (b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/Launch", b"/EmbeddedFile", b"/AcroForm", b"/XFA")


def view_of(media: str, content: bytes) -> bytes:
    """Return the safe copy, or nothing where there is none."""
    return file_views.make_view(media, iter([content[:100], content[100:]]))


def seen(view: bytes) -> Any:
    """Return the picture that an officer gets to see."""
    picture = Image.open(io.BytesIO(view))
    assert picture.format == "JPEG"
    return picture


@pytest.mark.parametrize(
    ("media", "content"),
    [
        ("image/jpeg", hostile.jpeg()),
        ("image/png", hostile.png()),
        ("image/gif", hostile.gif()),
        ("image/webp", hostile.webp()),
        ("image/heic", hostile.HEIC),
    ],
    ids=["jpeg", "png", "gif", "webp", "heic"],
)
def test_every_kind_of_picture_is_drawn_anew_as_a_jpeg(media: str, content: bytes) -> None:
    assert seen(view_of(media, content)).size in {(60, 40), (64, 48)}


def test_a_picture_of_a_telephone_shows_its_colours() -> None:
    left, right = (seen(view_of("image/heic", hostile.HEIC)).getpixel((x, 24)) for x in (5, 58))
    assert left[2] > 150 > left[0]
    assert right[0] > 150 > right[2]


def test_a_photo_stands_upright_and_tells_nothing_of_place_or_camera() -> None:
    sent = hostile.photo_with_a_place()
    assert b"Telling Camera" in sent
    view = view_of("image/jpeg", sent)
    picture = seen(view)
    assert picture.size == (40, 80)
    assert not picture.getexif()
    assert b"Telling Camera" not in view
    assert b"Exif" not in view


def test_a_large_picture_is_made_smaller() -> None:
    assert seen(view_of("image/jpeg", hostile.jpeg((4_000, 1_000)))).size == (2_000, 500)


def test_what_hides_behind_the_pixels_is_gone() -> None:
    view = view_of("image/jpeg", hostile.jpeg(comment=hostile.HTML) + hostile.HTML)
    assert b"<script" not in view


def test_a_pdf_loses_all_that_acts_and_who_made_it() -> None:
    sent = hostile.acting_pdf()
    with pikepdf.open(io.BytesIO(sent)) as before:
        assert "/OpenAction" in before.Root
        assert len(before.attachments) == 1
    view = view_of("application/pdf", sent)
    with pikepdf.open(io.BytesIO(view)) as after:
        assert len(after.pages) == 1
        assert set(after.Root.keys()) == {"/Type", "/Pages"}
        assert set(after.pages[0].obj.keys()) <= {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox"}
        assert len(after.attachments) == 0
        assert not after.docinfo.keys()
        whole = b"".join(_unpacked(thing) for thing in after.objects)
    for name in (*ACTIVE, b"Telling Author", b"calc.exe", b"app.alert"):
        assert name not in whole, name


def _unpacked(thing: Any) -> bytes:
    return (thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing).unparse(resolved=True)


@pytest.mark.parametrize(
    ("media", "content"),
    [
        ("image/png", hostile.png_bomb()),
        ("image/png", hostile.png()[:60]),
        ("image/jpeg", hostile.png()),
        ("image/heic", hostile.HEIC[:200]),
        ("image/gif", b"GIF89a" + bytes(40)),
        ("application/pdf", hostile.locked_pdf()),
        ("application/pdf", b"%PDF-1.7\n" + bytes(400)),
        ("application/x-sh", b"#!/bin/sh"),
    ],
    ids=["bomb", "cut", "another kind", "cut heic", "broken gif", "locked pdf", "broken pdf", "no kind"],
)
def test_what_cannot_be_drawn_safely_has_no_copy(media: str, content: bytes) -> None:
    assert view_of(media, content) == b""


def test_a_bomb_costs_the_portal_no_memory() -> None:
    view_of("image/png", hostile.png())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert view_of("image/png", hostile.png_bomb()) == b""
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 16 * 1024, f"{grown} kB"


def test_the_program_that_decodes_knows_no_key_and_nothing_of_the_portal() -> None:
    source = Path(file_views.PROGRAM).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(from|import) (portal|flask|sqlalchemy|socket)", source, re.MULTILINE)
    assert "RLIMIT_AS" in source
    called = Path(file_views.__file__).read_text(encoding="utf-8")
    assert "env={}" in called


def test_one_that_fails_is_tried_once_and_the_original_stays_as_it_came(app_context: Flask) -> None:
    sent = make_feedback()
    content = hostile.png_bomb()
    number = file_of(sent.id, content, "a.png")
    assert file_views.make_views() == 1
    assert file_views.make_views() == 0
    assert db.session.get_one(Attachment, number).view_media == ""
    opened = open_file(sent.reference, number, somebody(), Opening.ORIGINAL)
    assert b"".join(opened.read_from()) == content


def test_drafts_are_not_looked_at(app_context: Flask) -> None:
    draft = drafts.start_draft("complaint", 28).id
    attachments.add_to_draft(draft, Offered("a.jpg", io.BytesIO(hostile.jpeg()), "papers"))
    assert file_views.make_views() == 0
