"""A server and an outbox worker that are killed without warning and started again, and the writers."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.house_rules import ROOT
from tests.journeys.serving import free_port

PATIENCE_SECONDS = 60
NAP_SECONDS = 0.05


@dataclass
class Portal:
    """The processes of one demo instance, all on this machine."""

    folder: Path
    port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Return where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        """Return the settings that all its processes share."""
        own = {"PORTAL_DEMO": "1", "PORTAL_INSTANCE": str(self.folder), "PORTAL_BASE_URL": self.url}
        return {**os.environ, **own}

    def start_server(self) -> None:
        """Start two gunicorn workers, and return once they answer."""
        serving = ["gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "4"]
        self._start("server", [*serving, "--no-control-socket", "wsgi:app"])
        _wait_for(self.answers, "the server")

    def start_outbox(self) -> None:
        """Start the worker that sends mail."""
        self._start("outbox", ["flask", "--app", "wsgi", "outbox", "run"])

    def kill(self, name: str) -> None:
        """Kill a process and its children at once, as a power cut would."""
        process = self.running.pop(name, None)
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def answers(self) -> bool:
        """Whether the server answers now; one that ended by itself is a failure."""
        ended = self.running["server"].poll()
        assert ended is None, f"the server ended by itself ({ended}):\n{self.log('server')}"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def finish_mails(self) -> None:
        """Send what is due, in a process that nobody kills."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "outbox", "run", "--once"]
        subprocess.run(
            command, cwd=ROOT, env=self.environ, check=True, timeout=PATIENCE_SECONDS, capture_output=True
        )

    def log(self, name: str) -> str:
        """Return what a process said."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _start(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


@contextmanager
def running_portal(folder: Path) -> Iterator[Portal]:
    """Run a portal whose database is there already, and leave nothing running."""
    portal = Portal(folder)
    try:
        portal.start_server()
        portal.start_outbox()
        yield portal
    finally:
        for name in list(portal.running):
            portal.kill(name)


@dataclass
class Writers:
    """People who go on sending, each in a process of their own."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, url: str, how_many: int) -> None:
        """Let them begin."""
        for number in range(how_many):
            command = [
                sys.executable,
                "-m",
                "tests.crash.writing",
                url,
                f"writer{number}",
                str(self._stop_file),
            ]
            with self._shown(number).open("wb") as shown, self._said(number).open("wb") as said:
                self.processes.append(subprocess.Popen(command, cwd=ROOT, stdout=shown, stderr=said))

    def finish(self) -> list[dict[str, str | None]]:
        """Let each end the complaint in hand; return every token and the reference shown for it."""
        self._stop_file.touch()
        for number, process in enumerate(self.processes):
            assert process.wait(PATIENCE_SECONDS) == 0, self._said(number).read_text()
        lines = [self._shown(number).read_text().splitlines() for number in range(len(self.processes))]
        return [json.loads(line) for written in lines for line in written]

    def end(self) -> None:
        """Leave none running."""
        for process in self.processes:
            process.kill()
            process.wait()

    def count_shown(self) -> int:
        """Return how many references were shown so far."""
        found = (self._shown(number).read_text() for number in range(len(self.processes)))
        return sum(text.count('"reference": "') for text in found)

    @property
    def _stop_file(self) -> Path:
        return self.folder / "stop-writing"

    def _shown(self, number: int) -> Path:
        return self.folder / f"shown-{number}.jsonl"

    def _said(self, number: int) -> Path:
        return self.folder / f"writer-{number}.log"


def _wait_for(is_so: object, what: str) -> None:
    assert callable(is_so)
    last_moment = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < last_moment, f"waited too long for {what}"
        time.sleep(NAP_SECONDS)
