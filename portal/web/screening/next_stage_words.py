"""What pages call the steps before the next stage of a procedure."""

from portal.domain.vocabulary import Channel, Procedure, StageRequestStatus
from portal.domain.workflow import StageRequestAction

PROCEDURES = {
    Procedure.STATUTORY: "Children Act procedure",
    Procedure.CORPORATE: "council complaints procedure",
}
STATUSES = {
    StageRequestStatus.ASKED: "Asked for",
    StageRequestStatus.OFFERED: "Something was offered",
    StageRequestStatus.GOES_ON: "Goes on: to be begun",
    StageRequestStatus.SAID_ENDED: "Ends, once a second person has read it",
    StageRequestStatus.SETTLED: "Settled",
    StageRequestStatus.WITHDRAWN: "Withdrawn by the person",
}
LOOKS = {
    StageRequestStatus.ASKED: "soon",
    StageRequestStatus.OFFERED: "active",
    StageRequestStatus.GOES_ON: "active",
    StageRequestStatus.SAID_ENDED: "soon",
    StageRequestStatus.SETTLED: "good",
    StageRequestStatus.WITHDRAWN: "",
}
ENTRIES = {
    "asked": "They asked for the next stage",
    "offered": "Offered",
    "met": "Meeting to settle it",
    StageRequestAction.ACCEPT.value: "They say it is settled",
    StageRequestAction.GO_ON.value: "They go on",
    StageRequestAction.WITHDRAW.value: "They withdraw the request",
    StageRequestAction.SIGN_SETTLED.value: "Read and agreed by a second person",
    StageRequestAction.SIGN_WITHDRAWN.value: "Read and agreed by a second person",
    StageRequestAction.SEND_BACK.value: "Not agreed by the second person",
}
COUNTED = {
    StageRequestStatus.GOES_ON: "Went on",
    StageRequestStatus.SETTLED: "Settled",
    StageRequestStatus.WITHDRAWN: "Withdrew",
    StageRequestStatus.ASKED: "Open: asked for",
    StageRequestStatus.OFFERED: "Open: something was offered",
    StageRequestStatus.SAID_ENDED: "Open: a second person reads it",
}
HOW_ASKED = {
    Channel.PHONE: "By phone",
    Channel.LETTER: "By letter",
    Channel.EMAIL: "By email",
    Channel.IN_PERSON: "In person",
    Channel.ADVOCATE: "Through an advocate",
}
