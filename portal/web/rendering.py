"""A whole page, or its part for htmx; the only importer of htmx_flask."""

from typing import Any

from flask import Flask, Response, make_response, render_template, request
from htmx_flask import Htmx

htmx = Htmx()


def install(app: Flask) -> None:
    """Let htmx announce itself on the request."""
    htmx.init_app(app)


def wants_part() -> bool:
    """Whether htmx asks for the part of the page it will swap in."""
    asked: Any = getattr(request, "htmx", False)
    return bool(asked) and not asked.boosted and not asked.history_restore_request


def render(page: str, part: str | None = None, *, status: int = 200, **context: Any) -> Response:
    """Return ``page`` whole, or ``part`` of it where htmx asked; never stored by browsers or proxies."""
    template = part if part and wants_part() else page
    response = make_response(render_template(template, **context), status)
    if part:
        response.vary.add("HX-Request")
    return response
