"""The question under a letter on the private page: where it stands in it, and what its form asks."""

from collections.abc import Iterable

from portal.domain.letter import inert
from portal.domain.opening_letters import numbered
from portal.services.private_page import MessageShown, PrivatePage
from portal.web.public.track_forms import AnswerForm
from portal.web.public.track_words import is_young

Parts = tuple[str, str]  # a letter down to its last point, and what comes after


def parts_of_letters(messages: Iterable[MessageShown]) -> dict[int, Parts]:
    """Return, by message, the letters that list the points they ask about, parted after the last of them."""
    found = ((message.id, _parts(message)) for message in messages if message.asks and not message.replaced)
    return {number: parts for number, parts in found if parts}


def offer(page: PrivatePage | None, form: AnswerForm) -> None:
    """Let a young person leave the question about danger; a page that closed may be a young person's."""
    if page is None or is_young(page):
        form.may_leave_danger()


def number_of(typed: str | None) -> int:
    """Return the number of a message; what is none is the number of none."""
    typed = typed or ""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _parts(message: MessageShown) -> Parts | None:
    wanted = set(numbered({point.number: inert(point.words) for point in message.points}))
    lines = message.text.split("\n")
    at = [place for place, line in enumerate(lines) if line.strip() in wanted]
    if not wanted or {lines[place].strip() for place in at} != wanted:
        return None
    return "\n".join(lines[: at[-1] + 1]).strip("\n"), "\n".join(lines[at[-1] + 1 :]).strip("\n")
