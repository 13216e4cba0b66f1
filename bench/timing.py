"""Asking for a page again and again, inside this process and over HTTP, and counting its queries."""

import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from bench.visiting import Timed
from tests.databases import count_queries
from tests.house_rules import ROOT
from tests.journeys.serving import free_port

WARMING = 5
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Times:
    """What a page took, in milliseconds; ``cpu`` is what this process worked, however busy others are."""

    median: float
    p95: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.median:8.1f} {self.p95:8.1f}"


def time_calls(call: Callable[[], None], runs: int) -> Times:
    """Return what so many calls took, once it was called a few times to warm up."""
    for _ in range(WARMING):
        call()
    taken, worked = [], []
    for _ in range(runs):
        begun, before = time.perf_counter(), time.process_time()
        call()
        taken.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - before) * 1000)
    return Times(statistics.median(taken), statistics.quantiles(taken, n=20)[18], statistics.median(worked))


def inside(app: Flask, page: Timed) -> Callable[[], None]:
    """Return what opens a page inside this process, through the whole WSGI application."""
    client = app.test_client(use_cookies=False)

    def call() -> None:
        answer = client.get(page.path, headers={"Cookie": page.cookie})
        answer.get_data()
        assert answer.status_code == 200, f"{page.name} answered {answer.status_code}"

    return call


def count_of_queries(app: Flask, page: Timed) -> int:
    """Return how many statements one opening of a page sends."""
    with count_queries(app) as queries:
        inside(app, page)()
    return queries.count


class Server:
    """A gunicorn of one worker, asked over one connection that stays open."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE_SECONDS)

    def opening(self, page: Timed) -> Callable[[], None]:
        """Return what opens a page over HTTP."""

        def call() -> None:
            self._connection.request("GET", page.path, headers={"Cookie": page.cookie})
            answer = self._connection.getresponse()
            answer.read()
            assert answer.status == 200, f"{page.name}: {answer.status}"

        return call

    def leave(self) -> None:
        """Close the connection."""
        self._connection.close()


@contextmanager
def gunicorn(target: str, **environ: str) -> Iterator[Server]:
    """Serve an application on 127.0.0.1 until the block ends."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    own = {**os.environ, **environ, "PORTAL_BASE_URL": url}
    process = subprocess.Popen(
        [*command, "--worker-class", "gthread", "--no-control-socket", "--log-level", "error", target],
        cwd=ROOT,
        env=own,
    )
    try:
        _wait_for(url)
        server = Server(url)
        try:
            yield server
        finally:
            server.leave()
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def settings_for(folder: Path) -> dict[str, str]:
    """Return the environment of a demonstration in a folder."""
    return {"PORTAL_DEMO": "1", "PORTAL_INSTANCE": str(folder)}


def _wait_for(url: str) -> None:
    last_moment = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            assert time.monotonic() < last_moment, f"{url} did not start"
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
