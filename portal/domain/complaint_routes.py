"""Which route a complaint should take: elsewhere, not taken, or a procedure, and by which test."""

from portal.domain import complaint_checklist as complaint
from portal.domain.checklist import Answers, Question
from portal.domain.suggestion import ScreeningFacts, Suggestion
from portal.domain.vocabulary import Route

STATUTORY_SUBJECTS = frozenset({"part3", "part45", "adoption", "special_guardianship"})
SIGNPOSTED_SUBJECTS = frozenset({"school", "councillor", "court_decision"})


def suggest_for_complaint(answers: Answers, facts: ScreeningFacts) -> Suggestion:
    """Return the route for answers on the path taken, with reasons and the test."""
    return _elsewhere(answers) or _not_taken(answers) or _procedure(answers, facts)


def _elsewhere(answers: Answers) -> Suggestion | None:
    """Return the suggestion for what this council's procedures don't cover."""
    subject = answers["subject"]
    if subject == "other_authority":
        return Suggestion(
            Route.OTHER_AUTHORITY,
            ("It is about what another council or body did.",),
            "We answer only for this council and those who act for it. Help the person reach the right one.",
        )
    if subject in SIGNPOSTED_SUBJECTS:
        return Suggestion(
            Route.SIGNPOSTED,
            (_SIGNPOST_REASONS[subject],),
            "Somebody else has the power to put this right. Say who, and how to reach them.",
        )
    if subject == "information":
        return Suggestion(
            Route.DUTY_MATTER,
            ("It asks or tells us something, and is not unhappy with a service.",),
            "A complaint is unhappiness about a service that needs an answer. This is not one as it stands.",
        )
    return None


_SIGNPOST_REASONS = {
    "school": "It is about a school: the school's own governing body answers it.",
    "councillor": "It is about a councillor's conduct: the monitoring officer answers it.",
    "court_decision": "It is about what a court or tribunal decided: only an appeal can change that.",
}


def refusal_grounds(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Return the grounds on which the answers would allow a refusal: (code, plain words) each."""
    grounds = []
    if answers.get("before") == "answered":
        grounds.append(("repeat", "We looked into the same thing before and answered it."))
    if answers.get("proceedings") == "harm":
        grounds.append(("proceedings", "Looking into it now would harm a court, police or other matter."))
    late = "no" in (answers.get("late_reasonable"), answers.get("late_fair"))
    if answers.get("in_time") == "no" and late:
        grounds.append(("late", "It is over a year old, and the test for a late complaint is not met."))
    if answers.get("behalf", "no") != "no" and answers.get("representative") == "no":
        grounds.append(("representative", "The person who speaks for the child is not suitable to."))
    if answers.get("behalf") == "not_their_view":
        grounds.append(("not_their_view", "The child says that this is not what they want."))
    return tuple(grounds)


_GROUND_TESTS = {
    "repeat": "The same or nearly the same complaint is not looked into twice. A next stage is not a repeat.",
    "proceedings": "Reg 8: it may wait where it would harm proceedings. They may come back when those end.",
    "late": "Reg 9: accept it late where it was not reasonable to expect it sooner and it can be fair.",
    "representative": "The council decides whether somebody is suitable. The child can still complain.",
    "not_their_view": "A representative puts the child's own view. The child can still complain.",
}


def _not_taken(answers: Answers) -> Suggestion | None:
    grounds = refusal_grounds(answers)
    if not grounds:
        return None
    return Suggestion(
        Route.REFUSED,
        tuple(words for _, words in grounds),
        " ".join(_GROUND_TESTS[code] for code, _ in grounds),
    )


def is_statutory(answers: Answers) -> bool:
    """Whether subject and person bring a complaint within the Children Act procedure."""
    if answers.get("subject") not in STATUTORY_SUBJECTS or answers.get("who") == "own_right":
        return False
    return answers.get("who") != "other" or answers.get("sufficient_interest") == "yes"


def _procedure(answers: Answers, facts: ScreeningFacts) -> Suggestion:
    statutory = is_statutory(answers)
    if answers["settled"] == "put_right":
        return Suggestion(
            Route.RESOLVED_AT_FIRST_CONTACT,
            ("The person says that it has been put right.", *_cautions(answers)),
            "Nothing is left to answer, and the right to complain formally stays.",
        )
    if answers["settled"] == "quick" and (statutory or facts.early_for_corporate):
        return Suggestion(
            Route.EARLY_RESOLUTION,
            ("The person was told of their rights and wants a quick answer first.", *_cautions(answers)),
            "It never replaces the formal procedure: the person can ask for that at any time.",
        )
    if statutory:
        return Suggestion(
            Route.STATUTORY,
            (_said(complaint.WHO, answers), _said(complaint.SUBJECT, answers), *_cautions(answers)),
            "Children Act 1989 s26(3), s24D; SI 2006/1738 regs 3 to 5: person and subject are both covered.",
        )
    return Suggestion(
        Route.CORPORATE,
        (_why_not_statutory(answers), *_cautions(answers)),
        "The Children Act procedure doesn't cover it, so the council's own procedure does.",
    )


def _why_not_statutory(answers: Answers) -> str:
    if answers["who"] == "own_right":
        return "They complain only about a service they received themselves."
    if answers["subject"] in STATUTORY_SUBJECTS:
        return "They are not on the list of the law, and have no sufficient interest in the child's welfare."
    return f"Outside the Children Act procedure: {_said(complaint.SUBJECT, answers)}"


def _cautions(answers: Answers) -> tuple[str, ...]:
    """Return what the officer should do as well, whichever procedure it is."""
    said = []
    if answers.get("before") == "open":
        said.append("The same is open now: think of linking the two with “Sent twice”.")
    if answers.get("behalf") == "not_asked":
        said.append("Ask the child whether this is what they want.")
    if answers.get("in_time") == "no":
        said.append("It is accepted late: both parts of the test are met.")
    if answers.get("in_time") == "unknown":
        said.append("Take it as in time until the dates are known.")
    if answers.get("who") == "unknown":
        said.append("We don't know who it is from: ask on the private page.")
    return tuple(said)


def _said(question: Question, answers: Answers) -> str:
    return f"{dict(question.answers)[answers[question.code]]}."
