"""The views of every journey: one page after another, and what keeps words in between."""

from typing import Any

from flask import Response, abort, redirect, request
from flask.typing import ResponseReturnValue
from flask.views import MethodView

from portal.domain.errors import StaleVersion
from portal.services.council import current_council
from portal.services.drafts import digest_of, keep_code, save_page, start_draft, switch_journey
from portal.services.visits import attach_draft
from portal.web.answers import Answers, Values, count_rows, row_prefix
from portal.web.journey_covered import calls_for_help, opened, over_covered
from portal.web.journey_files import files_of, files_shown, is_about_files_only, take, touches_files
from portal.web.journey_pages import Journey, Page
from portal.web.journey_seen import posted_seen, seen_of
from portal.web.journey_sending import (
    Writing,
    find_begun,
    find_writing,
    first_problem,
    send,
    was_sent_as_it_stands,
)
from portal.web.journey_sheet import Sheet, fill, read, without_row
from portal.web.journey_words import GROWN_UP, words_for
from portal.web.rendering import render
from portal.web.text import clock_time
from portal.web.visiting import current_visit, ensure_visit, reload_visit

OLD_PAGE = GROWN_UP.old_page


def _standing(page: Page, writing: Writing | None) -> dict[str, Any]:
    """Return what a page shows of how far its writer is."""
    return {
        "begins_again": writing is None,
        "other": None if writing else find_begun(),
        "progress": writing.progress_at(page) if writing else "",
        "place": writing.place_of(page) if writing else None,
        "accompanied": writing is not None and writing.accompanied,
        "calls_for_help": calls_for_help(writing, page),
    }


class JourneyView(MethodView):
    """What the views of a journey share: the journey, and showing one of its pages."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey

    def render_page(
        self,
        sheet: Sheet,
        writing: Writing | None,
        status: int = 200,
        *,
        mending: bool = False,
        elsewhere: Sheet | None = None,
    ) -> Response:
        """Show one page; without a draft the words stay on it and can begin a new one.

        ``elsewhere`` is the same page as another window saved it meanwhile.
        """
        page, journey = sheet.page, self.journey
        answers = writing.answers if writing else Answers({})
        before = journey.before(page, answers)
        changing = mending or bool(request.args.get("change"))
        return render(
            page.template,
            status=status,
            journey=journey,
            page_title=page.title,
            sheet=sheet,
            form=sheet.form,
            errors=sheet.errors,
            draft=writing.draft if writing else None,
            action=journey.url(page.name, change=1) if changing else journey.url(page.name),
            back=journey.url("check") if changing else journey.url(before.name if before else ""),
            may_send=writing is not None and journey.is_after_enough(page) and writing.has_enough,
            autosave_url=f"{journey.url(page.name)}/autosave" if sheet.saves_itself and writing else None,
            seen=seen_of(page, answers, fresh=elsewhere is not None),
            elsewhere=[said for said in elsewhere.answered() if said.answer] if elsewhere else None,
            **_standing(page, writing),
            **files_shown(page, writing),
        )

    def nothing_begun(self) -> Response:
        """Say kindly that this browser has begun nothing here."""
        visit = current_visit()
        was_sent = bool(visit and visit.sent_feedback_id)
        ran_out = bool(visit and visit.draft_ran_out)
        closed = "We closed this here" if ran_out else "We can’t find what you began"
        return render(
            f"{self.journey.folder}/nothing_begun.html",
            status=404,
            journey=self.journey,
            was_sent=was_sent and not ran_out,
            ran_out=ran_out,
            page_title="You have sent this" if was_sent and not ran_out else closed,
        )

    def send_or_mend(self, writing: Writing, *, alone: bool = False) -> ResponseReturnValue:
        """Send, or show the first page that can't be sent; a page sent alone waits for no other."""
        problem = None if alone else first_problem(writing)
        if problem is not None:
            return self.render_page(problem, writing, 422, mending=True)
        if not alone and not writing.says_something and not files_of(writing):
            return self._ask_for_something(writing)
        send(writing)
        return redirect(self.journey.url("sent"), 303)

    def _ask_for_something(self, writing: Writing) -> Response:
        page = self.journey.find(self.journey.enough) or abort(404)
        sheet = fill(page, writing.answers.values(page.name))
        sheet.refuse(self.journey.nothing_said)
        return self.render_page(sheet, writing, 422, mending=True)

    def begin(self) -> Writing:
        """Begin a draft in this browser."""
        visit = ensure_visit()
        started = start_draft(self.journey.name, current_council().draft_days)
        attach_draft(visit.id, started.id)
        reload_visit()
        writing = find_writing(self.journey)
        assert writing is not None
        return writing


class PageView(JourneyView):
    """One page: ask, keep, go on."""

    def get(self, name: str) -> ResponseReturnValue:
        """Show the page with what was answered before."""
        page, writing = self._page(name), find_writing(self.journey)
        if writing is None:
            return self.nothing_begun()
        if page not in writing.path:
            return redirect(self._onward(page, writing.answers))
        return self.render_page(opened(page, writing), writing)

    def post(self, name: str) -> ResponseReturnValue:
        """Do what the button says; on any error show the page again with every word."""
        page = self._page(name)
        writing = find_writing(self.journey, request.form.get("submission_id", ""))
        sheet = over_covered(read(page), writing)
        if not sheet.check_token():
            return self.render_page(sheet, writing, 400) if writing else self._say_lost(sheet, 400)
        if not sheet.fits:
            sheet.refuse(words_for(self.journey.audience).too_much)
            return self.render_page(sheet, writing, 422)
        if writing is not None:
            try:
                return self._press(request.form.get("then", ""), sheet, writing)
            except StaleVersion:
                return self._show_both(sheet)
        if not request.form.get("begin_again"):
            return self._without_draft(sheet)
        return self._keep(page, sheet.values, self.begin(), self.journey.url(self.journey.pages[0].name))

    def _page(self, name: str) -> Page:
        return self.journey.find(name) or abort(404)

    def _without_draft(self, sheet: Sheet) -> ResponseReturnValue:
        """A second press of Send leads to the confirmation; anything else keeps its words and says why."""
        sends = request.form.get("then") in ("send", "alone")
        if sends and was_sent_as_it_stands(sheet):
            return redirect(self.journey.url("sent"), 303)
        return self._say_lost(sheet, 409)

    def _say_lost(self, sheet: Sheet, status: int) -> Response:
        visit = current_visit()
        was_sent = visit is not None and visit.sent_feedback_id is not None
        ran_out = visit is not None and visit.draft_ran_out
        words = words_for(self.journey.audience)
        said = words.ran_out if ran_out else words.already_sent if was_sent else words.lost
        sheet.refuse(said.replace("Continue", self.journey.onward))
        return self.render_page(sheet, None, status)

    def _show_both(self, sheet: Sheet) -> Response:
        """Keep what was posted in its boxes, beside what another window saved."""
        writing = find_writing(self.journey)
        if writing is None:
            return self._say_lost(sheet, 409)
        sheet.refuse(words_for(self.journey.audience).changed_elsewhere)
        stored = opened(sheet.page, writing)
        return self.render_page(sheet, writing, 409, elsewhere=stored)

    def _press(self, then: str, sheet: Sheet, writing: Writing) -> ResponseReturnValue:
        if (sheet.page.files or sheet.page.speak) and touches_files(then, sheet.page):
            answer = self._take_files(then, sheet, writing)
            if answer is not None:
                return answer
        if unjudged := self._leads_to(then, sheet.page, writing):
            return self._keep(sheet.page, sheet.values, writing, unjudged)
        if sheet.page.rows and then.partition("-")[0] in ("add", "remove"):
            values = _with_rows_changed(then, sheet)
            return self._keep(sheet.page, values, writing, request.full_path.rstrip("?"))
        if then == "kept" and writing.draft.code:
            keep_code(writing.draft.id)
        if not sheet.judge(Answers({**writing.draft.answers, sheet.page.name: sheet.values})):
            return self.render_page(sheet, writing, 422)
        return self._go_on(then, sheet, writing)

    def _take_files(self, then: str, sheet: Sheet, writing: Writing) -> ResponseReturnValue | None:
        """Keep the words, then the files; go on with what was pressed only where every file was added."""
        save_page(writing.draft.id, sheet.page.name, sheet.values, posted_seen())
        problems = take(then, sheet.page, writing)
        for problem in problems:
            sheet.refuse(problem, at="#files")
        if problems:
            return self.render_page(sheet, find_writing(self.journey), 422)
        here, part = request.full_path.rstrip("?"), "files" if sheet.page.files else "recorder"
        return redirect(f"{here}#{part}", 303) if is_about_files_only(then) else None

    def _leads_to(self, then: str, page: Page, writing: Writing) -> str:
        """Return where a button leads that keeps the words and judges none of them, or nothing."""
        if then == "save":
            return self.journey.url("save")
        if then == "back" and page.clashes_with:
            return self.journey.url(page.clashes_with, change=1)
        if then == "skip" and self.journey.send_from:
            changing = request.args.get("change")
            return self.journey.url("check") if changing else self._onward(page, writing.answers)
        return ""

    def _keep(self, page: Page, values: Values, writing: Writing, then_to: str) -> ResponseReturnValue:
        save_page(writing.draft.id, page.name, values, posted_seen())
        return redirect(then_to, 303)

    def _go_on(self, then: str, sheet: Sheet, writing: Writing) -> ResponseReturnValue:
        page = sheet.page
        alone = then == "alone" and page.alone is not None
        if alone and not _may_go_alone(sheet):
            sheet.refuse(page.not_alone)
            return self.render_page(sheet, writing, 422)
        save_page(writing.draft.id, page.name, sheet.values, None if alone else posted_seen())
        now_writing = find_writing(self.journey)
        if now_writing is None:
            return self._say_lost(sheet, 409)
        if alone or (then == "send" and self.journey.is_after_enough(page)):
            return self.send_or_mend(now_writing, alone=alone)
        return redirect(self._next(page, now_writing), 303)

    def _next(self, page: Page, writing: Writing) -> str:
        answers = writing.answers
        other = self.journey.hands_over(answers) if self.journey.hands_over else ""
        if other:
            switch_journey(writing.draft.id, other)
            return self.journey.url_of(other)
        if request.args.get("change"):
            step = writing.furthest  # a change can bring pages that were never met
            return self.journey.url(step) if step == "check" else self.journey.url(step, change=1)
        return self._onward(page, answers)

    def _onward(self, page: Page, answers: Answers) -> str:
        following = self.journey.after(page, answers)
        return self.journey.url(following.name if following else "check")


def _may_go_alone(sheet: Sheet) -> bool:
    condition = sheet.page.alone
    return condition is not None and condition(Answers({sheet.page.name: sheet.values}))


def _with_rows_changed(then: str, sheet: Sheet) -> Values:
    """Return the values with a row more, or one fewer."""
    verb, _, number = then.partition("-")
    if verb == "remove":
        return without_row(sheet.values, int(number)) if number.isdecimal() else sheet.values
    last = min(max(count_rows(sheet.values), 1) + 1, sheet.page.rows)
    first_field = next(iter(sheet.form)).short_name
    return {f"{row_prefix(last)}{first_field}": [""], **sheet.values}


class AutosaveView(JourneyView):
    """Keeps a long answer while it is being written; what a script sends is never judged, only kept."""

    def post(self, name: str) -> ResponseReturnValue:
        """Keep the words; any answer but 200 tells the script that they are not kept."""
        page = self.journey.find(name) or abort(404)
        writing = find_writing(self.journey, request.form.get("submission_id", ""))
        sheet = over_covered(read(page), writing)
        if not sheet.check_token():
            return {"saved": None}, 400
        if writing is None:
            return {"saved": None}, 409
        if not sheet.fits:
            return {"saved": None}, 413
        try:
            saved_at = save_page(writing.draft.id, name, sheet.values, posted_seen())
        except StaleVersion:
            return {"saved": None, "elsewhere": True}, 409
        return {"saved": clock_time(saved_at), "seen": digest_of(sheet.values)}
