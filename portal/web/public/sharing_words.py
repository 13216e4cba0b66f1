"""What may be told to whom, in plain words for the private page."""

from collections.abc import Iterable

from portal.domain.vocabulary import AdvocateRequestStatus, Holder, Scope
from portal.services.advocate_requests import RequestProgress
from portal.services.authorities import AuthorityShown
from portal.services.sharing_shown import ShutOut
from portal.web.text import long_date

CHILDS_WORDS = {
    Scope.PROGRESS: "how it is going",
    Scope.LETTERS: "what we write to you",
    Scope.MEETINGS: "when we meet",
    Scope.PERSONAL_INFORMATION: "private things about you",
}
OTHERS_WORDS = {
    Scope.PROGRESS: "how far it is",
    Scope.LETTERS: "our letters and messages",
    Scope.MEETINGS: "meetings",
    Scope.PERSONAL_INFORMATION: "personal information",
}
TOLD_OF_ALL = (Scope.PROGRESS, Scope.LETTERS)
_R = AdvocateRequestStatus
ADVOCATE = {
    _R.ASKED: "You asked for an advocate. We ask for one for you by {by}.",
    _R.OFFERED: "We asked {provider} for an advocate. They will get in touch.",
    _R.ACCEPTED: "You have an advocate now: {advocate}. They are on your side.",
    _R.DECLINED: "You do not want an advocate now. You can change your mind. Just tell us here.",
    _R.MET: "Your advocate is {advocate}. You met on {met}.",
}
ADVOCATE_FOR_THEM = {
    _R.ASKED: "You asked for an advocate. We pass the request to an advocacy service by {by}.",
    _R.OFFERED: "We asked {provider} for an advocate. They will get in touch.",
    _R.ACCEPTED: "There is an advocate now: {advocate}.",
    _R.DECLINED: "No advocate is wanted at present. Tell us here if that changes.",
    _R.MET: "The advocate, {advocate}, met the young person on {met}.",
}


def called(one: AuthorityShown) -> str:
    """Return what to call the person an authority names."""
    name = one.name or "the person who wrote this for you"
    return f"{name} ({one.relation})" if one.relation and one.name else name


def called_out(one: ShutOut) -> str:
    """Return what to call somebody whom the young person shut out."""
    stranger = "The person who wrote this for you" if one.holder is Holder.SENDER else "The person you named"
    return one.name or stranger


def may_be_told(one: AuthorityShown, *, childs: bool) -> str:
    """Return what an authority covers, as one line."""
    return listed(one.scopes, childs=childs) or "nothing"


def listed(scopes: Iterable[Scope], *, childs: bool) -> str:
    """Return scopes as one phrase: ``how far it is, meetings``."""
    words = CHILDS_WORDS if childs else OTHERS_WORDS
    return ", ".join(words[scope] for scope in scopes)


def not_told(one: AuthorityShown) -> str:
    """Return what an authority leaves out of all that is told of a matter, as one line."""
    return listed((scope for scope in TOLD_OF_ALL if scope not in one.scopes), childs=False)


def from_when_to_when(one: AuthorityShown, *, childs: bool = True) -> str:
    """Return its days in words, to the young person or to whom they name."""
    since = f"from {long_date(one.from_on)}"
    return (
        f"{since} to {long_date(one.to_on)}"
        if one.to_on
        else f"{since}, until {'you stop it' if childs else 'the young person or we end it'}"
    )


def about_advocate(request: RequestProgress, *, childs: bool) -> str:
    """Return how far the request for an advocate is."""
    words = (ADVOCATE if childs else ADVOCATE_FOR_THEM)[request.status]
    return words.format(
        by=long_date(request.offer_by),
        provider=request.provider or "an advocacy service",
        advocate=request.advocate or "somebody from an advocacy service",
        met=long_date(request.met_on) if request.met_on else "a day we know",
    )
