"""The supervisor's board, the lists behind its figures, and handing over what an officer holds."""

from datetime import date, timedelta

from flask import Response, abort, request

from portal.domain.errors import Incomplete
from portal.domain.permissions import Permission
from portal.services import board, board_lists, bulk, desk, handing_over
from portal.services.signers import list_late
from portal.services.third_person import list_out_of_reach
from portal.web.access import keeps_words, requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.board_form import ALL, HandOverForm, empty_form
from portal.web.screening.desk_filters import link_to
from portal.web.screening.desk_routes import Ticked, render_list

AN_OFFICER = "<int(max=2147483647):account_id>"
LONGEST = 200


@bp.get("/board", endpoint="board")
@requires(Permission.SUPERVISE)
def show_board() -> Response:
    """Show who holds how much, what is old or late, and what keeps coming back."""
    boss = signed_in()
    return render_list(
        "board",
        board=board.read_board(boss),
        unsigned=list_late(boss),
        out_of_reach=list_out_of_reach(boss),
        OFTEN=board.OFTEN,
        end_of=_end_of,
    )


@bp.get("/board/complaints")
@requires(Permission.SUPERVISE)
def counted() -> Response:
    """Show the complaints behind one figure."""
    asked = request.args
    first, last = _day(asked.get("first")), _day(asked.get("last"))
    if first is None or last is None or first > last:
        abort(404)
    team, theme = asked.get("team", "")[:LONGEST], asked.get("theme", "")[:LONGEST]
    page = board_lists.list_counted(
        signed_in(), first, last, team=team, theme=theme, after=asked.get("after")
    )
    here = {"first": first, "last": last, "team": team, "theme": theme}
    return render_list(
        "board_list",
        counted=page,
        first=first,
        last=last,
        about=team or theme or "everything",
        next_href=link_to("screening.counted", here | {"after": page.next_cursor})
        if page.next_cursor
        else None,
        first_href=link_to("screening.counted", here) if asked.get("after") else None,
    )


@bp.get(f"/board/officers/{AN_OFFICER}")
@requires(Permission.SUPERVISE)
def held(account_id: int) -> Response:
    """Show what an officer holds, to hand it over or give it back."""
    return _show_held(account_id)


@bp.post(f"/board/officers/{AN_OFFICER}/hand-over")
@requires(Permission.SUPERVISE)
@keeps_words
def hand_over(account_id: int) -> Response:
    """Hand over everything an officer holds, or what was ticked; tell what became of each."""
    officers = handing_over.list_officers()
    form = HandOverForm().offering(officers, account_id)
    ticked = tuple(dict.fromkeys(request.form.getlist("tick")[: bulk.AT_ONCE]))
    if not form.validate():
        return _show_held(account_id, Ticked(form, ticked), 422)
    try:
        results = _handed_over(account_id, form, ticked)
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show_held(account_id, Ticked(form, ticked), 422)
    fresh = empty_form(officers, account_id)
    return _show_held(account_id, Ticked(fresh, done="handed over", results=results))


def _handed_over(from_id: int, form: HandOverForm, ticked: tuple[str, ...]) -> tuple[bulk.Result, ...]:
    boss, reason = signed_in(), form.hand_reason.data
    if form.which.data == ALL:
        return bulk.hand_over_everything(boss, from_id, form.to_id, reason)
    if not ticked:
        raise Incomplete(("ticked",))
    return bulk.hand_over_all(ticked, boss, form.to_id, reason, from_id)


def _show_held(account_id: int, ticked: Ticked | None = None, status: int = 200) -> Response:
    boss, officers = signed_in(), handing_over.list_officers()
    whose = next((one for one in officers if one.id == account_id), None)
    if whose is None:
        abort(404)
    late = request.args.get("late") == "yes"
    return render_list(
        "held",
        status=status,
        whose=whose,
        late=late,
        pieces=desk.list_held(boss, account_id, late=late),
        bulk=ticked or Ticked(empty_form(officers, account_id)),
    )


def _end_of(first: date, months: int = 1) -> date:
    """Return the last day of so many months from the first of one."""
    ends = first
    for _ in range(months):
        ends = (ends.replace(day=28) + timedelta(days=4)).replace(day=1)
    return ends - timedelta(days=1)


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed or "")
    except ValueError:
        return None
