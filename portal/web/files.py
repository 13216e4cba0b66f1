"""Files in forms: reading what was chosen, and saying of each whether it was added and why not."""

from collections.abc import Iterable

from flask import request
from werkzeug.datastructures import FileStorage

from portal.domain import files
from portal.domain.files import Refusal

FIELD = "added-files"
ADD, REMOVE = "add-files", "remove-file-"
CHOOSE_FIRST = "Choose a file first. Then press “Add these files”."
TOO_MANY_AT_ONCE = f"You can add {files.MOST_FILES} files at a time. We did not look at the others."
LARGEST = files.size_in_words(files.MOST_BYTES)
IN_ALL = files.size_in_words(files.MOST_IN_ALL)
WHY_NOT = {
    Refusal.EMPTY: "There is nothing in this file.",
    Refusal.TOO_LARGE: f"This file is larger than {LARGEST}. Send a smaller one, or a photo of it.",
    Refusal.TOO_MANY: f"There are {files.MOST_FILES} files already. Remove one first.",
    Refusal.TOO_MUCH: f"All files together can have {IN_ALL}. Remove one first.",
    Refusal.OTHER_KIND: "We cannot take this kind of file. You can add a photo of it.",
    Refusal.LOCKED: "This file has a password, or is from an old version of Word. Save it as a PDF first.",
    Refusal.MACROS: "This file has small programs in it (macros). Save it as a PDF first.",
    Refusal.TWO_IN_ONE: "This file hides another one in it. You can add a photo of it.",
    Refusal.BURSTS: "This file is not what it looks like. You can add a photo of it.",
    Refusal.NO_ROOM: "We cannot take files just now. Your words are safe. Try again later.",
}


def chosen_files() -> list[FileStorage]:
    """Return the files this request brings; an empty chooser brings one without a name."""
    return [file for file in request.files.getlist(FIELD) if file.filename or _has_bytes(file)]


def number_to_remove(then: str) -> int | None:
    """Return which file a button takes away, or None for any other button."""
    number = then.removeprefix(REMOVE)
    is_number = then.startswith(REMOVE) and number.isascii() and number.isdecimal() and len(number) < 10
    return int(number) if is_number else None


def words_for(name: str | None, refusal: Refusal) -> str:
    """Return what to say of a file that was not added, beginning with its name."""
    return f"{files.shown_name(name)}: {WHY_NOT[refusal]}"


def limits() -> dict[str, str | int]:
    """Return what is said before anybody chooses a file."""
    return {
        "field": FIELD,
        "most": files.MOST_FILES,
        "largest": LARGEST,
        "bytes": files.MOST_BYTES,
        "in_all": IN_ALL,
        "accept": files.ACCEPT,
    }


def count_in_words(shown: Iterable[object]) -> str:
    """Return how many files there are, or nothing for none."""
    count = len(list(shown))
    return "" if not count else ("1 file" if count == 1 else f"{count} files")


def _has_bytes(file: FileStorage) -> bool:
    there = bool(file.stream.read(1))
    file.stream.seek(0)
    return there
