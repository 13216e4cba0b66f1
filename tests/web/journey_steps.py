"""Steps that tests of the journey engine share."""

from typing import Any

from flask import Flask
from sqlalchemy import func, select

from portal.extensions import db
from portal.models.draft import Draft
from portal.services.drafts import load_draft
from tests.pages import Page as Shown
from tests.pages import PageClient, document_of

ANEW = "Begin something new"
WORDS = "The worker did not come.\r\n<b>Twice</b> & more"


def begin(client: PageClient) -> Shown:
    """Begin a complaint, also where something was begun before."""
    page = client.submit(client.get_page("/complaint"))
    return client.submit(page, button=ANEW) if ANEW in page.buttons else page


def go_to(client: PageClient, name: str) -> Shown:
    """Open one page of a begun journey."""
    return client.get_page(f"/complaint/{name}")


def count(model: Any) -> int:
    """Count the rows of a table."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def draft_answers(app: Flask) -> dict[str, dict[str, list[str]]]:
    """Return the answers of the newest draft."""
    with app.app_context():
        newest = db.session.scalars(select(Draft.id).order_by(Draft.id.desc()).limit(1)).one()
        return load_draft(newest).answers


def post(client: PageClient, path: str, data: Any, **options: Any) -> Shown:
    """Post what no browser would, and return the page."""
    response = client.post(path, data=data, follow_redirects=True, **options)
    return Shown(response, document_of(response))
