"""What each window has seen saved of a page, so that an older one never overwrites newer words."""

import secrets

from flask import request

from portal.services.drafts import Seen, digest_of
from portal.web.answers import Answers
from portal.web.journey_pages import Page


def posted_seen() -> Seen | None:
    """Return what this window says it showed; a page of before there was such a note says nothing."""
    digest = request.form.get("page_seen")
    return None if digest is None else Seen(digest, request.form.get("page_window", "")[:20])


def seen_of(page: Page, answers: Answers, *, fresh: bool) -> Seen:
    """Return what this window shows of the stored words; a page refused for another reason keeps its note."""
    posted = posted_seen() if (request.view_args or {}).get("name") == page.name else None
    if posted is not None and not fresh:
        return posted
    window = posted.window if posted else secrets.token_urlsafe(6)
    return Seen(digest_of(answers.values(page.name)), window)
