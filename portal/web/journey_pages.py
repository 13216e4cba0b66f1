"""A journey is data: the pages it lists, in order, and which of them a person's answers lead to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from flask import url_for
from flask_wtf import FlaskForm

from portal.domain.vocabulary import Audience, Channel, Kind
from portal.services.submission import AuthoritySent, Keyed, PartySent, SafeContact
from portal.web.answers import Answers

Condition = Callable[[Answers], bool]
MOUNTED: dict[str, str] = {}  # the start page's endpoint of each journey, by its name
JOURNEYS: dict[str, "Journey"] = {}


def always(_answers: Answers) -> bool:
    """The condition of a page that everybody meets."""
    return True


def never(_answers: Answers) -> bool:
    """The condition of what no answer brings about."""
    return False


class PageForm(FlaskForm):
    """The questions of one page; the engine checks the token once for the whole page."""

    class Meta(FlaskForm.Meta):
        """No token of its own."""

        csrf = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a journey.

    ``title`` is its h1; a form whose first label is the same shows the question once. ``lead`` stands before
    the questions, ``why`` behind "Why we ask". ``rows`` lets the form be filled up to so many times, each
    called ``row``. ``alone`` says when this page may be sent by itself, and ``not_alone`` what to say when
    it may not.
    ``clashes`` says, by field, what is missing here for the answers on the page ``clashes_with``.
    ``for_reader`` is False where a page asks nothing that anybody is to read. ``speak`` offers to record,
    ``files`` to add files.
    """

    name: str
    title: str
    form: type[PageForm]
    lead: tuple[str, ...] = ()
    why: str = ""
    when: Condition = always
    template: str = "journey/page.html"
    rows: int = 0
    row: str = ""
    alone: Condition | None = None
    not_alone: str = ""
    clashes: Callable[[Answers], dict[str, str]] | None = None
    clashes_with: str = ""
    for_reader: bool = True
    speak: bool = False
    files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the council needs to know of an answered journey beside the words themselves."""

    parties: tuple[PartySent, ...] = ()
    safe_contact: SafeContact = field(default_factory=SafeContact)
    danger: bool = False
    about_to_happen: bool = False
    about_to_happen_on: date | None = None
    team: str | None = None
    kind: Kind | None = None
    audience: Audience | None = None
    accompanied: bool = False
    asks_advocate: bool = False
    authorities: tuple[AuthoritySent, ...] = ()
    address_to_check: str = ""
    channel: Channel = Channel.WEB
    keyed: Keyed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A form of several pages. ``enough`` is the page after which everything else may be sent later.

    Change ``version`` whenever a question changes its meaning: it is stored with what was sent.
    ``submission`` reads the facts out of the answers on the path taken. ``hands_over`` names another journey
    to go on with, words kept, or nothing.
    ``send_from`` is the page that first offers to send, where none needs an answer; what was answered is sent
    if ``says_something`` of it, and ``nothing_said`` is the kind word otherwise. ``accompanied`` says when
    somebody looks on, so that no code is shown. ``offers_equality``: whether to ask who they are afterwards.
    ``folder`` holds the templates of its stops: anew, discard, save, nothing_begun, close and closed.
    ``finds_by`` are the answers, by page and field, that say where its writer is found without the code.
    ``onward`` is what its button to the next page says.
    """

    TAKEN: ClassVar[frozenset[str]] = frozenset({"check", "send", "sent", "save", "discard"})

    name: str
    version: int
    kind: Kind
    audience: Audience
    title: str
    pages: tuple[Page, ...]
    submission: Callable[[Answers], Facts]
    enough: str = "what-happened"
    intro: str = "journey/start.html"
    check: str = "journey/check.html"
    sent: str = "journey/sent.html"
    hands_over: Callable[[Answers], str] | None = None
    send_from: str = ""
    says_something: Condition = always
    nothing_said: str = ""
    accompanied: Condition = never
    offers_equality: bool = True
    sent_title: str = ""
    folder: str = "journey"
    onward: str = "Continue"
    finds_by: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a list of pages that has no single address for each of them."""
        names = [page.name for page in self.pages]
        needed = {self.enough, self.send_from or self.enough}
        if len(set(names)) < len(names) or self.TAKEN & set(names) or not needed <= set(names):
            raise ValueError(f"{self.name}: each page needs a name of its own, and {self.enough} must be one")

    @property
    def endpoint(self) -> str:
        """Return the start page's endpoint within its blueprint; the others begin with it."""
        return self.name.replace("-", "_")

    def url(self, step: str = "", **query: Any) -> str:
        """Return the address of the start page, of a page, or of check, send, sent, save and discard."""
        start = MOUNTED[self.name]
        if not step:
            return url_for(start, **query)
        if step in self.TAKEN:
            return url_for(f"{start}_{step}", **query)
        return url_for(f"{start}_page", name=step, **query)

    def url_of(self, other: str) -> str:
        """Return the address of another journey's start page."""
        return url_for(MOUNTED[other])

    def find(self, name: str) -> Page | None:
        """Return a page by its name."""
        return next((page for page in self.pages if page.name == name), None)

    def path(self, answers: Answers) -> tuple[Page, ...]:
        """Return the pages these answers lead to; answers off the path lead nowhere."""
        met: list[Page] = []
        for page in self.pages:
            if page.when(answers.only(earlier.name for earlier in met)):
                met.append(page)
        return tuple(met)

    def after(self, page: Page, answers: Answers) -> Page | None:
        """Return the next page on the path, or None where checking comes next."""
        later = self.pages[self.pages.index(page) + 1 :]
        return next((step for step in self.path(answers) if step in later), None)

    def before(self, page: Page, answers: Answers) -> Page | None:
        """Return the page before on the path, or None at its beginning."""
        earlier = self.pages[: self.pages.index(page)]
        return next((step for step in reversed(self.path(answers)) if step in earlier), None)

    def is_after_enough(self, page: Page) -> bool:
        """Whether a page offers to send: one after the page that is enough, or from the named one on."""
        names = [step.name for step in self.pages]
        first = names.index(self.send_from) if self.send_from else names.index(self.enough) + 1
        return self.pages.index(page) >= first
