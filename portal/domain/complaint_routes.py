"""Which route a complaint should take: elsewhere, not taken, or a procedure, and by which test."""

from dataclasses import replace

from portal.domain import complaint_cautions as mind
from portal.domain import complaint_words as words
from portal.domain.checklist import Answers
from portal.domain.complaint_cautions import STATUTORY_SUBJECTS
from portal.domain.suggestion import ScreeningFacts, Suggestion
from portal.domain.vocabulary import Route

NOT_ENGAGING = "not_engaging"
INFORMAL_WISHES = ("quick", "put_right")


def suggest_for_complaint(answers: Answers, facts: ScreeningFacts) -> Suggestion:
    """Return the route for answers on the path taken, with reasons and the test."""
    if facts.formal_asked and answers.get("settled") in INFORMAL_WISHES:
        answers = {**answers, "settled": "formal"}  # what they wished before they asked counts no more
    found = _elsewhere(answers) or _not_taken(answers) or _procedure(answers, facts)
    if facts.sent_back:
        return replace(found, reasons=(*found.reasons, *mind.about_sent_back(found.route)))
    return found


def _elsewhere(answers: Answers) -> Suggestion | None:
    """Return the suggestion for what this council's procedures don't cover."""
    subject = answers["subject"]
    cautions = mind.about_elsewhere(answers)
    if subject == "other_authority":
        return Suggestion(
            Route.OTHER_AUTHORITY,
            ("It is about what another council or body did.", *cautions),
            "We answer only for this council and those who act for it. Help the person reach the right one.",
        )
    if subject in words.SIGNPOST_SAID:
        return Suggestion(
            Route.SIGNPOSTED,
            (words.SIGNPOST_SAID[subject], *cautions),
            "Somebody else has the power to put this right. Say who, and how to reach them.",
        )
    if subject == "information":
        return Suggestion(
            Route.DUTY_MATTER,
            ("It asks or tells us something, and is not unhappy with a service.", *cautions),
            "A complaint is unhappiness about a service that needs an answer. This is not one as it stands.",
        )
    return None


def refusal_grounds(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Return the grounds on which the answers would allow a refusal: (code, plain words) each."""
    grounds = []
    if answers.get("before") == "answered":
        grounds.append(("repeat", "We looked into the same thing before and answered it."))
    if answers.get("proceedings") == "harm":
        grounds.append(("proceedings", "Looking into it now would harm a court, police or other matter."))
    if answers.get("in_time") == "no":
        grounds += _late(answers)
    if answers.get("behalf", "no") != "no" and answers.get("representative") == "no":
        grounds.append(("representative", "The person who speaks for the child is not suitable to."))
    if answers.get("behalf") == "not_their_view":
        grounds.append(("not_their_view", "The child says that this is not what they want."))
    if answers.get("settled") == "silent":
        grounds.append((NOT_ENGAGING, "We asked what we need to know, and they have not answered."))
    return tuple(grounds)


def _late(answers: Answers) -> list[tuple[str, str]]:
    """Return why it is too late: one part of the test that fails is enough, and both are named."""
    failed = []
    if answers.get("late_reasonable") == "no":
        failed.append("they could have been expected to tell us in time")
    if answers.get("late_fair") == "no":
        failed.append("it can't be looked into effectively and fairly any more")
    return [("late", f"It came late, over a year after, and {' and '.join(failed)}.")] if failed else []


_GROUND_TESTS = {
    "repeat": "The same or nearly the same complaint is not looked into twice. A next stage is not a repeat.",
    "proceedings": "Reg 8: what would harm proceedings may wait. They may come back for a year after.",
    "late": "Reg 9: accept it late where it was not reasonable to expect it sooner and it can be fair.",
    "representative": "The council decides whether somebody is suitable. The child can still complain.",
    "not_their_view": "A representative puts the child's own view. The child can still complain.",
    NOT_ENGAGING: "We answer with what we know. Silence alone is no reason to refuse.",
}
_LATE_FOR_COUNCIL = (
    "Complaint Handling Code 2: within 12 months of it or of learning of it, and later with good reason."
)


def _not_taken(answers: Answers) -> Suggestion | None:
    """Return a refusal where a ground holds; that somebody doesn't answer us is never one by itself."""
    grounds = dict(refusal_grounds(answers))
    if not grounds.keys() - {NOT_ENGAGING}:
        return None
    tests = _GROUND_TESTS if is_statutory(answers) else _GROUND_TESTS | {"late": _LATE_FOR_COUNCIL}
    return Suggestion(
        Route.REFUSED,
        (*grounds.values(), *mind.about_refusing(answers)),
        " ".join(tests[code] for code in grounds),
    )


def is_statutory(answers: Answers) -> bool:
    """Whether subject and person bring a complaint within the Children Act procedure."""
    if answers.get("subject") not in STATUTORY_SUBJECTS or answers.get("who") == "own_right":
        return False
    return answers.get("who") != "other" or answers.get("sufficient_interest") == "yes"


def _procedure(answers: Answers, facts: ScreeningFacts) -> Suggestion:
    statutory = is_statutory(answers)
    young = facts.young or facts.by_advocate
    cautions = mind.about_procedure(answers, statutory=statutory, young=young)
    if answers["settled"] == "put_right":
        return Suggestion(
            Route.RESOLVED_AT_FIRST_CONTACT,
            ("The person says that it has been put right.", *cautions),
            "Nothing is left to answer, and the right to complain formally stays.",
        )
    if answers["settled"] == "quick" and (statutory or facts.early_for_corporate):
        return Suggestion(
            Route.EARLY_RESOLUTION,
            ("The person was told of their rights and wants a quick answer first.", *cautions),
            "It never replaces the formal procedure: the person can ask for that at any time.",
        )
    if statutory:
        return Suggestion(
            Route.STATUTORY,
            (words.who_said(answers), words.SUBJECT_SAID[answers["subject"]], *cautions),
            "Children Act 1989 s26(3) and s24D, SI 2006/1738: the person may use it, and it covers "
            f"{words.LAW_SAID[answers['subject']]}.",
        )
    return Suggestion(
        Route.CORPORATE,
        (_why_not_statutory(answers), *_quick_at_stage_1(answers), *cautions),
        "The Children Act procedure doesn't cover it, so the council's own procedure does.",
    )


def _quick_at_stage_1(answers: Answers) -> tuple[str, ...]:
    if answers["settled"] != "quick":
        return ()
    return ("They want a quick answer. No stage may come before stage 1, so answer quickly there.",)


def _why_not_statutory(answers: Answers) -> str:
    if answers["subject"] in words.OUTSIDE_SAID:
        return words.OUTSIDE_SAID[answers["subject"]]
    return words.OWN_RIGHT if answers["who"] == "own_right" else words.NOT_LISTED
