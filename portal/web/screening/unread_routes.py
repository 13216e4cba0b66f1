"""What people wrote on their private pages and nobody has read yet."""

from flask import Response, request

from portal.domain.permissions import Permission
from portal.services.accounts import names_of_accounts
from portal.services.unread import list_unread, list_unread_of
from portal.web.access import requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.desk_filters import link_to
from portal.web.screening.desk_routes import render_list
from portal.web.screening.forms import number_of


@bp.get("/unread")
@requires(Permission.SCREEN)
def unread() -> Response:
    """Show what waits for this officer or for anybody, then what waits for others."""
    officer = signed_in()
    if officer.may(Permission.SUPERVISE) and {"reader", "late"} & set(request.args):
        return _show_narrowed()
    return render_list(
        "unread",
        ours=list_unread(officer, after=request.args.get("after")),
        others=list_unread(officer, ours=False, after=request.args.get("others-after")),
        is_further=bool(request.args),
    )


def _show_narrowed() -> Response:
    """Show a supervisor what waits for one reader, or what is past its day, as the board counts it."""
    names, asked = names_of_accounts(), number_of(request.args.get("reader"))
    whose = asked if asked in names else None
    late, after = request.args.get("late") == "yes", request.args.get("after")
    here = {"reader": whose, "late": "yes" if late else None}
    page = list_unread_of(signed_in(), whose, late=late, after=after)
    return render_list(
        "unread_of",
        shown=page,
        late=late,
        whose_name=names.get(whose or 0, ""),
        next_href=link_to("screening.unread", here | {"after": page.next_cursor})
        if page.next_cursor
        else None,
        first_href=link_to("screening.unread", here) if after else None,
    )
