"""A portal that really serves: gunicorn in a process of its own, on this machine, with its own data."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from tests.databases import demo_settings, migrated_app
from tests.factories import make_background
from tests.house_rules import ROOT

PATIENCE = 60


@dataclass(frozen=True)
class LiveServer:
    """Where it answers, and an app on the same database to put rows in and to look."""

    url: str
    app: Flask
    folder: Path


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve_portal(folder: Path, **environ: str) -> Iterator[LiveServer]:
    """Serve a freshly migrated portal in demo mode until the block ends."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environ = {"PORTAL_BASE_URL": url, **environ}
    app = migrated_app(demo_settings(folder, **environ), make_background)
    full = {**os.environ, "PORTAL_DEMO": "1", "PORTAL_INSTANCE": str(folder), **environ}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
        "--threads",
        "8",
    ]
    log = (folder / "server.log").open("w")
    process = subprocess.Popen(
        [*command, "--no-control-socket", "wsgi:app"], cwd=ROOT, env=full, stdout=log, stderr=log
    )
    try:
        _wait_until_it_answers(url, process, folder / "server.log")
        yield LiveServer(url, app, folder)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        log.close()


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Ask for the health page until it comes; a server that stopped shows its log."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    last_moment = time.monotonic() + PATIENCE
    while time.monotonic() < last_moment and process.poll() is None:
        try:
            with opener.open(f"{url}/healthz", timeout=5):
                return
        except OSError:  # not listening yet, or still importing
            time.sleep(0.1)
    raise AssertionError(f"The portal did not start:\n{log.read_text()}")
