"""The conversation on the item page: writing to the person, and saying that what they wrote was read."""

from flask import flash
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.permissions import Permission
from portal.services import messages, unread
from portal.web.access import keeps_words, requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.conversation_forms import MessageForm, ReadForm
from portal.web.screening.showing import attempt, back_to_item


@bp.post("/<reference>/message")
@requires(Permission.SCREEN)
@keeps_words
def send_message(reference: str) -> AnyResponse:
    """Write to the person on their private page."""
    form = MessageForm()
    return attempt(
        reference,
        form,
        lambda: messages.send_message(
            reference, signed_in(), form.message_text.data, whom=form.whom, read_up_to=form.seen_up_to
        ),
        lambda _sent: _done(reference, "Sent. It stands on their private page now."),
    )


@bp.post("/<reference>/read")
@requires(Permission.SCREEN)
def mark_read(reference: str) -> AnyResponse:
    """Note that the words that the page showed were read."""
    form = ReadForm()
    return attempt(
        reference,
        form,
        lambda: unread.mark_words_read(reference, signed_in(), form.seen_up_to),
        lambda _new: _done(reference, "That is noted. The person sees that it was read."),
    )


def _done(reference: str, notice: str) -> AnyResponse:
    flash(notice, "success")
    return back_to_item(reference, "conversation")
