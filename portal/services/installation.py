"""The installation row: one mode, one council, one set of data keys per database (DESIGN 4)."""

from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from portal.domain.errors import RefusedToStart
from portal.extensions import db
from portal.models.installation import Installation
from portal.services.now import now
from portal.services.sealing import fingerprint, keyring


def check_installation(*, mode: str, council: str) -> None:
    """Note the first start, and refuse a later one with another mode, council or key; raises RefusedToStart.

    Does nothing before the first migration.
    """
    if not inspect(db.engine).has_table("installation"):
        return
    row = db.session.scalar(select(Installation)) or _first_start(mode, council)
    known = {fingerprint(key) for key in keyring().data_keys}
    problems = []
    if row.mode != mode:
        problems.append(f"this database belongs to a {row.mode} installation, not a {mode} one")
    if row.council != council:
        problems.append(f"this database belongs to the council profile {row.council}, not {council}")
    if row.key_fingerprint not in known:
        problems.append(f"PORTAL_DATA_KEYS does not hold the key {row.key_fingerprint}")
    db.session.rollback()
    if problems:
        raise RefusedToStart("; ".join(problems))


def note_rotation() -> None:
    """Make the newest key the one a start is checked against, once everything is rewrapped. Commits."""
    row = db.session.scalars(select(Installation)).one()
    row.key_fingerprint = keyring().newest
    db.session.commit()


def _first_start(mode: str, council: str) -> Installation:
    row = Installation(id=1, mode=mode, council=council, key_fingerprint=keyring().newest, created_at=now())
    db.session.add(row)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return db.session.scalars(select(Installation)).one()
    return row
