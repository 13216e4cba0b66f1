"""What must be true of every page a test fetches; each rule yields sentences that say how to mend it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as PARSE_ERRORS

UNLABELLED_INPUTS = {"hidden", "submit", "button", "reset", "image"}
LOADED_BY = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "audio": "src",
    "video": "src",
    "embed": "src",
    "track": "src",
    "object": "data",
    "link": "href",
    "form": "action",
}
# "Exit this page" must work with an old token and where there is no cookie; it asks the browser who sends it.
WITHOUT_TOKEN = {"/exit"}
ID_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form")


@dataclass(frozen=True)
class Document:
    """One parsed HTML document or fragment with the questions that rules ask of it."""

    root: Element
    parents: dict[Element, Element]
    parse_errors: tuple[str, ...]
    whole: bool

    def all(self, *tags: str) -> list[Element]:
        """Return the elements with one of these names, or every element, in document order."""
        if len(tags) == 1:
            return self._by_tag.get(tags[0], [])
        return [e for e in self._elements if e.tag in tags] if tags else self._elements

    # Every rule asks about every element, and pages of the desk have thousands: each is counted once.
    @cached_property
    def _elements(self) -> list[Element]:
        return [e for e in self.root.iter() if isinstance(e.tag, str)]

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for element in self._elements:
            found.setdefault(element.tag, []).append(element)
        return found

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """Return the element of each id."""
        return {e.attrib["id"]: e for e in self._elements if "id" in e.attrib}

    @cached_property
    def labels(self) -> dict[str, list[Element]]:
        """Return the labels for each id."""
        found: dict[str, list[Element]] = {}
        for label in self.all("label"):
            found.setdefault(label.get("for", ""), []).append(label)
        found.pop("", None)
        return found

    def ancestors(self, element: Element) -> Iterator[Element]:
        """Yield the parents of an element, the nearest first."""
        while (parent := self.parents.get(element)) is not None:
            yield parent
            element = parent

    def within(self, element: Element, tag: str) -> Element | None:
        """Return the nearest ancestor with this name."""
        return next((a for a in self.ancestors(element) if a.tag == tag), None)

    def ids(self) -> set[str]:
        """Return every id of the document."""
        return set(self.by_id)


def parse(body: str, *, whole: bool = True) -> Document:
    """Parse HTML as a browser does and keep what the parser had to forgive."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(body) if whole else parser.parseFragment(body)
    errors = tuple(
        f"line {place[0]}, column {place[1]}: {PARSE_ERRORS.get(code, code) % values}"
        for place, code, values in parser.errors
    )
    parents = {child: parent for parent in root.iter() for child in parent}
    return Document(root, parents, errors, whole)


def text_of(element: Element | None) -> str:
    """Return the words of an element with single spaces; nothing for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def name_of(document: Document, element: Element) -> str:
    """Return what a screen reader would call this element: its label, its text or its picture's words."""
    spoken = [element.get("aria-label", ""), element.get("title", "") if element.tag == "iframe" else ""]
    spoken += [text_of(document.by_id.get(key)) for key in element.get("aria-labelledby", "").split()]
    spoken += [text_of(label) for label in document.labels.get(element.get("id", ""), [])]
    spoken += [text_of(document.within(element, "label"))]
    if element.tag in {"a", "button"}:
        spoken += [text_of(element), *(img.get("alt", "") for img in element.iter("img"))]
    return " ".join(word for word in spoken if word.strip())


def shown(element: Element) -> str:
    """Return the start tag of an element, short, so that a message points at it."""
    attributes = "".join(
        f' {k}="{v[:60]}"'
        for k, v in element.attrib.items()
        if k in {"id", "name", "type", "href", "src", "action", "for", "class", "value"}
    )
    return f"<{element.tag}{attributes}>"


def parses_cleanly(document: Document) -> Iterator[str]:
    """The HTML needs no forgiving parser."""
    for error in document.parse_errors:
        yield f"HTML is not valid at {error}. Close, quote or move the markup there."


def has_language(document: Document) -> Iterator[str]:
    """The html element names its language."""
    if not document.root.get("lang"):
        yield 'No language: write <html lang="en">.'


def has_one_heading(document: Document) -> Iterator[str]:
    """There is exactly one h1 and it has words."""
    headings = document.all("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1 elements: a page has exactly one."
    for heading in headings:
        if not text_of(heading):
            yield "The h1 is empty: give it the page's question or name."


def title_says_heading(document: Document) -> Iterator[str]:
    """The title begins with the h1, after "Error: " where the page shows errors."""
    title, heading = (
        text_of(next(iter(document.all("title")), None)),
        text_of(next(iter(document.all("h1")), None)),
    )
    failed = any("govuk-error-summary" in e.get("class", "").split() for e in document.all())
    wanted = f"Error: {heading}" if failed else heading
    if not title:
        yield f"No <title>: it should begin “{wanted}”."
    elif not title.startswith(wanted) and not title.startswith(f"Error: {heading}"):
        yield f"The title “{title}” must begin with the h1: “{wanted}”."


def ids_are_unique(document: Document) -> Iterator[str]:
    """No id stands twice."""
    for key, times in Counter(e.attrib["id"] for e in document.all() if "id" in e.attrib).items():
        if times > 1:
            yield f'id="{key}" stands {times} times: rename all but one.'


def references_exist(document: Document) -> Iterator[str]:
    """Labels, hints and links within the page point at something that is there."""
    ids = document.ids()
    for element in document.all():
        for attribute in ID_REFERENCES:
            for key in element.get(attribute, "").split():
                if key not in ids:
                    yield f'{attribute}="{key}" on {shown(element)} points at no id: mend one of the two.'
        target = element.get("href", "") if element.tag == "a" else ""
        if target.startswith("#") and target[1:] not in ids:
            yield f"{shown(element)} “{text_of(element)}” leads to no id on this page."


def fields_are_labelled(document: Document) -> Iterator[str]:
    """Each field a person fills has a label with words."""
    for field in document.all("input", "select", "textarea"):
        if field.tag == "input" and field.get("type", "text") in UNLABELLED_INPUTS:
            continue
        if not name_of(document, field):
            yield f"{shown(field)} has no label: add <label for> or aria-label."
        if not field.get("name"):
            yield f"{shown(field)} has no name, so its answer would not be sent."


def choices_are_grouped(document: Document) -> Iterator[str]:
    """Each fieldset has a legend with words; radios stand in a fieldset."""
    for group in document.all("fieldset"):
        legend = group.find("legend")
        if not text_of(legend):
            yield f"{shown(group)} has no legend with words: put the question in <legend>."
    names = Counter(e.get("name") for e in document.all("input") if e.get("type") == "radio")
    for radio in (e for e in document.all("input") if e.get("type") == "radio"):
        if names.pop(radio.get("name"), 0) and document.within(radio, "fieldset") is None:
            yield f"{shown(radio)} is outside a fieldset: its question is not read out."


def forms_can_be_sent(document: Document) -> Iterator[str]:
    """Each form has an action, a method, and where it posts, a CSRF token and novalidate."""
    for form in document.all("form"):
        method = form.get("method", "").lower()
        if not form.get("action"):
            yield f"{shown(form)} has no action: name the URL it goes to."
        if method not in {"get", "post"}:
            yield f'{shown(form)} has no method: write method="get" or method="post".'
        if method == "post":
            yield from _posts_safely(form)


def _posts_safely(form: Element) -> Iterator[str]:
    fields = list(form.iter("input"))
    has_token = any(f.get("name") == "csrf_token" and f.get("value") for f in fields)
    if not has_token and form.get("action") not in WITHOUT_TOKEN:
        yield f"{shown(form)} posts without a csrf_token field: add form.hidden_tag() or the token."
    if "novalidate" not in form.attrib:
        yield f"{shown(form)} lets the browser judge fields: add novalidate, our own words say it better."
    if any(f.get("type") == "file" for f in fields) and form.get("enctype") != "multipart/form-data":
        yield f'{shown(form)} would send only the name of a file: add enctype="multipart/form-data".'


def nothing_is_inline(document: Document) -> Iterator[str]:
    """No inline script, style or handler: the content security policy refuses them."""
    for element in document.all():
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"Inline {shown(element)}: move it to a file under static/src."
        for attribute, value in element.attrib.items():
            if attribute == "style" or attribute.startswith(("on", "hx-on")):
                yield f"{attribute} on {shown(element)}: use a class or a module under static/src."
            if attribute in {"href", "src", "action", "formaction"} and re.match(
                r"\s*javascript:", value, re.I
            ):
                yield f"{shown(element)} runs a javascript: address: use a button and a module."


def htmx_is_a_garnish(document: Document) -> Iterator[str]:
    """hx-get sits on a real link or form, hx-post on a real form, and nothing needs eval."""
    for element in document.all():
        own_form = element if element.tag == "form" else document.within(element, "form")
        if "hx-get" in element.attrib and not (element.get("href") or own_form is not None):
            yield f"hx-get on {shown(element)}: put it on a link with href, or on a form."
        if "hx-post" in element.attrib and own_form is None:
            yield f"hx-post on {shown(element)}: put it on a form with an action."
        if "[" in element.get("hx-trigger", "") or element.get("hx-vals", "").strip().startswith("js:"):
            yield f"{shown(element)} needs eval (trigger filter or js: values), which the policy refuses."


def pictures_have_words(document: Document) -> Iterator[str]:
    """Each image says what it shows, or says that it is decoration."""
    for image in document.all("img"):
        if "alt" not in image.attrib:
            yield f'{shown(image)} has no alt: describe it, or write alt="" where it only decorates.'
    for drawing in document.all("{http://www.w3.org/2000/svg}svg", "svg"):
        if not drawing.attrib.keys() & {"aria-hidden", "aria-label", "aria-labelledby"}:
            yield 'An <svg> is neither named nor hidden: add aria-label or aria-hidden="true".'


def controls_have_words(document: Document) -> Iterator[str]:
    """Each link and button has words, and each link goes somewhere."""
    for control in document.all("a", "button"):
        if not name_of(document, control):
            yield f"{shown(control)} has no words: write what it does."
        if control.tag == "a" and control.get("href", "") in {"", "#"}:
            yield f"{shown(control)} “{text_of(control)}” goes nowhere: give it an href or make it a button."


def loads_nothing_from_elsewhere(document: Document) -> Iterator[str]:
    """Nothing is loaded from, or posted to, another host."""
    for element in document.all(*LOADED_BY):
        addresses = [element.get(LOADED_BY[element.tag], ""), element.get("poster", "")]
        addresses += [part.split()[0] for part in element.get("srcset", "").split(",") if part.strip()]
        for address in addresses:
            if urlsplit(address).netloc or address.startswith("//"):
                yield f"{shown(element)} reaches another host ({address}): serve it ourselves."
    for meta in document.all("meta"):
        if meta.get("http-equiv", "").lower() == "refresh":
            yield "A page that refreshes itself under the reader: offer a link instead."


def headings_step_down(document: Document) -> Iterator[str]:
    """Headings skip no level on the way down; the error summary stands above the h1 by custom."""
    before = 0 if document.whole else None
    for heading in document.all("h1", "h2", "h3", "h4", "h5", "h6"):
        if heading.get("class") == "govuk-error-summary__title":
            continue
        level = int(heading.tag[1])
        if before is not None and level > before + 1:
            yield f"<{heading.tag}> “{text_of(heading)}” follows an h{before}: use h{before + 1}."
        before = level


def browser_does_not_nag(document: Document) -> Iterator[str]:
    """No required attribute and no tab order of our own."""
    for element in document.all():
        if "required" in element.attrib:
            yield f"{shown(element)} has required: drop it, the form says what is missing in our own words."
        if element.get("tabindex", "0").isdigit() and int(element.get("tabindex", "0")) > 0:
            yield f"{shown(element)} changes the tab order: put it where it belongs instead."


def lists_hold_entries(document: Document) -> Iterator[str]:
    """Lists hold list entries only."""
    for group in document.all("ul", "ol"):
        for child in group:
            if isinstance(child.tag, str) and child.tag not in {"li", "script", "template"}:
                yield f"{shown(child)} stands directly in <{group.tag}>: wrap it in <li>."


Rule = Callable[[Document], Iterator[str]]
PART_RULES: tuple[Rule, ...] = (
    parses_cleanly,
    ids_are_unique,
    fields_are_labelled,
    choices_are_grouped,
    forms_can_be_sent,
    nothing_is_inline,
    htmx_is_a_garnish,
    pictures_have_words,
    controls_have_words,
    loads_nothing_from_elsewhere,
    headings_step_down,
    browser_does_not_nag,
    lists_hold_entries,
)
PAGE_RULES: tuple[Rule, ...] = (
    *PART_RULES,
    has_language,
    has_one_heading,
    title_says_heading,
    references_exist,
)


def find_faults(document: Document) -> list[str]:
    """Return every sentence of every rule that this page or part breaks."""
    return [fault for rule in (PAGE_RULES if document.whole else PART_RULES) for fault in rule(document)]
