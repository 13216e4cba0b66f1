"""Showing text: plain-text and date filters, and the one place that cleans staff's rich text."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import bleach
from flask import Flask
from markupsafe import Markup, escape

from portal.domain.files import length_in_words, size_in_words

LONDON = ZoneInfo("Europe/London")
LETTER_TAGS = frozenset({"p", "ul", "ol", "li", "strong", "em", "br", "h2", "h3", "a"})


def install(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(
        long_date=long_date,
        short_date=short_date,
        clock_time=clock_time,
        paragraphs=paragraphs,
        words=words,
        file_size=size_in_words,
        recording_length=length_in_words,
    )


def long_date(day: date | datetime | None) -> str:
    """Return ``Friday 4 December 2026``; empty for None."""
    if day is None:
        return ""
    day = _in_london(day)
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_date(day: date | datetime | None) -> str:
    """Return ``4 Dec 2026``; empty for None."""
    if day is None:
        return ""
    day = _in_london(day)
    return f"{day.day} {day:%b %Y}"


def clock_time(instant: datetime | None) -> str:
    """Return ``14:02`` in London; empty for None."""
    return "" if instant is None else f"{_in_london(instant):%H:%M}"


def words(code: str) -> str:
    """Return a code as plain words: ``young_person`` as ``young person``."""
    return str(code).replace("_", " ").replace("-", " ")


def paragraphs(text: str) -> Markup:
    """Return plain text as escaped paragraphs, its line breaks kept."""
    parts = [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    line_break = Markup("<br>")
    shown = (line_break.join(escape(line) for line in part.strip("\n").split("\n")) for part in parts)
    return Markup("").join(Markup('<p class="govuk-body">{}</p>').format(part) for part in shown)


def with_link(before: str, name: str, address: str, after: str) -> Markup:
    """Return one sentence, escaped, in which a name leads to an address."""
    link = Markup('<a class="govuk-link" href="{}">{}</a>').format(address, name)
    return escape(before) + link + escape(after)


def in_a_row(*said: str) -> Markup:
    """Return sentences one after another, escaped where they are not safe already; empty ones fall out."""
    return Markup(" ").join(one for one in said if one)


def clean_letter(html: str) -> Markup:
    """Return the small rich text that staff write in letters, with everything else taken out."""
    cleaned = bleach.clean(
        html, tags=LETTER_TAGS, attributes={"a": ["href"]}, protocols={"https", "mailto"}, strip=True
    )
    return Markup(cleaned)  # noqa: S704 - just cleaned, and staff-written; autoescape stays the wall elsewhere


def _in_london(day: date | datetime) -> date:
    return day.astimezone(LONDON) if isinstance(day, datetime) else day
