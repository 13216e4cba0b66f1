"""Equality questions that came on paper, keyed in apart from all else, and the numbers they come to."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.domain.equality import QUESTIONS
from portal.domain.equality_table import QuestionCounts
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Kind
from portal.services.equality import PAPER_QUARTERS, count_return, quarters_until, read_counts
from portal.services.now import today
from portal.web.access import keeps_words, requires
from portal.web.equality_form import KINDS, answers_of, form_asking, kind_field
from portal.web.fields import RadioField, choices
from portal.web.rendering import render

TITLE = "Equality form from the post"
YEAR = 4  # quarters
KIND_CODES = {kind.value for kind, _ in KINDS}
bp = Blueprint("equality", __name__, url_prefix="/staff/equality")


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as it may be shown: how often, and its share in whole per cent; both None where hidden."""

    label: str
    times: int | None
    percent: int | None


@bp.route("", methods=["GET", "POST"])
@requires(Permission.KEY_IN)
@keeps_words
def key_in() -> ResponseReturnValue:
    """Count one sheet; who keyed it in is not written down."""
    form = _form(quarters_until(today(), PAPER_QUARTERS))()
    if request.method == "GET":
        _prefill(form)
        return _shown(form)
    if not form.validate():
        return _shown(form, 422)
    kind, quarter = form["kind"].data or Kind.NOT_SURE.value, form["quarter"].data
    on = date.fromisoformat(quarter) if quarter else None
    counted = count_return(Kind(kind), answers_of(form), quarter=on, on_paper=True)
    said = (
        "Counted. Destroy the sheet now." if counted else "Nothing to count: no answer, or a child under 12."
    )
    flash(said, "success" if counted else "warning")
    return redirect(url_for("equality.key_in", kind=kind, quarter=quarter), 303)


@bp.get("/counts")
@requires(Permission.SUPERVISE)
def counts() -> Response:
    """Show the numbers of the last four finished quarters, small ones hidden."""
    running, *finished = quarters_until(today(), YEAR + 1)
    table = read_counts(finished)
    return render(
        "staff/equality_counts.html",
        table=table,
        now=read_counts([running]),
        first=finished[-1],
        last=date.fromordinal(running.toordinal() - 1),
        questions=[(question, _lines(question)) for question in table.questions],
    )


@cache
def _form(quarters: tuple[date, ...]) -> type[FlaskForm]:
    named = [(first.isoformat(), _quarter_name(first)) for first in quarters]
    quarter = RadioField("When did it reach us?", choices=choices(*named))
    return form_asking(QUESTIONS, kind=kind_field("What had they sent us?"), quarter=quarter)


def _quarter_name(first: date) -> str:
    last = date(first.year, first.month + 2, 1)
    return f"{first:%B} to {last:%B %Y}"


def _prefill(form: FlaskForm) -> None:
    """Choose what the last sheet had; sheets come in piles."""
    kind, quarter = request.args.get("kind", ""), request.args.get("quarter", "")
    offered = [choice.value for choice in form["quarter"].choices]
    form["kind"].data = kind if kind in KIND_CODES else None
    form["quarter"].data = quarter if quarter in offered else offered[0]


def _shown(form: FlaskForm, status: int = 200) -> Response:
    return render("staff/equality.html", status=status, form=form, page_title=TITLE)


def _lines(question: QuestionCounts) -> list[Line] | None:
    """Return the answers as they may be shown, or None where too few answered."""
    shown = question.shown()
    if shown is None:
        return None
    labels = [answer.label for answer in question.answers]
    percents = [None if n is None else (200 * n + question.base) // (2 * question.base) for n in shown]
    return [Line(*each) for each in zip(labels, shown, percents, strict=True)]
