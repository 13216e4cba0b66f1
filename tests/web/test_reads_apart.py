"""What a page only read leaves no mark on whatever the same thread writes next."""

import sqlite3

import pytest
from flask import Flask
from sqlalchemy import select

from portal.extensions import db
from portal.models.feedback import Feedback
from tests.pages import PageClient


@pytest.mark.parametrize("path", ["/", "/no-such-page", "/track"])
def test_after_a_page_was_read_whoever_reads_still_takes_the_lock_before_writing(
    app: Flask, client: PageClient, path: str
) -> None:
    client.get(path)
    with app.app_context():
        db.session.scalar(select(Feedback.id).limit(1))
        other = sqlite3.connect(str(db.engine.url.database), timeout=0)
        try:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        finally:
            other.close()
            db.session.rollback()
