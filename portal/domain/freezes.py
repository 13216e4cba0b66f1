"""Holding what is about to happen: by when a manager decides, whom it is put to, and who may not decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.vocabulary import FeedbackStatus, FreezeStatus, Role
from portal.domain.workflow import FREEZE_MOVES, FreezeAction
from portal.domain.workingdays import ONE_DAY, Calendar

NEEDS_REASON = frozenset({FreezeAction.HOLD_IN_PART, FreezeAction.LET_GO_AHEAD, FreezeAction.END})
HELD = frozenset({FreezeStatus.HELD, FreezeStatus.HELD_IN_PART})
LEFT = frozenset({FeedbackStatus.SET_ASIDE, FeedbackStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody who may decide, and how near they are to it."""

    id: int
    role: Role
    of_the_team: bool
    manages_asker: bool


def may_ask(status: FeedbackStatus, requests: Iterable[FreezeStatus]) -> bool:
    """Whether a hold can be asked for: none waits, and the item was not set aside or withdrawn."""
    return status not in LEFT and FreezeStatus.ASKED not in set(requests)


def decide_by(today: date, happens_on: date | None, calendar: Calendar) -> date:
    """Return the day by which a manager decides: within one working day, and before it happens.

    The last working day before it happens may be gone by: then it is today, whatever day that is.
    """
    within = calendar.next_working(today + ONE_DAY)
    if happens_on is None or happens_on > within:
        return within
    return max(today, calendar.working_before(happens_on))


def tell_by(today: date, happens_on: date, calendar: Calendar) -> date:
    """Return the last day on which somebody is still told in time, today at the latest."""
    return max(today, calendar.working_before(happens_on))


def choose_decider(candidates: Iterable[Decider]) -> int | None:
    """Return who is asked: the team's manager, else the officer's own, else any manager or supervisor."""
    ranked = sorted(
        candidates,
        key=lambda one: (
            not (one.of_the_team and one.role is Role.MANAGER),
            not one.manages_asker,
            one.role is not Role.MANAGER,
            one.id,
        ),
    )
    return ranked[0].id if ranked else None


def actions_from(status: FreezeStatus) -> tuple[FreezeAction, ...]:
    """Return what can be decided now, holding always first: the presumption is in favour of it."""
    return tuple(action for start, action in FREEZE_MOVES if start is status)
