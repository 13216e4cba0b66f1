"""Steps that tests of files in forms share."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from tests.pages import Page, PageClient, document_of, fill_form
from tests.web.complaint_steps import ENOUGH, walk

ADD = "Add these files"
FIELD = "added-files"
Chosen = tuple[bytes, str]


def at_papers(client: PageClient) -> Page:
    """Come to the page of the complaint that takes files."""
    return walk(client, ENOUGH, until="papers")


def add(client: PageClient, page: Page, *chosen: Chosen, button: str = ADD, **typed: Any) -> Page:
    """Choose files on a page and press a button, as a browser does."""
    form, pressed = page.form_for(button)
    sent = fill_form(form, typed, pressed)
    return send(client, urljoin(page.url, form.get("action", "")), sent, chosen)


def send(
    client: PageClient,
    where: str,
    sent: Mapping[str, Any],
    chosen: Iterable[Chosen],
    name: str = "added-files",
) -> Page:
    """Post fields and files in one request and return the page that comes."""
    values: MultiDict[str, Any] = MultiDict(sent)
    for content, called in chosen:
        values.add(name, FileStorage(BytesIO(content), called, name))
    boundary, body = encode_multipart(values)
    kind = f'multipart/form-data; boundary="{boundary}"'
    answer = client.post(where, data=body, content_type=kind, follow_redirects=True)
    return Page(answer, document_of(answer))
