"""What the rules say of a complaint, in sentences that an officer could read out to the person."""

from portal.domain.checklist import Answers
from portal.domain.complaint_checklist import SUFFICIENT_INTEREST_FACTS

WHO_SAID = {
    "child": "It is from a child or young person who is in need or in our care.",
    "care_leaver": "It is from a care leaver.",
    "parent": "It is from a parent, or somebody else with parental responsibility.",
    "foster_carer": "It is from a foster carer.",
    "special_guardian": "It is from a special guardian, or a child or parent where there is such an order.",
    "guardian_assessment": "It is from somebody who asked for a special guardianship support assessment.",
    "adopter": "It is from somebody wishing to adopt, or from a child who may be adopted or their family.",
    "adopted": "It is from an adopted person, their parent, natural parent or former guardian.",
    "adoption_services": "It is from somebody else whom adoption services are for.",
    "unknown": "We don't know yet who it is from. Until we do, we take it that the law's list covers them.",
}
SUBJECT_SAID = {
    "part3": "It is about help, support or care for a child.",
    "assessment": "It is about an assessment or report under section 17, which is part of helping a child.",
    "leaving_care": "It is about what we owe somebody who leaves care.",
    "part45": "It is about how we asked for a care order, or what we do under one.",
    "adoption": "It is about adoption services.",
    "special_guardianship": "It is about special guardianship support.",
}
LAW_SAID = {
    "part3": "Part 3 of the Act",
    "assessment": "section 17, in Part 3 of the Act",
    "leaving_care": "the leaving care duties in Part 3 of the Act",
    "part45": "the sections of Parts 4 and 5 named in reg 3",
    "adoption": "the adoption functions named in reg 4",
    "special_guardianship": "special guardianship support, reg 5",
}
OUTSIDE_SAID = {
    "child_protection": "It is about child protection, which the Children Act procedure does not cover.",
    "court_report": "It is about a report to a court, which the Children Act procedure does not cover.",
    "sen_transport": "It is about special educational needs or travel to school, not about social care.",
    "personal_data": "It is about how we kept or shared personal information.",
    "council_service": "It is about another service of the council, or one that it pays for.",
}
SIGNPOST_SAID = {
    "appeal": "It is about a decision that has its own appeal: whoever hears the appeal can change it.",
    "school": "It is about a school: the school's own governing body answers it.",
    "councillor": "It is about a councillor's conduct: the monitoring officer answers it.",
    "court_decision": "It is about what a court or tribunal decided: only an appeal can change that.",
}
BEHALF_SAID = {
    "confirmed": "They may speak for the child, who says that it is what they want.",
    "too_young": "They may speak for the child, who can't be asked: age and understanding were weighed.",
    "not_asked": "They may speak for the child. Ask the child whether this is what they want.",
}
INTEREST_SAID = {
    "interest_court": "they are party to the court proceedings",
    "interest_meetings": "they go to the meetings about the child",
    "interest_contact": "the social worker is often in touch with them",
    "interest_plans": "the plans are shared with them",
    "interest_care": "they have had care of the child",
    "interest_direct": "they know of it directly",
}
NOT_LISTED = "They are not on the law's list, and have no sufficient interest in the child's welfare."
OWN_RIGHT = "They complain only about a service they received themselves."


def who_said(answers: Answers) -> str:
    """Return who complains and, for somebody not on the law's list, what their interest in the child is."""
    if answers["who"] != "other":
        return WHO_SAID[answers["who"]]
    facts = [INTEREST_SAID[code] for code in interests(answers)]
    told = f": {', '.join(facts)}" if facts else ""
    return f"They are not on the law's list, but have sufficient interest in the child's welfare{told}."


def interests(answers: Answers) -> tuple[str, ...]:
    """Return which of the six facts speak for a sufficient interest in the child's welfare."""
    return tuple(code for code, _ in SUFFICIENT_INTEREST_FACTS if answers.get(code) == "yes")
