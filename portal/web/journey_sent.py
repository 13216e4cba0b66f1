"""The confirmation: what was sent, what happens next and by when."""

from flask import Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.domain.clocks import due_date, in_words
from portal.domain.vocabulary import Kind
from portal.domain.workingdays import ONE_DAY
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.intake import Receipt, find_receipt, keep_sent_code
from portal.services.now import today
from portal.services.private_page import read_said
from portal.services.safe_words import can_be_reached, may_have_safe_word
from portal.services.visits import close_sent
from portal.web.advocate_steps import is_for_themselves, steps_of_request
from portal.web.journey_views import JourneyView
from portal.web.rendering import render
from portal.web.visiting import current_visit

COPIES = (("track.copy", "Print it, or save it as a PDF or as plain text"),)
EQUALITY = "public.equality"
SIX_WORDS = "Your six words open your private page."


def _steps(receipt: Receipt) -> list[dict[str, object]]:
    """Return what happens next, each with the last day for it."""
    if receipt.kind is Kind.ADVOCATE_REQUEST:
        return steps_of_request(receipt)
    rule = current_council().kinds[receipt.kind]
    coming = [
        (receipt.acknowledge_by, "We tell you that we have it", "And who is looking after it."),
        (
            receipt.route_known_by,
            "We tell you how we will deal with it",
            "And by when you will have an answer.",
        ),
    ]
    if rule.reply_days:
        answer_by = due_date(receipt.received_on, rule.reply_days, current_calendar()).due_on
        coming.append(
            (answer_by, "We aim to answer", "If we need longer, we tell you why, and the new date.")
        )
    later = [
        {"title": title, "when": f"By {in_words(day)}", "text": text, "done": False}
        for day, title, text in sorted(coming, key=lambda step: step[0])
    ]
    return [{"title": "You sent it", "when": in_words(receipt.received_on), "done": True}, *later]


class SentView(JourneyView):
    """Can be loaded again until it is closed, or for 60 minutes."""

    def get(self) -> Response:
        """Show the confirmation, as long as this browser may see it."""
        visit = current_visit()
        if visit is None or visit.sent_feedback_id is None:
            return self._closed()
        receipt = find_receipt(visit.sent_feedback_id)
        council = current_council()
        return render(
            self.journey.sent,
            journey=self.journey,
            page_title=self.journey.sent_title
            or ("We have your words" if receipt.danger else "You have sent it"),
            receipt=receipt,
            steps=_steps(receipt),
            for_themselves=is_for_themselves(receipt),
            advocates=council.advocacy_on(today()),
            next_reading_day=current_calendar().next_working(receipt.received_on + ONE_DAY),
            copies=[
                (url_for(name, of="sent"), text)
                for name, text in COPIES
                if name in current_app.view_functions
            ],
            may_have_safe_word=may_have_safe_word(receipt.feedback_id),
            no_safe_way=not receipt.accompanied and not can_be_reached(receipt.feedback_id),
            equality_href=self._offer(receipt),
            may_be_found=self._may_be_found(receipt),
        )

    def _may_be_found(self, receipt: Receipt) -> bool:
        """Whether its writer said where they are found, beside on the page that the code opens."""
        said = read_said(receipt.feedback_id) if self.journey.finds_by else []
        return any((each["page"], each["field"]) in self.journey.finds_by for each in said)

    def _offer(self, receipt: Receipt) -> str:
        """Return where the equality questions are, or nothing for whom they are not meant."""
        asked = self.journey.offers_equality and not receipt.accompanied
        return (
            url_for(EQUALITY, kind=receipt.kind) if asked and EQUALITY in current_app.view_functions else ""
        )

    def post(self) -> ResponseReturnValue:
        """Note that the code is kept, or close the page; ask first while the code is not kept."""
        visit = current_visit()
        if visit is None or visit.sent_feedback_id is None:
            return self._closed()
        if not FlaskForm().validate():
            return redirect(self.journey.url("sent"), 303)
        return self._press(request.form.get("then", ""), visit.id, find_receipt(visit.sent_feedback_id))

    def _press(self, then: str, visit_id: int, receipt: Receipt) -> ResponseReturnValue:
        if receipt.code and then not in ("kept", "kept-close", "lose"):
            return self._ask(receipt)
        if then in ("kept", "kept-close"):
            keep_sent_code(receipt.feedback_id)
        if then == "kept":
            return redirect(self.journey.url("sent"), 303)
        close_sent(visit_id)
        flash(
            "That page is closed."
            if then == "lose" or receipt.accompanied
            else "That page is closed. " + SIX_WORDS
        )
        return redirect("/", 303)

    def _ask(self, receipt: Receipt) -> Response:
        return render(
            f"{self.journey.folder}/close.html",
            journey=self.journey,
            receipt=receipt,
            page_title="Have you kept your six words?",
        )

    def _closed(self) -> Response:
        return render(
            f"{self.journey.folder}/closed.html",
            status=404,
            journey=self.journey,
            page_title="This page is closed",
        )
