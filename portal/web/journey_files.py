"""Files on the pages of a journey: the words are kept first, and each file gets an answer of its own."""

from collections.abc import Iterable
from typing import Any

from flask import request

from portal.domain.files import MOST_FILES, MOST_IN_REQUEST, FileRefused, length_in_words
from portal.services.attachments import FileShown, Offered, add_to_draft, list_of_draft, remove_from_draft
from portal.web import files
from portal.web.headers import allow_sound
from portal.web.journey_pages import Journey, Page
from portal.web.journey_sending import Writing
from portal.web.visiting import current_visit


def room_for(journey: Journey, name: str) -> int:
    """Return how many bytes a post may bring: files only where the page takes them and a draft is open."""
    page, visit = journey.find(name), current_visit()
    begun = visit is not None and visit.draft_id is not None
    return MOST_IN_REQUEST if page is not None and (page.files or page.speak) and begun else 0


def touches_files(then: str, page: Page) -> bool:
    """Whether a post adds or removes files, whatever its button says: chosen files are never lost."""
    if files.number_to_remove(then) is not None:
        return True
    return page.files and (then == files.ADD or bool(files.chosen_files()))


def is_about_files_only(then: str) -> bool:
    """Whether a button of the files was pressed, and so the same page comes again."""
    return then == files.ADD or files.number_to_remove(then) is not None


def take(then: str, page: Page, writing: Writing) -> list[str]:
    """Add what was chosen, remove what was asked for; return what to say of each file that was not added."""
    number = files.number_to_remove(then)
    if number is not None:
        remove_from_draft(writing.draft.id, number)
    chosen = files.chosen_files() if page.files else []
    if then == files.ADD and not chosen:
        return [files.CHOOSE_FIRST]
    problems = [files.TOO_MANY_AT_ONCE] if len(chosen) > MOST_FILES else []
    for file in chosen[:MOST_FILES]:
        try:
            add_to_draft(writing.draft.id, Offered(file.filename or "", file.stream, page.name))  # type: ignore[arg-type]
        except FileRefused as problem:
            problems.append(files.words_for(file.filename, problem.refusal))
    return problems


def files_shown(page: Page, writing: Writing | None) -> dict[str, Any]:
    """Return what a page shows of files: those added on it, the limits, and whether some were just lost."""
    if page.speak:
        allow_sound(recorded_here=True)
    lost = request.method == "POST" and writing is None and page.files and bool(files.chosen_files())
    return {
        "files": _files_on(page, writing),
        "file_limits": files.limits() if page.files else None,
        "files_lost": lost,
    }


def _files_on(page: Page, writing: Writing | None) -> tuple[FileShown, ...]:
    if writing is None or not (page.files or page.speak):
        return ()
    return tuple(file for file in list_of_draft(writing.draft.id) if file.page == page.name)


def files_of(writing: Writing) -> dict[str, list[FileShown]]:
    """Return the files of a draft by the page they were added on."""
    found: dict[str, list[FileShown]] = {}
    for file in list_of_draft(writing.draft.id):
        found.setdefault(file.page, []).append(file)
    return found


def in_words(shown: Iterable[FileShown]) -> str:
    """Return files as one line each, as the check page shows them."""
    return "\n".join(
        file.name if file.seconds is None else f"A recording, about {length_in_words(file.seconds)}"
        for file in shown
    )
