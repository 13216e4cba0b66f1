"""What is sealed opens only in its own place, with its own key, unchanged."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.domain.errors import SealBroken
from portal.extensions import db
from portal.models.data_key import DataKey
from portal.services import sealing
from portal.services.sealing import Keyring, Seal, fingerprint, new_data_key

pytestmark = pytest.mark.usefixtures("app_context")

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=ANY_JSON)
def test_what_is_sealed_opens_again(value):
    seal = Seal(new_data_key())
    assert seal.open("table.column:1", seal.close("table.column:1", value)) == value


def test_words_moved_to_another_place_do_not_open():
    seal = Seal(new_data_key())
    sealed = seal.close("feedback_words.said:1", "my words")
    with pytest.raises(SealBroken):
        seal.open("feedback_words.said:2", sealed)


def test_changed_bytes_do_not_open():
    seal = Seal(new_data_key())
    sealed = bytearray(seal.close("a.b:1", "my words"))
    sealed[-1] ^= 1
    with pytest.raises(SealBroken):
        seal.open("a.b:1", bytes(sealed))


def test_another_pieces_key_does_not_open():
    sealed = Seal(new_data_key()).close("a.b:1", "my words")
    with pytest.raises(SealBroken):
        Seal(new_data_key()).open("a.b:1", sealed)


def test_an_erased_key_opens_nothing():
    key = new_data_key()
    sealing.erase_data_key(key.id)
    db.session.commit()
    db.session.expire_all()
    with pytest.raises(SealBroken):
        Seal.of(key.id)


def test_the_same_words_never_look_the_same():
    seal = Seal(new_data_key())
    assert seal.close("a.b:1", "my words") != seal.close("a.b:1", "my words")


def test_short_answers_of_different_length_have_one_size():
    seal = Seal(new_data_key())
    assert len(seal.close("a.b:1", "yes")) == len(seal.close("a.b:1", "no, never"))


def test_rotation_rewraps_every_key_and_the_old_operator_key_can_go(app):
    key = new_data_key()
    sealed = Seal(key).close("a.b:1", "my words")
    db.session.commit()
    old = sealing.keyring()
    new = os.urandom(32)
    app.extensions["portal.keyring"] = Keyring((new, *old.data_keys), old.index_keys)
    how_many = len(list(db.session.scalars(select(DataKey.id))))
    assert sealing.rewrap_data_keys(batch=2) == how_many
    app.extensions["portal.keyring"] = Keyring((new,), old.index_keys)
    db.session.expire_all()
    assert Seal.of(key.id).open("a.b:1", sealed) == "my words"
    assert set(db.session.scalars(select(DataKey.wrapped_by))) == {fingerprint(new)}


def test_a_missing_operator_key_is_said_by_its_fingerprint(app):
    key = new_data_key()
    name = key.wrapped_by
    app.extensions["portal.keyring"] = Keyring((os.urandom(32),), sealing.keyring().index_keys)
    with pytest.raises(SealBroken, match=name):
        Seal(key)


@pytest.mark.parametrize(
    ("what", "one", "other"),
    [
        ("phone", "07700 900123", "+44 7700 900123"),
        ("phone", "(01632) 960-123", "01632960123"),
        ("email", " Kim@Mail.Example", "kim@mail.example"),
        ("name", "Kim Sender", "sender, kim"),
        ("address", "1 High Street,  Exbourne", "1 high street exbourne"),
    ],
)
def test_two_ways_of_writing_the_same_thing_match(what, one, other):
    assert sealing.matching_hash(what, one) == sealing.matching_hash(what, other) is not None


def test_different_things_and_different_kinds_do_not_match():
    assert sealing.matching_hash("phone", "07700900123") != sealing.matching_hash("phone", "07700900124")
    assert sealing.matching_hash("name", "07700900123") != sealing.matching_hash("phone", "07700900123")
    assert sealing.matching_hash("email", "  ") is None


def test_keys_are_never_shown_when_the_keyring_is_printed():
    assert "b'" not in repr(sealing.keyring())
