"""A test client that checks every page it fetches and uses forms as a browser without JavaScript does."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.page_rules import Document, find_faults, name_of, parse, shown, text_of

PRESSED_TYPES = {"submit", "button", "image", "reset"}
CHANGING_VALUES = re.compile(r'(name="(?:csrf_token|submission_id|page_window)"[^>]*value=)"[^"]*"')


class PageFault(AssertionError):
    """A page breaks the house's rules for pages."""


@dataclass(frozen=True)
class Link:
    """A link as a reader meets it."""

    text: str
    href: str


@dataclass(frozen=True)
class Page:
    """One page as a test reads it: its words, its links, its errors, its forms."""

    response: TestResponse
    document: Document

    @property
    def status(self) -> int:
        """Return the HTTP status."""
        return self.response.status_code

    @property
    def url(self) -> str:
        """Return the path and query that gave this page, after any redirect."""
        asked = self.response.request
        query = asked.query_string if isinstance(asked.query_string, str) else asked.query_string.decode()
        return f"{asked.path}?{query}" if query else asked.path

    @property
    def html(self) -> str:
        """Return the page as sent."""
        return self.response.get_data(as_text=True)

    @cached_property
    def h1(self) -> str:
        """Return the words of the h1, or nothing in a part that has none."""
        return text_of(next(iter(self.document.all("h1")), None))

    @cached_property
    def title(self) -> str:
        """Return the words of the title."""
        return text_of(next(iter(self.document.all("title")), None))

    @cached_property
    def text(self) -> str:
        """Return all the words of the page's body with single spaces."""
        return text_of(next(iter(self.document.all("body")), self.document.root))

    @cached_property
    def main_text(self) -> str:
        """Return the words of main only, without header and footer."""
        return text_of(next(iter(self.document.all("main")), self.document.root))

    @cached_property
    def links(self) -> list[Link]:
        """Return every link in document order."""
        return [Link(name_of(self.document, a), a.get("href", "")) for a in self.document.all("a")]

    @cached_property
    def buttons(self) -> list[str]:
        """Return the words of every button in document order."""
        return [_button_text(b) for b in self.document.all("button", "input") if _is_button(b)]

    @cached_property
    def errors(self) -> list[str]:
        """Return the lines of the error summary."""
        return [text_of(entry) for box in self.find("govuk-error-summary") for entry in box.iter("li")]

    def find(self, css_class: str) -> list[Element]:
        """Return the elements that carry a CSS class."""
        return [e for e in self.document.all() if css_class in e.get("class", "").split()]

    def link(self, text: str) -> Link:
        """Return the one link whose words are, or contain, this text."""
        exact = [a for a in self.links if a.text == text]
        near = exact or [a for a in self.links if text in a.text]
        if len({a.href for a in near}) != 1:
            raise PageFault(
                f"“{text}” names {len(near)} links on {self.url}; there are: {[a.text for a in self.links]}"
            )
        return near[0]

    def field(self, name: str) -> str | list[str]:
        """Return what a field holds now; a list where several answers are possible."""
        for form in self.document.all("form"):
            values = [value for key, value in filled_fields(form) if key == name]
            if any(e.get("name") == name for e in form.iter()):
                return values[0] if len(values) == 1 else values or ""
        raise PageFault(f"No field named {name} on {self.url}.")

    def form_for(self, button: str | None = None) -> tuple[Element, Element | None]:
        """Return the form that holds this button, and the button; without a name, the only form of main."""
        if button is not None:
            return self._form_with(button)
        main = next(iter(self.document.all("main")), self.document.root)
        forms = [f for f in main.iter("form") if f.get("method", "").lower() == "post"] or list(
            main.iter("form")
        )
        if len(forms) != 1:
            raise PageFault(f"{len(forms)} forms on {self.url}; say which by button=, of {self.buttons}")
        return forms[0], next(
            (b for b in forms[0].iter() if _is_button(b) and b.get("type") != "button"), None
        )

    def _form_with(self, button: str) -> tuple[Element, Element | None]:
        pressable = [
            b for b in self.document.all("button", "input") if _is_button(b) and b.get("type") != "button"
        ]
        near = [b for b in pressable if _button_text(b) == button] or [
            b for b in pressable if button in _button_text(b)
        ]
        if len(near) != 1:
            raise PageFault(f"{len(near)} buttons say “{button}” on {self.url}; there are: {self.buttons}")
        outside = next(
            (f for f in self.document.all("form") if f.get("id") == near[0].get("form", object())), None
        )
        form = outside if outside is not None else self.document.within(near[0], "form")
        if form is None:
            raise PageFault(f"The button “{button}” on {self.url} stands in no form.")
        return form, near[0]


def _is_button(element: Element) -> bool:
    return element.tag == "button" or (element.tag == "input" and element.get("type") in PRESSED_TYPES)


def _button_text(button: Element) -> str:
    return button.get("value", "") if button.tag == "input" else text_of(button)


def filled_fields(form: Element) -> Iterator[tuple[str, str]]:
    """Yield the names and values a browser would send for an untouched form, its buttons left out."""
    for field in form.iter():
        name = field.get("name") if isinstance(field.tag, str) and "disabled" not in field.attrib else None
        if not name or _is_button(field) or field.get("type") == "file":
            continue
        if field.tag == "textarea":
            yield name, "".join(field.itertext()).removeprefix("\n")
        elif field.tag == "select":
            yield from ((name, value) for value in _selected(field))
        elif field.tag == "input" and field.get("type") in {"radio", "checkbox"}:
            if "checked" in field.attrib:
                yield name, field.get("value", "on")
        elif field.tag == "input":
            yield name, field.get("value", "")


def _selected(select: Element) -> list[str]:
    options = list(select.iter("option"))
    chosen = [o for o in options if "selected" in o.attrib]
    if not chosen and "multiple" not in select.attrib:
        chosen = options[:1]
    return [o.get("value", text_of(o)) for o in chosen]


def _check_choice(form: Element, name: str, values: list[Any]) -> None:
    """Refuse an answer that a person could not give on this form."""
    fields = [f for f in form.iter() if isinstance(f.tag, str) and f.get("name") == name]
    if not fields:
        names = sorted({f.get("name", "") for f in form.iter() if f.get("name")})
        raise PageFault(f"The form has no field named {name}; it has {names}.")
    offered = {f.get("value", "on") for f in fields if f.get("type") in {"radio", "checkbox"}}
    offered |= {o.get("value", text_of(o)) for f in fields if f.tag == "select" for o in f.iter("option")}
    if offered and (strange := [v for v in values if str(v) not in offered]):
        raise PageFault(f"{shown(fields[0])} does not offer {strange}; it offers {sorted(offered)}.")


def fill_form(
    form: Element, answers: Mapping[str, Any], button: Element | None = None
) -> dict[str, list[Any]]:
    """Return what a browser would send after a person gave these answers and pressed this button."""
    sent: dict[str, list[Any]] = {}
    for name, value in filled_fields(form):
        sent.setdefault(name, []).append(value)
    for name, answer in answers.items():
        values = list(answer) if isinstance(answer, list | set) else [answer]
        _check_choice(form, name, values)
        sent[name] = values
    if button is not None and button.get("name"):
        sent.setdefault(button.get("name", ""), []).append(button.get("value", ""))
    return sent


class PageClient(FlaskClient):
    """Flask's test client, failing whenever it is given a page that breaks the rules of page_rules."""

    checked: ClassVar[set[int]] = set()
    account: Any = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request, and check the page or htmx part that comes back."""
        response = super().open(*args, **kwargs)
        if _is_page(response) and not getattr(response, "was_checked", False):
            response.was_checked = True  # type: ignore[attr-defined]
            self._check(response)
        return response

    def _check(self, response: TestResponse) -> None:
        body = response.get_data(as_text=True)
        key = hash((CHANGING_VALUES.sub("", body), response.request.headers.get("HX-Request")))
        if key in self.checked:
            return
        faults = find_faults(document_of(response))
        if faults:
            heading = (
                f"{response.request.method} {response.request.path} ({response.status_code}) has faults:"
            )
            raise PageFault("\n  - ".join([heading, *faults]))
        self.checked.add(key)

    def get_page(self, url: str, **kwargs: Any) -> Page:
        """Fetch a URL, follow redirects and return the page."""
        response = self.get(url, follow_redirects=True, **kwargs)
        return Page(response, document_of(response))

    def follow(self, page: Page, text: str) -> Page:
        """Press the link with these words."""
        return self.get_page(urljoin(page.url, page.link(text).href))

    def submit(self, page: Page, answers: Mapping[str, Any] | None = None, button: str | None = None) -> Page:
        """Fill the form of a page, press a button by its words, follow redirects and return what came."""
        form, pressed = page.form_for(button)
        sent = fill_form(form, answers or {}, pressed)
        action = (pressed.get("formaction") if pressed is not None else None) or form.get("action", "")
        target = urljoin(page.url, action)
        if form.get("method", "get").lower() == "get":
            return self.get_page(urlsplit(target).path, query_string=sent)
        response = self.post(
            target,
            data=sent,
            content_type=form.get("enctype"),
            follow_redirects=True,
            headers={"Referer": f"http://localhost{page.url}"},
        )
        return Page(response, document_of(response))


def _is_page(response: TestResponse) -> bool:
    """Say whether a response is HTML that a person would see."""
    attached = "attachment" in response.headers.get("Content-Disposition", "")
    redirected = 300 <= response.status_code < 400
    return (
        response.mimetype == "text/html"
        and not attached
        and not redirected
        and response.request.method != "HEAD"
        and bool(response.get_data())
    )


def document_of(response: TestResponse) -> Document:
    """Parse a response, once: as a part where htmx asked for one and got one, as a whole page otherwise."""
    parsed: Document | None = getattr(response, "parsed", None)
    if parsed is None:
        body = response.get_data(as_text=True)
        part = response.request.headers.get("HX-Request") == "true" and "<html" not in body[:500].lower()
        parsed = parse(body, whole=not part)
        response.parsed = parsed  # type: ignore[attr-defined]
    return parsed
