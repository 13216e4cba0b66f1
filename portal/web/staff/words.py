"""How codes and spans of time are said on the pages of the back office."""

from collections.abc import Iterable

URGENCIES = {
    "now": "Somebody is in danger now",
    "not_safe": "Not this minute, but somebody is not safe",
    "referred": "The screening desk refers it to you",
}
CHANNELS = {
    "web": "from the web",
    "phone": "by telephone",
    "letter": "by letter",
    "email": "by e-mail",
    "in_person": "in person",
    "advocate": "through an advocate",
    "staff": "recorded by staff",
}
CONTACT_WAYS = {
    "private_page": "on their private page",
    "email": "by email",
    "phone": "by phone",
    "letter": "by letter",
}


def contact_ways_of(codes: Iterable[str]) -> str:
    """Return how it is safe to make contact, as one sentence without its full stop."""
    said = ", ".join(CONTACT_WAYS.get(code, code.replace("_", " ")) for code in codes)
    return said[:1].upper() + said[1:]


def how_long(minutes: int) -> str:
    """Return a span in its two largest parts: ``2 hours 5 minutes``, ``3 days 4 hours``."""
    days, rest = divmod(minutes, 24 * 60)
    parts = ((days, "day"), (rest // 60, "hour"), (rest % 60, "minute"))
    said = [f"{number} {unit}" + ("" if number == 1 else "s") for number, unit in parts if number]
    return " ".join(said[:2]) or "less than a minute"
