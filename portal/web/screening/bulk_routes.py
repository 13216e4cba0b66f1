"""Doing one thing with several items of a list; what became of each is told one by one."""

from collections.abc import Callable, Sequence

from flask import Response, abort, request

from portal.domain.permissions import Permission
from portal.services import bulk
from portal.services.accounts import StaffMember
from portal.web.access import keeps_words, requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.bulk_form import BulkForm
from portal.web.screening.desk_routes import Ticked, show_mine, show_queue

DONE = {
    "claim": "claimed",
    "release": "given back",
    "team": "given the team",
    "spam": "set aside as spam",
    "hand_over": "handed over",
}


@bp.post("/bulk", endpoint="bulk")
@requires(Permission.SCREEN)
@keeps_words
def do_bulk() -> Response:
    """Do what the pressed button says with every item that was ticked."""
    officer = signed_in()
    deed = request.form.get("deed", "")
    if deed not in DONE:
        abort(400)
    if deed == "hand_over" and not officer.may(Permission.SUPERVISE):
        abort(403)
    ticked = tuple(dict.fromkeys(request.form.getlist("tick")[: bulk.AT_ONCE]))
    form = BulkForm().offering(officer)
    show = show_mine if request.form.get("where") == "mine" else show_queue
    if not form.is_ready(deed, ticked):
        return show(Ticked(form, ticked, deed), 422)
    results = _act(deed, form, officer)(ticked)
    fresh = BulkForm(formdata=None).offering(officer)
    return show(Ticked(fresh, done=DONE[deed], results=tuple(results)), 200)


def _act(
    deed: str, form: BulkForm, officer: StaffMember
) -> Callable[[tuple[str, ...]], Sequence[bulk.Result]]:
    """Return what the button does with references."""
    acts: dict[str, Callable[[tuple[str, ...]], Sequence[bulk.Result]]] = {
        "claim": lambda ticked: bulk.claim_all(ticked, officer),
        "release": lambda ticked: bulk.release_all(ticked, officer),
        "team": lambda ticked: bulk.change_team_of_all(ticked, officer, form.bulk_team.data),
        "spam": lambda ticked: bulk.set_aside_spam(ticked, officer, form.spam_reason.data),
        "hand_over": lambda ticked: bulk.hand_over_all(ticked, officer, form.to_id, form.hand_reason.data),
    }
    return acts[deed]
