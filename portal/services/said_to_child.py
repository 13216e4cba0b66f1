"""What somebody wrote for a young person, in the questions that the young person reads on their own page.

The answers stay as they were typed; only the questions turn from "you" to whoever wrote, and from "they" to
the young person.
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


def in_their_words(said: Iterable[Mapping[str, str]], name: str) -> tuple[dict[str, str], ...]:
    """Return the same answers under questions that speak to the young person; ``name`` is who wrote."""
    return tuple({**answer, "question": _question(answer, name or SOMEBODY)} for answer in said)


def _question(answer: Mapping[str, str], name: str) -> str:
    known = QUESTIONS.get((answer.get("page", ""), answer.get("field", "")))
    return known.format(name=name) if known else answer["question"]
