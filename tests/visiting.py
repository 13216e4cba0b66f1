"""Walking over every route: which there are, what to put in their addresses, and who may open them."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.domain.permissions import permissions_of
from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.web.access import OPEN_BLUEPRINTS, OPEN_TO_ALL
from portal.web.journey_pages import MOUNTED, Journey
from tests.pages import PageClient

# What a GET may write: who looked, when somebody was last seen, and failures that are counted.
MAY_CHANGE = {"access_log", "failed_tries"}
MAY_CHANGE_COLUMNS = {"seen_at"}
READS = re.compile(r"\s*SELECT\b", re.IGNORECASE)
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@dataclass(frozen=True)
class Route:
    """One rule of the URL map that a view of the portal answers."""

    rule: Rule
    permission: Any

    @property
    def endpoint(self) -> str:
        """Return its name, such as `screening.desk`."""
        return str(self.rule.endpoint)

    @property
    def is_open(self) -> bool:
        """Say whether anybody may open it."""
        return self.endpoint in OPEN_TO_ALL or self.endpoint.split(".")[0] in OPEN_BLUEPRINTS

    @property
    def takes_posts(self) -> bool:
        """Say whether forms are sent to it."""
        return "POST" in (self.rule.methods or ())

    @property
    def gives_pages(self) -> bool:
        """Say whether it can be opened."""
        return "GET" in (self.rule.methods or ())

    def allows(self, role: Role | None) -> bool:
        """Say whether somebody of this role, or a stranger for None, may open it."""
        return self.is_open or (role is not None and self.permission in permissions_of(role))

    def address(self, app: Flask, **values: Any) -> str:
        """Return a path that leads to it; parameters that are not given get believable values."""
        filled = {
            name: values.get(name, 1 if "Integer" in type(c).__name__ else "x")
            for name, c in self.rule._converters.items()
        }
        with app.test_request_context():
            return str(app.url_map.bind("localhost").build(self.endpoint, filled))

    def addresses(self, app: Flask, **values: Any) -> list[str]:
        """Return paths that lead to it: one for each page of a journey, one for anything else."""
        pages = pages_of_journey(self.endpoint) if "name" in self.rule.arguments else []
        return [self.address(app, **values, name=page) for page in pages] or [self.address(app, **values)]


def all_journeys() -> list[Journey]:
    """Return every journey that a module of the web defines."""
    modules = [m for name, m in list(sys.modules.items()) if name.startswith("portal.web.")]
    found = {id(thing): thing for m in modules for thing in vars(m).values() if isinstance(thing, Journey)}
    return [journey for journey in found.values() if journey.name in MOUNTED]


def pages_of_journey(endpoint: str) -> list[str]:
    """Return the names of the pages behind an endpoint such as `public.complaint_page`; none for others."""
    mounted = [j for j in all_journeys() if endpoint.startswith(f"{MOUNTED[j.name]}_")]
    return [page.name for journey in mounted for page in journey.pages]


def begin_every_journey(client: PageClient) -> None:
    """Press the first button of every journey; the complaint, begun last, has a draft for its pages."""
    with client.application.test_request_context():
        starts = [journey.url("") for journey in all_journeys()]
    for start in sorted(starts, key=lambda start: start == "/complaint"):  # the longest stays begun
        page = client.get_page(start)
        if page.status != 200:
            continue
        begun = client.submit(page)
        if "Begin something new" in begun.buttons:  # the journey before is put away first
            client.submit(begun, {}, "Begin something new")


def all_routes(app: Flask) -> list[Route]:
    """Return every route of the portal."""
    return [
        Route(rule, getattr(app.view_functions[rule.endpoint], "required_permission", None))
        for rule in app.url_map.iter_rules()
    ]


def believable(app: Flask) -> dict[str, Any]:
    """Return values for parameters of addresses that lead to a row every test has."""
    from portal.models.feedback import Feedback

    with app.app_context():
        reference = db.session.scalar(select(Feedback.reference).order_by(Feedback.id).limit(1))
    return {"reference": reference}


def everybody(signed_in: Callable[[Role], PageClient], client: PageClient) -> dict[Role | None, PageClient]:
    """Return a signed-in client for each role, and a stranger's under None."""
    return {None: client, **{role: signed_in(role) for role in Role}}


def shared_out(
    app: Flask, visitors: dict[Role | None, PageClient]
) -> Iterator[tuple[Role | None, PageClient, list[Route]]]:
    """Yield each visitor with the routes that none before them may open: so each is walked once."""
    left = all_routes(app)
    for role in sorted(visitors, key=lambda role: (role is not None, role is not Role.SUPERVISOR)):
        yield role, visitors[role], [route for route in left if route.allows(role)]
        left = [route for route in left if not route.allows(role)]


def what_is_stored(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, without what reading may change."""
    with app.app_context():
        found = {}
        for table in db.metadata.sorted_tables:
            columns = [c for c in table.columns if c.name not in MAY_CHANGE_COLUMNS]
            if table.name not in MAY_CHANGE:
                rows = db.session.execute(select(*columns)).all()
                found[table.name] = sorted((tuple(row) for row in rows), key=repr)
        db.session.rollback()
        return found


def writes_something(statements: list[str]) -> bool:
    """Say whether statements may have changed more than the tables that reading may change."""
    written = (WRITES.match(statement) for statement in statements if not READS.match(statement))
    return any(found is None or found[1] not in MAY_CHANGE for found in written)


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return the names of the tables whose rows differ."""
    return [name for name, rows in after.items() if rows != before[name]]


@dataclass(frozen=True)
class Mishap:
    """What went wrong at one address; collected, so that one run names them all."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def mishaps_of(where: str, ask: Callable[[], TestResponse]) -> Iterator[Mishap]:
    """Ask for something and yield what should not have come: an exception, a faulty page or a 500."""
    try:
        response = ask()
    except Exception as problem:
        yield Mishap(where, f"{type(problem).__name__}: {str(problem)[:300]}")
    else:
        if response.status_code >= 500:
            yield Mishap(where, f"answered {response.status_code}")
