"""What waits for a member of staff, the most urgent first, by what their role may do."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.permissions import Permission
from portal.services import desk, duty_board, duty_notes, mails_shown, set_aside
from portal.services.accounts import StaffMember
from portal.services.late_work import LateWork, count_late_work


@dataclass(frozen=True, slots=True)
class Waiting:
    """One pile: its name, where it lies, how many are in it, and how loudly to say so."""

    text: str
    href: str
    count: int
    loudness: str
    hint: str = ""
    late: int = 0
    late_means: str = "late"

    @property
    def kind(self) -> str:
        """How its count is shown: an empty pile is quiet, and one with something late in it is loud."""
        return ("late" if self.late else self.loudness) if self.count else ""

    @property
    def status(self) -> str:
        """The count in words."""
        late = f", {self.late} {self.late_means}" if self.late else ""
        return f"{self.count} waiting{late}" if self.count else "None"


def piles_of(staff: StaffMember, *, demo: bool) -> tuple[Waiting, ...]:
    """Return every pile this person may see; a constant number of queries."""
    counts = desk.count_desk(staff) if staff.may(Permission.SEE_DESK) else None
    late = count_late_work(staff) if counts else None
    return (
        *_duty(staff),
        *_holds(staff, counts, late),
        *_screening(staff, counts),
        *_people(staff, counts, late),
        *_signing(staff, counts, late),
        *_looking_over(staff),
        *_mails(demo),
    )


def next_pile(piles: tuple[Waiting, ...]) -> Waiting | None:
    """Return the first pile that asks for work, or None."""
    return next((pile for pile in piles if pile.kind), None)


def _duty(staff: StaffMember) -> Iterator[Waiting]:
    if staff.may(Permission.SEE_DUTY_BOARD):
        count = duty_board.count_open_alerts(staff)
        yield Waiting("Alerts that nobody has", "/duty", count, "late", "Somebody may not be safe.")
    if staff.may(Permission.ACKNOWLEDGE_ALERT):
        lacking = duty_notes.count_without_note(staff)
        yield Waiting(
            "Alerts with nothing written",
            "/duty/nothing-written",
            lacking.number,
            "soon",
            f"You took {lacking.own} of them." if lacking.own else "",
            lacking.long,
            "for over an hour",
        )


def _holds(staff: StaffMember, counts: desk.DeskCounts | None, late: LateWork | None) -> Iterator[Waiting]:
    if counts is not None and late is not None and staff.may(Permission.DECIDE_FREEZE):
        yield Waiting(
            "Asked to hold something",
            "/screening/freezes",
            counts.freezes,
            "soon",
            "Something is about to happen. Decide before it does.",
            late.freezes,
            "due today or late",
        )


def _screening(staff: StaffMember, counts: desk.DeskCounts | None) -> Iterator[Waiting]:
    if counts is None or not staff.may(Permission.SCREEN):
        return
    yield Waiting("Safety flags to screen", "/screening", counts.flagged, "late")
    yield Waiting("Claimed by me", "/screening/mine", counts.mine, "active", "Go on where you stopped.")
    yield Waiting("Sent back to the desk", "/screening/returned", counts.returned, "soon")
    in_box = f"And {counts.late_flagged} in the box above the queue." if counts.late_flagged else ""
    yield Waiting("Past the day to act by", "/screening?late=yes", counts.late, "late", in_box)
    yield Waiting("Nobody has claimed these", "/screening?claimed=nobody", counts.unclaimed, "soon")


def _people(staff: StaffMember, counts: desk.DeskCounts | None, late: LateWork | None) -> Iterator[Waiting]:
    """Yield what people wait for: to be read, rung, written to, and given an advocate."""
    if counts is None or late is None or not staff.may(Permission.SCREEN):
        return
    yield Waiting("Messages to read", "/screening/unread", counts.unread, "soon", late=late.unread)
    yield Waiting("People to ring", "/screening/calls", counts.calls, "soon", late=late.calls)
    yield Waiting("Letters to post", "/screening/letters", counts.letters, "soon", late=late.letters)
    yield Waiting(
        "Advocates to ask for", "/screening/advocates", late.requests, "soon", late=late.requests_late
    )


def _signing(staff: StaffMember, counts: desk.DeskCounts | None, late: LateWork | None) -> Iterator[Waiting]:
    if counts is not None and late is not None and staff.may(Permission.SIGN):
        yield Waiting(
            "Decisions to sign",
            "/screening/to-sign",
            counts.to_sign,
            "soon",
            "You are the second person.",
            late.to_sign,
        )


def _looking_over(staff: StaffMember) -> Iterator[Waiting]:
    if staff.may(Permission.SUPERVISE):
        count = len(set_aside.list_sampled(staff))
        yield Waiting("Set aside, to look over", "/screening/sample", count, "soon")


def _mails(demo: bool) -> Iterator[Waiting]:
    if demo:
        count = mails_shown.count_waiting_mails()
        yield Waiting("Mails", "/staff/mails", count, "", "Mails of this demonstration stay on this machine.")
