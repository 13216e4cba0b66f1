"""By when an item on the screening desk has to be looked at; the day after, it is overdue."""

from datetime import date

from portal.domain.clocks import due_date
from portal.domain.vocabulary import Audience, Kind
from portal.domain.workingdays import Calendar

NEXT_DAY = 1
THANKS_AND_IDEAS = 5
NEXT_DAY_AUDIENCES = frozenset({Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER, Audience.ADVOCATE})
DAYS_BY_KIND = {
    Kind.ENQUIRY: NEXT_DAY,
    Kind.ADVOCATE_REQUEST: NEXT_DAY,
    Kind.COMMENT: THANKS_AND_IDEAS,
    Kind.COMPLIMENT: THANKS_AND_IDEAS,
}


def act_by(
    kind: Kind,
    audience: Audience,
    received_on: date,
    about_to_happen_on: date | None,
    calendar: Calendar,
    screen_days: int,
    *,
    about_to_happen: bool = False,
) -> date:
    """Return the last day on which screening is in time; `screen_days` are the profile's working days.

    Something about to happen brings it to the working day before, no later than 1 working day after receipt
    and no earlier than receipt; `about_to_happen` says so where its day isn't known.
    """
    soonest = due_date(received_on, NEXT_DAY, calendar).due_on
    if about_to_happen_on is not None:
        return max(received_on, min(soonest, calendar.working_before(about_to_happen_on)))
    if about_to_happen or audience in NEXT_DAY_AUDIENCES:
        return soonest
    return due_date(received_on, DAYS_BY_KIND.get(kind, screen_days), calendar).due_on
