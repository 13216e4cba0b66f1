"""Fixtures every test may use; rows come from tests.factories, pages from tests.pages."""

import os
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.domain.vocabulary import Role
from tests import databases
from tests.databases import BOTH, PreparedPortal
from tests.pages import PageClient

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
SERVICES = Path(__file__).parent / "services"
CASES_ON_POSTGRESQL = 1
# A file goes to one worker as a whole: the long ones first, so that all workers end together.
LONG = ("test_bad_input", "test_nothing_leaks", "test_bench", "test_races", "test_routes", "test_screening_")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every service test that needs a database on both."""
    chosen = any(mark.args[0] == "database_kind" for mark in metafunc.definition.iter_markers("parametrize"))
    if (
        "database_kind" in metafunc.fixturenames
        and SERVICES in metafunc.definition.path.parents
        and not chosen
    ):
        metafunc.parametrize("database_kind", BOTH, indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put long files first, and keep the first case of a matrix on PostgreSQL: the rest asks nothing new."""
    items.sort(key=lambda item: (item.path.parent.name != "journeys", not item.path.stem.startswith(LONG)))
    seen: Counter[str] = Counter()
    kept, left = [], []
    for item in items:
        on_postgresql = "postgresql" in getattr(getattr(item, "callspec", None), "params", {}).values()
        where = item.nodeid.partition("[")[0]
        seen[where] += on_postgresql
        (left if on_postgresql and seen[where] > CASES_ON_POSTGRESQL else kept).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def what_was_left_out(stats: dict[str, list[Any]]) -> list[str]:
    """Return the reasons of skipped tests that call themselves not tested."""
    skipped = [report.longrepr for report in stats.get("skipped", [])]
    reasons = {str(why[2]).removeprefix("Skipped: ") for why in skipped if isinstance(why, tuple)}
    return sorted(reason for reason in reasons if reason.startswith("NOT TESTED"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly what a run left out."""
    for reason in what_was_left_out(terminalreporter.stats):
        terminalreporter.write_line(f"*** {reason} ***", yellow=True, bold=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the automatic check over anything left out, whatever the reason."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and what_was_left_out(reporter.stats):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host and not str(host).startswith(LOOPBACK):
            raise AssertionError(f"A test reached for {host}: tests need no network.")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def sqlite_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreparedPortal]:
    """The portal on SQLite, once per session."""
    from tests.factories import make_background

    portal = databases.prepare_sqlite(tmp_path_factory.mktemp("sqlite"), make_background)
    yield portal
    portal.close()


@pytest.fixture(scope="session")
def postgresql_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreparedPortal]:
    """The portal on PostgreSQL, once per session and worker; skips loudly where there is none."""
    from tests.factories import make_background

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    folder = tmp_path_factory.mktemp("postgresql")
    portal = databases.prepare_postgresql(folder, worker, make_background)
    yield portal
    portal.close()


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database this test runs on; `on_both_databases` in tests.databases asks for two."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def app(database_kind: str, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The portal with migrated tables and background rows; no context is pushed, for pages make their own."""
    portal: PreparedPortal = request.getfixturevalue(f"{database_kind}_portal")
    portal.restore()
    config, extensions = dict(portal.app.config), dict(portal.app.extensions)
    yield portal.app
    for kept, before in ((portal.app.config, config), (portal.app.extensions, extensions)):
        kept.clear()
        kept.update(before)


@pytest.fixture
def app_context(app: Flask) -> Iterator[Flask]:
    """An app context, for tests of services; don't fetch pages inside it, they would share its session."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A browser without JavaScript that fails the test on a faulty page."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


@pytest.fixture
def signed_in(app: Flask) -> Callable[..., PageClient]:
    """Return a function: signed_in(role) gives a new client in which somebody of that role is signed in."""
    from portal.services import accounts
    from tests import factories

    def sign_in(role: Role = Role.SCREENING_OFFICER, **overrides: Any) -> PageClient:
        with app.app_context():
            account = factories.make_account(role, **overrides)
            token = accounts.sign_in(account.email, factories.PASSWORD, "127.0.0.1")
        client = app.test_client()
        assert isinstance(client, PageClient)
        client.account = account
        client.set_cookie("staff", token or "")
        return client

    return sign_in


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], Any]:
    """Return a context manager: `with count_queries() as queries: …` and then `queries.count`."""
    return lambda: databases.count_queries(app)


class Clock:
    """The time as the portal sees it, standing still until it is moved."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def set(self, moment: datetime) -> None:
        """Go to an aware instant."""
        assert moment.tzinfo is not None
        self._traveller.move_to(moment, tick=False)

    def forward(self, **span: float) -> None:
        """Go forward by days, hours, minutes or seconds."""
        self._traveller.shift(timedelta(**span))


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock that stands at noon in London on Tuesday 10 March 2026."""
    with time_machine.travel("2026-03-10T12:00:00+00:00", tick=False) as traveller:
        yield Clock(traveller)
