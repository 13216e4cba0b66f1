"""What people wrote on their private pages and nobody has read yet."""

from flask import Response, request

from portal.domain.permissions import Permission
from portal.services import desk, set_aside
from portal.services.unread import list_unread
from portal.web.access import requires, signed_in
from portal.web.rendering import render
from portal.web.screening import words
from portal.web.screening.blueprint import bp


@bp.get("/unread")
@requires(Permission.SCREEN)
def unread() -> Response:
    """Show what waits for this officer or for anybody, then what waits for others."""
    officer = signed_in()
    return render(
        "screening/unread.html",
        ours=list_unread(officer, after=request.args.get("after")),
        others=list_unread(officer, ours=False, after=request.args.get("others-after")),
        is_further=bool(request.args),
        counts=desk.count_desk(officer),
        sampled_count=len(set_aside.list_sampled(officer)) if officer.may(Permission.SUPERVISE) else None,
        may=officer.may,
        Permission=Permission,
        words=words,
    )
