"""Where a journey pauses or ends: saved for later, checked, sent."""

from flask import Response, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.services.attachments import FileShown
from portal.services.drafts import keep_code
from portal.services.intake import Answer
from portal.web.journey_covered import calls_for_help
from portal.web.journey_files import files_of, in_words
from portal.web.journey_sending import Writing, find_writing
from portal.web.journey_sheet import Sheet
from portal.web.journey_views import JourneyView
from portal.web.journey_words import words_for
from portal.web.rendering import render
from portal.web.visiting import current_visit, forget_visit


class SaveView(JourneyView):
    """Saved, to come back later: the code, the day it is erased, and leaving this computer clean."""

    def get(self) -> ResponseReturnValue:
        """Show the code and until when it works; while somebody looks on, only that the words are kept."""
        writing = find_writing(self.journey)
        if writing is None:
            return self.nothing_begun()
        return render(
            f"{self.journey.folder}/save.html",
            journey=self.journey,
            draft=writing.draft,
            accompanied=writing.accompanied,
            go_on=self.journey.url(writing.left_at),
            page_title="Your words are saved",
        )

    def post(self) -> ResponseReturnValue:
        """Note that the code is kept, or forget everything in this browser."""
        writing = find_writing(self.journey)
        if not FlaskForm().validate():
            return redirect(self.journey.url("save"), 303)
        if writing is not None and request.form.get("then") == "kept":
            keep_code(writing.draft.id)
            return redirect(self.journey.url("save"), 303)
        forget_visit()
        flash("You have left. Your words are saved, and this browser has forgotten them.")
        return redirect("/", 303)


class CheckView(JourneyView):
    """Everything that would be sent, each answer with a way to change it."""

    def get(self) -> Response:
        """Show every question on the path and its answer."""
        writing = find_writing(self.journey)
        return self.nothing_begun() if writing is None else self.show(writing)

    def show(
        self, writing: Writing, status: int = 200, errors: list[dict[str, str]] | None = None
    ) -> Response:
        """Show the check page."""
        path = [page for page in writing.path if page.for_reader]
        added = files_of(writing)
        return render(
            self.journey.check,
            status=status,
            journey=self.journey,
            draft=writing.draft,
            errors=errors or [],
            accompanied=writing.accompanied,
            calls_for_help=calls_for_help(writing),
            rows=[row for sheet in writing.sheets() for row in self._rows(sheet, added)],
            back=self.journey.url(path[-1].name),
            page_title="Check what you are about to send",
        )

    def _rows(self, sheet: Sheet, added: dict[str, list[FileShown]]) -> list[dict[str, str]]:
        """Return the answers of a page and its files, or one line for a page without any."""
        href = self.journey.url(sheet.page.name, change=1)
        given = [(said.question, said.answer) for said in _worth_showing(sheet)]
        files = in_words(added.get(sheet.page.name, ()))
        if files:
            given.append(("Photos, papers or recordings", files))
        return [
            {"question": question, "answer": answer, "href": href, "what": question}
            for question, answer in given or [(sheet.page.title, "")]
        ]


def _worth_showing(sheet: Sheet) -> list[Answer]:
    """Return what was answered; beside other answers also whether they are safe, where that was left out."""
    given = list(sheet.answered())
    some = any(said.answer for said in given)
    return [said for said in given if said.answer or (some and sheet.page.alone and said is given[0])]


class SendView(CheckView):
    """The one press that sends."""

    def get(self) -> ResponseReturnValue:  # type: ignore[override]
        """Lead somebody who opened this address to the check page."""
        return redirect(self.journey.url("check"))

    def post(self) -> ResponseReturnValue:
        """Send; a second press of the same page leads to the same confirmation."""
        writing = find_writing(self.journey, request.form.get("submission_id", ""))
        if writing is None:
            visit = current_visit()
            sent = bool(visit and visit.sent_feedback_id)
            return redirect(self.journey.url("sent"), 303) if sent else self.nothing_begun()
        if not FlaskForm().validate():
            old_page = words_for(self.journey.audience).old_page
            return self.show(writing, 400, [{"text": old_page, "href": "#main"}])
        return self.send_or_mend(writing)
