"""The way from claim to acknowledgement, timed load by load on as many items as there are runs."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select

from bench.visiting import sign_in
from portal.domain.vocabulary import Audience, FeedbackStatus, Kind, Role
from portal.extensions import db
from portal.models.feedback import Feedback
from tests.databases import count_queries
from tests.desk_walk import from_claim_to_acknowledgement
from tests.pages import PageClient


@dataclass
class Load:
    """What one load took on each item: milliseconds in the portal and of its work alone, and queries."""

    milliseconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    queries: set[int] = field(default_factory=set)

    @property
    def median(self) -> float:
        """Return the median of its times."""
        return statistics.median(self.milliseconds)

    @property
    def cpu(self) -> float:
        """Return the median of what this process worked, however busy others were."""
        return statistics.median(self.worked)

    @property
    def slowest(self) -> float:
        """Return the longest of its times."""
        return max(self.milliseconds)


class Meter:
    """Counts the time that requests spend inside an application, not what the client does around them."""

    def __init__(self, wsgi_app: Callable[..., Any]) -> None:
        self._wsgi_app = wsgi_app
        self.seconds = self.worked = 0.0

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Answer a request and note how long that took."""
        begun, before = time.perf_counter(), time.process_time()
        try:
            return list(self._wsgi_app(environ, start_response))
        finally:
            self.seconds += time.perf_counter() - begun
            self.worked += time.process_time() - before


def time_presses(app: Flask, runs: int) -> dict[str, Load]:
    """Walk an officer's whole way on so many items, after one to warm up; return each load's times."""
    with app.app_context():
        references = _adults_complaints(runs + 1)
        token = sign_in(Role.SCREENING_OFFICER).partition("=")[2]
    meter = Meter(app.wsgi_app)
    loads: dict[str, Load] = {}
    app.wsgi_app = meter  # type: ignore[method-assign]
    officer = PageClient(app, app.response_class)
    officer.set_cookie("staff", token)
    _walk(app, meter, officer, references[0], {})
    for reference in references[1:]:
        _walk(app, meter, officer, reference, loads)
    return loads


def _walk(app: Flask, meter: Meter, officer: PageClient, reference: str, loads: dict[str, Load]) -> None:
    way = from_claim_to_acknowledgement(officer, reference)
    while True:
        before, worked = meter.seconds, meter.worked
        with count_queries(app) as queries:
            step = next(way, None)
        if step is None:
            return
        name, page = step
        assert page.status == 200, f"{name}: {page.errors or page.status}"
        load = loads.setdefault(name, Load())
        load.milliseconds.append((meter.seconds - before) * 1000)
        load.worked.append((meter.worked - worked) * 1000)
        load.queries.add(queries.count)


def _adults_complaints(number: int) -> list[str]:
    """Return references of complaints that wait in the queue, the latest to be acted on first."""
    waiting = select(Feedback.reference).where(
        Feedback.status == FeedbackStatus.RECEIVED,
        Feedback.kind == Kind.COMPLAINT,
        Feedback.audience == Audience.ADULT,
        Feedback.claimed_by_id.is_(None),
        ~Feedback.danger,
    )
    ordered = waiting.order_by(Feedback.act_by.desc(), Feedback.id.desc())
    return list(db.session.scalars(ordered.limit(number)))
