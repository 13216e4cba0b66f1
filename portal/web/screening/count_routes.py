"""The registers' pages of counts: accepted compliments, repeated complaints, young people's outcomes."""

from datetime import date

from flask import Response, abort, request

from portal.domain.financial_year import label_of_year
from portal.domain.permissions import Permission
from portal.domain.recurring import OFTEN
from portal.services.compliment_counts import read_compliment_year
from portal.services.team_months import list_complaints, read_team_months
from portal.services.young_people import read_young_year
from portal.web.access import requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.desk_filters import link_to
from portal.web.screening.desk_routes import render_list
from portal.web.screening.period_form import month_form, year_form
from portal.web.screening.register_tabs import register_tabs

LONGEST = 400
EARLIEST, LATEST = 1900, 2200


@bp.get("/registers/teams")
@requires(Permission.SEE_DESK)
def team_months() -> Response:
    """Show complaints by team and month, those that repeat marked."""
    form = month_form()
    sound = form.validate()
    return render_list(
        "team_months",
        status=200 if sound else 422,
        form=form,
        shown=read_team_months(signed_in(), form.first),
        OFTEN=OFTEN,
        register_tabs=register_tabs(),
    )


@bp.get("/registers/complaints")
@requires(Permission.SEE_DESK)
def month_complaints() -> Response:
    """Show the complaints behind one figure of a month."""
    month = _month(request.args.get("month", ""))
    if month is None:
        abort(404)
    team, theme = (request.args.get(name, "")[:LONGEST] for name in ("team", "theme"))
    after = request.args.get("after")
    listed = list_complaints(signed_in(), month, team=team, theme=theme, after=after)
    here = {"month": f"{month:%Y-%m}", "team": team or None, "theme": theme or None}
    following = listed.next_cursor
    return render_list(
        "month_complaints",
        counted=listed,
        month=month,
        about=" and ".join(name for name in (team, theme) if name),
        next_href=link_to("screening.month_complaints", here | {"after": following}) if following else None,
        first_href=link_to("screening.month_complaints", here) if after else None,
        register_tabs=register_tabs(),
    )


@bp.get("/registers/compliments")
@requires(Permission.SEE_DESK)
def compliment_counts() -> Response:
    """Show a year's accepted compliments by team, quarter and month."""
    form = year_form()
    sound = form.validate()
    year = form.first.year
    return render_list(
        "compliment_counts",
        status=200 if sound else 422,
        form=form,
        shown=read_compliment_year(signed_in(), year),
        year_label=label_of_year(year),
        register_tabs=register_tabs(),
    )


@bp.get("/registers/young-people")
@requires(Permission.SEE_DESK)
def young_people() -> Response:
    """Show what became of young people's feedback in a year, in total only."""
    form = year_form()
    sound = form.validate()
    year = form.first.year
    return render_list(
        "young_counts",
        status=200 if sound else 422,
        form=form,
        shown=read_young_year(signed_in(), year),
        year_label=label_of_year(year),
        register_tabs=register_tabs(),
    )


def _month(asked: str) -> date | None:
    """Return the first day of a month written like 2026-11, or None for what can be none."""
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return None
    return month if EARLIEST <= month.year <= LATEST else None
