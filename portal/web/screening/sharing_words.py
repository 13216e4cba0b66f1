"""How the desk says who may be told what, and how far a request for an advocate is."""

from portal.domain.vocabulary import AdvocateRequestStatus, AuthorityBasis, Holder, Scope
from portal.services.authorities import AuthorityShown

SCOPES = {
    Scope.PROGRESS: "How far it is",
    Scope.LETTERS: "Letters and messages",
    Scope.MEETINGS: "Meetings",
    Scope.PERSONAL_INFORMATION: "Personal information about the young person",
}
BASES = {
    AuthorityBasis.CHILD_WILL_CONFIRM: "The young person will say yes",
    AuthorityBasis.PROOF: "A signed paper: check it with the young person",
    AuthorityBasis.OWN_RIGHT: "In their own right: no consent needed, no personal information",
}
HOLDERS = {
    Holder.SENDER: "whoever sent this",
    Holder.CHILD: "the young person",
    Holder.ADVOCATE: "the person they named",
}
HOW = {
    "sent_it": "by sending it",
    "spoke": "spoke with us",
    "own_code": "on their own page",
    "signed_proof": "signed, checked with them",
    "letter": "wrote to us",
    "work_address": "from their work address",
}
ENDED = {
    "replaced": "replaced by another",
    "own_code": "by the young person on their page",
    "switched_off": "the young person shut them out",
    "childs_word": "at the young person’s word",
    "refused_by_child": "the young person said no",
    "refused_by_named": "the person named said no",
    "not_suitable": "found not suitable",
}
CAPACITIES = {
    "young_person": "The young person themselves",
    "care_leaver": "A care leaver",
    "parent": "A parent or carer",
    "relative": "A relative",
    "foster_carer": "A foster carer",
    "advocate": "An advocate",
    "professional": "Somebody who works with them",
    "someone_else": "Somebody else",
}
UNDERSTANDS = {"yes": "Yes", "in_part": "In part", "no": "No", "not_known": "Not known yet"}
AGREES = {**UNDERSTANDS, "not_asked": "Not asked yet", "cannot_say": "They can’t say"}
_R = AdvocateRequestStatus
REQUEST = {
    _R.ASKED: "Asked for",
    _R.OFFERED: "Passed to a provider",
    _R.ACCEPTED: "Accepted",
    _R.DECLINED: "Declined",
    _R.MET: "Met with",
}


def standing(one: AuthorityShown) -> str:
    """Return in a word how an authority stands."""
    if not one.open:
        return "Ended"
    if one.needs_child:
        return "Waits for the young person"
    if one.needs_named:
        return "Waits for the person named"
    return "Has effect today" if one.holds else "Not in its days"


def who(one: AuthorityShown) -> str:
    """Return whom an authority names."""
    name = one.name or "No name given"
    return f"{name}, {one.relation}" if one.relation else name
