"""The private page and everything that can be asked for on it; no address holds a code or a reference."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask.views import MethodView

from portal.domain.errors import MoveNotPossible, NotFound, NotYet, TooManyTries, WrongCode
from portal.domain.private_code import CodeNotUnderstood
from portal.domain.vocabulary import Holder
from portal.services import private_page_changes as changes
from portal.services.conversation import answer_question, as_turns
from portal.services.council import current_council
from portal.services.intake import SafeContact
from portal.services.letters_sent import list_own
from portal.services.looking_again import ask_to_go_on, ask_to_look_again
from portal.services.now import today
from portal.services.page_keys import change_key
from portal.services.private_page import (
    NOTHING_OPENED,
    UNTOLD,
    MessageShown,
    Opened,
    PrivatePage,
    open_code,
    read_page,
    read_said,
)
from portal.services.visits import open_page
from portal.web.access import client_address, keeps_words
from portal.web.public import answering, sharing_words, track_words
from portal.web.public.track_forms import (
    AddForm,
    AnswerForm,
    AskingForm,
    ChangeCodeForm,
    ErrandForm,
    LookAgainForm,
    SafeContactForm,
    StartAgainForm,
    WithdrawForm,
)
from portal.web.rendering import render
from portal.web.visiting import current_visit, ensure_visit, reload_visit

GOING_ON = "We will go on with it."
LOOKING_AGAIN = "Thank you. We will read what you wrote and look again."
ADDED = "Thank you. We have it, and we will read it."
STOPPED_THEIR_PART = "Thank you. We know that you want to stop. Somebody here reads this next."
ANSWERED = "Thank you. We will go on as you said."
NOT_NOW = "This cannot be done any more. Look at your private page to see where things stand."


def find_open_page() -> PrivatePage | None:
    """Return the private page that is open in this browser, or None."""
    visit = current_visit()
    if visit is None or visit.open_feedback_id is None:
        return None
    try:
        return read_page(visit.open_feedback_id, visit.open_as)
    except NotFound:
        return None


def show(page: PrivatePage) -> Response:
    """Show where it stands, the next date, who has it, the messages and what can be done."""
    council = current_council()
    standing = track_words.describe(page, council)
    return render(
        "track/page.html",
        private=page,
        page_title=standing.heading,
        standing=standing,
        who=track_words.who_has_it(page, council),
        next_words=track_words.next_date_words(page),
        has_ombudsman=track_words.may_go_to_ombudsman(page),
        advocates=council.advocacy_on(today()),
        young=track_words.is_young(page),
        turns=as_turns(page.messages, page.added),
        letters=list_own(page.feedback_id, page.holder),
        parted=answering.parts_of_letters(page.messages),
        sharing=sharing_words,
        others=page.others,
    )


def said() -> ResponseReturnValue:
    """Show what was sent, to the letter, and what was added since."""
    page = find_open_page()
    if page is None:
        return redirect(url_for("track.page"))
    words = read_said(page.feedback_id, page.holder)
    title = "What you told us" if _is_senders(page) else "What was said"
    return render("track/said.html", private=page, said=words, page_title=title)


def told() -> ResponseReturnValue:
    """Say who was told that somebody is in danger, and whom to ring."""
    page = find_open_page()
    if page is None or not page.danger:
        return redirect(url_for("track.page"))
    return render("track/told.html", private=page, page_title="We have told the team on duty")


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to ask for: its form, whether it can be asked for now, and doing it.

    ``do`` returns the endpoint to go to and a notice that gives nothing away; ``offer`` puts on the form what
    can be chosen on this page, or on one that closed in the meantime. ``whose`` says whether the holder of
    the page is one who may ever ask for it: then it is refused however it was posted.
    """

    name: str
    title: str
    form: type[ErrandForm]
    do: Callable[[PrivatePage, Any], tuple[str, str]]
    may: Callable[[PrivatePage], bool] = lambda page: True
    whose: Callable[[PrivatePage], bool] = lambda page: True
    fill: Callable[[PrivatePage], dict[str, Any]] = lambda page: {}
    offer: Callable[[PrivatePage | None, Any], None] = lambda page, form: None


class ErrandView(MethodView):
    """Shows an errand's form and does what it asks; every word stays where it can't be done."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand

    def get(self) -> ResponseReturnValue:
        """Show the form, where the page is open and it can be asked for."""
        page = find_open_page()
        if page is None or not self.errand.may(page):
            return redirect(url_for("track.page"))
        form = self.errand.form(about=page.reference, **self.errand.fill(page))
        self.errand.offer(page, form)
        if not form.asks_code:
            del form.code
        return self._show(page, form)

    def post(self) -> ResponseReturnValue:
        """Do it."""
        form = self.errand.form()
        page = _page_of(form)
        self.errand.offer(page, form)
        if page is not None:
            form.learn(page.ways_known)
            if not form.asks_code:
                del form.code
        if not form.validate():
            return self._show(page, form, 400 if "csrf_token" in form.errors else 422)
        if page is None or form.asks_code:
            opened, status = _open_again(form) if page is None else _check_code(form, page)
            if opened is None:
                return self._show(page, form, status)
            page = opened
        return self._do(page, form)

    def _do(self, page: PrivatePage, form: ErrandForm) -> ResponseReturnValue:
        try:
            if not self.errand.whose(page):
                raise MoveNotPossible("This is for somebody else to ask.")
            endpoint, notice = self.errand.do(page, form)
        except MoveNotPossible as problem:
            form.form_errors.append(str(problem) if isinstance(problem, NotYet) else NOT_NOW)
            return self._show(page, form, 409)
        if notice:
            flash(notice, "success")
        return redirect(url_for(endpoint), 303)

    def _show(self, page: PrivatePage | None, form: ErrandForm, status: int = 200) -> Response:
        answering = _answering(page, form)
        if answering is not None and answering.points:
            form.ask_about_points()
        return render(
            f"track/{self.errand.name}.html",
            status=status,
            private=page,
            form=form,
            answering=answering,
            page_title=self.errand.title,
            young=track_words.is_young(page),
            has_ombudsman=page is not None and track_words.may_go_to_ombudsman(page),
            sharing=sharing_words,
        )


def _answering(page: PrivatePage | None, form: ErrandForm) -> MessageShown | None:
    """Return the message of ours that the form answers, to be shown above its box."""
    number = answering.number_of(form.message.data) if page is not None and "message" in form else 0
    return next((one for one in page.messages if one.id == number), None) if page and number else None


def _page_of(form: ErrandForm) -> PrivatePage | None:
    """Return the page that is open here, if it is the one the form was shown on."""
    page = find_open_page()
    return page if page is not None and page.reference == form.about.data else None


def _open_again(form: ErrandForm) -> tuple[PrivatePage | None, int]:
    """Open a page with the code typed into the form; what is wrong is put on the form, with its status."""
    opened, status = _try_code(form)
    if opened is None:
        return None, status
    if opened.feedback_id is None:
        form.code.errors = ["These six words open something that you have not sent yet"]
        return None, 422
    open_page(ensure_visit().id, opened.feedback_id, opened.holder)
    reload_visit()
    return find_open_page(), 404


def _check_code(form: ErrandForm, page: PrivatePage) -> tuple[PrivatePage | None, int]:
    """Return the page again where the code typed is its own; any other is told what a wrong one is told."""
    opened, status = _try_code(form)
    if opened and (opened.feedback_id, opened.holder) != (page.feedback_id, page.holder):
        form.code.errors = [NOTHING_OPENED]
        return None, 422
    return (page if opened else None), status


def _try_code(form: ErrandForm) -> tuple[Opened | None, int]:
    """Return what the code typed into the form opens; what is wrong is put on the form, with its status."""
    try:
        return open_code(form.code.data, client_address()), 200
    except TooManyTries as problem:
        form.code.errors = [str(problem)]
        return None, 429
    except (CodeNotUnderstood, WrongCode) as problem:
        form.code.errors = [str(problem)]
        return None, 422


def _add(page: PrivatePage, form: AddForm) -> tuple[str, str]:
    changes.add_words(
        page.feedback_id,
        form.words.data or "",
        danger=form.in_danger,
        holder=page.holder,
        message_id=answering.number_of(form.message.data),
    )
    return _after(form, ADDED)


def _answer(page: PrivatePage, form: AnswerForm) -> tuple[str, str]:
    words = form.words.data if form.words else ""
    answer_question(
        page.feedback_id,
        answering.number_of(form.message.data),
        form.answer.data or "",
        words or "",
        danger=form.danger_said,
        holder=page.holder,
    )
    return _after(form, ANSWERED if form.is_yes else ADDED)


def _look_again(page: PrivatePage, form: LookAgainForm) -> tuple[str, str]:
    back = ask_to_look_again(
        page.feedback_id, form.words.data or "", danger=form.in_danger, holder=page.holder
    )
    return _after(form, LOOKING_AGAIN if back else ADDED)


def _start_again(page: PrivatePage, form: StartAgainForm) -> tuple[str, str]:
    back = ask_to_go_on(page.feedback_id, form.words.data or "", danger=form.in_danger, holder=page.holder)
    return _after(form, GOING_ON if back else ADDED)


def _after(form: AskingForm, notice: str) -> tuple[str, str]:
    """Return where to go on: whom to ring comes before everything else."""
    return ("track.told", "") if form.in_danger else ("track.page", notice)


def _asked_about(_page: PrivatePage) -> dict[str, Any]:
    """Return which message of ours is answered, as the link to the box says."""
    return {"message": request.args.get("message", ""), "answer": "change"}


def _change_contact(page: PrivatePage, form: SafeContactForm) -> tuple[str, str]:
    contact = SafeContact(tuple(form.how.data or ()), form.when.data or "", form.must_not_know.data or "")
    ways = changes.Ways(
        email=(form.email.data or "").strip(),
        phone=(form.phone.data or "").strip(),
        address=(form.address.data or "").strip(),
    )
    changes.change_safe_contact(page.feedback_id, contact, ways)
    return "track.page", "We have changed how we reach you."


def _contact_now(page: PrivatePage) -> dict[str, Any]:
    contact = page.safe_contact
    return {"how": list(contact.how), "when": contact.when, "must_not_know": contact.must_not_know}


def _stop_mail(page: PrivatePage, _form: ErrandForm) -> tuple[str, str]:
    changes.stop_mail(page.feedback_id)
    return "track.page", "We will not send you any more e-mails. Look here for news."


def _change_code(page: PrivatePage, _form: ErrandForm) -> tuple[str, str]:
    if _is_senders(page):
        changes.change_code(page.feedback_id)
    else:
        change_key(page.feedback_id, page.holder)
    open_page(ensure_visit().id, page.feedback_id, page.holder)
    return "track.page", "You have a new private code. The old one opens nothing now."


def _withdraw(page: PrivatePage, form: WithdrawForm) -> tuple[str, str]:
    what = page.feedback_id, form.reason.data or ""
    all_stops = changes.withdraw(*what, danger=form.in_danger, holder=page.holder)
    return _after(form, "" if all_stops else STOPPED_THEIR_PART)  # of all, the page says so itself


def _is_asked(page: PrivatePage) -> bool:
    return any(message.asks for message in page.messages)


def _is_senders(page: PrivatePage) -> bool:
    """Whether the page is open to whoever sent it, and not to somebody with a key beside theirs."""
    return page.holder is Holder.SENDER


def _may_act(page: PrivatePage) -> bool:
    """Whether the holder decides about what was sent: never who was only named, nor who may not know yet."""
    return page.holder is not Holder.ADVOCATE and page.step != UNTOLD["step"]


def _may_ask_again(page: PrivatePage) -> bool:
    return page.may_ask_again


def _may_start_again(page: PrivatePage) -> bool:
    return page.may_start_again


ERRANDS = (
    Errand("add", "Write to us", AddForm, _add, fill=_asked_about),
    Errand(
        "answer",
        "Tell us what to change",
        AnswerForm,
        _answer,
        may=_is_asked,
        fill=_asked_about,
        offer=answering.offer,
    ),
    Errand(
        "look-again", "Tell us what we missed", LookAgainForm, _look_again, may=_may_ask_again, whose=_may_act
    ),
    Errand(
        "start-again",
        "Go on with it again",
        StartAgainForm,
        _start_again,
        may=_may_start_again,
        whose=_may_act,
    ),
    Errand(
        "contact",
        "Change how we reach you",
        SafeContactForm,
        _change_contact,
        may=_is_senders,
        whose=_is_senders,
        fill=_contact_now,
    ),
    Errand(
        "stop-emails",
        "Stop e-mails",
        ErrandForm,
        _stop_mail,
        may=lambda page: page.mail_allowed,
        whose=_is_senders,
    ),
    Errand("change-code", "Change your private code", ChangeCodeForm, _change_code),
    Errand(
        "withdraw",
        "Ask us to stop",
        WithdrawForm,
        _withdraw,
        may=lambda page: page.may_withdraw,
        whose=_may_act,
    ),
)


def add_pages(bp: Blueprint) -> None:
    """Give the blueprint these pages."""
    bp.add_url_rule("/track/said", "said", said)
    bp.add_url_rule("/track/told", "told", told)
    for errand in ERRANDS:
        endpoint = errand.name.replace("-", "_")
        view = keeps_words(ErrandView.as_view(endpoint, errand))
        bp.add_url_rule(f"/track/{errand.name}", endpoint, view)
