"""Where an officer is led once an item is settled: to the next one, or to the desk for who wants that."""

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.permissions import Permission
from portal.web.access import requires
from portal.web.screening.blueprint import bp

KEPT_AS, DESK, NEXT = "after-settling", "desk", "next"


def wants_desk() -> bool:
    """Whether this officer asked, since signing in, for the desk after each item."""
    return session.get(KEPT_AS) == DESK


def is_next() -> bool:
    """Whether this page opened by itself, because the item before it was settled."""
    return request.args.get("came") == NEXT


def address_of_next(reference: str | None) -> str:
    """Return the address to go on at; the item's own heading is where the reader is put."""
    if reference is None or wants_desk():
        return url_for("screening.desk")
    return url_for("screening.item", reference=reference, came=NEXT, _anchor="item")


def what_comes(reference: str | None) -> str:
    """Return the word on what opens, after what became of the item that was settled."""
    if reference is None:
        return "Nothing else is waiting for you."
    return "" if wants_desk() else "This is the next one."


@bp.post("/after-settling")
@requires(Permission.SCREEN)
def after_settling() -> AnyResponse:
    """Keep, until the officer signs out, what opens once an item is settled; show the desk."""
    if request.form.get("then") == DESK:
        session[KEPT_AS] = DESK
    else:
        session.pop(KEPT_AS, None)
    return redirect(url_for("screening.desk"), 303)
