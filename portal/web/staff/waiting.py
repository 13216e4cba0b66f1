"""What waits for a member of staff, the most urgent first, by what their role may do."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.permissions import Permission
from portal.services import desk, duty_board, mails_shown
from portal.services.accounts import StaffMember


@dataclass(frozen=True, slots=True)
class Waiting:
    """One pile: its name, where it lies, how many are in it, and how loudly to say so."""

    text: str
    href: str
    count: int
    loudness: str
    hint: str = ""

    @property
    def kind(self) -> str:
        """How its count is shown: an empty pile is quiet."""
        return self.loudness if self.count else ""

    @property
    def status(self) -> str:
        """The count in words."""
        return f"{self.count} waiting" if self.count else "None"


def piles_of(staff: StaffMember, *, demo: bool) -> tuple[Waiting, ...]:
    """Return every pile this person may see; a constant number of queries."""
    counts = desk.count_desk(staff) if staff.may(Permission.SEE_DESK) else None
    return (*_duty(staff), *_screening(staff, counts), *_signing(staff, counts), *_mails(demo))


def next_pile(piles: tuple[Waiting, ...]) -> Waiting | None:
    """Return the first pile that asks for work, or None."""
    return next((pile for pile in piles if pile.kind), None)


def _duty(staff: StaffMember) -> Iterator[Waiting]:
    if staff.may(Permission.SEE_DUTY_BOARD):
        count = duty_board.count_open_alerts()
        yield Waiting("Alerts that nobody has", "/duty", count, "late", "Somebody may not be safe.")


def _screening(staff: StaffMember, counts: desk.DeskCounts | None) -> Iterator[Waiting]:
    if counts is None or not staff.may(Permission.SCREEN):
        return
    yield Waiting("Safety flags to screen", "/screening", counts.flagged, "late")
    yield Waiting("Claimed by me", "/screening/mine", counts.mine, "active", "Go on where you stopped.")
    yield Waiting("Sent back to the desk", "/screening/returned", counts.returned, "soon")
    yield Waiting("Past the day to act by", "/screening?late=yes", counts.late, "late")
    yield Waiting("Nobody has claimed these", "/screening?claimed=nobody", counts.unclaimed, "soon")


def _signing(staff: StaffMember, counts: desk.DeskCounts | None) -> Iterator[Waiting]:
    if counts is not None and staff.may(Permission.SIGN):
        yield Waiting(
            "Decisions to sign", "/screening/to-sign", counts.to_sign, "soon", "You are the second person."
        )


def _mails(demo: bool) -> Iterator[Waiting]:
    if demo:
        count = mails_shown.count_waiting_mails()
        yield Waiting("Mails", "/staff/mails", count, "", "Mails of this demonstration stay on this machine.")
