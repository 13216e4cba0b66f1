"""A person without JavaScript who sends one complaint after another, whatever happens to the server.

Run as ``python -m tests.crash.writing URL NAME STOP_FILE``; prints a line of JSON for each complaint.
"""

import http.client
import json
import re
import sys
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.page_rules import Document, parse, text_of
from tests.pages import filled_fields

REFERENCE = re.compile(r"\b[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
FIRST_WORDS = "They moved the meeting."
PATIENCE_SECONDS = 20
PAUSE_SECONDS = 0.05
TRIES_OF_ONE_REQUEST = 400
GOES_DOWN = (http.client.HTTPException, OSError)


class GaveUp(Exception):
    """The server stayed away for longer than a test can wait."""


@dataclass(frozen=True)
class Answer:
    """One page as it came."""

    status: int
    path: str
    document: Document

    @property
    def references(self) -> list[str]:
        """Return the references its main part shows."""
        main = next(iter(self.document.all("main")), self.document.root)
        return REFERENCE.findall(text_of(main))


@dataclass
class Browser:
    """Cookies, redirects, and patience with a server that is down: the same request is sent again."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self._ask("GET", path, None)

    def submit(self, page: Answer, answers: dict[str, str]) -> Answer:
        """Fill the page's own form and send it, again and again until something answers."""
        forms = page.document.all("form")
        posting = [f for f in forms if f.get("method") == "post" and f.get("action") != "/exit"]
        form = next((f for f in posting if any(e.get("name") == "then" for e in f.iter())), posting[0])
        sent = {**dict(filled_fields(form)), **answers}
        return self._ask("POST", form.get("action") or page.path, urlencode(sent))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        for _ in range(TRIES_OF_ONE_REQUEST):
            try:
                status, said, location = self._send(method, path, body)
            except GOES_DOWN:
                time.sleep(PAUSE_SECONDS)
                continue
            if status in (302, 303):
                method, path, body = "GET", _path_of(location), None
            elif status >= 500:
                raise AssertionError(f"{method} {path} answered {status}")
            else:
                return Answer(status, path, parse(said))
        raise GaveUp(f"{method} {path}")

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=PATIENCE_SECONDS)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.url + path}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            said = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, said, answer.headers.get("Location", "")


def _path_of(location: str) -> str:
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def send_one(browser: Browser, token: str) -> str | None:
    """Send a complaint that holds ``token``; return the reference that was shown, or None where none was."""
    page = browser.submit(browser.get("/complaint"), {})
    page = browser.submit(page, {"then": "continue"})
    browser.submit(page, {"who": "foster_carer", "then": "continue"})
    _answer(browser, "what-happened", {"words": f"{FIRST_WORDS} {token}", "then": "continue"})
    _answer(browser, "safe-contact", {"how": "email", "then": "continue"})
    address = {"name": f"Writer {token}", "email": f"{token}@writers.example", "then": "continue"}
    _answer(browser, "details", address)
    check = browser.get("/complaint/check")
    sent = browser.submit(check, {}) if check.status == 200 else check
    if not sent.references:
        sent = browser.get("/complaint/sent")
    shown = sent.references
    return shown[0] if sent.status == 200 and shown else None


def _answer(browser: Browser, name: str, answers: dict[str, str]) -> None:
    page = browser.get(f"/complaint/{name}")
    if page.status == 200:
        browser.submit(page, answers)


def main(url: str, name: str, stop_file: str) -> None:
    """Send until the stop file is there."""
    number = 0
    while not Path(stop_file).exists():
        number += 1
        token = f"{name}n{number}"
        reference = send_one(Browser(url), token)
        print(json.dumps({"token": token, "reference": reference}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:4])
