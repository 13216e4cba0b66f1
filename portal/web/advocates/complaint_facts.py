"""What a complaint for a young person tells beside its words: who acts, by what right, what is shared."""

from portal.domain.vocabulary import AuthorityBasis, Channel, Holder, Scope
from portal.services.submission import AuthoritySent, PartySent
from portal.web.advocates.request_facts import IN_THEIR_OWN_RIGHT, reach_of_the_child
from portal.web.answers import Answers
from portal.web.contact import CONTACT, child, is_danger, safe_contact, sender
from portal.web.journey_pages import Facts

ADVOCATES = frozenset({"advocate", "legal", "relative", "friend"})
OF_THEIR_OWN = (Scope.PROGRESS, Scope.LETTERS, Scope.MEETINGS)
WORKS_THERE = "worker_of_the_service"
RELATIONS = {
    "advocate": "advocate",
    "legal": "legal representative",
    "relative": "relative",
    "friend": "friend",
    "professional": "works with them",
    "parent": "parent",
    "foster_carer": "foster carer",
    "special_guardian": "special guardian",
}


def has_own_right(answers: Answers) -> bool:
    """Whether they may complain themselves, whatever anybody agrees to (1.2 of the domain).

    A carer of another child may not, nor one who leaves out whose carer they are.
    """
    return is_a_carer(answers) and answers.one("whose-carer", "theirs") == "yes"


def is_a_carer(answers: Answers) -> bool:
    """Whether they are one of those who have a right of their own where the child is theirs."""
    return answers.one("you", "who") in IN_THEIR_OWN_RIGHT


def needs_agreement(answers: Answers) -> bool:
    """Whether it is only the young person's right that they act on."""
    return not has_own_right(answers)


def is_not_independent(answers: Answers) -> bool:
    """Whether they work for the service complained about (S1: a personal adviser is no advocate)."""
    return needs_agreement(answers) and answers.one("independence", "employed") == "yes"


def asks_to_share(answers: Answers) -> bool:
    """Whether they ask to be told anything."""
    return needs_agreement(answers) and bool(answers.many("sharing", "scopes"))


def complaint_submission(answers: Answers) -> Facts:
    """Return who acts for whom, by what right, and what may be shared with them once both have agreed."""
    own_right = has_own_right(answers)
    coming_on = answers.day("coming", "on")
    return Facts(
        parties=(_sender(answers), *_child(answers)),
        safe_contact=safe_contact(answers),
        danger=is_danger(answers),
        about_to_happen=coming_on is not None or bool(answers.one("coming", "words")),
        about_to_happen_on=coming_on,
        channel=_channel(answers),
        asks_advocate=is_not_independent(answers) or answers.one("put-right", "advocate") == "yes",
        authorities=(_own_right(answers) if own_right else _asked_for(answers),),
        address_to_check=_work_address(answers),
    )


def _channel(answers: Answers) -> Channel:
    """Return the way it came: through an advocate only where one of the kinds of advocate acts (S2)."""
    acts = answers.one("you", "who") in ADVOCATES and not is_not_independent(answers)
    return Channel.ADVOCATE if acts else Channel.WEB


def _work_address(answers: Answers) -> str:
    """Return the address an advocate may be written to, to prove that they are one of a provider's."""
    acts = answers.one("you", "who") == "advocate" and not is_not_independent(answers)
    may_mail = "email" in answers.many(CONTACT, "how")
    return answers.one(CONTACT, "email") if acts and may_mail else ""


def _sender(answers: Answers) -> PartySent:
    return sender(
        answers,
        WORKS_THERE if is_not_independent(answers) else _capacity(answers),
        name=answers.one("you", "name"),
        organisation=answers.one("you", "organisation"),
        consent=answers.one("young-person", "agreement"),
    )


def _capacity(answers: Answers) -> str:
    """Return what they are to this young person; somebody else's carer is not theirs."""
    return "someone_else" if _is_of_another(answers) else answers.one("you", "who")


def _is_of_another(answers: Answers) -> bool:
    return is_a_carer(answers) and answers.one("whose-carer", "theirs") == "no"


def _child(answers: Answers) -> tuple[PartySent, ...]:
    said = {name: answers.one("young-person", name) for name in ("age", "legal_status", "worker")}
    return child(answers.one("young-person", "name"), **said, **reach_of_the_child(answers))


def _named(answers: Answers) -> dict[str, str]:
    """Return who is to be told, in the words an officer reads beside the authority."""
    kind = RELATIONS.get(answers.one("you", "who"), "")
    whose = f"{kind} of somebody else" if _is_of_another(answers) else kind
    relation = ", ".join(filter(None, (whose, answers.one("you", "organisation"))))
    reach = ", ".join(filter(None, (answers.one(CONTACT, "email"), answers.one(CONTACT, "phone"))))
    named = {"name": answers.one("you", "name"), "relation": relation, "reach": reach}
    return {key: words for key, words in named.items() if words}


def _own_right(answers: Answers) -> AuthoritySent:
    return AuthoritySent(
        holder=Holder.SENDER,
        basis=AuthorityBasis.OWN_RIGHT,
        scopes=OF_THEIR_OWN,
        named=_named(answers),
        named_confirms=True,
    )


def _asked_for(answers: Answers) -> AuthoritySent:
    """Return what was asked for, nothing where nothing was: the young person's own yes is still to come."""
    has_proof = answers.one("proof", "basis") == AuthorityBasis.PROOF
    return AuthoritySent(
        holder=Holder.SENDER,
        basis=AuthorityBasis.PROOF if has_proof else AuthorityBasis.CHILD_WILL_CONFIRM,
        scopes=tuple(Scope(code) for code in answers.many("sharing", "scopes")),
        from_on=answers.day("sharing", "starts"),
        to_on=answers.day("sharing", "ends"),
        named=_named(answers),
        named_confirms=True,
    )
