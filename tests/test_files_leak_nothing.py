"""Whoever steals the database, its backups, the logs or the mails finds nothing of a file, nor its name."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.services import attachments, backup, drafts, file_locks, file_views, worker
from portal.services.attachments import Offered
from tests.databases import demo_settings, migrated_app
from tests.factories import make_background, make_feedback
from tests.leaks import Marks, files_with_marks, rows_with_marks
from tests.services.file_steps import file_of
from tests.services.screening_steps import somebody


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Flask]:
    """A portal with a folder of its own, and everything it logs in there too."""
    app = migrated_app(demo_settings(tmp_path / "instance"), make_background)
    handler, root = logging.FileHandler(tmp_path / "instance" / "everything.log"), logging.getLogger()
    root.addHandler(handler)
    yield app
    root.removeHandler(handler)
    handler.close()
    with app.app_context():
        db.engine.dispose()


def test_nothing_of_a_file_can_be_read_outside_the_portal(portal: Flask, tmp_path: Path) -> None:
    marks = Marks()
    photo = io.BytesIO()
    Image.new("RGB", (30, 20)).save(photo, "JPEG", comment=marks.words().encode())
    with portal.app_context():
        draft = drafts.start_draft("complaint", 28).id
        attachments.add_to_draft(draft, Offered(marks.line(), photo, "papers"))
        sent, officer = make_feedback(), somebody(Role.SUPERVISOR)
        number = file_of(sent.id, marks.words().encode(), f"{marks.line()}.txt")
        file_of(sent.id, photo.getvalue(), f"{marks.line()}.jpg")
        file_locks.lock(sent.reference, number, officer, marks.words())
        file_views.prepare_files()
        assert worker.work_until_done().sent
        backup.create_backup()
    assert marks.made > 4
    assert list(files_with_marks(tmp_path)) == []
    assert list(rows_with_marks(portal)) == []
