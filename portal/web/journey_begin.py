"""Where a journey begins, and where what was begun is thrown away."""

from flask import Response, flash, redirect
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.services.drafts import discard_draft
from portal.services.visits import attach_draft
from portal.web.journey_sending import find_writing
from portal.web.journey_views import OLD_PAGE, JourneyView
from portal.web.rendering import render
from portal.web.visiting import current_visit


class StartView(JourneyView):
    """Before any words: who reads this, what happens, and whom to ring."""

    def get(self) -> Response:
        """Show the start page."""
        return self._show(200)

    def post(self) -> ResponseReturnValue:
        """Begin, and go to the first page."""
        if not FlaskForm().validate():
            return self._show(400, [{"text": OLD_PAGE, "href": "#main"}])
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
            go_on=journey.url(writing.furthest) if writing else "",
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
            return self._ask(400, [{"text": OLD_PAGE, "href": "#main"}])
        attach_draft(writing.visit.id, None)
        discard_draft(writing.draft.id)
        flash("It is thrown away. Nobody can read it, and its six words open nothing.")
        return redirect(self.journey.url(), 303)

    def _ask(self, status: int, errors: list[dict[str, str]] | None = None) -> Response:
        writing = find_writing(self.journey)
        if writing is None:
            return self.nothing_begun()
        return render(
            "journey/discard.html",
            status=status,
            journey=self.journey,
            errors=errors or [],
            go_on=self.journey.url(writing.furthest),
            page_title="Throw away what you have written?",
        )
