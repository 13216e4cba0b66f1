"""The checklist of a complaint: who, for whom, about what, when, and what else is going on (SI 2006/1738)."""

from portal.domain.checklist import YES_NO, YES_NO_UNKNOWN, Question, when

SUFFICIENT_INTEREST_FACTS = (
    ("interest_court", "Are they party to court proceedings about the child?"),
    ("interest_meetings", "Do they go to child protection or family group conferences, or core groups?"),
    ("interest_contact", "Does the file show frequent contact between them and the social worker?"),
    ("interest_plans", "Are the plans for the child shared with them?"),
    ("interest_care", "Have they ever had care of the child?"),
    ("interest_direct", "Do they know of the matter directly, rather than from somebody else?"),
)

WHO = Question(
    "who",
    "Who is complaining?",
    "Choose the first that fits. Nobody needs the child's consent to complain in their own right.",
    (
        ("child", "A child or young person who is looked after or in need"),
        ("care_leaver", "A care leaver"),
        ("parent", "A parent, or somebody else with parental responsibility"),
        ("foster_carer", "A local authority foster carer, through an agency too"),
        ("special_guardian", "A special guardian, or a child or parent where there is such an order"),
        ("guardian_assessment", "Somebody who asked for a special guardianship support assessment"),
        ("adopter", "Somebody wishing to adopt; a child who may be adopted, their parent or guardian"),
        ("adopted", "An adopted person, their parent, natural parent or former guardian"),
        ("adoption_services", "Somebody else whom adoption services are for"),
        ("other", "Somebody else who is worried about the child: we decide on sufficient interest"),
        ("own_right", "Somebody complaining only about a service they received themselves"),
        ("unknown", "It doesn't say"),
    ),
    "The law lists who may use the Children Act procedure (s26(3), s24D and the regulations).",
)
SUBJECT = Question(
    "subject",
    "What is it about?",
    "More than one? Choose the highest on the list: it gives the person the most rights.",
    (
        ("part3", "Help, support or care for a child in need or in our care; fostering too"),
        ("assessment", "An assessment or report on a child under section 17; a single assessment too"),
        ("leaving_care", "Leaving care: an adviser, a pathway plan, a home, money or a grant"),
        ("part45", "How we asked a court for a care order, or what we do under one"),
        ("adoption", "Adoption services"),
        ("special_guardianship", "Special guardianship support"),
        ("child_protection", "A child protection enquiry, conference or plan"),
        ("court_report", "A report to a court (section 7 or section 37)"),
        ("sen_transport", "Special educational needs, or travel to school"),
        ("personal_data", "Only how we kept or shared somebody's personal information"),
        ("council_service", "Another service of this council, or one it pays for"),
        ("appeal", "Only a decision that has its own appeal: an EHC plan, a school place"),
        ("school", "A school"),
        ("councillor", "What a councillor did"),
        ("court_decision", "What a court or tribunal decided"),
        ("other_authority", "Something another council or body did"),
        ("information", "Not a complaint: a question, information or a request for a service"),
    ),
    "Part 3, named sections of Parts 4 and 5, adoption and special guardianship are statutory (regs 3 to 5).",
)
CHILD_SENDS = ("child", "care_leaver")

COMPLAINT = (
    WHO,
    SUBJECT,
    *(
        Question(code, text, "", YES_NO_UNKNOWN, "", when("who", "other"))
        for code, text in SUFFICIENT_INTEREST_FACTS
    ),
    Question(
        "sufficient_interest",
        "Have they sufficient interest in the child's welfare?",
        "Weigh the six answers, and the child's own view where that is right.",
        YES_NO,
        "The council decides as soon as possible, and tells the person (s26(3)(e)).",
        when("who", "other"),
    ),
    Question(
        "behalf",
        "Do they speak for a child or young person?",
        "",
        (
            ("no", "No, in their own right"),
            ("confirmed", "Yes, and the child has said that it is what they want"),
            ("too_young", "Yes, and the child can't be asked: think of age and understanding"),
            ("not_asked", "Yes, and the child has not been asked yet"),
            ("not_their_view", "Yes, but the child says that it is not what they want"),
        ),
        "A representative has to be suitable, and what they say has to be the child's own view.",
        when("who", *(code for code, _ in WHO.answers if code not in CHILD_SENDS)),
    ),
    Question(
        "representative",
        "Is that person suitable to speak for the child?",
        "Somebody who works for the service complained about is not.",
        (("yes", "Yes"), ("no", "No")),
        "The council decides whether a representative is suitable.",
        when("behalf", "confirmed", "too_young", "not_asked", "not_their_view"),
    ),
    Question(
        "advocate",
        "Does the young person know that they can have an advocate?",
        "",
        (
            ("has_one", "They have one"),
            ("asked_for", "They want one, and it has been asked for"),
            ("declined", "They know, and don't want one"),
            ("to_be_told", "Not yet: our message tells them"),
        ),
        "Children and care leavers have a right to this help (s26A).",
        when("who", *CHILD_SENDS),
    ),
    Question(
        "in_time",
        "Did it happen within a year of telling us?",
        "",
        (
            ("yes", "Yes, or it still goes on"),
            ("aware", "It happened before that, and they learned of it within the year"),
            ("no", "No"),
            ("unknown", "Not known"),
        ),
        "One year from when the grounds arose (reg 9); 12 months from it or from learning of it (Code 2).",
    ),
    Question(
        "late_reasonable",
        "Would it be unreasonable to expect that they told us in time?",
        "Think of illness, fear, being a child, and not knowing of the right.",
        YES_NO,
        "This and the next question are the test for a late complaint (reg 9).",
        when("in_time", "no"),
    ),
    Question(
        "late_fair",
        "Can it still be looked into effectively and fairly?",
        "Records, and people who were there.",
        YES_NO,
        "Where both answers are yes, the complaint is accepted late.",
        when("in_time", "no"),
    ),
    Question(
        "before",
        "Have we looked into the same thing before?",
        "",
        (
            ("new", "No, or there is something new in it"),
            ("open", "The same is open with us now"),
            ("not_investigated", "It came before, and was refused, passed on or dealt with informally"),
            ("next_stage", "We answered it, and they ask for the next stage"),
            ("answered", "Yes, the same or nearly, and it was answered after we looked into it"),
        ),
        "Only what was investigated and answered is a repeat. A next stage is theirs by right.",
    ),
    Question(
        "proceedings",
        "Is there a court, tribunal, police or disciplinary matter that this would harm?",
        "Ask the legal team where you are unsure. A court case is not in itself a reason to refuse.",
        (
            ("none", "There is none"),
            ("no_harm", "There is one, and it would not be harmed"),
            ("harm_part", "There is one, and part of this would harm it"),
            ("harm", "There is one, and all of this would harm it"),
        ),
        "Only what would prejudice it may wait, whole or part (reg 8). They can come back for a year after.",
    ),
    Question(
        "settled",
        "Does the person want something other than the formal procedure?",
        "Only what the person says counts. Don't assume.",
        (
            ("formal", "No, or not known"),
            ("quick", "They were told of their rights and want a quick answer first"),
            ("put_right", "It has been put right, and they say so"),
            ("silent", "We asked them something that we need to know, and they have not answered"),
        ),
        "The right to the formal procedure stays, whatever is tried first.",
    ),
)
