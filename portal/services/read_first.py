"""What a second person has opened before signing: the person's words, all of them, and then the proposal."""

from datetime import datetime

from sqlalchemy import exists, func, select

from portal.domain.errors import Incomplete
from portal.extensions import db
from portal.models.attachment import Attachment
from portal.models.event import AccessLog
from portal.models.feedback import AddedWords, Feedback
from portal.models.screening import Decision

READ = "read"
WEIGHED = "weigh"
UNREAD = "unread"


def require_words_read(feedback_id: int) -> None:
    """Raise Incomplete(("unread",)) while the person wrote something that nobody has marked as read."""
    waits = exists().where(
        AddedWords.feedback_id == feedback_id,
        AddedWords.read_at.is_(None),
        Feedback.id == AddedWords.feedback_id,
        Feedback.unread_since.is_not(None),
    )
    if db.session.scalar(select(waits)):
        raise Incomplete((UNREAD,))


def weighed(decision_id: int) -> str:
    """Return how the access log names that somebody opened this proposal."""
    return f"{WEIGHED}:{decision_id}"


def has_read_all(decision: Decision, account_id: int) -> bool:
    """Whether somebody opened the person's words after it was proposed, and after whatever came since."""
    return _has_opened(decision, account_id, READ, _newest(decision))


def has_weighed(decision: Decision, account_id: int) -> bool:
    """Whether somebody opened the proposal after it was made."""
    return _has_opened(decision, account_id, weighed(decision.id), decision.proposed_at)


def wrote_since_read(decision_id: int, account_id: int) -> bool:
    """Whether the person wrote, sent a file or asked for a correction since this signer last read it all."""
    decision = db.session.get(Decision, decision_id)
    if decision is None:
        return False
    read_once = _has_opened(decision, account_id, READ, decision.proposed_at)
    return read_once and not has_read_all(decision, account_id)


def _newest(decision: Decision) -> datetime:
    """Return when the person last added something, or when it was proposed where that is later."""
    by_person = (Attachment.feedback_id == Feedback.id, Attachment.account_id.is_(None))
    row = db.session.execute(
        select(
            Feedback.correction_asked_at,
            select(func.max(AddedWords.added_at))
            .where(AddedWords.feedback_id == Feedback.id)
            .scalar_subquery(),
            select(func.max(Attachment.added_at)).where(*by_person).scalar_subquery(),
        ).where(Feedback.id == decision.feedback_id)
    ).one()
    newest: datetime = max([decision.proposed_at, *(at for at in row if at is not None)])
    return newest


def _has_opened(decision: Decision, account_id: int, what: str, since: datetime) -> bool:
    opened = exists().where(
        AccessLog.feedback_id == decision.feedback_id,
        AccessLog.account_id == account_id,
        AccessLog.action == what,
        AccessLog.happened_at >= since,
    )
    return bool(db.session.scalar(select(opened)))
