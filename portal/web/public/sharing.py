"""Who may know: the young person's own say on it, and an advocate's proof of where they work."""

from typing import Any, NamedTuple

from flask import Blueprint

from portal.domain.errors import MoveNotPossible, NotAllowed, NotFound
from portal.domain.vocabulary import Holder
from portal.services import address_checks
from portal.services.authorities import AuthorityShown
from portal.services.authority_changes import confirm_as_child, revoke_as_child
from portal.services.page_keys import switch_off
from portal.services.private_page import PrivatePage
from portal.services.private_page_changes import add_words
from portal.web.access import keeps_words
from portal.web.fields import RadioField, choices
from portal.web.public.private_page import Errand, ErrandView
from portal.web.public.sharing_words import called, called_out
from portal.web.public.track_forms import ErrandForm, code_field
from portal.web.typed import Needed
from portal.web.widgets import Radios

YES, NO, OFF, BACK = "yes", "no", "off", "back"
SAID_YES = "Thank you. We know that you said yes."
SAID_NO = "That is done. They are told nothing more."
SHUT_OUT = "That is done. Their six words open nothing now."
SHUT_OUT_OWN = f"{SHUT_OUT} They also complain for themselves. Somebody here looks at that."
BACK_ASKED = "Thank you. We talk to you first. Until then they are told nothing."
LET_BACK = "I have changed my mind. Please let {name} back in."
LINK_SENT = "We have sent you an e-mail. Press the link in it."


class Wish(NamedTuple):
    """What a young person chose: yes or no to one authority, or a holder shut out or let back in."""

    what: str
    authority_id: int
    holder: Holder | None


class SharingForm(ErrandForm):
    """What the young person wants to change; their own six words show that it is them."""

    asks_code = True
    wish = RadioField(
        "What do you want to do?", [Needed("Choose what you want to do")], choices=[], widget=Radios()
    )
    code = code_field("Type your six words. Then nobody else can say this for you")


def offer_wishes(page: PrivatePage | None, form: SharingForm) -> None:
    """Offer what can be said now; where the page closed, what was chosen stays."""
    if page is None:
        form.wish.choices = choices((form.wish.data or "", "What you chose before"))
        return
    form.wish.choices = choices(*_yes_or_no(page), *_shut_out(page), *_let_back(page))


def read_wish(chosen: str) -> Wish:
    """Return what was chosen; raises MoveNotPossible for what nobody offered."""
    what, _, rest = chosen.partition("-")
    if what in (OFF, BACK) and rest in set(Holder):
        return Wish(what, 0, Holder(rest))
    if what in (YES, NO) and rest.isascii() and rest.isdecimal() and len(rest) < 10:
        return Wish(what, int(rest), None)
    raise MoveNotPossible("Nobody offered this.")


def _yes_or_no(page: PrivatePage) -> list[tuple[str, str]]:
    offered = []
    for one in page.authorities:
        if one.needs_child and page.may_agree:
            offered.append((f"{YES}-{one.id}", f"Yes, tell {called(one)}"))
        offered.append((f"{NO}-{one.id}", f"No, do not tell {called(one)}"))
    return offered


def _shut_out(page: PrivatePage) -> list[tuple[str, str]]:
    return [(f"{OFF}-{holder}", f"Shut out {_name_of(page, holder)}") for holder in page.others]


def _let_back(page: PrivatePage) -> list[tuple[str, str]]:
    return [
        (f"{BACK}-{one.holder}", f"Ask us to let {_in_a_line(called_out(one), one.name)} back in")
        for one in page.shut_out
    ]


def _ask_back(page: PrivatePage, holder: Holder) -> tuple[str, str]:
    """Write to us, in the young person's name, that they want somebody back; we talk to them first."""
    one = next((one for one in page.shut_out if one.holder is holder), None)
    if one is None:
        raise MoveNotPossible("Nobody of that kind is shut out.")
    words = LET_BACK.format(name=_in_a_line(called_out(one), one.name))
    add_words(page.feedback_id, words, holder=page.holder)
    return "track.page", BACK_ASKED


def _in_a_line(called: str, name: str) -> str:
    return called if name else called[0].lower() + called[1:]


def _name_of(page: PrivatePage, holder: Holder) -> str:
    named: AuthorityShown | None = next((one for one in page.authorities if one.holder is holder), None)
    if named is not None:
        return called(named)
    return "the person who wrote this for you" if holder is Holder.SENDER else "the person you named"


def _do_wish(page: PrivatePage, form: SharingForm) -> tuple[str, str]:
    wish = read_wish(form.wish.data or "")
    try:
        if wish.what == BACK and wish.holder is not None:
            return _ask_back(page, wish.holder)
        if wish.holder is not None:
            own = switch_off(page.feedback_id, page.holder, wish.holder)
            return "track.page", SHUT_OUT_OWN if own else SHUT_OUT
        if wish.what == YES:
            confirm_as_child(page.feedback_id, page.holder, wish.authority_id)
            return "track.page", SAID_YES
        revoke_as_child(page.feedback_id, page.holder, wish.authority_id)
    except (NotAllowed, NotFound) as problem:
        raise MoveNotPossible(str(problem)) from problem
    return "track.page", SAID_NO


def _has_a_say(page: PrivatePage) -> bool:
    return page.is_childs and bool(page.authorities or page.others or page.shut_out)


def _prove(page: PrivatePage, _form: Any) -> tuple[str, str]:
    purpose = address_checks.NEW_LIST_CODE if page.has_proved else address_checks.ADVOCATE
    address_checks.ask_again(page.feedback_id, purpose)
    return "track.page", LINK_SENT


def _may_prove(page: PrivatePage) -> bool:
    return page.may_prove


ERRANDS = (
    Errand(
        "sharing", "Who may know", SharingForm, _do_wish, may=_has_a_say, whose=_has_a_say, offer=offer_wishes
    ),
    Errand(
        "prove-address",
        "Show where you work",
        ErrandForm,
        _prove,
        may=_may_prove,
        whose=_may_prove,
    ),
)


def add_pages(bp: Blueprint) -> None:
    """Give the blueprint these pages."""
    for errand in ERRANDS:
        endpoint = errand.name.replace("-", "_")
        bp.add_url_rule(f"/track/{errand.name}", endpoint, keeps_words(ErrandView.as_view(endpoint, errand)))
