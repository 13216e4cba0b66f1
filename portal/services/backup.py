"""Copies of the database, without its keys: making one, trying whether it opens, putting it in place."""

from dataclasses import dataclass
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import URL, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from portal.config import ROOT, Settings
from portal.extensions import db
from portal.models.account import Account
from portal.models.draft import Draft
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services import backup_postgresql, backup_sqlite
from portal.services.backup_contents import BackupProblem, Contents, count_opened
from portal.services.examination import BACKUP_JOB
from portal.services.now import now
from portal.services.periodic import note_success


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a copy; ``usable`` where this portal, with these keys, could go on from it."""

    contents: Contents
    opened: int
    problems: tuple[str, ...]
    needs_upgrade: bool

    @property
    def usable(self) -> bool:
        """Whether nothing stands against it."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did; ``kept`` is the copy of what was there before, where there was anything."""

    verdict: Verdict
    kept: Path | None


def create_backup(file: Path | None = None) -> Path:
    """Write a copy of the database into one file and return where; raises BackupProblem. Commits a note."""
    written = _copy_to(file or _backups() / f"portal-{_stamp()}.{_suffix()}")
    note_success(BACKUP_JOB)
    return written


def verify_backup(file: Path) -> Verdict:
    """Read a copy whole and try it with the keys to hand; raises BackupProblem where it can't be read."""
    contents = backup_sqlite.read_copy(file) if _is_sqlite(file) else backup_postgresql.read_copy(file)
    opened = count_opened(contents.sample)
    head, known = _revisions()
    problems = [
        f"PORTAL_DATA_KEYS lacks the key {name}, which this copy needs ({count} data keys)"
        for name, count in contents.lacking.items()
    ]
    if not problems and opened < len(contents.sample):
        problems.append(f"only {opened} of {len(contents.sample)} pieces opened: the copy was altered")
    if contents.revision not in known:
        problems.append(
            "it was made by another version of the portal, whose migrations this one does not have"
        )
    problems += _belongs_elsewhere(contents)
    return Verdict(contents, opened, tuple(problems), needs_upgrade=contents.revision != head)


def restore_backup(file: Path, *, replace: bool = False) -> Restored:
    """Put a copy in the place of the database; raises BackupProblem and then has changed nothing.

    A database with rows is only replaced where ``replace`` says so, and a copy of it is kept.
    """
    url = _url()
    if _is_sqlite(file) != (url.get_backend_name() == "sqlite"):
        raise BackupProblem("The copy is of another kind of database than DATABASE_URL.")
    verdict = verify_backup(file)
    if not verdict.usable:
        raise BackupProblem("; ".join(verdict.problems))
    has_rows = _has_rows()
    if has_rows and not replace:
        raise BackupProblem("The database holds rows. To replace them, keeping a copy, add --replace.")
    kept = _copy_to(_backups() / f"before-restore-{_stamp()}.{_suffix()}") if has_rows else None
    tables = inspect(db.engine).get_table_names()
    db.session.remove()
    db.engine.dispose()
    if url.get_backend_name() == "sqlite":
        backup_sqlite.put_in_place(file, _database_file(url))
    else:
        backup_postgresql.put_in_place(file, url, tables)
    return Restored(verdict, kept)


def _copy_to(file: Path) -> Path:
    """Copy under another name first, so that a file with the right name is always whole."""
    if file.exists():
        raise BackupProblem(f"There is a file {file} already.")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = file.with_name(f"{file.name}.unfinished")
    url = _url()
    db.session.rollback()
    try:
        if url.get_backend_name() == "sqlite":
            backup_sqlite.copy_database(_database_file(url), unfinished)
        else:
            backup_postgresql.copy_database(url, unfinished)
        unfinished.rename(file)
    except FileExistsError as problem:
        raise BackupProblem(f"Another backup is being made, or broke off: remove {unfinished}.") from problem
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return file


def _belongs_elsewhere(contents: Contents) -> list[str]:
    """Return why this installation would refuse to start on the copy."""
    settings = _settings()
    mode = "demo" if settings.demo else "production"
    problems = []
    if contents.mode not in ("", mode):
        problems.append(f"it belongs to a {contents.mode} installation, not a {mode} one")
    if contents.council not in ("", settings.council):
        problems.append(f"it belongs to the council profile {contents.council}, not {settings.council}")
    return problems


def _has_rows() -> bool:
    """Whether anybody's rows lie in the database; one without tables has none."""
    if not inspect(db.engine).has_table(Feedback.__tablename__):
        return False
    try:
        return any(db.session.scalar(select(func.count(t.id))) for t in (Feedback, Draft, Account, Record))
    except SQLAlchemyError as problem:
        raise BackupProblem(
            "The database that is there can't be read: move it away by hand first."
        ) from problem
    finally:
        db.session.rollback()


def _revisions() -> tuple[str | None, set[str]]:
    """Return the newest migration, and all there are."""
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    return scripts.get_current_head(), {script.revision for script in scripts.walk_revisions()}


def _is_sqlite(file: Path) -> bool:
    if not file.is_file():
        raise BackupProblem(f"There is no file {file}.")
    with file.open("rb") as start:
        return start.read(16) == b"SQLite format 3\x00"


def _url() -> URL:
    return db.engine.url


def _database_file(url: URL) -> Path:
    return Path(url.database or "")


def _suffix() -> str:
    return "sqlite" if _url().get_backend_name() == "sqlite" else "dump"


def _stamp() -> str:
    return f"{now():%Y%m%d-%H%M%S-%f}"


def _backups() -> Path:
    return _settings().instance / "backups"


def _settings() -> Settings:
    settings: Settings = current_app.extensions["portal.settings"]
    return settings
