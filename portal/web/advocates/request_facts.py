"""What a request for an advocate tells beside its words: for whom, who asks, and how both are reached."""

from portal.domain.vocabulary import Audience, AuthorityBasis, Holder, Scope
from portal.services.submission import AuthoritySent, PartySent
from portal.web.answers import Answers
from portal.web.contact import CONTACT, child, is_danger, safe_contact, sender
from portal.web.journey_pages import Facts

FOR_ME, FOR_A_CHILD = "young_person", "someone_else"
TWELVE = 12
IN_THEIR_OWN_RIGHT = frozenset({"parent", "foster_carer", "special_guardian"})


def is_for_a_child(answers: Answers) -> bool:
    """Whether an adult asks for a child; whoever does not say goes the short way."""
    return answers.one("who-for", "who") == FOR_A_CHILD


def is_for_me(answers: Answers) -> bool:
    """Whether a young person asks for themselves, or nobody said who asks."""
    return not is_for_a_child(answers)


def request_submission(answers: Answers) -> Facts:
    """Return for whom an advocate is wanted, and by when."""
    needed_on = answers.day("by-when", "on")
    for_a_child = is_for_a_child(answers)
    return Facts(
        parties=_from_an_adult(answers) if for_a_child else _from_a_young_person(answers),
        safe_contact=safe_contact(answers),
        danger=is_danger(answers),
        about_to_happen=needed_on is not None or bool(answers.one("by-when", "words")),
        about_to_happen_on=needed_on,
        audience=None if for_a_child else _age_group(answers),
        asks_advocate=True,
        authorities=() if answers.one("who-for", "who") == FOR_ME else (_progress(answers),),
    )


def reach_of_the_child(answers: Answers) -> dict[str, str]:
    """Return how the young person is reached, apart from whoever writes for them; both bind."""
    asked = {"reach": "how", "reach_when": "when", "must_not_know": "must_not_know"}
    return {key: answers.one("reach-them", field) for key, field in asked.items()}


def _from_a_young_person(answers: Answers) -> tuple[PartySent, ...]:
    said = {name: answers.one("me", name) for name in ("age", "legal_status", "living", "worker")}
    name = answers.one("me", "name")
    relation = "me" if answers.one("who-for", "who") == FOR_ME else ""
    asker = sender(answers, answers.one("who-for", "who"), name=name, page=CONTACT, age=said["age"])
    return (asker, *child(name, **said, relation=relation))


def _from_an_adult(answers: Answers) -> tuple[PartySent, ...]:
    asker = sender(
        answers,
        answers.one("asker", "who"),
        name=answers.one("asker", "name"),
        organisation=answers.one("asker", "organisation"),
        consent=answers.one("agreement", "agreement"),
    )
    said = {name: answers.one("child", name) for name in ("born", "legal_status", "authority", "living")}
    said |= {name: answers.one("responsible", name) for name in ("responsible", "worker")}
    return (asker, *child(answers.one("child", "name"), **said, **reach_of_the_child(answers)))


def _progress(answers: Answers) -> AuthoritySent:
    """Return what somebody who asks for a child asks to see: how far it is, and nothing else."""
    asker = answers.one("asker", "who")
    own_right = asker in IN_THEIR_OWN_RIGHT and answers.one("asker", "theirs") == "yes"
    named = {
        "name": answers.one("asker", "name"),
        "relation": ", ".join(filter(None, (asker.replace("_", " "), answers.one("asker", "organisation")))),
        "reach": ", ".join(filter(None, (answers.one(CONTACT, "email"), answers.one(CONTACT, "phone")))),
    }
    return AuthoritySent(
        holder=Holder.SENDER,
        basis=AuthorityBasis.OWN_RIGHT if own_right else AuthorityBasis.CHILD_WILL_CONFIRM,
        scopes=(Scope.PROGRESS,),
        named={key: words for key, words in named.items() if words},
        named_confirms=True,
    )


def _age_group(answers: Answers) -> Audience | None:
    """Return whose door it is by right: a young person's own; nobody's where they did not say."""
    if answers.one("who-for", "who") != FOR_ME:
        return None
    age = answers.one("me", "age")
    is_under = age.isdecimal() and int(age) < TWELVE
    return Audience.UNDER_TWELVE if is_under else Audience.TWELVE_AND_OVER
