"""What ``flask doctor`` looks at; every finding says what to do."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from portal.config import ROOT, Settings
from portal.extensions import db
from portal.models.account import Account
from portal.models.data_key import DataKey
from portal.models.outbox import MailStatus, OutboxMail, PeriodicJob
from portal.services.council import current_council
from portal.services.now import now, today
from portal.services.scanning import read_state
from portal.services.sealing import fingerprint, keyring

LOW_DISK_BYTES = 500 * 1024 * 1024
OUTBOX_JOB = "outbox"
BACKUP_JOB = "backup"
BACKUP_TOO_OLD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is right, and whether the portal may not serve like this."""

    about: str
    says: str
    right: bool = True
    stops: bool = False

    @property
    def mark(self) -> str:
        """``ok``, ``warning`` or ``wrong``."""
        return "ok" if self.right else ("wrong" if self.stops else "warning")


def examine(*, starting: bool = False) -> tuple[Finding, ...]:
    """Return a finding for everything looked at; ``starting`` looks only at what stops the portal."""
    looks: tuple[Callable[[], Finding], ...] = (look_at_migrations, look_at_keys, look_at_safety_numbers)
    if not starting:
        looks += (
            look_at_scanner,
            look_at_file_lead,
            look_at_outbox,
            look_at_backup,
            look_at_disk,
            look_at_pdf,
            look_at_mode,
        )
    return tuple(_look(look) for look in looks)


def look_at_migrations() -> Finding:
    """Whether the database is at the newest migration."""
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    current = MigrationContext.configure(db.session.connection()).get_current_revision()
    if current == head:
        return Finding("database", f"at the newest migration, {head}")
    return Finding("database", "run: flask --app wsgi db upgrade", right=False, stops=True)


def look_at_keys() -> Finding:
    """Whether every data key can be opened with the keys to hand."""
    known = {fingerprint(key) for key in keyring().data_keys}
    rows = db.session.execute(select(DataKey.wrapped_by, func.count()).group_by(DataKey.wrapped_by))
    lost = {name: count for name, count in rows if name not in known}
    if lost:
        named = ", ".join(f"{name} ({count} pieces)" for name, count in lost.items())
        return Finding("keys", f"PORTAL_DATA_KEYS lacks {named}", right=False, stops=True)
    return Finding("keys", "every data key can be opened")


def look_at_safety_numbers() -> Finding:
    """Whether the telephone numbers for somebody in danger are filled in and were looked over this year."""
    if current_council().safety_is_complete(today()):
        return Finding("safety numbers", "filled in and looked over within a year")
    says = "fill in the [safety] phone numbers of the council profile, and reviewed_on"
    return Finding("safety numbers", says, right=False, stops=not _settings().demo)


def look_at_scanner() -> Finding:
    """Whether files are checked for viruses; while the scanner is silent none of them opens."""
    state = read_state()
    if not state.configured:
        return Finding(
            "virus scanner", "none: files are marked as not checked; set PORTAL_CLAMD", right=_settings().demo
        )
    if not state.answers:
        says = (
            f"does not answer, {state.waiting} files wait and stay closed: start clamd, or mend PORTAL_CLAMD"
        )
        return Finding("virus scanner", says, right=False)
    return Finding("virus scanner", f"answers; {state.waiting} files wait for it")


def look_at_file_lead() -> Finding:
    """Whether somebody is named for files that may be illegal, and can sign in."""
    named = current_council().files.lead_email
    if not named:
        says = "nobody is named: supervisors open locked files; set lead_email under [files] in the profile"
        return Finding("locked files", says, right=_settings().demo)
    known = select(Account.id).where(Account.email == named.casefold(), Account.ended_at.is_(None))
    if db.session.scalar(known) is None:
        return Finding(
            "locked files", f"make an account for {named}: only they open locked files", right=False
        )
    return Finding("locked files", f"opened by {named} only")


def look_at_outbox() -> Finding:
    """Whether mail goes out."""
    job = db.session.get(PeriodicJob, OUTBOX_JOB)
    waiting = db.session.scalar(
        select(func.count(OutboxMail.id)).where(
            OutboxMail.status == MailStatus.QUEUED, OutboxMail.queued_at < now() - timedelta(minutes=15)
        )
    )
    ran = bool(job and job.succeeded_at and job.succeeded_at > now() - timedelta(minutes=5))
    if ran and not waiting:
        return Finding("outbox", "running")
    says = f"{waiting} mails wait longer than 15 minutes; start: flask --app wsgi outbox run"
    return Finding("outbox", says, right=False)


def look_at_backup() -> Finding:
    """How old the last backup is; a demonstration needs none."""
    job = db.session.get(PeriodicJob, BACKUP_JOB)
    made = job.succeeded_at if job else None
    recent = made is not None and made > now() - BACKUP_TOO_OLD
    age = f"made {(now() - made).days} days ago" if made else "never made"
    says = age if recent or _settings().demo else f"{age}; run: flask --app wsgi backup create"
    return Finding("backup", says, right=recent or _settings().demo)


def look_at_disk() -> Finding:
    """Whether there is room."""
    free = shutil.disk_usage(_settings().instance).free
    return Finding("disk", f"{free // 1024 // 1024} MB free", right=free > LOW_DISK_BYTES)


def look_at_pdf() -> Finding:
    """Whether copies can be saved as PDF here."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return Finding(
            "PDF", "install pango (libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0)", right=False
        )
    return Finding("PDF", "can be made")


def look_at_mode() -> Finding:
    """Which mode and council this is."""
    settings = _settings()
    return Finding("mode", f"{'demonstration' if settings.demo else 'production'} for {settings.council}")


def _look(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except SQLAlchemyError as problem:
        db.session.rollback()
        return Finding(
            look.__name__.removeprefix("look_at_"), type(problem).__name__, right=False, stops=True
        )


def _settings() -> Settings:
    settings: Settings = current_app.extensions["portal.settings"]
    return settings
