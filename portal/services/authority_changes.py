"""Who says yes and no to what may be shared: the young person, the person named, and officers for them.

An authority changes without a claim on the item: a yes by telephone comes to whoever picks up.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from portal.domain.authority import is_no_wider, speaks_as_child
from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import AuthorityBasis, Holder, Scope
from portal.extensions import db
from portal.models.authority import Authority
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.authorities import agreement_of, capacity_of_sender, note_asked
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now, today
from portal.services.own_words import load_words
from portal.services.sealing import Seal
from portal.services.submission import AuthoritySent
from portal.services.young_persons_code import may_say_yes

BY_CHILD = ("spoke", "own_code", "signed_proof")
BY_NAMED = ("spoke", "letter", "work_address")
OWN_CODE = "own_code"


def confirm_by_child(
    reference: str, officer: StaffMember, authority_id: int, how: str, note: str = ""
) -> None:
    """Note that the young person said yes to an officer, or signed what was checked with them. Commits.

    Raises Incomplete(("how",)), MoveNotPossible where it is ended or said already, NotFound, NotAllowed or
    ConflictOfInterest.
    """
    _require_one_of(how, BY_CHILD)
    with writing():
        feedback, authority = _load(reference, officer, authority_id)
        _child_says_yes(authority, how, officer.id)
        _write(feedback, authority, "child", how, officer.id, note)


def confirm_by_named(
    reference: str, officer: StaffMember, authority_id: int, how: str, note: str = ""
) -> None:
    """Note that the person named was told of it and said yes. Commits; raises the same."""
    _require_one_of(how, BY_NAMED)
    with writing():
        feedback, authority = _load(reference, officer, authority_id)
        if authority.named_confirmed_at is not None:
            raise MoveNotPossible("The person named has said yes already.")
        authority.named_confirmed_at, authority.named_confirmed_how = now(), how
        authority.named_confirmed_by_id = officer.id
        _write(feedback, authority, "named", how, officer.id, note)


def confirm_as_child(feedback_id: int, holder: Holder, authority_id: int) -> None:
    """Let the young person say yes on their own page. Commits.

    Raises NotAllowed, NotFound or MoveNotPossible.
    """
    with writing():
        feedback = _load_as_child(feedback_id, holder)
        if not may_say_yes(feedback_id, holder):
            raise MoveNotPossible("We have to speak to the young person first.")
        authority = _find_live(feedback, authority_id)
        _child_says_yes(authority, OWN_CODE, None)
        _write(feedback, authority, "child", OWN_CODE, None, "")


def revoke_as_child(feedback_id: int, holder: Holder, authority_id: int) -> None:
    """Let the young person end it, or say no to it, on their own page. Commits; raises the same."""
    with writing():
        feedback = _load_as_child(feedback_id, holder)
        _end(feedback, _find_live(feedback, authority_id), OWN_CODE, None, "")


def refuse(reference: str, officer: StaffMember, authority_id: int, who: str, note: str) -> None:
    """Note that the young person (``child``) or the person named (``named``) said no. Commits."""
    _require_one_of(who, ("child", "named"))
    with writing():
        feedback, authority = _load(reference, officer, authority_id)
        _end(feedback, authority, f"refused_by_{who}", officer.id, note)


def revoke(reference: str, officer: StaffMember, authority_id: int, note: str) -> None:
    """End it at the young person's word; ``note`` says how they told us. Commits."""
    _require_words(note=note)
    with writing():
        feedback, authority = _load(reference, officer, authority_id)
        _end(feedback, authority, "childs_word", officer.id, note)


def change(
    reference: str,
    officer: StaffMember,
    authority_id: int,
    scopes: tuple[Scope, ...],
    days: tuple[date, date | None],
    note: str = "",
) -> int:
    """Put a new authority in the place of one, for other things or days, and return its id. Commits.

    The young person's yes goes over only to one that shares no more, on no other day; else it is asked again.
    """
    _require_scopes_and_days(scopes, days)
    with writing():
        feedback, old = _load(reference, officer, authority_id)
        seal = Seal.of(feedback.data_key_id)
        named = seal.open(f"authority.words:{old.id}", old.words)
        new = note_asked(feedback, AuthoritySent(old.holder, old.basis, scopes, *days, named=named), seal)
        new.known_advocate_id, new.proof_id = old.known_advocate_id, old.proof_id
        _take_over_confirmations(new, old)
        _end(feedback, old, "replaced", officer.id, note)
        return new.id


def add(
    reference: str,
    officer: StaffMember,
    named: Mapping[str, str],
    scopes: tuple[Scope, ...],
    days: tuple[date, date | None],
) -> int:
    """Write down whom a young person wants told beside themselves, and return its id. Commits.

    ``named`` holds name, relation and reach. It has no effect until both have said yes.
    """
    _require_words(name=named.get("name", ""))
    _require_scopes_and_days(scopes, days)
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        asked = AuthoritySent(
            Holder.ADVOCATE, AuthorityBasis.CHILD_WILL_CONFIRM, scopes, *days, named=dict(named)
        )
        return note_asked(feedback, asked, Seal.of(feedback.data_key_id)).id


def end_all_within(feedback: Feedback, holder: Holder, how: str, by: int | None) -> None:
    """End, in the caller's transaction, what a holder was allowed on somebody's yes."""
    live = select(Authority).where(
        Authority.feedback_id == feedback.id,
        Authority.holder == holder,
        Authority.basis != AuthorityBasis.OWN_RIGHT,
        Authority.ended_at.is_(None),
    )
    for authority in db.session.scalars(live).all():
        _end(feedback, authority, how, by, "")


def _load(reference: str, officer: StaffMember, authority_id: int) -> tuple[Feedback, Authority]:
    feedback = load_open(reference, officer, Permission.SCREEN)
    return feedback, _find_live(feedback, authority_id)


def _load_as_child(feedback_id: int, holder: Holder) -> Feedback:
    feedback, _words, _seal = load_words(feedback_id, for_change=True)
    if not speaks_as_child(feedback.audience, holder, capacity_of_sender(feedback_id)):
        raise NotAllowed("Only the young person can say this.")
    return feedback


def _find_live(feedback: Feedback, authority_id: int) -> Authority:
    """Return an authority of a locked item that nobody has ended."""
    authority = db.session.get(Authority, authority_id, populate_existing=True)
    if authority is None or authority.feedback_id != feedback.id:
        raise NotFound("There is no such authority here.")
    if authority.ended_at is not None:
        raise MoveNotPossible("This has ended already.")
    return authority


def _child_says_yes(authority: Authority, how: str, by: int | None) -> None:
    if authority.child_confirmed_at is not None:
        raise MoveNotPossible("The young person has said yes already.")
    authority.child_confirmed_at, authority.child_confirmed_how = now(), how
    authority.child_confirmed_by_id = by


def _take_over_confirmations(new: Authority, old: Authority) -> None:
    """Carry over the yes of whoever already agreed to at least as much."""
    if is_no_wider(agreement_of(new), agreement_of(old)):
        new.child_confirmed_at, new.child_confirmed_how = old.child_confirmed_at, old.child_confirmed_how
        new.child_confirmed_by_id = old.child_confirmed_by_id
    new.named_confirmed_at, new.named_confirmed_how = old.named_confirmed_at, old.named_confirmed_how
    new.named_confirmed_by_id = old.named_confirmed_by_id


def _end(feedback: Feedback, authority: Authority, how: str, by: int | None, note: str) -> None:
    authority.ended_at, authority.ended_how, authority.ended_by_id = now(), how, by
    write_event(
        feedback,
        EventName.AUTHORITY_ENDED,
        by=by,
        reason=note.strip() or None,
        authority=authority.id,
        holder=authority.holder,
        how=how,
    )


def _write(feedback: Feedback, authority: Authority, who: str, how: str, by: int | None, note: str) -> None:
    write_event(
        feedback,
        EventName.AUTHORITY_CONFIRMED,
        by=by,
        reason=note.strip() or None,
        authority=authority.id,
        holder=authority.holder,
        who=who,
        how=how,
    )


def _require_one_of(code: str, known: tuple[str, ...]) -> None:
    if code not in known:
        raise Incomplete(("how",))


def _require_words(**words: str) -> None:
    lacking = tuple(name for name, text in words.items() if not text.strip())
    if lacking:
        raise Incomplete(lacking)


def _require_scopes_and_days(scopes: tuple[Scope, ...], days: tuple[date, date | None]) -> None:
    """Refuse an authority for nothing, and one that ends before it begins or before today."""
    from_on, to_on = days
    lacking = [] if scopes else ["scopes"]
    if to_on is not None and (to_on < from_on or to_on < today()):
        lacking.append("to_on")
    if lacking:
        raise Incomplete(tuple(lacking))
