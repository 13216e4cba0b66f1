"""What may be shared with whom about a child's feedback: nothing, until both people have said yes.

A consent form is checked with the person it names before it counts (Dorset 2020-21, examples of learning).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Audience, AuthorityBasis, Holder, Scope

# What a person calls themselves who asks in their own name at a door meant for advocates.
OWN_VOICES = frozenset({"young_person", "child", "care_leaver", "myself", "me"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """One authority as it stands: what may be shared, from when to when, and who has said yes."""

    basis: AuthorityBasis
    scopes: frozenset[Scope]
    from_on: date
    to_on: date | None = None
    child_confirmed: bool = False
    named_confirmed: bool = False
    ended: bool = False

    @property
    def confirmed(self) -> bool:
        """Whether everybody has said yes whose yes it takes; a right of one's own takes nobody's."""
        return self.basis is AuthorityBasis.OWN_RIGHT or (self.child_confirmed and self.named_confirmed)

    @property
    def could_share(self) -> frozenset[Scope]:
        """What it covers at most: a right of one's own is no right to the child's personal information."""
        if self.basis is AuthorityBasis.OWN_RIGHT:
            return self.scopes - {Scope.PERSONAL_INFORMATION}
        return self.scopes

    def holds_on(self, day: date) -> bool:
        """Whether it has effect on a day."""
        in_time = self.from_on <= day and (self.to_on is None or day <= self.to_on)
        return in_time and self.confirmed and not self.ended

    def shares(self, scope: Scope, day: date) -> bool:
        """Whether it allows one scope on a day."""
        return self.holds_on(day) and scope in self.could_share


@dataclass(frozen=True, slots=True)
class Sharing:
    """What one holder of a page may see today; whoever is not ``guarded`` sees what is written to them."""

    holder: Holder
    guarded: bool
    scopes: frozenset[Scope] = frozenset()

    def may(self, scope: Scope) -> bool:
        """Whether this may be shared with them."""
        return not self.guarded or scope in self.scopes

    def may_read(self, to: Holder | None, shares: Scope | None) -> bool:
        """Whether a message is for them; one to nobody in particular is a letter unless it says otherwise."""
        if to is not None and to is not self.holder:
            return False
        needed = shares or (Scope.LETTERS if to is None else None)
        return needed is None or self.may(needed)


def scopes_on(agreements: Iterable[Agreement], day: date) -> frozenset[Scope]:
    """Return everything that several authorities allow together on a day."""
    return frozenset().union(*(one.could_share for one in agreements if one.holds_on(day)))


def needs_authority(audience: Audience, holder: Holder, capacity: str | None) -> bool:
    """Whether what somebody sees depends on a young person's yes.

    A child, and whoever wrote in their own name, needs nobody's; ``capacity`` is the sender's.
    """
    if holder is Holder.SENDER:
        return audience is Audience.ADVOCATE and capacity not in OWN_VOICES
    return holder is Holder.ADVOCATE


def speaks_as_child(audience: Audience, holder: Holder, capacity: str | None) -> bool:
    """Whether a holder is the young person it is about, who says what others may be told."""
    if holder is Holder.CHILD:
        return True
    own = audience in YOUNG_AUDIENCES or (audience is Audience.ADVOCATE and capacity in OWN_VOICES)
    return holder is Holder.SENDER and own


def is_no_wider(new: Agreement, old: Agreement) -> bool:
    """Whether a changed authority shares nothing that the old one did not, on no day that it did not."""
    starts = new.from_on >= old.from_on
    ends = old.to_on is None or (new.to_on is not None and new.to_on <= old.to_on)
    return new.scopes <= old.scopes and starts and ends
