"""The desk's lists: safety flags on top, then the queue by the day to act by; claiming from a list."""

from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.permissions import Permission
from portal.services import board_lists, bulk, claims, desk, scanning, set_aside
from portal.services.desk_returned import list_returned
from portal.services.signing_list import list_for_signer
from portal.web.access import requires, signed_in
from portal.web.rendering import render, wants_part
from portal.web.screening import desk_filters, words
from portal.web.screening.blueprint import bp
from portal.web.screening.bulk_form import empty_form
from portal.web.screening.go_to_form import UNKNOWN, GoToForm
from portal.web.screening.going_on import wants_desk


@dataclass(frozen=True, slots=True)
class Ticked:
    """The form for what was ticked, the ticks to keep, the button that lacked something, what was done."""

    form: Any
    ticked: tuple[str, ...] = ()
    deed: str = ""
    done: str = ""
    results: tuple[bulk.Result, ...] = ()


@bp.get("", endpoint="desk")
@requires(Permission.SEE_DESK)
def show_desk() -> Response:
    """Show the queue, filtered as the address asks."""
    return show_queue()


@bp.get("/go-to")
@requires(Permission.SEE_DESK)
def go_to() -> AnyResponse:
    """Open the item of a reference, or say at the box why not; that nobody may open it says nothing more."""
    form = GoToForm(request.args)
    if form.validate():
        if desk.may_open(signed_in(), form.meant):
            return redirect(url_for("screening.item", reference=form.meant))
        form.reference.errors = [UNKNOWN]
    return show_queue(None, 422, form)


def show_queue(ticked: Ticked | None = None, status: int = 200, go_to: GoToForm | None = None) -> Response:
    """Render the desk, or its queue for htmx; ``ticked`` is what was done, or has to be mended."""
    officer, filters = signed_in(), desk_filters.read_filters(request.args)
    after, flagged_after = request.args.get("after"), request.args.get("flagged-after")
    queue = desk.list_queue(officer, filters, after)
    flagged = desk.list_flagged(officer, flagged_after)
    return render_list(
        "desk",
        part="screening/_queue.html",
        status=status,
        go_to=go_to or GoToForm(formdata=None),
        queue=queue,
        total=desk.count_queue(officer, filters),
        files_held_up=scanning.count_held_up(),
        flagged=flagged if flagged_after or not after else None,
        flagged_next=_flagged_address(flagged.next_cursor) if flagged.next_cursor else None,
        flagged_first=_flagged_address(None) if flagged_after else None,
        groups=desk_filters.groups_of(filters),
        more_groups=desk_filters.more_groups_of(filters),
        uses_more=desk_filters.uses_more(filters),
        is_filtered=filters != desk.Filters(),
        next_href=desk_filters.address_of(filters, after=queue.next_cursor) if queue.next_cursor else None,
        first_href=desk_filters.address_of(filters) if after else None,
        bulk_action=desk_filters.address_of(filters, "screening.bulk", after=after),
        bulk=ticked or Ticked(empty_form(officer)),
        where="",
        wants_desk=wants_desk(),
        is_part=wants_part(),
    )


@bp.get("/mine")
@requires(Permission.SCREEN)
def mine() -> Response:
    """Show what this officer holds."""
    return show_mine()


def show_mine(ticked: Ticked | None = None, status: int = 200) -> Response:
    """Render what this officer holds; ``ticked`` is what was done, or has to be mended."""
    officer = signed_in()
    return render_list(
        "mine",
        status=status,
        pieces=desk.list_mine(officer),
        bulk_action=url_for("screening.bulk"),
        bulk=ticked or Ticked(empty_form(officer)),
        where="mine",
    )


@bp.get("/returned")
@requires(Permission.SEE_DESK)
def returned() -> Response:
    """Show what was sent back or taken back, and by whom."""
    after = request.args.get("after")
    page = list_returned(signed_in(), after)
    return render_list(
        "returned",
        lines=page.lines,
        next_href=desk_filters.link_to("screening.returned", {"after": page.next_cursor})
        if page.next_cursor
        else None,
        first_href=url_for("screening.returned") if after else None,
    )


@bp.get("/to-sign")
@requires(Permission.SIGN)
def to_sign() -> Response:
    """Show the decisions that wait for this person's signature."""
    return render_list("to_sign", waiting=list_for_signer(signed_in()))


@bp.get("/sample")
@requires(Permission.SUPERVISE)
def sample() -> Response:
    """Show what one person set aside and nobody else has looked over."""
    supervisor = signed_in()
    return render_list(
        "sample",
        sampled=set_aside.list_sampled(supervisor),
        twice=board_lists.list_sent_twice(supervisor),
        office_words=board_lists.list_withdrawn_with_office_words(supervisor),
    )


@bp.post("/claim-next")
@requires(Permission.SCREEN)
def claim_next() -> AnyResponse:
    """Take what has to be acted on first, and open it."""
    taken = claims.claim_next(signed_in())
    if taken is None:
        flash("Nothing is waiting for you to claim.")
        return redirect(url_for("screening.desk"), 303)
    return redirect(url_for("screening.item", reference=taken.reference, _anchor="item"), 303)


def _flagged_address(cursor: str | None) -> str:
    """Return the desk's address with another page of what is not safe; an empty cursor is the first."""
    return desk_filters.link_to("screening.desk", {"flagged-after": cursor})


def render_list(name: str, *, part: str | None = None, status: int = 200, **context: Any) -> Response:
    """Render one of the lists with the counts of all of them."""
    officer = signed_in()
    return render(
        f"screening/{name}.html",
        part,
        status=status,
        counts=desk.count_desk(officer),
        sampled_count=len(set_aside.list_sampled(officer)) if officer.may(Permission.SUPERVISE) else None,
        may=officer.may,
        Permission=Permission,
        words=words,
        **context,
    )
