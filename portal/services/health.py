"""Whether the portal can serve: the database answers, and when each periodic job last succeeded."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.extensions import db
from portal.models.outbox import PeriodicJob


@dataclass(frozen=True, slots=True)
class Health:
    """What ``/healthz`` answers: no names, no counts of people."""

    serving: bool
    jobs: dict[str, str | None]

    def as_json(self) -> dict[str, Any]:
        """Return the answer as JSON holds it."""
        return {"serving": self.serving, "last_success": self.jobs}


def read_health() -> Health:
    """Return how the portal is."""
    try:
        rows = db.session.execute(select(PeriodicJob.name, PeriodicJob.succeeded_at)).all()
    except SQLAlchemyError:
        db.session.rollback()
        return Health(serving=False, jobs={})
    return Health(serving=True, jobs={name: at.isoformat() if at else None for name, at in rows})
