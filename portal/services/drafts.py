"""What somebody has begun to write: sealed, resumed by its private code, erased on a stated date."""

import hashlib
import json
import os
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from portal.domain import private_code
from portal.domain.errors import NotFound, StaleVersion, WrongCode
from portal.extensions import db
from portal.models.data_key import DataKey
from portal.models.draft import Draft, DraftWords
from portal.services.attachments import erase_of_drafts
from portal.services.now import now
from portal.services.sealing import Seal, code_hash, code_hashes, new_data_key

Values = dict[str, list[str]]
SAVES = ""  # stands among the pages of the sealed answers; no page is called so


@dataclass(frozen=True, slots=True)
class Seen:
    """What a window showed of a page when it was opened, as a digest, and which window it is."""

    digest: str
    window: str


@dataclass(frozen=True, slots=True)
class StartedDraft:
    """A new draft and its code, in six words."""

    id: int
    submission_id: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as its writer sees it; ``answers`` are the posted strings, by page and field."""

    id: int
    journey: str
    submission_id: str
    answers: dict[str, Values]
    saved_at: datetime
    expires_at: datetime
    version: int
    code: str | None
    last_page: str = ""

    @property
    def code_kept(self) -> bool:
        """Whether its writer said the code is kept, so that it is shown no more."""
        return self.code is None


def start_draft(journey: str, expires_in_days: int) -> StartedDraft:
    """Begin a draft for a journey, with its code and its own key. Commits."""
    key = new_data_key()
    code = private_code.mint(os.urandom)
    at = now()
    draft = Draft(
        journey=journey,
        submission_id=str(uuid.uuid4()),
        code_hash=code_hash(code),
        data_key_id=key.id,
        created_at=at,
        saved_at=at,
        expires_at=at + timedelta(days=expires_in_days),
    )
    db.session.add(draft)
    db.session.flush()
    seal = Seal(key)
    words = DraftWords(
        draft_id=draft.id,
        answers=seal.close(_answers_at(draft.id), {}),
        code=seal.close(_code_at(draft.id), code),
    )
    db.session.add(words)
    started = StartedDraft(draft.id, draft.submission_id, code, draft.expires_at)
    db.session.commit()
    return started


def load_draft(draft_id: int) -> DraftView:
    """Return a draft; raises NotFound where it was sent, discarded or has expired."""
    draft, words, seal = _open(draft_id)
    answers = seal.open(_answers_at(draft.id), words.answers)
    saves = answers.pop(SAVES, {})
    return DraftView(
        id=draft.id,
        journey=draft.journey,
        submission_id=draft.submission_id,
        answers=answers,
        saved_at=draft.saved_at,
        expires_at=draft.expires_at,
        version=draft.version,
        code=seal.open(_code_at(draft.id), words.code) if words.code else None,
        last_page=saves.get("last", ""),
    )


def digest_of(values: Values) -> str:
    """Return a short digest of a page's values; blank ones, and how lines end, make no difference."""
    plain = json.dumps(_plain(values), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def save_page(draft_id: int, page: str, values: Values, seen: Seen | None = None) -> datetime:
    """Keep what was typed on one page, as typed; return when. Commits.

    The last save of a page wins, unless ``seen`` is given and another window saved other words meanwhile:
    then it raises StaleVersion.
    """
    draft, words, seal = _open(draft_id, for_change=True)
    answers: dict[str, Any] = seal.open(_answers_at(draft.id), words.answers)
    saves = answers.get(SAVES, {"windows": {}})
    if seen is not None and seen.window != saves["windows"].get(page):
        _refuse_if_changed(answers.get(page, {}), values, seen)
    answers[page] = values
    windows = {**saves["windows"], page: seen.window if seen else ""}
    answers[SAVES] = {"last": page, "windows": windows}
    words.answers = seal.close(_answers_at(draft.id), answers)
    saved_at = draft.saved_at = now()
    db.session.commit()
    return saved_at


def keep_code(draft_id: int) -> None:
    """Note that the code is kept: it is erased here and shown no more. Commits."""
    _draft, words, _seal = _open(draft_id, for_change=True)
    words.code = None
    db.session.commit()


def switch_journey(draft_id: int, journey: str) -> None:
    """Go on with the same words on another journey. Commits."""
    draft, _words, _seal = _open(draft_id, for_change=True)
    draft.journey = journey
    db.session.commit()


def find_draft_by_code(typed: str) -> int:
    """Return the draft a code resumes; raises UnknownWord, WrongCount or WrongCode."""
    code = private_code.normalise(typed)
    found = db.session.scalar(
        select(Draft.id).where(Draft.code_hash.in_(code_hashes(str(code))), Draft.expires_at > now())
    )
    if found is None:
        raise WrongCode("We couldn't open anything with that code. Check the words and their order.")
    return found


def discard_draft(draft_id: int) -> None:
    """Erase a draft and its key. Commits."""
    erase_draft(draft_id)
    db.session.commit()


def code_of_draft(draft_id: int) -> tuple[str | None, str]:
    """Return a draft's code where it is not kept yet, and the hash it is stored under; raises NotFound."""
    draft, words, seal = _open(draft_id)
    code: str | None = seal.open(_code_at(draft.id), words.code) if words.code else None
    return code, draft.code_hash


def erase_draft(draft_id: int) -> None:
    """Erase a draft with its key and its files, as part of a larger transaction."""
    erase_of_drafts([draft_id])
    key_id = db.session.scalar(select(Draft.data_key_id).where(Draft.id == draft_id))
    db.session.execute(delete(DraftWords).where(DraftWords.draft_id == draft_id))
    db.session.execute(delete(Draft).where(Draft.id == draft_id))
    db.session.execute(delete(DataKey).where(DataKey.id == key_id))


def forget_old_drafts() -> int:
    """Erase every draft past its date; return how many. Commits."""
    old = select(Draft.id, Draft.data_key_id).where(Draft.expires_at <= now())
    rows = db.session.execute(old).all()
    drafts, keys = [row.id for row in rows], [row.data_key_id for row in rows]
    erase_of_drafts(drafts)
    db.session.execute(delete(DraftWords).where(DraftWords.draft_id.in_(drafts)))
    db.session.execute(delete(Draft).where(Draft.id.in_(drafts)))
    db.session.execute(delete(DataKey).where(DataKey.id.in_(keys)))
    db.session.commit()
    return len(rows)


def _open(draft_id: int, *, for_change: bool = False) -> tuple[Draft, DraftWords, Seal]:
    query = (
        select(Draft, DraftWords, DataKey)
        .join(DraftWords, DraftWords.draft_id == Draft.id)
        .join(DataKey, DataKey.id == Draft.data_key_id)
        .where(Draft.id == draft_id, Draft.expires_at > now())
    )
    found = db.session.execute(query.with_for_update(of=Draft) if for_change else query).first()
    if found is None:
        raise NotFound("There is no such draft.")
    draft, words, key = found
    return draft, words, Seal(key)


def _refuse_if_changed(stored: Values, values: Values, seen: Seen) -> None:
    if digest_of(stored) not in (seen.digest, digest_of(values)):
        db.session.rollback()
        raise StaleVersion


def _plain(values: Values) -> Values:
    kept = {
        name: [text.replace("\r\n", "\n") for text in given if text.strip()] for name, given in values.items()
    }
    return {name: given for name, given in kept.items() if given}


def _answers_at(draft_id: int) -> str:
    return f"draft_words.answers:{draft_id}"


def _code_at(draft_id: int) -> str:
    return f"draft_words.code:{draft_id}"
