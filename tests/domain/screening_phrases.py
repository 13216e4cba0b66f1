"""What the phrases of ``screening_cases.md`` mean to the rules: answers of the checklist, and facts."""

from dataclasses import dataclass, field
from typing import Any

from portal.domain.suggestion import ScreeningFacts
from portal.domain.vocabulary import Audience, Channel, Kind

INTERESTS = ("court", "meetings", "contact", "plans", "care", "direct")
USUAL: dict[Kind, dict[str, str]] = {
    Kind.COMPLAINT: {
        "behalf": "no",
        "advocate": "to_be_told",
        "in_time": "yes",
        "before": "new",
        "proceedings": "none",
        "settled": "formal",
        **{f"interest_{code}": "no" for code in INTERESTS},
    },
    Kind.COMPLIMENT: {"hidden_complaint": "no", "criteria": "yes"},
    Kind.COMMENT: {"hidden_complaint": "no", "reply_needed": "yes"},
    Kind.ENQUIRY: {
        "enquiry_kind": "background",
        "office_known": "yes",
        "agreement": "yes",
        "hidden_complaint": "no",
    },
    Kind.NOT_SURE: {},
    Kind.ADVOCATE_REQUEST: {"passed_on": "yes", "hidden_complaint": "no"},
}


@dataclass(frozen=True)
class Meaning:
    """What one phrase says: answers of the checklist, and facts of the item."""

    answers: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


def _who(code: str, **facts: Any) -> Meaning:
    return Meaning({"who": code}, facts)


def _speaks(behalf: str, suitable: str = "yes") -> Meaning:
    return Meaning({"behalf": behalf, "representative": suitable})


def _late(reasonable: str, fair: str) -> Meaning:
    return Meaning({"in_time": "no", "late_reasonable": reasonable, "late_fair": fair})


YOUNG, CHILD_DOOR = Audience.TWELVE_AND_OVER, Audience.UNDER_TWELVE

CAME_AS = {
    "complaint": Kind.COMPLAINT,
    "compliment": Kind.COMPLIMENT,
    "comment": Kind.COMMENT,
    "enquiry": Kind.ENQUIRY,
    "not sure": Kind.NOT_SURE,
    "request for an advocate": Kind.ADVOCATE_REQUEST,
}
CAME_FROM = {
    "a child of nine in care": _who("child", audience=CHILD_DOOR),
    "a young person in care": _who("child", audience=YOUNG),
    "a young person in need": _who("child", audience=YOUNG),
    "a young person who rang": _who("child", channel=Channel.PHONE, child_sends=True),
    "an advocate for a young person": _who("child", audience=Audience.ADVOCATE, channel=Channel.ADVOCATE),
    "a care leaver": _who("care_leaver"),
    "a mother": _who("parent"),
    "a father": _who("parent"),
    "a stepfather with parental responsibility": _who("parent"),
    "a foster carer": _who("foster_carer"),
    "a foster carer through an agency": _who("foster_carer"),
    "a special guardian": _who("special_guardian"),
    "a mother whose child lives with a special guardian": _who("special_guardian"),
    "a grandmother who asked for a support assessment": _who("guardian_assessment"),
    "a couple wishing to adopt": _who("adopter"),
    "a mother whose child may be adopted": _who("adopter"),
    "a man who was adopted": _who("adopted"),
    "a natural mother of an adopted child": _who("adopted"),
    "a brother for whom adoption services are": _who("adoption_services"),
    "a grandmother": _who("other"),
    "an uncle": _who("other"),
    "a neighbour": _who("other"),
    "a former partner of a parent": _who("other"),
    "a foster carer, for themselves": _who("own_right"),
    "a father, for himself": _who("own_right"),
    "a man, for himself": _who("own_right"),
    "nobody who gives a name": _who("unknown"),
    "a worker of ours": Meaning({}, {"audience": Audience.STAFF, "channel": Channel.STAFF}),
    "a judge": Meaning(),
    "the office of an MP": Meaning(),
    "the office of a councillor": Meaning(),
}
ABOUT = {
    "help or care for a child": "part3",
    "a section 17 or single assessment": "assessment",
    "leaving care": "leaving_care",
    "a care order": "part45",
    "adoption": "adoption",
    "special guardianship": "special_guardianship",
    "child protection": "child_protection",
    "a report to a court": "court_report",
    "special needs or school travel": "sen_transport",
    "personal information": "personal_data",
    "another council service": "council_service",
    "a decision with its own appeal": "appeal",
    "a school": "school",
    "a councillor": "councillor",
    "a court's decision": "court_decision",
    "another authority": "other_authority",
    "a question or request": "information",
}
KNOWN = {
    "nothing": Meaning(),
    "is party to the court case": Meaning({"interest_court": "yes"}),
    "goes to the meetings": Meaning({"interest_meetings": "yes"}),
    "is often in touch with the social worker": Meaning({"interest_contact": "yes"}),
    "is told of the plans": Meaning({"interest_plans": "yes"}),
    "has had care of the child": Meaning({"interest_care": "yes"}),
    "knows of it directly": Meaning({"interest_direct": "yes"}),
    "sufficient interest is found": Meaning({"sufficient_interest": "yes"}),
    "no sufficient interest is found": Meaning({"sufficient_interest": "no"}),
    "speaks for a child who agrees": _speaks("confirmed"),
    "speaks for a child who can't be asked": _speaks("too_young"),
    "speaks for a child not asked yet": _speaks("not_asked"),
    "the child does not want this": _speaks("not_their_view"),
    "is not suitable to speak for the child": _speaks("confirmed", "no"),
    "has an advocate": Meaning({"advocate": "has_one"}),
    "learned of it within the year": Meaning({"in_time": "aware"}),
    "the dates are not known": Meaning({"in_time": "unknown"}),
    "late, with good reason, and records are there": _late("yes", "yes"),
    "late, and could have come in time": _late("no", "yes"),
    "late, and nobody is left to ask": _late("yes", "no"),
    "the same is open with us": Meaning({"before": "open"}),
    "came before and was never looked into": Meaning({"before": "not_investigated"}),
    "asks for the next stage": Meaning({"before": "next_stage"}),
    "the same was looked into and answered": Meaning({"before": "answered"}),
    "a court case that it would not harm": Meaning({"proceedings": "no_harm"}),
    "a court case that part of it would harm": Meaning({"proceedings": "harm_part"}),
    "a trial that it would harm": Meaning({"proceedings": "harm"}),
    "knows of the rights and wants a quick answer": Meaning({"settled": "quick"}),
    "says that it has been put right": Meaning({"settled": "put_right"}),
    "has not answered our questions": Meaning({"settled": "silent"}),
    "this council tries early resolution first": Meaning({}, {"early_for_corporate": True}),
    "a complaint is inside": Meaning({"hidden_complaint": "yes"}),
    "it does not meet the criteria": Meaning({"criteria": "no"}),
    "it needs no reply": Meaning({"reply_needed": "no"}),
    "asks for reasons": Meaning({"enquiry_kind": "reasons"}),
    "asks for a service": Meaning({"enquiry_kind": "service"}),
    "asks to look again at an answer": Meaning({"enquiry_kind": "review"}),
    "the office is not known": Meaning({"office_known": "no"}),
    "the person has not agreed": Meaning({"agreement": "no"}),
    "it says that something is wrong": Meaning({"really_is": "complaint"}),
    "it is a thank you": Meaning({"really_is": "compliment"}),
    "it is an enquiry": Meaning({"really_is": "enquiry"}),
    "it is an idea": Meaning({"really_is": "comment"}),
    "they sent it as not sure": Meaning({}, {"sent_as": Kind.NOT_SURE}),
    "they sent it as a complaint": Meaning({}, {"sent_as": Kind.COMPLAINT}),
    "it was decided as a Children Act complaint before": Meaning({}, {"earlier": True}),
}


@dataclass(frozen=True)
class Told:
    """What the rules are told of a case: its kind, the answers, and the facts."""

    kind: Kind
    answers: dict[str, str]
    facts: ScreeningFacts
