"""Where a journey begins, and where what was begun is thrown away."""

from collections.abc import Mapping

from flask import Response, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.services.drafts import DraftView, discard_draft
from portal.services.visits import attach_draft
from portal.web.journey_pages import JOURNEYS, Journey
from portal.web.journey_sending import find_begun, find_writing, where_to_go_on
from portal.web.journey_views import JourneyView
from portal.web.journey_words import words_for
from portal.web.rendering import render
from portal.web.visiting import current_visit


def ask_first(
    begun: DraftView, journey: Journey | None, *, action: str = "", kept: Mapping[str, str] | None = None
) -> Response:
    """Ask before what was begun is put away, for a new start of ``journey``, or for another draft with None.

    The answer is posted to ``action`` with what is ``kept``, and ``then`` is ``anew``.
    """
    other = JOURNEYS.get(begun.journey)
    same = journey is not None and begun.journey == journey.name
    return render(
        f"{journey.folder if journey else 'journey'}/anew.html",
        draft=begun,
        other_title=other.title if other else "",
        go_on=where_to_go_on(begun.journey),
        action=action or (journey.url() if journey else request.path),
        kept=kept or {},
        opens=journey is None,
        page_title="You have begun this already" if same else "You have begun something else",
    )


class StartView(JourneyView):
    """Before any words: who reads this, what happens, and whom to ring."""

    def get(self) -> Response:
        """Show the start page."""
        return self._show(200)

    def post(self) -> ResponseReturnValue:
        """Begin, and go to the first page; ask first where that would put something else away."""
        if not FlaskForm().validate():
            return self._show(400, [{"text": words_for(self.journey.audience).old_page, "href": "#main"}])
        begun = find_begun()
        if begun is not None and request.form.get("then") != "anew":
            return ask_first(begun, self.journey)
        if begun is not None or find_writing(self.journey) is None:
            self.begin()
        return redirect(self.journey.url(self.journey.pages[0].name), 303)

    def _show(self, status: int, errors: list[dict[str, str]] | None = None) -> Response:
        journey = self.journey
        writing, visit = find_writing(journey), current_visit()
        return render(
            journey.intro,
            status=status,
            journey=journey,
            page_title=journey.title,
            errors=errors or [],
            draft=writing.draft if writing else None,
            ran_out=visit is not None and visit.draft_ran_out,
            go_on=journey.url(writing.left_at) if writing else "",
        )


class DiscardView(JourneyView):
    """Throwing away what was begun, after asking."""

    def get(self) -> Response:
        """Ask whether it is to be thrown away."""
        return self._ask(200)

    def post(self) -> ResponseReturnValue:
        """Erase the draft, and let this browser forget it."""
        writing = find_writing(self.journey)
        if writing is None:
            return self.nothing_begun()
        if not FlaskForm().validate():
            return self._ask(400, [{"text": words_for(self.journey.audience).old_page, "href": "#main"}])
        attach_draft(writing.visit.id, None)
        discard_draft(writing.draft.id)
        gone = "It is thrown away. Nobody can read it"
        flash(f"{gone}." if writing.accompanied else f"{gone}, and its six words open nothing.")
        return redirect(self.journey.url(), 303)

    def _ask(self, status: int, errors: list[dict[str, str]] | None = None) -> Response:
        writing = find_writing(self.journey)
        if writing is None:
            return self.nothing_begun()
        return render(
            f"{self.journey.folder}/discard.html",
            status=status,
            journey=self.journey,
            errors=errors or [],
            go_on=self.journey.url(writing.left_at),
            page_title="Throw away what you have written?",
        )
