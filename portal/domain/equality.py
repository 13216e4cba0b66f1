"""The equality questions as a list, who is asked which, and what of the answers may be counted.

They follow the GOV.UK pattern "Equality information" and the harmonised ethnic groups of 2021.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

AGE = "age"
UNDER_TWELVE = "under_12"
UNDER_SIXTEEN = frozenset({UNDER_TWELVE, "12_15"})
FORM = "form"
OFFERED, RETURNED, KEYED = "offered", "returned", "keyed"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its code, its words, and the heading it stands under where there are many."""

    code: str
    label: str
    group: str = ""
    hint: str = ""


PREFER_NOT = Option("prefer_not", "Prefer not to say")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``after`` names the question and answer that lead to it; others don't meet it.

    ``from_sixteen`` is true of what nobody younger is asked, unless the council says so.
    """

    code: str
    text: str
    options: tuple[Option, ...]
    after: tuple[str, str] | None = None
    from_sixteen: bool = False

    @property
    def answers(self) -> tuple[str, ...]:
        """Return the codes of every answer that can be given."""
        return tuple(option.code for option in self.options)


def _options(*pairs: tuple[str, str]) -> tuple[Option, ...]:
    return (*(Option(code, label) for code, label in pairs), PREFER_NOT)


def _grouped(groups: Mapping[str, tuple[tuple[str, str], ...]]) -> tuple[Option, ...]:
    listed = (Option(code, label, group) for group, pairs in groups.items() for code, label in pairs)
    return (*listed, PREFER_NOT)


ETHNIC_GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "White": (
        ("white_british", "English, Welsh, Scottish, Northern Irish or British"),
        ("white_irish", "Irish"),
        ("white_gypsy_traveller", "Gypsy or Irish Traveller"),
        ("white_roma", "Roma"),
        ("white_other", "Any other White background"),
    ),
    "Mixed or Multiple ethnic groups": (
        ("mixed_black_caribbean", "White and Black Caribbean"),
        ("mixed_black_african", "White and Black African"),
        ("mixed_asian", "White and Asian"),
        ("mixed_other", "Any other Mixed or Multiple ethnic background"),
    ),
    "Asian or Asian British": (
        ("asian_indian", "Indian"),
        ("asian_pakistani", "Pakistani"),
        ("asian_bangladeshi", "Bangladeshi"),
        ("asian_chinese", "Chinese"),
        ("asian_other", "Any other Asian background"),
    ),
    "Black, Black British, Caribbean or African": (
        ("black_caribbean", "Caribbean"),
        ("black_african", "African"),
        ("black_other", "Any other Black, Black British or Caribbean background"),
    ),
    "Other ethnic group": (
        ("other_arab", "Arab"),
        ("other_other", "Any other ethnic group"),
    ),
}
AGE_QUESTION = Question(
    AGE,
    "How old are you?",
    _options(
        (UNDER_TWELVE, "Under 12"),
        ("12_15", "12 to 15"),
        ("16_17", "16 or 17"),
        ("18_24", "18 to 24"),
        ("25_34", "25 to 34"),
        ("35_44", "35 to 44"),
        ("45_54", "45 to 54"),
        ("55_64", "55 to 64"),
        ("65_over", "65 or over"),
    ),
)
YES, NO = ("yes", "Yes"), ("no", "No")
QUESTIONS: tuple[Question, ...] = (
    AGE_QUESTION,
    Question("sex", "What is your sex?", _options(("female", "Female"), ("male", "Male"))),
    Question(
        "gender_identity",
        "Is the gender you identify with the same as your sex registered at birth?",
        _options(YES, NO),
        from_sixteen=True,
    ),
    Question("ethnic_group", "What is your ethnic group?", _grouped(ETHNIC_GROUPS)),
    Question(
        "religion",
        "What is your religion?",
        (
            Option("none", "No religion"),
            Option(
                "christian",
                "Christian",
                hint="Including Church of England, Catholic, Protestant "
                "and all other Christian denominations",
            ),
            *_options(
                ("buddhist", "Buddhist"),
                ("hindu", "Hindu"),
                ("jewish", "Jewish"),
                ("muslim", "Muslim"),
                ("sikh", "Sikh"),
                ("other", "Any other religion"),
            ),
        ),
    ),
    Question(
        "sexual_orientation",
        "Which of these best describes how you think of yourself?",
        _options(
            ("straight", "Heterosexual or straight"),
            ("gay_lesbian", "Gay or lesbian"),
            ("bisexual", "Bisexual"),
            ("other", "Other"),
        ),
        from_sixteen=True,
    ),
    Question(
        "condition",
        "Do you have any physical or mental health conditions or illness lasting or expected to last "
        "12 months or more?",
        _options(YES, NO),
    ),
    Question(
        "reduces",
        "Do any of your conditions or illnesses reduce your ability to carry out day to day activities?",
        _options(("a_lot", "Yes, a lot"), ("a_little", "Yes, a little"), ("not_at_all", "Not at all")),
        after=("condition", "yes"),
    ),
)


def questions_for(age: str | None, *, asks_under_16: bool) -> tuple[Question, ...]:
    """Return what somebody of this age band is asked beside their age; nobody under 12 is asked anything.

    Who doesn't say how old they are may be a child, and is asked no more than a child.
    """
    if age == UNDER_TWELVE:
        return ()
    of_age = age in AGE_QUESTION.answers and age not in UNDER_SIXTEEN and age != PREFER_NOT.code
    return tuple(q for q in QUESTIONS if q.code != AGE and (of_age or asks_under_16 or not q.from_sixteen))


def countable(given: Mapping[str, str], *, asks_under_16: bool) -> dict[str, str]:
    """Return the answers to be counted, by question: what wasn't to be asked is dropped, however it came.

    Raises ValueError for an answer that is not in the list.
    """
    age = given.get(AGE) or None
    asked = {q.code: q for q in (AGE_QUESTION, *questions_for(age, asks_under_16=asks_under_16))}
    kept = {code: given[code] for code in asked if given.get(code)}
    strange = [code for code, answer in kept.items() if answer not in asked[code].answers]
    if strange:
        raise ValueError(f"not an answer to: {', '.join(strange)}")
    if age == UNDER_TWELVE:
        return {}
    return {code: answer for code, answer in kept.items() if _is_led_to(asked[code], kept)}


def _is_led_to(question: Question, given: Mapping[str, str]) -> bool:
    return question.after is None or given.get(question.after[0]) == question.after[1]


def every_counter() -> Iterator[tuple[str, str]]:
    """Yield each question and answer that has a counter, always in the same order."""
    yield from ((FORM, what) for what in (OFFERED, RETURNED, KEYED))
    for question in QUESTIONS:
        yield from ((question.code, answer) for answer in question.answers if answer != UNDER_TWELVE)
