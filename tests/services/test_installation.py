"""One database belongs to one mode, one council and one set of keys; doctor says what is wrong."""

import os

import pytest
from sqlalchemy import select

from portal.domain.errors import RefusedToStart
from portal.extensions import db
from portal.models.installation import Installation
from portal.services import examination, installation, sealing
from portal.services.now import now
from portal.services.sealing import Keyring, new_data_key

pytestmark = pytest.mark.usefixtures("app_context")


def start(mode="demo", council="example"):
    installation.check_installation(mode=mode, council=council)


def test_the_same_start_is_fine_again_and_again():
    start()
    start()
    assert len(list(db.session.scalars(select(Installation)))) == 1


@pytest.mark.parametrize(
    ("mode", "council", "said"),
    [("production", "example", "demo installation"), ("demo", "dorset", "council profile example")],
)
def test_another_mode_or_council_is_refused(mode, council, said):
    start()
    with pytest.raises(RefusedToStart, match=said):
        start(mode, council)


def test_other_keys_are_refused_by_their_fingerprint(app):
    start()
    ring = sealing.keyring()
    app.extensions["portal.keyring"] = Keyring((os.urandom(32),), ring.index_keys)
    with pytest.raises(RefusedToStart, match=ring.newest):
        start()


def test_after_rotation_the_new_key_alone_is_enough(app):
    start()
    ring = sealing.keyring()
    new = os.urandom(32)
    app.extensions["portal.keyring"] = Keyring((new, *ring.data_keys), ring.index_keys)
    sealing.rewrap_data_keys()
    installation.note_rotation()
    app.extensions["portal.keyring"] = Keyring((new,), ring.index_keys)
    start()


def marks():
    return {finding.about: finding.mark for finding in examination.examine()}


def test_doctor_finds_a_demonstration_in_order():
    found = marks()
    assert {found[about] for about in ("database", "keys", "safety numbers", "mode")} == {"ok"}
    assert found["outbox"] == "warning"


def test_doctor_names_a_key_that_is_not_to_hand(app):
    new_data_key()
    db.session.commit()
    ring = sealing.keyring()
    app.extensions["portal.keyring"] = Keyring((os.urandom(32),), ring.index_keys)
    finding = examination.look_at_keys()
    assert finding.stops
    assert ring.newest in finding.says


def test_doctor_asks_for_the_migration_that_is_missing():
    db.session.execute(db.text("UPDATE alembic_version SET version_num = 'older'"))
    finding = examination.look_at_migrations()
    assert finding.stops
    assert "db upgrade" in finding.says


def test_starting_looks_only_at_what_stops_the_portal():
    assert {finding.about for finding in examination.examine(starting=True)} == {
        "database",
        "keys",
        "safety numbers",
    }


def test_every_instant_has_a_zone():
    assert now().tzinfo is not None
