"""The sentences of the first message, adult and young; what is in brackets the officer fills."""

from portal.domain.vocabulary import Route

BLANK = "[Say"
REASON = "[Say why, in your own plain words.]"
REPLY = "[Your reply.]"
SENT_TWICE = "sent_twice"
WITHDRAWN = "withdrawn"

# Each pair: for adults, for young people and easy read.
HELLO = ("Thank you for writing to us. Your reference is {reference}.", "Hello. Thank you for telling us.")
SIGNED = "{team}\n{council}"

# What stands above the numbered points.
POINTS = ("This is what we look into:", "We will look into this:")
POINTS_BESIDE = ("This letter is about:", "This letter is about:")

# What is said where the Ombudsman sent it back as too early.
SENT_BACK = (
    "You wrote to the {ombudsman}. They sent it to us, so that we answer you first.",
    "You told the Ombudsman. They asked us to answer you first.",
)

# What an accepted complaint is told, whatever the officer writes.
STAGE = (
    "We deal with your complaint under this procedure: {procedure}. {stage}",
    "We use our steps for complaints. They are called: {procedure}. {stage}",
)
STAGE_OF_SEVERAL = ("This is stage 1 of {stages}.", "This is stage 1.")
STAGE_ALONE = ("This is stage 1, and there is no other.", "This is stage 1. There is no other.")
CORRECT = (
    "Have we got this wrong, or left something out? Tell us on your private page, or in any other way.",
    "Did we get this wrong? Did we leave something out? Tell us on your page.",
)
ANSWER = (
    "{who} You get an answer by {reply_by}. That is {days} working days after {received}, the day your "
    "complaint came. Weekends and bank holidays do not count.",
    "A manager will look into it. You get an answer by {reply_by}. That is {days} working days from "
    "{received}. We do not count weekends or bank holidays.",
)
# The same, where the day is past when the letter is made: nobody is promised what can't be kept any more.
ANSWER_LATE = (
    "{who} You should have had the answer by {reply_by}. That was {days} working days after {received}, the "
    "day your complaint came. We are sorry that it is late. You get it as soon as we can.",
    "A manager will look into it. You should have had an answer by {reply_by}. That was {days} working days "
    "from {received}. We are sorry it is late. We answer as soon as we can.",
)
HEAR = ("You hear from us by {reply_by}.", "You hear from us by {reply_by}.")
HEAR_LATE = (
    "You should have heard from us by {reply_by}. We are sorry that you did not. "
    "You hear from us as soon as we can.",
    "You should have heard from us by {reply_by}. We are sorry it is late. We will be as quick as we can.",
)
ENQUIRY = (
    "We have your enquiry, and you get an answer by {reply_by}.",
    "We have your question. You get an answer by {reply_by}.",
)
ENQUIRY_LATE = (
    "We have your enquiry. You should have had an answer by {reply_by}. We are sorry that you did not. "
    "We answer as soon as we can.",
    "We have your question. You should have had an answer by {reply_by}. We are sorry it is late. "
    "We answer as soon as we can.",
)
LATE = {ANSWER: ANSWER_LATE, HEAR: HEAR_LATE, ENQUIRY: ENQUIRY_LATE}
OTHER_POINTS = (
    "We write to you about the other points separately.",
    "We write about the other points in another letter.",
)
WHO_IS_KNOWN = "The answer comes from: {title}."
WHO_IS_NOT = "A manager of the service answers you."

# Rights.
MISSED = (
    "Do you think we missed something or got it wrong? Tell us what we missed: on your private "
    "page{or_reach}.",
    "Did we get it wrong? Tell us what we missed. You can do that on your page. {or_ring}You can also write.",
)
OMBUDSMAN = (
    "You can also ask the {ombudsman} to look at what we decided. It is free. Ring {phone} or see {website}.",
    "You can ask the Ombudsman to check us. It is free. They do not work for us. Ring {phone}.",
)
# What ends every message an officer writes beside the decision: no letter may be a silent refusal.
LOOK_AGAIN = (
    "Do you think we got something wrong? You can tell us on this page and we look again.",
    "Did we get it wrong? Tell us on this page. We will look again.",
)
OMBUDSMAN_ANY_TIME = (
    "You can also ask the {ombudsman} to look at what we do. It is free, and it is not part of the council. "
    "Ring {phone} or see {website}.",
    "You can also ask the Ombudsman to check us. It is free. They do not work for us. Ring {phone}.",
)
OMBUDSMAN_LATER = (
    "You can go to the {ombudsman} at any time. They usually ask you to let us answer first. It is free. "
    "Ring {phone} or see {website}.",
    "You can ask the Ombudsman at any time. It is free. Ring {phone}.",
)
STAGE_2 = (
    "If you are not happy with the answer, or it does not come in time, you can ask for stage 2. "
    "Somebody else then looks into it.{ask_in}",
    "Not happy with the answer? Is it late? You can ask for stage 2. Then somebody new looks at it.{ask_in}",
)
ASK_IN = (
    " Ask within {request_days} working days of the answer. If you are late, ask all the same.",
    " Ask within {request_days} working days after our answer. Are you late? Ask us anyway.",
)
NO_STAGE_2 = (
    "If you are not happy with the answer, or it does not come in time, tell us on your private page. "
    "There is no second stage, so the Ombudsman is who comes next.",
    "Not happy with the answer? Is it late? Tell us on your page. Then you can go to the Ombudsman.",
)
STILL_FORMAL = (
    "You keep your right to make it a formal complaint. You can ask for that at any time, on your private "
    "page. You need not give a reason.",
    "You can still make a formal complaint. Then a manager must look into it and answer. "
    "You can ask any time. You need not say why.",
)
ADVOCATE_HELPS = (
    "A child, young person or care leaver has a right to an advocate: somebody on their side who helps them "
    "complain. It is free. Ask us for {advocate}.",
    "You can have an advocate. They are on your side. They can help you. Ask us for {advocate}.",
)
COME_BACK = (
    "You can come back to us when the other matter has ended, for up to a year after that.",
    "You can come back when that is over. You have a year.",
)
CHILD_CAN = (
    "The child or young person can still complain, on their own or with an advocate.",
    "The young person can still tell us. An advocate can help.",
)
RIGHTS = (
    MISSED,
    OMBUDSMAN,
    LOOK_AGAIN,
    OMBUDSMAN_ANY_TIME,
    OMBUDSMAN_LATER,
    STAGE_2,
    NO_STAGE_2,
    STILL_FORMAL,
    ADVOCATE_HELPS,
    COME_BACK,
    CHILD_CAN,
)

# Instead of the words for a duty matter, where what is wanted is an advocate: (adult, young).
ADVOCATE_WANTED = (
    (
        "You asked for an advocate. We have passed the request to an advocacy service.",
        "How far it is stands on your private page. An advocate is free and independent of the council.",
        "Are you also unhappy with a service? Tell us on your private page. That is a complaint.",
    ),
    (
        "You asked for an advocate. We have told the people who can find you one.",
        "An advocate is on your side. It costs you nothing.",
        "Are you unhappy with how we treat you? Tell us on your page. That is a complaint.",
    ),
)

ADULT: dict[Route | str, tuple[str, ...]] = {
    Route.STATUTORY: ("We have accepted your complaint.",),
    Route.CORPORATE: (
        "We have accepted your complaint.",
        "We chose that procedure because: {reason}",
        "Do you think it belongs in the Children Act procedure? Tell us why, on your private page.",
    ),
    Route.EARLY_RESOLUTION: (
        "We would like to try to put this right quickly. We call this {early}.",
        "{reason}",
        HEAR[0],
    ),
    Route.RESOLVED_AT_FIRST_CONTACT: (
        "You told us that this has been put right, so we are closing it.",
        "{reason}",
        "Is it not put right after all? Tell us on your private page, and we take it up as a complaint.",
    ),
    Route.DUTY_MATTER: (
        "We will pass what you told us to the team that can act on it.",
        "We are not taking it as a complaint. This is why: {reason}",
        "Are you unhappy with a service and want an answer? Tell us on your private page: it is a complaint.",
    ),
    Route.SIGNPOSTED: (
        "We have read what you sent. We are not the right people to put it right.",
        "This is why: {reason}",
        "[Say who can help, and how to reach them.]",
    ),
    Route.OTHER_AUTHORITY: (
        "We have read what you sent. It is about something that another council or body did.",
        "This is why we can't answer it: {reason}",
        "[Say which one, and how to complain to them.] We can send it on for you, if you say that we may.",
    ),
    Route.REFUSED: (
        "We have read what you sent. We have decided not to look into it as a complaint.",
        "This is why: {reason}",
        "Two people looked at this before we decided.",
    ),
    Route.SAFEGUARDING_REFERRAL: (
        "We have read what you sent. It was important to tell us.",
        "We have shared it with the people whose job is to look into things like this.",
        "We keep your complaint, and tell you on your private page what happens to it.",
    ),
    Route.COMMENT: ("We have read your comment. We will pass it to the team it is about.", REPLY),
    Route.COMPLIMENT_ACCEPTED: (
        "We will pass your thanks on to the people you thank, and to their manager.",
        "It means a lot to be thanked. We count it in our report, without your name.",
    ),
    Route.COMPLIMENT_NOT_ACCEPTED: ("We will pass your kind words to the team.",),
    Route.ENQUIRY: (
        ENQUIRY[0],
        "An enquiry does not take the place of a complaint. The person you write for can make one at any "
        "time, and then gets an answer of their own.",
    ),
    SENT_TWICE: (
        "You sent us this more than once. We close this one and answer the other, so that one team answers.",
        "{reason}",
        "Nothing is lost. The two stay apart, each on its own private page.",
    ),
    WITHDRAWN: (
        "We understand that you no longer want us to look into this, so we are closing it.",
        "{reason}",
        "Is that wrong? Tell us on your private page, and we open it again.",
    ),
}

YOUNG: dict[Route | str, tuple[str, ...]] = {
    Route.STATUTORY: ("It can be hard to tell. It is all right to complain.",),
    Route.CORPORATE: ("It can be hard to tell. We will look into it.", "{reason}"),
    Route.EARLY_RESOLUTION: (
        "We want to try to fix this fast.",
        "{reason}",
        HEAR[1],
    ),
    Route.RESOLVED_AT_FIRST_CONTACT: (
        "You said this is all right now. So we will close it.",
        "{reason}",
        "Is it not all right? Tell us on your page. We will open it again.",
    ),
    Route.DUTY_MATTER: (
        "We will tell the team that can help you.",
        "{reason}",
        "Are you unhappy with how we treat you? Tell us on your page. That is a complaint.",
    ),
    Route.SIGNPOSTED: (
        "We read what you told us. We can't fix this one.",
        "{reason}",
        "[Say who can help. Offer to do it together.]",
    ),
    Route.OTHER_AUTHORITY: (
        "We read what you told us. It is about people in another council.",
        "{reason}",
        "[Say who can help.] We can tell them for you. Just say yes.",
    ),
    Route.REFUSED: (
        "We read what you told us. We can't look into it the way you asked.",
        "This is why: {reason}",
        "Two people thought about this. You are not in trouble.",
    ),
    Route.SAFEGUARDING_REFERRAL: (
        "You were right to tell us. You are not in trouble.",
        "We told people whose job is to keep you safe.",
        "We keep what you told us. We will tell you what happens.",
    ),
    Route.COMMENT: ("We read your idea. We will tell the team.", REPLY),
    Route.COMPLIMENT_ACCEPTED: ("Thank you! We will tell the people you want to thank.",),
    Route.COMPLIMENT_NOT_ACCEPTED: ("We will pass on your kind words.",),
    Route.ENQUIRY: (ENQUIRY[1],),
    SENT_TWICE: (
        "You told us this two times. We close this one.",
        "{reason}",
        "You still get an answer to the other one.",
    ),
    WITHDRAWN: (
        "You said you want us to stop. So we will stop.",
        "{reason}",
        "Is that wrong? Tell us on your page.",
    ),
}

# Easy read for adults: the young words, but for those that only a child would be told.
EASY: dict[Route | str, tuple[str, ...]] = YOUNG | {
    Route.STATUTORY: ("You have a right to complain. We will look into it.",),
    Route.CORPORATE: ("You have a right to complain. We will look into it.", "{reason}"),
    Route.REFUSED: (
        "We read what you told us. We can't look into it the way you asked.",
        "This is why: {reason}",
        "Two people thought about this.",
    ),
    Route.SAFEGUARDING_REFERRAL: (
        "You were right to tell us.",
        "We told people whose job is to keep people safe.",
        "We keep what you told us. We will tell you what happens.",
    ),
}

TO_COLLEAGUE: dict[Route | str, tuple[str, ...]] = {
    Route.COMPLIMENT_ACCEPTED: (
        "Thank you for passing it on. We tell the people it thanks, and their manager.",
        "We count it in our report, without any names. If whoever said it asked to be thanked, we do that.",
    ),
    Route.COMPLIMENT_NOT_ACCEPTED: (
        "Thank you for passing it on. We give the kind words to the team.",
        "We do not count it as a compliment.",
    ),
}

# What a letter is headed, by what it is about: (adult, young).
HEADINGS: dict[Route | str, tuple[str, str]] = {
    Route.STATUTORY: ("What happens with your complaint", "We have your complaint"),
    Route.CORPORATE: ("What happens with your complaint", "We have your complaint"),
    Route.EARLY_RESOLUTION: ("Putting it right quickly", "We want to fix this fast"),
    Route.RESOLVED_AT_FIRST_CONTACT: ("It has been put right", "It is all right now"),
    Route.COMMENT: ("Your comment", "Your idea"),
    Route.COMPLIMENT_ACCEPTED: ("Thank you for your kind words", "Thank you"),
    Route.COMPLIMENT_NOT_ACCEPTED: ("Thank you for your kind words", "Thank you"),
    Route.ENQUIRY: ("Your enquiry", "Your question"),
    SENT_TWICE: ("You sent us this more than once", "You told us this two times"),
    WITHDRAWN: ("We have stopped, as you asked", "We will stop"),
    "freeze": ("What you asked us to hold", "What you asked us to wait with"),
}
THE_OTHER = (
    "The one that we answer has the reference {other}.",
    "The one that we answer is {other}.",
)
HEADING = ("What we do with what you sent", "What happens now")
RIGHTS_HEADING = ("What you can do next", "What you can do")
FOR_WHOM = ("For the person who wrote to us", "For you")
