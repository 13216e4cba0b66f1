"""Copies of a PostgreSQL database, through its own pg_dump, pg_restore and psql."""

import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import URL

from portal.services.backup_contents import COUNTED, BackupProblem, Contents, SealedSample, ends_of

Row = dict[str, str]


def copy_database(url: URL, file: Path) -> None:
    """Write a consistent copy while the portal runs: one file of mode 0600, which must not be there yet."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", *_address(url)], url, stdout=out)
        os.fsync(out.fileno())


def put_in_place(file: Path, url: URL, tables: list[str]) -> None:
    """Drop ``tables`` and make those of the copy, in one transaction; BackupProblem means nothing changed."""
    drop = [f"DROP TABLE IF EXISTS {', '.join(_quoted(name) for name in tables)} CASCADE"] if tables else []
    command = ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    command += [part for statement in drop for part in ("--command", statement)]
    with _statements(file) as source:
        _run([*command, "--file=-", *_address(url)], url, stdin=source, stdout=subprocess.DEVNULL)


def read_copy(file: Path) -> Contents:
    """Return what a copy holds, once all of it was read; raises BackupProblem."""
    if not file.is_file():
        raise BackupProblem(f"There is no file {file}.")
    _run(["pg_restore", f"--file={os.devnull}", str(file)])
    installation = next(_rows(file, "installation"), {})
    revision = next(_rows(file, "alembic_version"), None)
    return Contents(
        revision=revision["version_num"] if revision else None,
        mode=installation.get("mode", ""),
        council=installation.get("council", ""),
        counts={name: sum(1 for _ in _rows(file, name)) for name in COUNTED},
        wrapped_by=Counter(row["wrapped_by"] for row in _rows(file, "data_key")),
        started_with=installation.get("key_fingerprint"),
        sample=tuple(_sample(file)),
    )


def _sample(file: Path) -> Iterator[SealedSample]:
    looked_at = ends_of(sorted(int(row["feedback_id"]) for row in _rows(file, "feedback_words")))
    key_of = {
        int(row["id"]): row["data_key_id"] for row in _rows(file, "feedback") if int(row["id"]) in looked_at
    }
    wanted = set(key_of.values())
    keys = {row["id"]: row for row in _rows(file, "data_key") if row["id"] in wanted}
    for row in _rows(file, "feedback_words"):
        feedback_id = int(row["feedback_id"])
        if feedback_id in key_of and key_of[feedback_id] in keys:
            key = keys[key_of[feedback_id]]
            yield SealedSample(feedback_id, _bytes(row["said"]), _bytes(key["wrapped"]), key["wrapped_by"])


def _rows(file: Path, table: str) -> Iterator[Row]:
    """Yield the rows of one table of a copy, as pg_restore writes them for COPY."""
    with _statements(file, "--data-only", f"--table={table}") as source:
        names: list[str] = []
        for line in source:
            text = line.decode().rstrip("\n")
            if text.startswith("COPY "):
                names = [name.strip(' "') for name in text.partition("(")[2].partition(")")[0].split(",")]
            elif text == "\\.":
                names = []
            elif names:
                yield dict(zip(names, text.split("\t"), strict=True))


def _bytes(text: str) -> bytes:
    """Return a bytea value: a doubled backslash, an x, and hexadecimal digits."""
    return bytes.fromhex(text.partition("x")[2])


@contextmanager
def _statements(file: Path, *options: str) -> Iterator[IO[bytes]]:
    """Open what a copy says as SQL, all of it written first, so that half of it is never put in place."""
    with tempfile.TemporaryFile() as said:
        _run(["pg_restore", "--no-owner", "--no-privileges", "--file=-", *options, str(file)], stdout=said)
        said.seek(0)
        yield said


def _address(url: URL) -> list[str]:
    """Return where the database is, without its password: other users of a machine can read command lines."""
    return ["--dbname", url._replace(drivername="postgresql", password=None).render_as_string()]


def _run(command: list[str], url: URL | None = None, **streams: Any) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise BackupProblem(f"{command[0]} is not installed: install Debian's postgresql-client.")
    password = {"PGPASSWORD": str(url.password)} if url is not None and url.password else {}
    done = subprocess.run(  # noqa: S603 - a fixed program; its arguments come from the operator
        [program, *command[1:]],
        env={**os.environ, **password},
        stderr=subprocess.PIPE,
        check=False,
        **streams,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise BackupProblem(f"{command[0]} failed: {said[0] if said else done.returncode}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
