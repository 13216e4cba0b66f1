"""What a person is told of a request to hold something: a letter for each outcome and audience."""

from portal.domain import opening_letter_texts as texts
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Audience
from portal.domain.workflow import FreezeAction

REASON_HERE = "[What you write above stands here]"
WHAT = "{what}"
ON_THIS_PAGE = " on this page"

Letters = dict[FreezeAction, tuple[str, ...]]

ADULT: Letters = {
    FreezeAction.HOLD: (
        "Something is about to happen, and we were asked to wait with it. It is this:",
        WHAT,
        "A manager has decided: we wait. It does not go ahead while we look at what you told us.",
        "If anything about this changes, we tell you first.",
    ),
    FreezeAction.HOLD_IN_PART: (
        "Something is about to happen, and we were asked to wait with it. It is this:",
        WHAT,
        "A manager has decided that part of it waits. This is what waits, what goes ahead, and why:",
        REASON_HERE,
        "We go on looking at what you told us, and we answer all of it.",
    ),
    FreezeAction.LET_GO_AHEAD: (
        "Something is about to happen, and we were asked to wait with it. It is this:",
        WHAT,
        "A manager has decided that it can’t wait, because waiting could do harm. This is why:",
        REASON_HERE,
        "We go on looking at what you told us, and we answer all of it. This changes nothing about that.",
    ),
    FreezeAction.END: (
        "We were asked to wait with something. It is this:",
        WHAT,
        "A manager has decided that it need not wait any longer. This is why:",
        REASON_HERE,
        "We go on looking at what you told us. This changes nothing about that.",
    ),
}
TWELVE_AND_OVER: Letters = {
    FreezeAction.HOLD: (
        "Something is about to happen. We were asked to wait with it. It is this:",
        WHAT,
        "A manager said yes. We wait. It will not happen while we look at what you told us.",
        "If that changes, we tell you first.",
    ),
    FreezeAction.HOLD_IN_PART: (
        "Something is about to happen. We were asked to wait with it. It is this:",
        WHAT,
        "A manager said yes to some of it. This is what waits, what does not, and why:",
        REASON_HERE,
        "We still look at everything you told us.",
    ),
    FreezeAction.LET_GO_AHEAD: (
        "Something is about to happen. We were asked to wait with it. It is this:",
        WHAT,
        "We are sorry. A manager said that it can’t wait. Waiting could harm somebody. This is why:",
        REASON_HERE,
        "We still look at everything you told us. You did nothing wrong by telling us.",
    ),
    FreezeAction.END: (
        "We were asked to wait with something. It is this:",
        WHAT,
        "A manager said that we need not wait any more. This is why:",
        REASON_HERE,
        "We still look at everything you told us.",
    ),
}
UNDER_TWELVE: Letters = {
    FreezeAction.HOLD: (
        "This is going to happen soon:",
        WHAT,
        "We will wait with it. It will not happen now. First we look at what you told us.",
        "If that changes, we tell you first.",
    ),
    FreezeAction.HOLD_IN_PART: (
        "This is going to happen soon:",
        WHAT,
        "Some of it will wait. Some of it will not. This is why:",
        REASON_HERE,
        "We still look at all you told us.",
    ),
    FreezeAction.LET_GO_AHEAD: (
        "This is going to happen soon:",
        WHAT,
        "We are sorry. It can’t wait. If we wait, it could hurt someone. This is why:",
        REASON_HERE,
        "You did nothing wrong. We still look at all you told us.",
    ),
    FreezeAction.END: (
        "We were going to wait with something. It is this:",
        WHAT,
        "We do not need to wait any more. This is why:",
        REASON_HERE,
        "We still look at all you told us.",
    ),
}


def freeze_letter(
    action: FreezeAction, audience: Audience, what: str, *, name: str = "", is_past: bool = False
) -> str:
    """Return the draft for an outcome; ``what`` is what was to be held, as the officer wrote it.

    ``name`` is the person's, where it is known; ``is_past`` says that its day has gone by.
    """
    by_audience = {Audience.TWELVE_AND_OVER: TWELVE_AND_OVER, Audience.UNDER_TWELVE: UNDER_TWELVE}
    first, *rest = by_audience.get(audience, ADULT)[action]
    if is_past:
        first = first.replace(" is about to", " was about to").replace("This is going", "This was going")
    hello = f"Hello {name}." if name else "Hello."
    return "\n\n".join([hello, first, *rest]).replace(WHAT, what.strip())


def on_their_page(message: str, *, is_read_there: bool) -> str:
    """Return a message whose fixed lines speak of this page, or do not where somebody rings or writes."""
    for line in texts.LOOK_AGAIN:
        elsewhere = line.replace(ON_THIS_PAGE, "")
        message = message.replace(elsewhere, line) if is_read_there else message.replace(line, elsewhere)
    return message


def with_reason(message: str, reason: str) -> str:
    """Return the message with the reasons in their place; reasons that were taken out are put back."""
    if REASON_HERE in message:
        return message.replace(REASON_HERE, reason.strip())
    if reason.strip() in message:
        return message
    return f"{message.strip()}\n\n{reason.strip()}"


def with_advocate(message: str, audience: Audience, advocate: str) -> str:
    """Return the message with the right to an advocate in it, put back where it was taken out."""
    line = texts.ADVOCATE_HELPS[audience in YOUNG_AUDIENCES].format(advocate=advocate or "an advocate")
    return message if line in message else f"{message.strip()}\n\n{line}"
