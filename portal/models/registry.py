"""Every record in one place, so that migrations and relationships see them all."""

from portal.models import (
    account,
    alert,
    case,
    data_key,
    draft,
    event,
    extra_day,
    feedback,
    installation,
    message,
    outbox,
    party,
    record,
    screening,
    throttle,
    visit,
)

RECORDS = (
    account,
    alert,
    case,
    data_key,
    draft,
    event,
    extra_day,
    feedback,
    installation,
    message,
    outbox,
    party,
    record,
    screening,
    throttle,
    visit,
)
