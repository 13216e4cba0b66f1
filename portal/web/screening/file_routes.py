"""An item's files: its safe copies, its recordings, the originals, and locking what may be illegal."""

from collections.abc import Iterator

from flask import Response, abort, flash, redirect, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from portal.domain.files import Opening
from portal.domain.permissions import Permission
from portal.services import file_locks
from portal.services.files_shown import OpenedFile, open_file
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening.blueprint import bp
from portal.web.screening.file_forms import LockForm, UnlockForm

APART = "default-src 'none'; sandbox; frame-ancestors 'none'"


@bp.get("/<reference>/files/<int(max=2147483647):file_id>/view")
@requires(Permission.SEE_DESK)
def view_file(reference: str, file_id: int) -> Response:
    """Send the copy that is safe to look at."""
    return _send(open_file(reference, file_id, signed_in(), Opening.VIEW))


@bp.get("/<reference>/files/<int(max=2147483647):file_id>/sound")
@requires(Permission.SEE_DESK)
def play_file(reference: str, file_id: int) -> Response:
    """Send a recording; a player fetches it bit by bit, which is one listening in the log."""
    goes_on = request.range is not None and request.range.ranges[0][0] != 0
    return _send(open_file(reference, file_id, signed_in(), Opening.SOUND, logged=not goes_on))


@bp.post("/<reference>/files/<int(max=2147483647):file_id>/original")
@requires(Permission.SEE_DESK)
def save_original(reference: str, file_id: int) -> Response:
    """Send a file as it came."""
    return _send(open_file(reference, file_id, signed_in(), Opening.ORIGINAL))


@bp.route("/<reference>/files/<int(max=2147483647):file_id>/lock", methods=["GET", "POST"])
@requires(Permission.SEE_DESK)
@keeps_words
def lock_file(reference: str, file_id: int) -> ResponseReturnValue:
    """Lock a file that may be illegal to have, after saying what to do and what never to do."""
    form = LockForm()
    locking = file_locks.find_locking(reference, file_id, signed_in())
    if form.is_submitted() and form.validate():
        file_locks.lock(reference, file_id, signed_in(), form.lock_reason.data or "")
        flash(_locked(locking), "warning")
        return redirect(url_for("screening.item", reference=reference, _anchor=f"file-{file_id}"), 303)
    return _ask(form, locking, "screening/lock_file.html", "This file may be illegal")


@bp.route("/<reference>/files/<int(max=2147483647):file_id>/unlock", methods=["GET", "POST"])
@requires(Permission.SEE_DESK)
@keeps_words
def unlock_file(reference: str, file_id: int) -> ResponseReturnValue:
    """Undo a lock that was not needed; only for who leads on such files."""
    form = UnlockForm()
    locking = file_locks.find_locking(reference, file_id, signed_in())
    if not locking.is_lead:
        abort(403)
    if form.is_submitted() and form.validate():
        file_locks.unlock(reference, file_id, signed_in(), form.unlock_reason.data or "")
        flash("The file is no longer locked.", "success")
        return redirect(url_for("screening.item", reference=reference, _anchor="files"), 303)
    return _ask(form, locking, "screening/unlock_file.html", "Unlock this file")


def _locked(locking: file_locks.Locking) -> str:
    """Say who has a locked file now, and what comes first."""
    lead = locking.lead_title if locking.lead_named else "A supervisor"
    first = f" First: {locking.steps[0]}" if locking.steps else ""
    return f"The file is locked. {lead[:1].upper()}{lead[1:]} is told by email.{first}"


def _ask(form: LockForm | UnlockForm, locking: file_locks.Locking, template: str, title: str) -> Response:
    status = 200
    if form.is_submitted():
        status = 400 if "csrf_token" in form.errors else 422
    return render(template, status=status, form=form, locking=locking, page_title=title)


def _send(opened: OpenedFile) -> Response:
    """Send a file for saving, whole or the part asked for, cut off from everything else of the portal."""
    start, stop = 0, opened.size
    wanted = request.range
    if wanted is not None:
        part = wanted.range_for_length(opened.size)
        if part is None:
            return Response(status=416, headers={"Content-Range": f"bytes */{opened.size}"})
        start, stop = part
    body = stream_with_context(_between(opened, start, stop))
    answer = Response(body, mimetype=opened.media, direct_passthrough=True)
    answer.content_length = stop - start
    answer.headers["Content-Disposition"] = f'attachment; filename="{opened.name}"'
    answer.headers["Content-Security-Policy"] = APART
    answer.headers["Accept-Ranges"] = "bytes"
    if wanted is not None:
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{opened.size}"
    return answer


def _between(opened: OpenedFile, start: int, stop: int) -> Iterator[bytes]:
    """Yield the bytes from one to another."""
    left = stop - start
    for piece in opened.read_from(start):
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return
