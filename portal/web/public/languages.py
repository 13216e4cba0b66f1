"""Other languages and British Sign Language: a page for each, to write in it or to leave a number."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask.views import MethodView
from flask_wtf import FlaskForm

from portal.domain.council_parts import LanguageLine
from portal.domain.vocabulary import Audience, Kind
from portal.services.council import current_council
from portal.services.drafts import DraftView, save_page
from portal.services.private_page import read_said
from portal.web.access import keeps_words
from portal.web.answers import Answers
from portal.web.contact import child, is_danger, safe_contact, sender
from portal.web.journey import mount
from portal.web.journey_begin import StartView, ask_first
from portal.web.journey_pages import Facts, Journey, Page
from portal.web.journey_sending import find_begun
from portal.web.journey_views import OLD_PAGE
from portal.web.public import language_forms as forms
from portal.web.public.bsl_contact import BSL_CONTACT
from portal.web.public.common_pages import DANGER, SAFE_CONTACT, WORDS
from portal.web.public.language_names import BSL, RIGHT_TO_LEFT, in_english
from portal.web.public.ring_me import RING_ME
from portal.web.rendering import render
from portal.web.visiting import current_visit

LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class LanguageShown:
    """A language as its own page shows it: its line in itself, and which way it is written."""

    code: str
    name: str
    english: str
    line: str
    direction: str
    words: LanguageLine | None = None

    @property
    def is_bsl(self) -> bool:
        """Whether it is signed, so that nobody can write in it."""
        return self.code == BSL


def own_language_submission(answers: Answers) -> Facts:
    """Return the people and facts of what was written in another language."""
    teller = sender(answers, "not_said", name=answers.one("you", "name"))
    return Facts(
        parties=(teller, *child(answers.one("you", "child"))),
        safe_contact=safe_contact(answers),
        danger=is_danger(answers),
    )


OWN_LANGUAGE = Journey(
    name="own-language",
    version=1,
    kind=Kind.NOT_SURE,
    audience=Audience.ADULT,
    title="Write in your own language",
    pages=(
        DANGER,
        Page(
            name=LANGUAGE,
            title="Your language",
            form=forms.LanguageForm,
            lead=("We ask somebody who knows this language to read your words to us.",),
        ),
        Page(
            name="what-happened",
            title="What would you like to tell us?",
            form=forms.OwnWordsForm,
            lead=("Write in your own language. This is the only question that needs an answer.",),
            template=WORDS,
        ),
        Page(
            name="you",
            title="Who are you, and who is it about?",
            form=forms.NamesForm,
            lead=("You can leave this out.",),
        ),
        SAFE_CONTACT,
    ),
    submission=own_language_submission,
    intro="public/own_language_start.html",
)
DOORS_OF_SIGNING = {"ring": (BSL_CONTACT, "")}
DOORS = {"write": (OWN_LANGUAGE, LANGUAGE), "ring": (RING_ME, "number")}


def find_language(code: str) -> LanguageShown | None:
    """Return a language of the council's profile, or British Sign Language, by its code."""
    if code == BSL:
        return LanguageShown(BSL, forms.BSL_NAME, forms.BSL_NAME, forms.BSL_LINE, "ltr")
    for line in current_council().languages:
        if line.code == code:
            direction = "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
            return LanguageShown(code, line.name, in_english(code), line.line, direction, line)
    return None


def list_languages() -> list[LanguageShown]:
    """Return every language of the profile, and British Sign Language last."""
    codes = [*(line.code for line in current_council().languages), BSL]
    return [found for code in codes if (found := find_language(code))]


def language_of(draft: DraftView | None) -> LanguageShown | None:
    """Return the language that a draft is written in, as far as we know and have a line for it."""
    if draft is None:
        return None
    if draft.journey == BSL_CONTACT.name:
        return find_language(BSL)
    answers = Answers(draft.answers)
    codes = (answers.one(page, "language") for page in (LANGUAGE, "number"))
    return next((found for code in codes if code and (found := find_language(code))), None)


def language_sent() -> LanguageShown | None:
    """Return the language of what this browser has just sent."""
    visit = current_visit()
    if visit is None or visit.sent_feedback_id is None:
        return None
    said = (one for one in read_said(visit.sent_feedback_id) if one["field"] == "language")
    answer = next((one["answer"] for one in said), "")
    return next((shown for shown in list_languages() if answer.startswith(shown.name)), None)


class LanguageView(MethodView):
    """One language: its line, and two doors that remember it."""

    def get(self, code: str) -> Response:
        """Show the page of a language; one the profile has not is not found."""
        return self._show(find_language(code) or abort(404))

    def post(self, code: str) -> ResponseReturnValue:
        """Begin behind the door that was pressed, with the language noted; ask before putting words away."""
        language = find_language(code) or abort(404)
        if not FlaskForm().validate():
            return self._show(language, 400, [{"text": OLD_PAGE, "href": "#main"}])
        door = request.form.get("door", "write")
        doors = {**DOORS, **DOORS_OF_SIGNING} if language.is_bsl else DOORS
        journey, page = doors.get(door, DOORS["write"])
        begun = find_begun()
        if begun is not None and request.form.get("then") != "anew":
            return ask_first(begun, journey, action=request.path, kept={"door": door})
        writing = StartView(journey).begin()
        if page:
            save_page(writing.draft.id, page, {"language": [language.code]})
        return redirect(journey.url(journey.pages[0].name), 303)

    def _show(
        self, language: LanguageShown, status: int = 200, errors: list[dict[str, str]] | None = None
    ) -> Response:
        return render(
            "public/language.html",
            status=status,
            page_title=language.english,
            language=language,
            action=url_for("public.language", code=language.code),
            errors=errors or [],
        )


def add_to(bp: Blueprint) -> None:
    """Put the pages and the journey on a blueprint that is open to all."""
    view = keeps_words(LanguageView.as_view("language"))
    bp.app_context_processor(lambda: {"language_of": language_of, "language_sent": language_sent})
    bp.add_url_rule("/languages/<code>", endpoint="language", view_func=view)
    mount(bp, OWN_LANGUAGE)
    mount(bp, BSL_CONTACT, at="/languages/bsl/reach-me")
