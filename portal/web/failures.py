"""What went wrong, as a page: each error of the house with its honest status code."""

import logging
import traceback

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from portal.domain import errors
from portal.services.database import abandon
from portal.web.answers import clean
from portal.web.rendering import render

STATUS = (
    (errors.NotFound, 404),
    (errors.WrongCode, 404),
    (errors.NotAllowed, 403),
    (errors.AlreadyClaimed, 409),
    (errors.NotClaimed, 409),
    (errors.StaleVersion, 409),
    (errors.MoveNotPossible, 409),
    (errors.SignatureOwed, 409),
    (errors.Incomplete, 422),
    (errors.TooManyTries, 429),
    (errors.PortalError, 500),
)
PAGES = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503})
SHOWS_WORDS = frozenset({400, 401, 403, 409, 500, 503})
NEVER_SHOWN = frozenset({"csrf_token", "password", "code", "submission_id"})
LONG_ENOUGH = 20
log = logging.getLogger("portal")


def install(app: Flask) -> None:
    """Register the error pages."""
    app.register_error_handler(errors.PortalError, _of_the_house)
    app.register_error_handler(CSRFError, _old_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def status_of(problem: errors.PortalError) -> int:
    """Return the status code of an error of the house."""
    return next(code for kind, code in STATUS if isinstance(problem, kind))


def _of_the_house(problem: errors.PortalError) -> Response:
    abandon()
    code = status_of(problem)
    if code == 500:
        _log(problem)
    return _page(code, str(problem) if code != 500 else None)


def _old_form(problem: CSRFError) -> Response:
    return _page(
        400, "This page was open for too long, or was opened in another window. Go back and try again."
    )


def _http(problem: HTTPException) -> Response:
    if problem.code is None or problem.code < 400:
        return problem.get_response()  # type: ignore[return-value]
    response = _page(problem.code, None)
    for name, value in problem.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _unexpected(problem: Exception) -> Response:
    abandon()
    _log(problem)
    return _page(500, None)


def _log(problem: Exception) -> None:
    """Log where it happened, never what it said: a message could hold somebody's words."""
    where = "".join(traceback.format_tb(problem.__traceback__))
    log.error("%s at %s\n%s", type(problem).__name__, request.endpoint, where)


def _page(code: int, what: str | None) -> Response:
    known = code if code in PAGES else (500 if code >= 500 else 400)
    return render(f"errors/{known}.html", status=code, what=what, kept=_words_in_hand(code))


def _words_in_hand(code: int) -> list[str]:
    """Return the long answers of a form that failed, so that nobody has to write them again."""
    if request.method != "POST" or code not in SHOWS_WORDS:
        return []
    answers = request.form.items(multi=True)
    return [clean(typed) for name, typed in answers if len(typed) >= LONG_ENOUGH and name not in NEVER_SHOWN]
