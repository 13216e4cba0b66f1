"""What the person who wrote sees and does on their private page, opened by its code and by nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from portal.domain import private_code
from portal.domain.authority import Sharing, speaks_as_child
from portal.domain.errors import WrongCode
from portal.domain.vocabulary import (
    Audience,
    FeedbackStatus,
    Holder,
    Kind,
    Route,
    Scope,
)
from portal.extensions import db
from portal.models.draft import Draft
from portal.models.feedback import AddedWords, Feedback, FeedbackWords
from portal.models.message import Message
from portal.services.advocate_requests import RequestProgress, find_progress
from portal.services.alerts import knows_of_danger
from portal.services.answers_pressed import find_pressed
from portal.services.authorities import (
    AuthorityShown,
    capacity_of_sender,
    find_sharing,
    list_authorities,
    sender_complains_themselves,
)
from portal.services.council import current_council
from portal.services.freezes_told import HoldTold, list_holds
from portal.services.known_advocates import provider_of, sender_address
from portal.services.next_date import NextDate, find_next_date
from portal.services.now import now, today
from portal.services.own_words import load_words, safe_contact_of, ways_known
from portal.services.page_keys import KeyShown, find_key, is_switched_off, list_keys, switched_off
from portal.services.page_standing import (
    may_ask_again,
    may_withdraw,
    route_in_force,
    step_of,
    stopped_at,
    who_has_it,
)
from portal.services.points_shown import PointShown, points_by_message
from portal.services.said_to_child import in_their_words
from portal.services.sealing import Seal, code_hashes
from portal.services.sharing_shown import ShutOut, list_shut_out, sender_of
from portal.services.stages_ahead import AskedByPerson, find_asked
from portal.services.submission import SafeContact
from portal.services.throttles import check_throttle, count_failure
from portal.services.young_persons_code import may_say_yes

NOTHING_OPENED = (
    "We couldn't open anything with that code. Check the words and their order, or ask us for help."
)

# It tells nothing of the young person, nor who closed it.
CLOSED_TO_YOU = (
    "This page is closed for these six words. What you wrote is safe with us. Did you complain for yourself "
    "too? Ask us and a person tells you how that goes on. {ask}"
)

# Pages of the journeys that are between the sender and us: how they are reached, and what to take care of.
BETWEEN_US = frozenset({"contact", "safe-contact", "risk"})

# What stands there instead for whoever waits for a young person's yes.
UNTOLD: dict[str, Any] = {
    "status": FeedbackStatus.RECEIVED,
    "step": "waiting",
    "route": None,
    "who_has_it": "",
    "next_date": None,
}

# How the sender is reached, for everybody else.
NOT_THEIRS: dict[str, Any] = {
    "safe_contact": SafeContact(),
    "mail_allowed": False,
    "code_changed_at": None,
    "ways_known": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a private code opens: a page of something sent, for one holder, or a draft."""

    feedback_id: int | None = None
    draft_id: int | None = None
    holder: Holder = Holder.SENDER


@dataclass(frozen=True, slots=True)
class MessageShown:
    """A message from the council, as shown; ``asks`` is a question under it, ``answer`` what they pressed.

    ``points`` are those the question is about, where a letter asks it; ``replaced`` says that a later letter
    asks it now.
    """

    sent_at: datetime
    subject: str
    text: str
    is_new: bool
    id: int = 0
    asks: str = ""
    answer: str = ""
    points: tuple[PointShown, ...] = ()
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class AddedShown:
    """Something the person added later; ``answers`` is the message it answers."""

    added_at: datetime
    text: str
    read: bool
    holder: Holder = Holder.SENDER
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class PrivatePage:
    """Everything the private page opens on for one holder; what was sent is one press deeper.

    ``waits`` is whether they are told little until the young person says yes, and ``withheld`` how many
    messages that keeps back; ``scopes`` is what they may be told today on that yes. ``keys``, ``authorities``
    and ``shut_out`` of others are there for the young person alone, and ``may_agree`` is whether their yes
    counts here or only once we have spoken to them. ``stops_all`` is whether their stop ends the whole of it,
    and ``is_coming`` whether something is about to happen that they could ask us to wait with.
    """

    feedback_id: int
    reference: str
    kind: Kind
    audience: Audience
    received_at: datetime
    status: FeedbackStatus
    step: str
    route: Route | None
    who_has_it: str
    next_date: NextDate | None
    messages: tuple[MessageShown, ...]
    added: tuple[AddedShown, ...]
    safe_contact: SafeContact
    mail_allowed: bool
    code_changed_at: datetime | None
    ways_known: frozenset[str]
    danger: bool
    may_withdraw: bool
    may_ask_again: bool
    may_start_again: bool
    code: str | None
    holder: Holder = Holder.SENDER
    waits: bool = False
    withheld: int = 0
    is_childs: bool = False
    keys: tuple[KeyShown, ...] = ()
    authorities: tuple[AuthorityShown, ...] = ()
    request: RequestProgress | None = None
    sender_can_open: bool = True
    may_prove: bool = False
    has_proved: bool = False
    scopes: frozenset[Scope] = frozenset()
    shut_out: tuple[ShutOut, ...] = ()
    may_agree: bool = True
    holds: tuple[HoldTold, ...] = ()
    next_stage: AskedByPerson | None = None
    stops_all: bool = True
    is_coming: bool = False
    coming_on: date | None = None
    stopped_at: datetime | None = None

    @property
    def others(self) -> tuple[Holder, ...]:
        """Who else can open the page: whoever sent it, and whoever was given a key; for the young person."""
        sender = (Holder.SENDER,) if self.holder is not Holder.SENDER and self.sender_can_open else ()
        return (*sender, *(key.holder for key in self.keys))


def open_code(typed: str, address: str) -> Opened:
    """Return what a code opens; raises CodeNotUnderstood for the box, WrongCode for any that opens nothing.

    Raises TooManyTries where this address failed too often. The work done is the same whatever the code.
    """
    check_throttle("code", address)
    hashes = code_hashes(private_code.normalise(typed))
    shut = tuple(switched_off(one) for one in hashes)
    found = db.session.execute(
        select(Feedback.id, Feedback.code_hash).where(Feedback.code_hash.in_((*hashes, *shut)))
    ).first()
    key = find_key(hashes)
    draft_id = db.session.scalar(
        select(Draft.id).where(Draft.code_hash.in_(hashes), Draft.expires_at > now())
    )
    if found is not None and found.code_hash in shut:
        raise WrongCode(_closed_to_them())
    if found is not None:
        return Opened(feedback_id=found.id)
    if key is not None:
        return Opened(feedback_id=key[0], holder=key[1])
    if draft_id is None:
        count_failure("code", address)
        raise WrongCode(NOTHING_OPENED)
    return Opened(draft_id=draft_id)


def _closed_to_them() -> str:
    """Return what somebody reads whose six words were right before they were shut out: whom to ask."""
    contact = current_council().contact
    ask = f"Ring {contact.team_name} on {contact.phone}." if contact.phone else f"Ask {contact.team_name}."
    return CLOSED_TO_YOU.format(ask=ask)


def read_page(feedback_id: int, holder: Holder = Holder.SENDER) -> PrivatePage:
    """Return the private page as one holder may see it; raises NotFound. A constant number of queries."""
    feedback, words, seal = load_words(feedback_id)
    sharing = find_sharing(feedback, holder)
    told = sharing.may(Scope.PROGRESS)
    acts = told and holder is not Holder.ADVOCATE
    messages, withheld = _messages(feedback, seal, sharing)
    route = route_in_force(feedback)
    is_childs = speaks_as_child(feedback.audience, holder, capacity_of_sender(feedback_id))
    keys, known = list_keys(feedback_id, seal), list_authorities(feedback_id, seal)
    is_senders = holder is Holder.SENDER
    authorities = tuple(one for one in known if one.open and (is_childs or one.holder is holder))
    return PrivatePage(
        feedback_id=feedback.id,
        reference=feedback.reference,
        kind=feedback.sent_as,
        audience=feedback.audience,
        received_at=feedback.received_at,
        **(_standing(feedback, route, seal, sharing) if told else UNTOLD),
        messages=messages,
        added=_added(feedback_id, seal, holder),
        **(_reaching(feedback, words, seal) if is_senders else NOT_THEIRS),
        danger=feedback.danger and (told or knows_of_danger(feedback, holder)),
        may_withdraw=acts and may_withdraw(feedback),
        may_ask_again=acts and may_ask_again(feedback, route),
        may_start_again=acts and feedback.status is FeedbackStatus.WITHDRAWN,
        code=_code_to_keep(feedback_id, words, seal, holder, keys),
        holder=holder,
        waits=sharing.guarded and not (told and sharing.may(Scope.LETTERS)),
        withheld=withheld,
        is_childs=is_childs,
        authorities=authorities,
        request=find_progress(feedback_id, seal) if told else None,
        sender_can_open=not is_switched_off(feedback),
        may_prove=sharing.guarded and is_senders and _gave_work_address(feedback_id, seal),
        has_proved=any(one.proved_at for one in authorities if one.holder is holder),
        scopes=sharing.scopes if sharing.guarded else frozenset(),
        **(_say(feedback, seal, holder, keys, known) if is_childs else {}),
    )


def read_said(feedback_id: int, holder: Holder = Holder.SENDER) -> tuple[dict[str, str], ...]:
    """Return what was sent, as far as a holder may read it; raises NotFound.

    Each is page, field, question and answer as it was shown, the questions turned to a young person for whom
    another wrote. Nobody else reads how the sender can be reached,
    and an advocate reads a young person's words only where the young person agreed to that.
    """
    feedback, words, seal = load_words(feedback_id)
    said = tuple(seal.open(f"feedback_words.said:{feedback_id}", words.said))
    if holder is Holder.SENDER:
        return said
    if not find_sharing(feedback, holder).may(Scope.PERSONAL_INFORMATION):
        return ()
    theirs = tuple(answer for answer in said if answer.get("page") not in BETWEEN_US)
    own_page = speaks_as_child(feedback.audience, Holder.SENDER, capacity_of_sender(feedback_id))
    for_child = holder is Holder.CHILD and not own_page
    return in_their_words(theirs, sender_of(feedback_id, seal)[1]) if for_child else theirs


def read_added(feedback_id: int, holder: Holder = Holder.SENDER) -> tuple[AddedShown, ...]:
    """Return what a holder added since, the newest first; raises NotFound."""
    _feedback, _words, seal = load_words(feedback_id)
    return _added(feedback_id, seal, holder)


def _standing(feedback: Feedback, route: Route | None, seal: Seal, sharing: Sharing) -> dict[str, Any]:
    """Return where it stands: what only those see who may know how far it is."""
    return {
        "status": feedback.status,
        "step": step_of(feedback),
        "route": route,
        "who_has_it": who_has_it(feedback, route),
        "next_date": find_next_date(feedback, route),
        **_coming(feedback, sharing.holder),
        "next_stage": find_asked(feedback.id),
        "stopped_at": stopped_at(feedback.id),
        "holds": list_holds(feedback, seal) if sharing.may_read(None, None) else (),
    }


def _coming(feedback: Feedback, holder: Holder) -> dict[str, Any]:
    """Return what they said is about to happen, until its day is past or it was stopped."""
    on = feedback.about_to_happen_on
    over = feedback.status in (FeedbackStatus.WITHDRAWN, FeedbackStatus.SET_ASIDE) or (on and on < today())
    is_theirs = holder is not Holder.ADVOCATE and not over
    return {"is_coming": feedback.about_to_happen and is_theirs, "coming_on": on}


def _reaching(feedback: Feedback, words: FeedbackWords, seal: Seal) -> dict[str, Any]:
    """Return how whoever sent it is reached, which is between them and us."""
    return {
        "safe_contact": safe_contact_of(feedback, words, seal),
        "mail_allowed": feedback.mail_allowed,
        "code_changed_at": feedback.code_changed_at,
        "ways_known": ways_known(feedback.id),
    }


def _say(
    feedback: Feedback,
    seal: Seal,
    holder: Holder,
    keys: tuple[KeyShown, ...],
    known: tuple[AuthorityShown, ...],
) -> dict[str, Any]:
    """Return what the young person alone sees: who else can open it, who is shut out, where a yes counts."""
    return {
        "keys": tuple(key for key in keys if key.holder is not holder),
        "stops_all": holder is not Holder.CHILD or not sender_complains_themselves(feedback),
        "shut_out": list_shut_out(feedback, sender_of(feedback.id, seal)[1], keys, known),
        "may_agree": may_say_yes(feedback.id, holder),
    }


def _gave_work_address(feedback_id: int, seal: Seal) -> bool:
    return provider_of(sender_address(feedback_id, seal)) is not None


def _code_to_keep(
    feedback_id: int, words: FeedbackWords, seal: Seal, holder: Holder, keys: tuple[KeyShown, ...]
) -> str | None:
    """Return the holder's own six words while they still have to keep them."""
    if holder is not Holder.SENDER:
        return next((key.code for key in keys if key.holder is holder and key.made_by_id is None), None)
    return seal.open(f"feedback_words.code:{feedback_id}", words.code) if words.code else None


def _messages(feedback: Feedback, seal: Seal, sharing: Sharing) -> tuple[tuple[MessageShown, ...], int]:
    """Return the messages a holder may read, and how many wait for the young person's yes.

    New are those that came since the code was typed the time before.
    """
    rows = db.session.scalars(
        select(Message).where(Message.feedback_id == feedback.id).order_by(Message.id.desc())
    ).all()
    theirs = [row for row in rows if sharing.may_read(row.to, row.shares)]
    for_them = sum(1 for row in rows if row.to in (None, sharing.holder))
    points, replaced = points_by_message(feedback.id, seal)
    pressed = find_pressed(feedback.id)
    shown = ((row, seal.open(f"message.words:{row.id}", row.words)) for row in theirs)
    shown_messages = tuple(
        MessageShown(
            sent_at=row.sent_at,
            subject=words.get("subject", ""),
            text=words["text"],
            is_new=row.read_at in (None, feedback.opened_at),
            id=row.id,
            asks=row.asks or "",
            answer=pressed.get((row.id, sharing.holder), ""),
            points=points.get(row.id, ()),
            replaced=row.id in replaced,
        )
        for row, words in shown
    )
    return shown_messages, for_them - len(theirs)


def _added(feedback_id: int, seal: Seal, holder: Holder) -> tuple[AddedShown, ...]:
    rows = db.session.scalars(
        select(AddedWords)
        .where(AddedWords.feedback_id == feedback_id, AddedWords.holder == holder)
        .order_by(AddedWords.id.desc())
    )
    return tuple(
        AddedShown(
            added_at=row.added_at,
            text=seal.open(f"added_words.words:{row.id}", row.words),
            read=row.read_at is not None,
            holder=row.holder,
            answers=row.message_id,
        )
        for row in rows
    )
