"""What somebody wrote for a young person, in the questions that the young person reads on their own page.

What was typed stays; only the questions, and answers that were chosen from ours, turn from "you" to whoever
wrote, and from "they" to the young person.
"""

from collections.abc import Iterable, Mapping

SOMEBODY = "the person who wrote"
QUESTIONS: Mapping[tuple[str, str], str] = {
    ("you", "who"): "Who {name} is",
    ("you", "name"): "Who wrote this for you",
    ("you", "organisation"): "Where {name} works",
    ("asker", "who"): "Who {name} is",
    ("asker", "name"): "Who wrote this for you",
    ("asker", "organisation"): "Where {name} works",
    ("whose-carer", "theirs"): "Whether {name} is your own parent, foster carer or special guardian",
    ("asker", "theirs"): "Whether {name} is your own parent, foster carer or special guardian",
    ("coming", "on"): "On which day something happens",
    ("coming", "words"): "What {name} said is about to happen to you",
    ("sharing", "starts"): "From which day {name} would like to know",
    ("sharing", "ends"): "Until which day {name} would like to know",
    ("independence", "employed"): "Whether {name} works for the service",
    ("young-person", "name"): "Your name",
    ("young-person", "age"): "Your age",
    ("young-person", "legal_status"): "Your legal status",
    ("young-person", "worker"): "Your social worker or adviser",
    ("young-person", "agreement"): "What {name} said: do you know about this, and agree?",
    ("agreement", "agreement"): "What {name} said: do you know about this, and agree?",
    ("what-happened", "young_words"): "What you said, in your own words",
    ("what-happened", "words"): "What {name} added",
    ("put-right", "words"): "What you would like to happen",
    ("put-right", "advocate"): "Would you like an independent advocate?",
    ("put-right", "talk"): "How you would like to be told what happens",
    ("sharing", "scopes"): "What {name} would like to know",
    ("proof", "basis"): "How {name} said we can know that you agree",
    ("reach-them", "how"): "How {name} said we can reach you",
    ("reach-them", "when"): "When {name} said it is safe",
    ("reach-them", "must_not_know"): "Who must not find out, {name} said",
}

# Answers that were chosen and not typed, by how they were shown.
CHOSEN: Mapping[str, str] = {
    "They have a social worker, and live at home": "You have a social worker, and live at home",
    "They are on a child protection plan": "You are on a child protection plan",
    "They are in care": "You are in care",
    "They have left care": "You have left care",
    "Yes, they have agreed": "Yes, you have agreed",
    "They know, and have not said": "You know, and have not said",
    "They do not know yet": "You do not know yet",
    "They are too young or too ill to say": "You are too young or too ill to say",
    "They have one": "You have one",
    "Somebody comes to meet them": "Somebody comes to meet you",
    "A letter or message to them": "A letter or message to you",
    "With me beside them": "With {name} beside you",
    "They will tell us themselves, when we ask them": "You will tell us yourself, when we ask you",
    "They have signed a paper": "You have signed a paper",
}
TYPED = frozenset({("what-happened", "young_words"), ("what-happened", "words"), ("put-right", "words")})


def in_their_words(said: Iterable[Mapping[str, str]], name: str) -> tuple[dict[str, str], ...]:
    """Return the same answers under questions that speak to the young person; ``name`` is who wrote."""
    who = name or SOMEBODY
    return tuple(
        {**answer, "question": _question(answer, who), "answer": _answer(answer, who)} for answer in said
    )


def _answer(answer: Mapping[str, str], name: str) -> str:
    """Return a chosen answer as it speaks to the young person; what was typed stays as it is."""
    shown = answer["answer"]
    if (answer.get("page"), answer.get("field")) in TYPED:
        return shown
    return CHOSEN[shown].format(name=name) if shown in CHOSEN else shown


def _question(answer: Mapping[str, str], name: str) -> str:
    known = QUESTIONS.get((answer.get("page", ""), answer.get("field", "")))
    return known.format(name=name) if known else answer["question"]
