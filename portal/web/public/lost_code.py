"""A safe word, and asking for six new words with it; nothing typed here opens a page."""

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.domain.errors import MoveNotPossible, TooManyTries
from portal.domain.private_code import CodeNotUnderstood
from portal.domain.reference import InvalidReference
from portal.services import safe_words
from portal.web.access import keeps_words
from portal.web.fields import RadioField, TextField, choices
from portal.web.rendering import render
from portal.web.typed import SHORT, AtMost, Needed
from portal.web.visiting import current_visit


class SafeWordForm(FlaskForm):
    """One word of a few; a word of our list that was offered a moment before is taken too."""

    word = RadioField("Which word can you remember?", [Needed("Choose one word")], validate_choice=False)

    def offering(self, words: tuple[str, ...]) -> "SafeWordForm":
        """Put the words on offer into the list."""
        self.word.choices = choices(*((word, word) for word in words))
        return self


class LostCodeForm(FlaskForm):
    """The reference and the safe word of somebody who has lost the six words."""

    reference = TextField(
        "Your reference",
        [Needed("Type your reference"), AtMost(SHORT)],
        description="It is on anything we sent you. For example CF-7K3M-92QX.",
    )
    word = TextField(
        "Your safe word",
        [Needed("Type your safe word"), AtMost(SHORT)],
        description="The one word you chose after you sent it.",
    )


def safe_word() -> ResponseReturnValue:
    """Offer words to choose one from, right after sending, and keep the one chosen."""
    visit = current_visit()
    sent = visit.sent_feedback_id if visit else None
    if sent is None or not safe_words.may_have_safe_word(sent):
        return render("track/safe-word-kept.html", page_title="Your safe word")
    form = SafeWordForm()
    form.offering(safe_words.offer_words())
    if not form.is_submitted():
        return _offer(form)
    if not form.validate():
        return _offer(form, 400 if "csrf_token" in form.errors else 422)
    try:
        safe_words.keep_safe_word(sent, form.word.data)
    except (CodeNotUnderstood, MoveNotPossible):
        form.word.errors = ["Choose one of these words"]
        return _offer(form, 422)
    return redirect(url_for("track.safe_word"), 303)


def lost_code() -> ResponseReturnValue:
    """Ask an officer for new words; the answer is the same whether or not reference and word were right."""
    form = LostCodeForm()
    if not form.is_submitted():
        return _ask(form)
    if not form.validate():
        return _ask(form, 400 if "csrf_token" in form.errors else 422)
    try:
        safe_words.ask_for_new_code(form.reference.data, form.word.data)
    except InvalidReference as problem:
        form.reference.errors = [str(problem)]
        return _ask(form, 422)
    except CodeNotUnderstood as problem:
        form.word.errors = [str(problem)]
        return _ask(form, 422)
    except TooManyTries:
        form.word.errors = ["That is five tries for this reference. Try again tomorrow, or ring us"]
        return _ask(form, 429)
    return redirect(url_for("track.lost_code_asked"), 303)


def lost_code_asked() -> Response:
    """Say what happens now, whatever was typed."""
    return render("track/lost-code-asked.html", page_title="Thank you. Here is what happens now")


def add_pages(bp: Blueprint) -> None:
    """Give the blueprint these pages."""
    both = ["GET", "POST"]
    bp.add_url_rule("/safe-word", view_func=keeps_words(safe_word), methods=both)
    bp.add_url_rule("/lost-code", view_func=keeps_words(lost_code), methods=both)
    bp.add_url_rule("/lost-code/asked", view_func=lost_code_asked)


def _offer(form: SafeWordForm, status: int = 200) -> Response:
    return render("track/safe-word.html", status=status, form=form, page_title="Choose a safe word")


def _ask(form: LostCodeForm, status: int = 200) -> Response:
    return render("track/lost-code.html", status=status, form=form, page_title="I have lost my six words")
