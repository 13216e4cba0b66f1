"""What young people's answers come to, beside their words."""

from portal.domain.vocabulary import Kind
from portal.services.submission import WHERE_THEY_SAID, SafeContact
from portal.web.answers import Answers
from portal.web.contact import CONTACT, child, is_danger, sender, ways_allowed, worker
from portal.web.journey_pages import Facts

CAPACITY = "young_person"
KINDS = {"good": Kind.COMPLIMENT, "unsure": Kind.NOT_SURE}
ON_THEIR_OWN = "Wants to be seen on their own."
WITH_YOU, FIND_YOU, WHO_KNOWS = "with-you", "find-you", "who-may-know"
FOUND_BY_CHILD = frozenset(
    {(FIND_YOU, "ways"), (FIND_YOU, "where"), (FIND_YOU, "phone"), ("danger", "where")}
)
FOUND_BY_YOUNG_PERSON = frozenset(
    {("danger", "phone"), (CONTACT, "phone"), (CONTACT, "email"), (CONTACT, "address")}
)
WAYS = {
    "grown_up": "through a grown-up they trust",
    "school": "at school",
    "home": "where they live",
    "phone": "by phone",
}
TALK = {"talk": "Would rather talk than write.", "write": "Would rather be written to."}


def kind(answers: Answers) -> Kind:
    """Return what it is: a complaint unless they say that it is good, or that they are not sure."""
    return KINDS.get(answers.one("feeling", "feeling"), Kind.COMPLAINT)


def is_accompanied(answers: Answers) -> bool:
    """Whether somebody is with them while they write."""
    return answers.one(WITH_YOU, "company") == "somebody"


def says_something(answers: Answers) -> bool:
    """Whether there is anything to send: any answer but who is there."""
    return any(
        value.strip()
        for page, fields in answers.pages.items()
        for name, values in fields.items()
        for value in values
        if (page, name) != (WITH_YOU, "company")
    )


def under_twelve_submission(answers: Answers) -> Facts:
    """Return the child, and how they can be found."""
    name, number = answers.one(FIND_YOU, "name"), answers.one(FIND_YOU, "phone")
    ways = answers.many(FIND_YOU, "ways")
    teller = sender(
        answers,
        CAPACITY,
        name=name,
        page=FIND_YOU,
        advocate=answers.one("put-right", "advocate"),
    )
    may_ring = ("phone",) if number and (not ways or "phone" in ways) else ()
    places = answers.one(FIND_YOU, "where"), answers.one("danger", "where")
    is_somewhere = bool(set(ways) - {"phone"} or places[1] or (places[0] and "phone" not in ways))
    to_meet = (WHERE_THEY_SAID,) if is_somewhere else ()
    return Facts(
        parties=(teller, *child(name, relation="me")),
        safe_contact=SafeContact(
            how=("private_page", *may_ring, *to_meet),
            when=_told(_on_their_own(answers), _to_find(ways, *places)),
            must_not_know=answers.one(FIND_YOU, "must_not_know"),
        ),
        danger=is_danger(answers),
        kind=kind(answers),
        accompanied=is_accompanied(answers),
    )


def twelve_and_over_submission(answers: Answers) -> Facts:
    """Return the young person, their worker, and how contact is safe."""
    name, age = answers.one("you", "name"), answers.one("you", "age")
    coming = set(answers.many("about-to-happen", "what")) - {"no"}
    coming_on = answers.day("about-to-happen", "on")
    teller = sender(answers, CAPACITY, name=name, age=age, advocate=answers.one("on-your-side", "advocate"))
    return Facts(
        parties=(teller, *child(name, age=age, relation="me"), *worker(answers.one("you", "worker"))),
        safe_contact=_reached(answers),
        danger=is_danger(answers),
        about_to_happen=bool(coming) or coming_on is not None,
        about_to_happen_on=coming_on,
        kind=kind(answers),
        accompanied=is_accompanied(answers),
    )


def _reached(answers: Answers) -> SafeContact:
    seen, may_know = answers.one(CONTACT, "seen"), answers.one(WHO_KNOWS, "may_know")
    return SafeContact(
        how=ways_allowed(answers, CONTACT, answers.one(CONTACT, "phone")),
        when=_told(
            _on_their_own(answers),
            answers.one(CONTACT, "when"),
            TALK.get(answers.one(CONTACT, "talk"), ""),
            f"If somebody else sees a message: {seen}" if seen else "",
            f"May know: {may_know}" if may_know else "",
        ),
        must_not_know=_told(answers.one(WHO_KNOWS, "must_not_know"), answers.one(CONTACT, "must_not_know")),
    )


def _on_their_own(answers: Answers) -> str:
    return ON_THEIR_OWN if answers.one(WITH_YOU, "wants_alone") else ""


def _to_find(ways: tuple[str, ...], *where: str) -> str:
    found = ", ".join(filter(None, (*(WAYS.get(way, "") for way in ways), *where)))
    return f"Meet them: {found}" if found else ""


def _told(*sentences: str) -> str:
    return "\n".join(filter(None, sentences))
