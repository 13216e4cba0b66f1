"""What an officer has to mind beside the suggested route, most of all where the Ombudsman found fault.

Upheld most often: a Children Act complaint that nobody saw as one, a refused stage, the wrong procedure.
"""

from portal.domain.checklist import Answers
from portal.domain.complaint_checklist import CHILD_SENDS
from portal.domain.complaint_words import BEHALF_SAID, interests
from portal.domain.suggestion import CAREFUL
from portal.domain.vocabulary import Route

STATUTORY_SUBJECTS = frozenset(
    {"part3", "assessment", "leaving_care", "part45", "adoption", "special_guardianship"}
)
NOT_ON_THE_LIST = frozenset({"other", "own_right", "unknown"})
OMBUDSMAN = "The Ombudsman finds fault where that is not seen."

OWN_RIGHT = (
    "a child, parent, carer or care leaver uses the Children Act procedure in their own right too."
    f" {OMBUDSMAN}"
)
YOUNG = (
    "a young person's complaint about their care, plan, adviser or money is a Children Act complaint."
    f" A leaving care grant is too. {OMBUDSMAN}"
)
BY_SUBJECT = {
    "child_protection": (
        "help for the child beside it is a Children Act matter, and so is a section 17 or single assessment."
        " Make that a point of its own."
    ),
    "court_report": (
        "what the report says is for the court to weigh. Our help for the child beside it is a Children Act"
        " matter: make it a point of its own."
    ),
    "sen_transport": (
        "short breaks, direct payments and care for a disabled child are Children Act matters. Make them a"
        " point of their own."
    ),
    "personal_data": (
        "raise the flag for a possible data breach. What a section 17 or single assessment says of somebody"
        " is a Children Act matter."
    ),
    "council_service": (
        "somebody we pay to help or care for children acts for us. Help, care, a section 17 or single"
        f" assessment, and leaving care are Children Act matters. {OMBUDSMAN}"
    ),
}
SENT_BACK = "The Ombudsman sent it back, so that we answer it first."
SENT_BACK_REFUSED = (
    "the Ombudsman sent it to us to answer. Refuse it as too early, or as a repeat, and nobody answers it."
    " Say in the reason what they were told, and when."
)
SENT_BACK_AWAY = (
    "the Ombudsman sent it to us to answer as a complaint. Read what they sent before it goes another way."
)
ELSEWHERE = {
    "appeal": "delay, and how we treated them on the way, are complaints: make them a point of their own.",
    "school": "what our own service did about the school is for us: make it a point of its own.",
    "court_decision": "what our workers did, or did not do, is for us: make it a point of its own.",
    "other_authority": "where we placed the child or pay for the service, it is for us.",
    "information": "somebody who asked before and is unhappy with what came is complaining.",
}


def careful(words: str) -> str:
    """Return a reason as a warning to the officer."""
    return f"{CAREFUL} {words}"


BESIDE: dict[str, dict[str, tuple[str, ...]]] = {
    "before": {
        "open": ("The same is open now: think of linking the two with “Sent twice”.",),
        "not_investigated": ("It came before and was never investigated, so it is no repeat.",),
        "next_stage": (
            "They are unhappy with our answer. The next stage is theirs by right.",
            careful("link it to the complaint we answered. Refusing a stage is fault."),
        ),
    },
    "proceedings": {
        "no_harm": ("A court or other case goes on, and would not be harmed. It need not wait.",),
        "harm_part": (
            "Only what would harm the other case may wait. The rest goes on now: make two points.",
        ),
    },
    "settled": {"silent": (careful("silence is no withdrawal. Go on with what is known."),)},
}


def about_elsewhere(answers: Answers) -> tuple[str, ...]:
    """Return what to mind before something is sent elsewhere."""
    caution = ELSEWHERE.get(answers["subject"])
    return (careful(caution),) if caution else ()


def about_refusing(answers: Answers) -> tuple[str, ...]:
    """Return what to mind before it is refused."""
    said = []
    own_voice = answers.get("representative") == "no" or answers.get("behalf") == "not_their_view"
    if own_voice and answers["who"] not in NOT_ON_THE_LIST:
        said.append(careful("they may still complain in their own right, without the child's consent."))
    if answers.get("before") == "answered":
        said.append(careful("to ask for the next stage is no repeat. Refusing a stage is fault."))
    if answers.get("in_time") == "no" and answers["who"] in CHILD_SENDS:
        said.append(careful("to be a child then, or in care, is a reason why it could not come sooner."))
    return tuple(said)


def about_sent_back(route: Route | None) -> tuple[str, ...]:
    """Return what to mind where the Ombudsman sent it here because it reached them too early."""
    if route in (Route.STATUTORY, Route.CORPORATE):
        return (SENT_BACK,)
    if route is Route.REFUSED:
        return (careful(SENT_BACK_REFUSED),)
    return (careful(SENT_BACK_AWAY),)


def about_procedure(answers: Answers, *, statutory: bool, young: bool) -> tuple[str, ...]:
    """Return what to mind where it is taken as a complaint; ``young`` by its door, sender or advocate."""
    wrong_one = () if statutory else _maybe_the_wrong_procedure(answers, young)
    return (*_about_the_child(answers), *_about_time(answers, statutory), *_about_others(answers), *wrong_one)


def _maybe_the_wrong_procedure(answers: Answers, young: bool) -> tuple[str, ...]:
    said = []
    if answers["who"] == "own_right" and answers["subject"] in STATUTORY_SUBJECTS:
        said.append(careful(OWN_RIGHT))
    if young or answers["who"] in CHILD_SENDS:
        said.append(careful(YOUNG))
    if answers["who"] == "other" and answers["subject"] in STATUTORY_SUBJECTS and interests(answers):
        number = len(interests(answers))
        said.append(careful(f"{number} of the six answers {'speaks' if number == 1 else 'speak'} for it."))
    if answers["subject"] in BY_SUBJECT:
        said.append(careful(BY_SUBJECT[answers["subject"]]))
    return tuple(said)


def _about_the_child(answers: Answers) -> tuple[str, ...]:
    said = [BEHALF_SAID[answers["behalf"]]] if answers.get("behalf") in BEHALF_SAID else []
    if answers.get("advocate") == "to_be_told":
        said.append("They have a right to an advocate. Our message tells them.")
    if answers["who"] == "unknown":
        said.append("We don't know who it is from: ask on the private page.")
    return tuple(said)


def _about_time(answers: Answers, statutory: bool) -> tuple[str, ...]:
    if answers["in_time"] == "no":
        return ("It is accepted late: both parts of the test are met.",)
    if answers["in_time"] == "unknown":
        return ("Take it as in time until the dates are known.",)
    if answers["in_time"] == "aware" and statutory:
        return ("They learned of it within the year, so it could not be expected sooner. It is accepted.",)
    if answers["in_time"] == "aware":
        return ("It is in time: they learned of it within the last 12 months.",)
    return ()


def _about_others(answers: Answers) -> tuple[str, ...]:
    """Return what to mind because of earlier complaints, proceedings, and what was asked of the person."""
    return tuple(
        words for code, by_answer in BESIDE.items() for words in by_answer.get(answers.get(code, ""), ())
    )
