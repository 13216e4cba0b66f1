"""A real clamd for tests, with signatures of our own: it knows EICAR's string and nothing else."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hostile import EICAR

PATIENCE = 60
NOBODY = "nobody"


@contextmanager
def running_clamd() -> Iterator[str]:
    """Run clamd without rights and yield the path of its socket; skips loudly where there is none."""
    program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("NOT TESTED WITH CLAMD: clamav-daemon is not installed")
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    try:
        with _started(program, folder) as address:
            yield address
    finally:
        shutil.rmtree(folder)


@contextmanager
def _started(program: str, folder: Path) -> Iterator[str]:
    address, settings = folder / "clamd.sock", folder / "clamd.conf"
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "test.ndb").write_text(f"Portal.Test.Eicar:0:*:{EICAR.hex()}\n")
    settings.write_text(
        f"LocalSocket {address}\nDatabaseDirectory {signatures}\nTemporaryDirectory {folder}\n"
        "Foreground yes\nStreamMaxLength 16M\nMaxThreads 2\n"
    )
    whose = {"user": NOBODY, "group": "nogroup"} if os.geteuid() == 0 else {}
    if whose:
        for path in (folder, signatures, *signatures.iterdir(), settings):
            shutil.chown(path, NOBODY)
    process = subprocess.Popen(
        [program, "--config-file", str(settings)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **whose,  # type: ignore[call-overload]
    )
    try:
        _wait_for(address, process)
        yield str(address)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _wait_for(address: Path, process: subprocess.Popen[bytes]) -> None:
    """Ask until it answers; one that stopped fails the test."""
    last_moment = time.monotonic() + PATIENCE
    while time.monotonic() < last_moment and process.poll() is None:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(address))
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("clamd did not start")
