"""Forms to print, fill in by hand and post: as a page and as a PDF, from the list that the screen uses."""

import re
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template, url_for

from portal.domain.vocabulary import Audience
from portal.services.copies import can_make_pdf, make_pdf
from portal.services.council import current_council
from portal.services.now import today
from portal.web.paper import EQUALITY, PaperForm, find_paper, public_journeys
from portal.web.rendering import render

AGES = {Audience.UNDER_TWELVE: "Under 12", Audience.TWELVE_AND_OVER: "12 and over"}
GROUPS = (
    ("For children and young people", (Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER)),
    ("For adults", (Audience.ADULT,)),
    ("For somebody who acts for a child", (Audience.ADVOCATE,)),
)
DRAWING = re.compile(r'(<svg class="picture[^>]*>)')
Line = tuple[str, str, str]  # what it is called, its page, its PDF


def paper() -> Response:
    """List the forms that can be printed."""
    listed = public_journeys()
    groups = [
        (heading, [_line(j.name, AGES.get(j.audience, j.title)) for j in listed if j.audience in audiences])
        for heading, audiences in GROUPS
    ]
    groups.append(("If you like", [_line(EQUALITY, "Questions about you")]))
    return render("paper/index.html", page_title="Print a form and post it", groups=groups)


def paper_form(form: str) -> Response:
    """Show a form as a page to print."""
    found = _find(form)
    return render(
        "paper/form.html", form=found, page_title=_title(found), pdf_href=_pdf_address(found.name), **_facts()
    )


def paper_pdf(form: str) -> Response:
    """Answer with a form as a PDF, made once a day."""
    if not can_make_pdf():
        abort(404)
    found = _find(form)
    answer = make_response(_pdf_of_today(found))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = "inline; filename=form.pdf"
    return answer


def add_to(bp: Blueprint) -> None:
    """Put the pages on a blueprint that is open to all."""
    bp.add_url_rule("/paper", view_func=paper)
    bp.add_url_rule("/paper/<form>", view_func=paper_form)
    bp.add_url_rule("/paper/<form>.pdf", view_func=paper_pdf)


def _find(name: str) -> PaperForm:
    found = find_paper(name)
    if found is None:
        abort(404)
    return found


def _title(form: PaperForm) -> str:
    return f"{form.title}: a form for paper"


def _facts() -> dict[str, Any]:
    contact = current_council().contact
    return {"address": contact.freepost or contact.address, "no_stamp": bool(contact.freepost)}


def _line(name: str, title: str) -> Line:
    return title, url_for("public.paper_form", form=name), _pdf_address(name)


def _pdf_address(name: str) -> str:
    return url_for("public.paper_pdf", form=name) if can_make_pdf() else ""


def _pdf_of_today(form: PaperForm) -> bytes:
    """Return the PDF; teams and numbers change with the day and the profile only, so it is kept for both."""
    kept: dict[str, tuple[date, bytes]] = current_app.extensions.setdefault("portal.paper", {})
    made_on, pdf = kept.get(form.name, (None, b""))
    if made_on != today():
        html = render_template("paper/_document.html", form=form, page_title=_title(form), **_facts())
        pdf = make_pdf(_with_colours(html), render_template("paper/document.css"))
        kept[form.name] = (today(), pdf)
    return pdf


def _with_colours(html: str) -> str:
    """Return a document whose drawings bring their colours; the PDF maker gives them none of it."""
    return DRAWING.sub(rf"\1<style>{render_template('paper/drawing.css')}</style>", html)
