"""The mails of a demonstration: nowhere else is a mail kept, so nowhere else has these pages."""

from flask import Blueprint, Response, abort, current_app, request

from portal.domain.permissions import Permission
from portal.services import mails_shown
from portal.web.access import requires
from portal.web.rendering import render

bp = Blueprint("mails", __name__, url_prefix="/staff/mails")
SUBJECTS = {
    "acknowledgement": "We have what you sent",
    "news": "There is something new",
    "enquiry_received": "We have your enquiry",
    "duty_alert": "An alert is waiting",
    "address_check": "Please confirm your address",
    "compliment_shared": "A compliment for a colleague",
    "file_locked": "A file is locked",
    "freeze_asked": "You are asked to hold something",
    "freezes_late": "Something waits for a manager",
    "signatures_late": "Decisions wait for a signature",
}


@bp.get("")
@requires(Permission.SIGNED_IN)
def shown() -> Response:
    """List the newest mails, 25 at a time."""
    _only_in_a_demonstration()
    before = _mail_id(request.args.get("before", ""))
    lines = mails_shown.list_mails(before)
    return render("mails/shown.html", lines=lines, later_page=before is not None, subjects=SUBJECTS)


@bp.get("/<int(max=2147483647):mail_id>")
@requires(Permission.SIGNED_IN)
def mail(mail_id: int) -> Response:
    """Show one mail as it would have reached somebody."""
    _only_in_a_demonstration()
    return render("mails/mail.html", mail=mails_shown.find_mail(mail_id), subjects=SUBJECTS)


def _only_in_a_demonstration() -> None:
    if not current_app.extensions["portal.settings"].demo:
        abort(404)


def _mail_id(typed: str) -> int | None:
    usable = typed.isascii() and typed.isdigit() and len(typed) < 10
    return int(typed) if usable else None
