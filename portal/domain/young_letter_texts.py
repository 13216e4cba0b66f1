"""The first message to whoever is 12 or over: their own words for what the plainest letters say shorter."""

from portal.domain import opening_letter_texts as texts
from portal.domain.vocabulary import Route

_EARLY, _CORPORATE = texts.YOUNG[Route.EARLY_RESOLUTION], texts.YOUNG[Route.CORPORATE]

# By the sentences of under-12s and easy read; what is not here is the same for both.
TWELVE_AND_OVER = {
    texts.HELLO[1]: "Hello. Thank you for telling us about this. Your reference is {reference}.",
    texts.YOUNG[Route.STATUTORY][0]: "It is not easy to complain, and you are right to do it. "
    "We have accepted your complaint.",
    _CORPORATE[0]: "It is not easy to complain. We have accepted your complaint and will look into it.",
    _EARLY[0]: "We would like to try to put this right quickly. We call this {early}.",
    texts.STAGE[1]: "We deal with your complaint under this procedure: {procedure}. {stage}",
    texts.STAGE_OF_SEVERAL[1]: "This is stage 1 of {stages}.",
    texts.STAGE_ALONE[1]: "This is stage 1, and there is no other.",
    texts.ANSWER[1]: "A manager will look into it and write to you. You get the answer by {reply_by}. "
    "That is {days} working days after {received}, when your complaint came. "
    "Weekends and bank holidays do not count.",
    texts.STAGE_2[1]: "Are you not happy with our answer, or is it late? You can ask for stage 2. "
    "Then somebody else looks into it.{ask_in}",
    texts.ASK_IN[1]: " Ask within {request_days} working days of our answer. "
    "If you are late, ask all the same.",
    texts.NO_STAGE_2[1]: "Are you not happy with the answer, or is it late? Tell us on your private page. "
    "There is no second stage. The next step is the Ombudsman.",
    texts.OMBUDSMAN[1]: "You can ask the {ombudsman} to check what we did. It is free. "
    "They do not work for us. Ring {phone}.",
    texts.OMBUDSMAN_LATER[1]: "You can go to the {ombudsman} at any time. "
    "They may ask you to let us answer first. It is free. Ring {phone}.",
    texts.STILL_FORMAL[1]: "You can make it a formal complaint at any time. "
    "Then a manager has to look into it and answer you. "
    "Ask on your private page. You do not have to say why.",
    texts.ADVOCATE_HELPS[1]: "You have a right to an advocate: somebody on your side who helps you complain. "
    "It is free. Ask us for {advocate}.",
}
