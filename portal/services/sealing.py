"""Sealing what people wrote: AES-GCM under data keys that the operator's keys wrap (DESIGN 4).

Sealed bytes are bound to the table, column and row they were sealed for, so that a value moved elsewhere
does not open. Matching uses keyed hashes under other keys.
"""

import hashlib
import hmac
import json
import os
import re
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import delete, select

from portal.domain.errors import SealBroken
from portal.extensions import db
from portal.models.data_key import DataKey
from portal.services.now import now

NONCE_BYTES = 12
PAD_TO = 64


def fingerprint(key: bytes) -> str:
    """Return a short public name of a key, safe to store."""
    return hashlib.sha256(b"fingerprint" + key).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Keyring:
    """The operator's keys, newest first."""

    data_keys: tuple[bytes, ...] = field(repr=False)
    index_keys: tuple[bytes, ...] = field(repr=False)

    @property
    def newest(self) -> str:
        """The fingerprint new data keys are wrapped under."""
        return fingerprint(self.data_keys[0])

    def wrap(self, plain: bytes) -> bytes:
        """Return a data key wrapped under the newest key."""
        return _encrypt(self.data_keys[0], plain, b"data_key")

    def unwrap(self, wrapped: bytes, wrapped_by: str) -> bytes:
        """Return the data key; raises SealBroken where its wrapping key is not to hand."""
        for key in self.data_keys:
            if fingerprint(key) == wrapped_by:
                return _decrypt(key, wrapped, b"data_key")
        raise SealBroken(f"The key {wrapped_by} is not in PORTAL_DATA_KEYS.")


def keyring() -> Keyring:
    """Return the keys of the running app."""
    ring: Keyring = current_app.extensions["portal.keyring"]
    return ring


def new_data_key() -> DataKey:
    """Add a fresh data key to the session and return its row, with its id."""
    row = DataKey(wrapped=keyring().wrap(os.urandom(32)), wrapped_by=keyring().newest, created_at=now())
    db.session.add(row)
    db.session.flush()
    return row


class Seal:
    """Seals and opens the words of one piece of feedback or one draft."""

    def __init__(self, row: DataKey) -> None:
        self._key = keyring().unwrap(row.wrapped, row.wrapped_by)

    @classmethod
    def of(cls, data_key_id: int) -> "Seal":
        """Return the seal of a stored data key; raises SealBroken when it was erased."""
        row = db.session.get(DataKey, data_key_id)
        if row is None:
            raise SealBroken("These words were erased.")
        return cls(row)

    def close(self, where: str, value: Any) -> bytes:
        """Return ``value`` (anything JSON holds) sealed for ``where``, e.g. ``feedback_words.said:12``."""
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        plain += b" " * (-len(plain) % PAD_TO)
        return _encrypt(self._key, plain, where.encode())

    def open(self, where: str, sealed: bytes) -> Any:
        """Return what was sealed for ``where``; raises SealBroken for other places, keys or bytes."""
        return json.loads(_decrypt(self._key, sealed, where.encode()))

    def close_bytes(self, where: str, plain: bytes) -> bytes:
        """Return bytes of a file sealed for ``where``, e.g. ``attachment_chunk.original:7:0``."""
        return _encrypt(self._key, plain, where.encode())

    def open_bytes(self, where: str, sealed: bytes) -> bytes:
        """Return the bytes sealed for ``where``; raises SealBroken for other places, keys or bytes."""
        return _decrypt(self._key, sealed, where.encode())


def seals_of(data_key_ids: set[int]) -> dict[int, Seal]:
    """Return the seals of many data keys with one query."""
    rows = db.session.scalars(select(DataKey).where(DataKey.id.in_(data_key_ids)))
    return {row.id: Seal(row) for row in rows}


def erase_data_key(data_key_id: int) -> None:
    """Destroy a data key, and with it everything it sealed."""
    db.session.execute(delete(DataKey).where(DataKey.id == data_key_id))


def rewrap_data_keys(batch: int = 500) -> int:
    """Wrap every data key under the newest operator key; return how many. Commits in batches."""
    ring, done = keyring(), 0
    while True:
        old = select(DataKey).where(DataKey.wrapped_by != ring.newest).order_by(DataKey.id).limit(batch)
        rows = list(db.session.scalars(old))
        if not rows:
            return done
        for row in rows:
            row.wrapped = ring.wrap(ring.unwrap(row.wrapped, row.wrapped_by))
            row.wrapped_by = ring.newest
        db.session.commit()
        done += len(rows)


def matching_hash(what: str, value: str | None) -> str | None:
    """Return a keyed hash to find the same email, phone, name or address again; None for nothing."""
    plain = _plain(what, value or "")
    return _keyed(f"{what}:{plain}") if plain else None


def code_hash(words: str) -> str:
    """Return the keyed hash under which a private code is stored."""
    return _keyed(f"code:{words}")


def code_hashes(words: str) -> tuple[str, ...]:
    """Return the hashes a private code may be stored under, newest index key first."""
    return tuple(_keyed(f"code:{words}", version) for version in range(len(keyring().index_keys)))


def _keyed(text: str, version: int = 0) -> str:
    key = keyring().index_keys[version]
    return f"{fingerprint(key)[:6]}:{hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}"


def _plain(what: str, value: str) -> str:
    """Return the form in which two ways of writing the same thing are equal."""
    value = value.casefold().strip()
    if what == "phone":
        digits = re.sub(r"\D", "", value)
        return re.sub(r"^(0044|44)", "0", digits)
    if what == "name":
        return " ".join(sorted(re.findall(r"\w+", value)))
    return re.sub(r"[\s,]+", " ", value)


def _encrypt(key: bytes, plain: bytes, where: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, where)


def _decrypt(key: bytes, sealed: bytes, where: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], where)
    except (InvalidTag, ValueError) as problem:
        raise SealBroken("Sealed words could not be opened.") from problem
