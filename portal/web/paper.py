"""The paper form of a journey, read from the pages it lists: the same questions in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm

from portal.domain.equality import QUESTIONS, UNDER_TWELVE
from portal.domain.vocabulary import Audience
from portal.web.access import OPEN_BLUEPRINTS
from portal.web.equality_form import form_asking, kind_field
from portal.web.journey_pages import JOURNEYS, MOUNTED, Journey, Page, always
from portal.web.widgets import revealed_names

EQUALITY = "equality"
ON_SCREEN_ONLY = {"young-pages"}  # offers other pages; on paper they are another form
LINES_BESIDES, MOST_LINES = 2, 16
SHORT_LINES = 1


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """One answer to tick; ``then`` is the question it leads to, ``group`` the heading it begins."""

    label: str
    hint: str = ""
    picture: str = ""
    group: str = ""
    then: "PaperQuestion | None" = None


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question. ``how`` is one, many, words or date; ``lines`` is how many there are to write on."""

    name: str
    text: str
    hint: str
    how: str
    lines: int = 0
    choices: tuple[PaperChoice, ...] = ()

    @property
    def has_pictures(self) -> bool:
        """Whether its answers are drawn."""
        return any(choice.picture for choice in self.choices)


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page's questions; ``maybe`` is true of what not everybody is asked, ``row`` names what repeats."""

    name: str
    title: str
    lead: tuple[str, ...]
    maybe: bool
    questions: tuple[PaperQuestion, ...]
    row: str = ""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A whole form for paper."""

    name: str
    title: str
    audience: Audience
    version: int
    pages: tuple[PaperPage, ...]

    @property
    def is_young(self) -> bool:
        """Whether it is for children and young people."""
        return self.audience in (Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER)


def public_journeys() -> list[Journey]:
    """Return every journey that anybody may begin, in the order in which they were made."""
    return [j for name, j in JOURNEYS.items() if MOUNTED[name].partition(".")[0] in OPEN_BLUEPRINTS]


def find_paper(name: str) -> PaperForm | None:
    """Return a form for paper by its journey's name, or None."""
    if name == EQUALITY:
        return equality_paper()
    return next((paper_of(journey) for journey in public_journeys() if journey.name == name), None)


def paper_of(journey: Journey) -> PaperForm:
    """Return the paper form of a journey; pages that nobody reads afterwards are left out."""
    asked = [page for page in journey.pages if page.for_reader and page.name not in ON_SCREEN_ONLY]
    pages = tuple(_page(page) for page in asked)
    kept = tuple(page for page in pages if page.questions)
    return PaperForm(journey.name, journey.title, journey.audience, journey.version, kept)


def equality_paper() -> PaperForm:
    """Return the equality questions for paper."""
    form = form_asking(QUESTIONS, kind=kind_field())(formdata=None, meta={"csrf": False})
    asked = tuple(_question(field, form) for field in form if field.name not in revealed_names(form))
    page = PaperPage(EQUALITY, "", (), False, tuple(map(_for_twelve_and_over, asked)))
    return PaperForm(EQUALITY, "Questions about you", Audience.ADULT, 1, (page,))


def _for_twelve_and_over(question: PaperQuestion) -> PaperQuestion:
    """Return a question for paper, which children under 12 are not given."""
    young = {o.label for q in QUESTIONS for o in q.options if o.code == UNDER_TWELVE}
    kept = tuple(choice for choice in question.choices if choice.label not in young)
    older = {q.code for q in QUESTIONS if q.from_sixteen}
    hint = "Only if you are 16 or over." if question.name in older else question.hint
    return PaperQuestion(question.name, question.text, hint, question.how, question.lines, kept)


def _page(page: Page) -> PaperPage:
    form = page.form(formdata=None)
    inside = revealed_names(form)
    asked = tuple(_question(field, form) for field in form if field.name not in inside)
    title = "" if asked and asked[0].text == page.title else page.title
    row = page.row if page.rows > 1 else ""
    return PaperPage(page.name, title, page.lead, page.when is not always, asked, row)


def _question(field: Any, form: FlaskForm) -> PaperQuestion:
    text, hint = str(field.label.text), str(field.description or "")
    if hasattr(field, "iter_choices"):
        several = field.type == "CheckboxesField"
        choices = tuple(_choices(field, form))
        return PaperQuestion(field.name, text, hint, "many" if several else "one", choices=choices)
    if hasattr(field, "PARTS"):
        return PaperQuestion(field.name, text, hint, "date")
    return PaperQuestion(field.name, text, hint, "words", lines=_lines(field))


def _choices(field: Any, form: FlaskForm) -> Iterator[PaperChoice]:
    drawings, groups = getattr(field.widget, "drawings", {}), getattr(field.widget, "groups", {})
    hints, reveals = getattr(field, "hints", {}), getattr(field, "reveals", {})
    for choice in field.iter_choices():
        if choice.value:
            leads_to = reveals.get(choice.value)
            yield PaperChoice(
                label=str(choice.label),
                hint=str(hints.get(choice.value, "")),
                picture=drawings.get(choice.value, ""),
                group=groups.get(choice.value, ""),
                then=_question(form[leads_to], form) if leads_to else None,
            )


def _lines(field: Any) -> int:
    rows = getattr(field.widget, "params", {}).get("rows")
    return min(int(rows) + LINES_BESIDES, MOST_LINES) if rows else SHORT_LINES
