"""A backup opens with the keys and only with them, and restoring never loses what was there."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.outbox import PeriodicJob
from portal.services import backup
from portal.services.backup import create_backup, restore_backup, verify_backup
from portal.services.backup_contents import BackupProblem
from portal.services.examination import BACKUP_JOB, examine
from portal.services.sealing import Keyring, fingerprint
from tests.factories import make_feedback

OTHER_KEY = b"k" * 32
WORDS = "Words that only the keys bring back"


@pytest.fixture
def needs_tools(database_kind: str) -> None:
    """Skip where PostgreSQL's own programs are not installed."""
    if database_kind == "postgresql" and not all(map(shutil.which, ("pg_dump", "pg_restore", "psql"))):
        pytest.skip("NOT TESTED: backups of PostgreSQL, for postgresql-client is not installed")


@pytest.fixture
def portal(app_context: Flask, needs_tools: None, tmp_path: Path) -> Iterator[Flask]:
    """The portal with one piece of feedback of this test's own."""
    make_feedback(WORDS)
    yield app_context
    db.session.remove()


def references() -> set[str]:
    """Return every reference in the database."""
    found = set(db.session.scalars(select(Feedback.reference)))
    db.session.rollback()
    return found


def empty_the_database() -> None:
    """Take every row out, as in a portal newly migrated."""
    for table in reversed(db.metadata.sorted_tables):
        if table.name != "installation":
            db.session.execute(table.delete())
    db.session.commit()


def test_a_backup_is_one_private_file_that_these_keys_open(portal: Flask, tmp_path: Path) -> None:
    file = create_backup(tmp_path / "copies" / "one")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["one"]
    verdict = verify_backup(file)
    assert verdict.usable
    assert verdict.contents.counts["feedback"] == len(references())
    assert verdict.opened == len(verdict.contents.sample) == len(references())
    assert not verdict.needs_upgrade
    assert (verdict.contents.mode, verdict.contents.council) == ("demo", "example")


def test_a_backup_holds_neither_words_nor_keys(portal: Flask, tmp_path: Path) -> None:
    held = create_backup(tmp_path / "one").read_bytes()
    ring = portal.extensions["portal.keyring"]
    assert WORDS.encode() not in held
    assert not any(key in held for key in (*ring.data_keys, *ring.index_keys))


def test_making_a_backup_never_writes_over_a_file(portal: Flask, tmp_path: Path) -> None:
    file = tmp_path / "one"
    file.write_text("something else")
    with pytest.raises(BackupProblem, match="already"):
        create_backup(file)
    assert file.read_text() == "something else"


def test_a_missing_key_is_named_by_its_fingerprint(portal: Flask, tmp_path: Path) -> None:
    file = create_backup(tmp_path / "one")
    own = portal.extensions["portal.keyring"]
    portal.extensions["portal.keyring"] = Keyring((OTHER_KEY,), own.index_keys)
    verdict = verify_backup(file)
    assert not verdict.usable
    assert verdict.opened == 0
    assert set(verdict.contents.lacking) == {fingerprint(own.data_keys[0])}
    assert fingerprint(own.data_keys[0]) in verdict.problems[0]
    with pytest.raises(BackupProblem, match=fingerprint(own.data_keys[0])):
        restore_backup(file, replace=True)


def test_a_key_is_missed_even_where_nothing_was_sealed_yet(portal: Flask, tmp_path: Path) -> None:
    empty_the_database()
    file = create_backup(tmp_path / "one")
    own = portal.extensions["portal.keyring"]
    portal.extensions["portal.keyring"] = Keyring((OTHER_KEY,), own.index_keys)
    assert fingerprint(own.data_keys[0]) in verify_backup(file).problems[0]


def test_words_moved_to_another_row_are_noticed(portal: Flask, tmp_path: Path) -> None:
    first, second = db.session.scalars(select(Feedback.id).order_by(Feedback.id).limit(2))
    moved = "UPDATE feedback_words SET said = (SELECT said FROM feedback_words WHERE feedback_id = :a)"
    db.session.execute(text(f"{moved} WHERE feedback_id = :b"), {"a": first, "b": second})
    db.session.commit()
    assert "altered" in verify_backup(create_backup(tmp_path / "one")).problems[0]


@pytest.mark.parametrize("spoil", ["cut", "noise", "other", "empty"])
def test_a_broken_copy_is_refused(portal: Flask, tmp_path: Path, spoil: str) -> None:
    file = create_backup(tmp_path / "one")
    whole = file.read_bytes()
    middle = len(whole) // 2
    spoilt = {
        "cut": whole[:middle],
        "noise": whole[:middle] + bytes(20_000) + whole[middle + 20_000 :],
        "other": b"a letter",
        "empty": b"",
    }
    file.write_bytes(spoilt[spoil])
    before = references()
    with pytest.raises(BackupProblem):
        restore_backup(file, replace=True)
    assert references() == before


def test_a_file_that_is_not_there_is_refused(portal: Flask, tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="no file"):
        verify_backup(tmp_path / "nothing")


def test_restoring_into_an_empty_portal(portal: Flask, tmp_path: Path) -> None:
    before = references()
    file = create_backup(tmp_path / "one")
    empty_the_database()
    restored = restore_backup(file)
    assert restored.kept is None
    assert references() == before
    assert all(finding.right for finding in examine() if finding.about in ("database", "keys"))


def test_rows_are_only_replaced_when_asked_and_are_kept(portal: Flask, tmp_path: Path) -> None:
    file = create_backup(tmp_path / "one")
    before = references()
    later = make_feedback().reference
    with pytest.raises(BackupProblem, match="--replace"):
        restore_backup(file)
    assert later in references()
    kept = restore_backup(file, replace=True).kept
    assert references() == before
    assert kept is not None
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    restore_backup(kept, replace=True)
    assert references() == before | {later}


def test_a_database_without_tables_can_be_restored_into(portal: Flask, tmp_path: Path) -> None:
    before = references()
    file = create_backup(tmp_path / "one")
    db.session.remove()
    db.drop_all()
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    restore_backup(file)
    assert references() == before


@pytest.mark.parametrize(("column", "other"), [("mode", "production"), ("council", "elsewhere")])
def test_a_copy_of_another_installation_is_refused(
    portal: Flask, tmp_path: Path, column: str, other: str
) -> None:
    db.session.execute(text(f"UPDATE installation SET {column} = :other"), {"other": other})
    db.session.commit()
    assert other in verify_backup(create_backup(tmp_path / "one")).problems[0]


def test_a_copy_made_by_a_later_version_is_refused(portal: Flask, tmp_path: Path) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    db.session.commit()
    try:
        assert "another version" in verify_backup(create_backup(tmp_path / "one")).problems[0]
    finally:
        db.session.execute(
            text("UPDATE alembic_version SET version_num = :head"), {"head": backup._revisions()[0]}
        )
        db.session.commit()


def test_a_copy_of_the_other_kind_of_database_is_refused(
    portal: Flask, tmp_path: Path, database_kind: str
) -> None:
    file = tmp_path / "one"
    file.write_bytes(b"PGDMP" if database_kind == "sqlite" else b"SQLite format 3\x00")
    with pytest.raises(BackupProblem, match="another kind"):
        restore_backup(file)


def test_a_backup_is_noted_for_the_health_page(portal: Flask, tmp_path: Path) -> None:
    create_backup(tmp_path / "one")
    noted = db.session.get(PeriodicJob, BACKUP_JOB)
    assert noted is not None
    assert noted.succeeded_at is not None


def test_the_commands_speak_plainly(portal: Flask, tmp_path: Path) -> None:
    file = tmp_path / "one"
    run = portal.test_cli_runner().invoke
    made = run(args=["backup", "create", str(file)])
    assert "no keys" in made.output
    assert made.exit_code == 0
    tried = run(args=["backup", "verify", str(file)])
    assert "These keys open it" in tried.output
    assert tried.exit_code == 0
    refused = run(args=["backup", "restore", str(file)])
    assert "--replace" in refused.output
    assert refused.exit_code == 1
    done = run(args=["backup", "restore", str(file), "--replace"])
    assert "is kept in" in done.output
    assert done.exit_code == 0


def test_verify_names_the_missing_key_and_fails(portal: Flask, tmp_path: Path) -> None:
    file = create_backup(tmp_path / "one")
    own = portal.extensions["portal.keyring"]
    portal.extensions["portal.keyring"] = Keyring((OTHER_KEY,), own.index_keys)
    tried = portal.test_cli_runner().invoke(args=["backup", "verify", str(file)])
    assert fingerprint(own.data_keys[0]) in tried.output
    assert "These keys open it" not in tried.output
    assert tried.exit_code == 1
