"""What an officer answers before a route can be chosen: safeguarding first, then what fits the kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.vocabulary import Kind

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a checklist; ``asked_when`` names answers to earlier questions that it depends on."""

    code: str
    text: str
    hint: str
    answers: tuple[tuple[str, str], ...]
    why: str = ""
    asked_when: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The answers that may be stored."""
        return frozenset(code for code, _ in self.answers)


def when(code: str, *answers: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the condition that one question has one of these answers."""
    return ((code, frozenset(answers)),)


YES_NO = (("yes", "Yes"), ("no", "No"))
YES_NO_UNKNOWN = (*YES_NO, ("unknown", "Not known"))

SAFEGUARDING = Question(
    "safeguarding",
    "Is a child or anybody else at risk of harm?",
    "Read everything first. Where you are unsure, ring the duty team now and come back.",
    (
        ("none", "No concern seen"),
        ("duty_told", "There is a concern, and I have told the duty team"),
        ("lado_told", "It is an allegation about somebody who works with children, and I have told the LADO"),
    ),
    "A complaint and an allegation are not the same. The complaint is kept whatever you answer.",
)
TOLD = frozenset({"duty_told", "lado_told"})

HIDDEN_COMPLAINT = Question(
    "hidden_complaint",
    "Is there a complaint inside it?",
    "Any unhappiness about a service that needs an answer, whatever the person calls it.",
    (("no", "No"), ("yes", "Yes")),
    "A complaint need not use the word (Complaint Handling Code 1.5).",
)

COMPLIMENT = (
    HIDDEN_COMPLAINT,
    Question(
        "criteria",
        "Does it meet this council's criteria for a compliment?",
        "",
        YES_NO,
        "Only accepted compliments are counted. The person is thanked either way.",
    ),
)

COMMENT = (
    HIDDEN_COMPLAINT,
    Question(
        "reply_needed",
        "Does it need a reply?",
        "Each comment is judged on its own.",
        YES_NO,
        "A comment that needs a reply gets one within the days the council promises.",
    ),
)

ENQUIRY = (
    Question(
        "enquiry_kind",
        "What does the office ask for?",
        "",
        (
            ("background", "Background information"),
            ("reasons", "The reasons for a decision"),
            ("service", "A service for somebody"),
            ("review", "A review of something already answered"),
        ),
        "Enquiries are counted by what they ask for.",
    ),
    Question(
        "office_known",
        "Is the office's address one that the council knows?",
        "Nothing about a child leaves until it is.",
        YES_NO,
        "Mail that says it is from an MP or councillor may not be.",
    ),
    Question(
        "agreement",
        "Has the person the office writes for agreed that it may ask?",
        "",
        YES_NO_UNKNOWN,
        "Without it we can answer in general only.",
    ),
    HIDDEN_COMPLAINT,
)

NOT_SURE = (
    Question(
        "really_is",
        "What is it?",
        "Take it as a complaint where something is said to be wrong.",
        (
            ("complaint", "A complaint: something is said to be wrong"),
            ("compliment", "A thank you"),
            ("comment", "An idea, a question or a comment"),
            ("enquiry", "An enquiry from an MP or councillor"),
        ),
        "The person wasn't sure what to call it. Change the kind, and the right questions follow.",
    ),
)

ADVOCATE_REQUEST = (
    Question(
        "passed_on",
        "Has the request been passed to the advocacy service?",
        "",
        YES_NO,
        "A child or young person who wants to complain has a right to help (Children Act 1989 s26A).",
    ),
    HIDDEN_COMPLAINT,
)


def asked(questions: tuple[Question, ...], answers: Answers) -> tuple[Question, ...]:
    """Return the questions that apply; an answer left over from a path not taken asks for nothing."""
    applying: list[Question] = []
    live: dict[str, str] = {}
    for question in questions:
        if all(live.get(code) in wanted for code, wanted in question.asked_when):
            applying.append(question)
            live[question.code] = answers.get(question.code, "")
    return tuple(applying)


def missing_of(questions: tuple[Question, ...], answers: Answers) -> tuple[str, ...]:
    """Return the codes of questions that apply and have no answer, or one that isn't on their list."""
    return tuple(q.code for q in asked(questions, answers) if answers.get(q.code) not in q.codes)


def about_other_kinds(kind: Kind) -> tuple[Question, ...]:
    """Return the checklist of every kind but a complaint."""
    return {
        Kind.COMPLIMENT: COMPLIMENT,
        Kind.COMMENT: COMMENT,
        Kind.ENQUIRY: ENQUIRY,
        Kind.NOT_SURE: NOT_SURE,
        Kind.ADVOCATE_REQUEST: ADVOCATE_REQUEST,
    }[kind]
