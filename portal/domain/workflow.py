"""The transition tables: ``(status, action) → status``; buttons and tests walk the same tables."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from portal.domain.errors import MoveNotPossible
from portal.domain.vocabulary import (
    AdvocateRequestStatus,
    CaseStatus,
    FeedbackStatus,
    FreezeStatus,
    StageRequestStatus,
    StageStatus,
)

S = TypeVar("S", bound=StrEnum)


class FeedbackAction(StrEnum):
    """What can be done to a piece of feedback."""

    PROPOSE = "propose"
    DECIDE = "decide"
    SIGN = "sign"
    RETURN = "return"
    SET_ASIDE = "set_aside"
    RESTORE = "restore"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    SETTLE_PART = "settle_part"
    SIGN_PART = "sign_part"
    ESCALATE = "escalate"


class CaseAction(StrEnum):
    """What can be done to a procedure."""

    CLOSE = "close"
    REOPEN = "reopen"


class StageAction(StrEnum):
    """What can be done to one stage."""

    RESPOND = "respond"
    STOP = "stop"


class FreezeAction(StrEnum):
    """What a manager does with a request to hold something."""

    HOLD = "hold"
    HOLD_IN_PART = "hold_in_part"
    LET_GO_AHEAD = "let_go_ahead"
    END = "end"


class AdvocateAction(StrEnum):
    """What happens to a request for an advocate."""

    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    MEET = "meet"
    ASK_AGAIN = "ask_again"


class StageRequestAction(StrEnum):
    """What happens to a request for the next stage; only the person ends it, and a second one signs that."""

    OFFER = "offer"
    ACCEPT = "accept"
    GO_ON = "go_on"
    WITHDRAW = "withdraw"
    SIGN_SETTLED = "sign_settled"
    SIGN_WITHDRAWN = "sign_withdrawn"
    SEND_BACK = "send_back"


_F = FeedbackStatus
_A = FeedbackAction

FEEDBACK_MOVES: Mapping[tuple[FeedbackStatus, FeedbackAction], FeedbackStatus] = {
    (_F.RECEIVED, _A.PROPOSE): _F.AWAITING_SIGNATURE,
    (_F.RECEIVED, _A.DECIDE): _F.DECIDED,
    (_F.RECEIVED, _A.SET_ASIDE): _F.SET_ASIDE,
    (_F.RECEIVED, _A.WITHDRAW): _F.WITHDRAWN,
    (_F.RETURNED, _A.PROPOSE): _F.AWAITING_SIGNATURE,
    (_F.RETURNED, _A.DECIDE): _F.DECIDED,
    (_F.RETURNED, _A.SET_ASIDE): _F.SET_ASIDE,
    (_F.RETURNED, _A.WITHDRAW): _F.WITHDRAWN,
    (_F.RECEIVED, _A.SETTLE_PART): _F.RECEIVED,
    (_F.RETURNED, _A.SETTLE_PART): _F.RETURNED,
    (_F.RECEIVED, _A.SIGN_PART): _F.RECEIVED,
    (_F.RETURNED, _A.SIGN_PART): _F.RETURNED,
    (_F.AWAITING_SIGNATURE, _A.SIGN_PART): _F.AWAITING_SIGNATURE,
    (_F.RECEIVED, _A.RETURN): _F.RETURNED,
    (_F.RETURNED, _A.RETURN): _F.RETURNED,
    (_F.AWAITING_SIGNATURE, _A.SIGN): _F.DECIDED,
    (_F.AWAITING_SIGNATURE, _A.SET_ASIDE): _F.SET_ASIDE,
    (_F.AWAITING_SIGNATURE, _A.RETURN): _F.RETURNED,
    (_F.AWAITING_SIGNATURE, _A.WITHDRAW): _F.WITHDRAWN,
    (_F.SET_ASIDE, _A.RESTORE): _F.RECEIVED,
    (_F.DECIDED, _A.WITHDRAW): _F.WITHDRAWN,
    (_F.DECIDED, _A.REOPEN): _F.RECEIVED,
    (_F.WITHDRAWN, _A.REOPEN): _F.RECEIVED,
    (_F.DECIDED, _A.ESCALATE): _F.RECEIVED,
    (_F.AWAITING_SIGNATURE, _A.ESCALATE): _F.RECEIVED,
}

CASE_MOVES: Mapping[tuple[CaseStatus, CaseAction], CaseStatus] = {
    (CaseStatus.OPEN, CaseAction.CLOSE): CaseStatus.CLOSED,
    (CaseStatus.CLOSED, CaseAction.REOPEN): CaseStatus.OPEN,
}

STAGE_MOVES: Mapping[tuple[StageStatus, StageAction], StageStatus] = {
    (StageStatus.RUNNING, StageAction.RESPOND): StageStatus.RESPONDED,
    (StageStatus.RUNNING, StageAction.STOP): StageStatus.STOPPED,
}

_R = AdvocateRequestStatus

ADVOCATE_MOVES: Mapping[tuple[AdvocateRequestStatus, AdvocateAction], AdvocateRequestStatus] = {
    (_R.ASKED, AdvocateAction.OFFER): _R.OFFERED,
    (_R.ASKED, AdvocateAction.DECLINE): _R.DECLINED,
    (_R.OFFERED, AdvocateAction.OFFER): _R.OFFERED,
    (_R.OFFERED, AdvocateAction.ACCEPT): _R.ACCEPTED,
    (_R.OFFERED, AdvocateAction.DECLINE): _R.DECLINED,
    (_R.ACCEPTED, AdvocateAction.MEET): _R.MET,
    (_R.ACCEPTED, AdvocateAction.DECLINE): _R.DECLINED,
    (_R.DECLINED, AdvocateAction.ASK_AGAIN): _R.ASKED,
}

_Z = FreezeStatus

FREEZE_MOVES: Mapping[tuple[FreezeStatus, FreezeAction], FreezeStatus] = {
    (_Z.ASKED, FreezeAction.HOLD): _Z.HELD,
    (_Z.ASKED, FreezeAction.HOLD_IN_PART): _Z.HELD_IN_PART,
    (_Z.ASKED, FreezeAction.LET_GO_AHEAD): _Z.GOES_AHEAD,
    (_Z.ASKED, FreezeAction.END): _Z.NO_LONGER_NEEDED,
    (_Z.GOES_AHEAD, FreezeAction.HOLD): _Z.HELD,
    (_Z.GOES_AHEAD, FreezeAction.HOLD_IN_PART): _Z.HELD_IN_PART,
    (_Z.HELD_IN_PART, FreezeAction.HOLD): _Z.HELD,
    (_Z.HELD, FreezeAction.END): _Z.NO_LONGER_NEEDED,
    (_Z.HELD_IN_PART, FreezeAction.END): _Z.NO_LONGER_NEEDED,
}

_Q = StageRequestStatus

# Whoever settled or withdrew may still go on: the next stage is never withheld (S3 stage 2). That they did is
# noted by the office, so a second person signs it (DESIGN 4: a withdrawal not made by the person).
STAGE_REQUEST_MOVES: Mapping[tuple[StageRequestStatus, StageRequestAction], StageRequestStatus] = {
    (_Q.ASKED, StageRequestAction.OFFER): _Q.OFFERED,
    (_Q.ASKED, StageRequestAction.GO_ON): _Q.GOES_ON,
    (_Q.ASKED, StageRequestAction.WITHDRAW): _Q.SAID_ENDED,
    (_Q.ASKED, StageRequestAction.ACCEPT): _Q.SAID_ENDED,
    (_Q.OFFERED, StageRequestAction.OFFER): _Q.OFFERED,
    (_Q.OFFERED, StageRequestAction.ACCEPT): _Q.SAID_ENDED,
    (_Q.OFFERED, StageRequestAction.GO_ON): _Q.GOES_ON,
    (_Q.OFFERED, StageRequestAction.WITHDRAW): _Q.SAID_ENDED,
    (_Q.SAID_ENDED, StageRequestAction.SIGN_SETTLED): _Q.SETTLED,
    (_Q.SAID_ENDED, StageRequestAction.SIGN_WITHDRAWN): _Q.WITHDRAWN,
    (_Q.SAID_ENDED, StageRequestAction.SEND_BACK): _Q.ASKED,
    (_Q.SAID_ENDED, StageRequestAction.GO_ON): _Q.GOES_ON,
    (_Q.SETTLED, StageRequestAction.GO_ON): _Q.GOES_ON,
    (_Q.WITHDRAWN, StageRequestAction.GO_ON): _Q.GOES_ON,
}

IN_THE_QUEUE = (FeedbackStatus.RECEIVED, FeedbackStatus.RETURNED)
# A part may wait for its signature while other points are still on the desk.
BEING_SCREENED = (*IN_THE_QUEUE, FeedbackStatus.AWAITING_SIGNATURE)


def move(status: FeedbackStatus, action: FeedbackAction) -> FeedbackStatus:
    """Return where a piece of feedback stands after ``action``; raises MoveNotPossible."""
    try:
        return FEEDBACK_MOVES[status, action]
    except KeyError:
        stands, wanted = status.replace("_", " "), action.replace("_", " ")
        raise MoveNotPossible(f"This is {stands}: it can't {wanted}.") from None


def actions_from(status: FeedbackStatus) -> tuple[FeedbackAction, ...]:
    """Return what the table allows from here."""
    return tuple(action for (start, action) in FEEDBACK_MOVES if start is status)
