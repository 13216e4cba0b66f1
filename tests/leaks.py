"""Typing one unmistakable stem into everything, and looking for it in whatever the portal leaves."""

import base64
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element

from flask import Flask
from sqlalchemy import select

from portal.extensions import db
from portal.services.now import today
from tests.pages import Page, PageClient

STEM = "wyvernquill"
PHONE = "07700 900"
CHOSEN = {"who": "relative", "how": ["email", "phone"], "consent": "agreed", "told": "yes", "agreed": "yes"}
CHOSEN |= {"came_by": ("phone", "letter"), "giver": "parent", "read_back": "agreed", "settled": "yes"}
GOES_ON = ("I have kept it", "Continue", "Go on all the same", "Check it first", "Next", "Look at it first")
MOST_PAGES = 40


class Marks:
    """Makes words that nobody else ever typed, each a little different."""

    def __init__(self) -> None:
        self.made = 0

    def words(self) -> str:
        """Return words with markup, an accent and a line break, so that every encoding has to show itself."""
        self.made += 1
        return f"{STEM.title()}{self.made} é & <b>\r\nagain"

    def line(self) -> str:
        """Return words for one line."""
        return self.words().partition("\r")[0]

    def email(self) -> str:
        """Return an address that mail could go to."""
        self.made += 1
        return f"{STEM}{self.made}@shelf.example"

    def phone(self) -> str:
        """Return a number out of those kept for fiction."""
        self.made += 1
        return f"{PHONE}{self.made:03d}"

    def for_field(self, field: Element) -> str:
        """Return what fits one field of a form."""
        if field.get("name") == "work_email":
            return self.email().replace("@shelf.example", "@exbourne.example")
        if field.tag == "textarea":
            return self.words()
        return {"email": self.email, "tel": self.phone}.get(field.get("type", ""), self.line)()


def fill_everything(page: Page, marks: Marks) -> dict[str, Any]:
    """Return answers to a page: marks wherever something is typed, and always the same choices."""
    main = page.document.all("main")[0]
    answers: dict[str, Any] = {}
    for field in main.iter():
        name, kind = field.get("name", ""), field.get("type", "text")
        typed = field.tag == "textarea" or (field.tag == "input" and kind in {"text", "email", "tel"})
        if typed and not re.search(r"-(day|month|year)$", name):
            answers[name] = marks.for_field(field)
        elif name in CHOSEN and field.tag == "input" and name not in answers:
            offered = {e.get("value") for e in main.iter("input") if e.get("name") == name}
            wanted = CHOSEN[name]
            if isinstance(wanted, tuple):
                wanted = next(one for one in wanted if one in offered)
            if set(wanted if isinstance(wanted, list) else [wanted]) <= offered:
                answers[name] = wanted
    return answers | _day_of_the_letter(page)


def _day_of_the_letter(page: Page) -> dict[str, str]:
    """Return today for the one day that no journey goes on without."""
    days = {"day": f"{today().day}", "month": f"{today().month}", "year": f"{today().year}"}
    asked = page.url.endswith("/sent-back/sent-back")
    return {f"on-{part}": value for part, value in days.items()} if asked else {}


def walk_through(client: PageClient, start: str, marks: Marks, *, send: bool) -> None:
    """Go through a journey with a mark in every field, and send it or leave it lying as a draft."""
    page = client.submit(client.get_page(start))
    for _ in range(MOST_PAGES):
        if page.url.endswith("/check"):
            break
        button = next(name for name in GOES_ON if name in page.buttons)
        page = client.submit(page, fill_everything(page, marks), button)
        assert page.status == 200, (page.url, page.errors)
    assert page.url.endswith("/check"), page.url
    if send:
        sent = client.submit(page, button="Send")
        assert sent.url.endswith("/sent"), (sent.url, sent.errors)


def ways_of_writing(text: str) -> dict[str, bytes]:
    """Return how a text could lie in a file; base64 has three, by where the text begins."""
    plain = text.lower().encode()
    ways = {"plain": plain, "hexadecimal": plain.hex().encode()}
    ways |= {name: text.lower().encode(name) for name in ("utf-16-le", "utf-16-be", "utf-32-le")}
    ways["percent"] = quote(text.lower()).encode()
    for ahead in range(3):
        for name, written in (("lower", plain), ("title", text.title().encode())):
            middle = base64.b64encode(b"\0" * ahead + written)[4 if ahead else 0 :]
            ways[f"base64 {ahead} {name}"] = middle.rstrip(b"=")[:-1]
    return ways


SOUGHT = {
    f"{text} ({way})": written
    for text in (STEM, PHONE, PHONE.replace(" ", ""))
    for way, written in ways_of_writing(text).items()
}


def marks_in(content: bytes) -> list[str]:
    """Return which marks a content shows, in any way of writing and any case."""
    lower = content.lower()
    return [what for what, written in SOUGHT.items() if written in (content if "base64" in what else lower)]


def files_with_marks(folder: Path) -> Iterator[str]:
    """Yield each file below a folder that shows a mark; mails are read as whoever gets them reads them."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = readable_mail(file.read_bytes()) if file.suffix == ".eml" else file.read_bytes()
        if found := marks_in(content):
            yield f"{file.name}: {found}"


def readable_mail(raw: bytes) -> bytes:
    """Return a mail raw and decoded, without the recipient's address in To, where it has to stand."""
    mail = message_from_bytes(raw, policy=policy.default)
    for recipient in mail.get_all("To", []):
        for address in recipient.addresses:
            raw = raw.replace(address.addr_spec.encode(), b"")
    decoded = [str(value) for name, value in mail.items() if name != "To"]
    bodies = [part.get_payload(decode=True) or b"" for part in mail.walk() if not part.is_multipart()]
    return b"\n".join([raw, *(line.encode() for line in decoded), *bodies])


def rows_with_marks(app: Flask) -> Iterator[str]:
    """Yield each table of which a row shows a mark, read as text whatever the database."""
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(select(table)):
                content = b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
                if found := marks_in(content):
                    yield f"{table.name}: {found}"
        db.session.remove()
