"""The outbox: mails queued in the transaction of what they are about, leased singly, sent at least once."""

import logging
import secrets
import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import case, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.outbox import MailStatus, OutboxMail
from portal.services import mailing
from portal.services.mailing import DUTY, MailProblem, WillNotGo
from portal.services.now import now
from portal.services.sealing import Seal

LEASE = timedelta(minutes=5)
BACK_OFF_MINUTES = (1, 5, 15, 60)
DUTY_BACK_OFF_MINUTES = (1, 5)
GIVE_UP_AFTER = timedelta(days=2)
AT_A_TIME = 50
log = logging.getLogger("portal.outbox")


@dataclass(frozen=True, slots=True)
class LeasedMail:
    """A mail that this worker alone may send until its lease ends."""

    id: int
    feedback_id: int | None
    template: str
    staff_list: str | None
    message_id: str
    tries: int
    queued_at: datetime


@dataclass(slots=True)
class Sending:
    """What became of the mails of one pass."""

    sent: int = 0
    later: int = 0
    given_up: int = 0


def queue_mail(
    template: str,
    *,
    feedback: Feedback | None = None,
    address: str | None = None,
    staff_list: str | None = None,
    link: str = "",
) -> None:
    """Queue one mail, as part of the caller's transaction; raises ValueError for a template nobody wrote.

    It goes to a person's ``address`` (sealed under the feedback's key) or to a ``staff_list`` of
    ``mailing.STAFF_LISTS``, whose addresses are looked up when it is sent. ``link`` is the secret end of a
    link that proves the address, sealed beside it.
    """
    mailing.check_template(template, staff_list=staff_list)
    at = now()
    mail = OutboxMail(
        feedback_id=feedback.id if feedback else None,
        template=template,
        staff_list=staff_list,
        message_id=f"<{secrets.token_hex(16)}@{_host()}>",
        status=MailStatus.QUEUED,
        not_before=at,
        queued_at=at,
    )
    db.session.add(mail)
    db.session.flush()
    if address and feedback:
        seal = Seal.of(feedback.data_key_id)
        mail.address = seal.close(mailing.address_place(mail.id), address)
        mail.link = seal.close(mailing.link_place(mail.id), link) if link else None


def send_due(limit: int = AT_A_TIME) -> Sending:
    """Send what is due, at most ``limit`` mails; one that fails never stops the rest. Commits."""
    done = Sending()
    for _ in range(limit):
        leased = lease_next()
        if leased is None:
            break
        _send(leased, done)
    return done


def lease_next() -> LeasedMail | None:
    """Take the next mail that is due, alerts to the duty team before all others; None for none. Commits."""
    db.session.rollback()
    at = now()
    mail_id = db.session.scalar(
        select(OutboxMail.id)
        .where(*_may_be_leased(at))
        .order_by(case((OutboxMail.staff_list == DUTY, 0), else_=1), OutboxMail.not_before, OutboxMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if mail_id is None:
        db.session.rollback()
        return None
    # Compare-and-set, because SQLite knows no row locks.
    taken = db.session.execute(
        update(OutboxMail)
        .where(OutboxMail.id == mail_id, *_may_be_leased(at))
        .values(leased_until=at + LEASE, tries=OutboxMail.tries + 1)
        .returning(
            OutboxMail.id,
            OutboxMail.feedback_id,
            OutboxMail.template,
            OutboxMail.staff_list,
            OutboxMail.message_id,
            OutboxMail.tries,
            OutboxMail.queued_at,
        )
    ).first()
    db.session.commit()
    return LeasedMail(*taken) if taken else None


def has_waiting_mail(feedback_id: int, template: str) -> bool:
    """Return whether such a mail is still to be sent."""
    found = select(OutboxMail.id).where(
        OutboxMail.feedback_id == feedback_id,
        OutboxMail.template == template,
        OutboxMail.status == MailStatus.QUEUED,
    )
    return db.session.scalar(found.limit(1)) is not None


def _may_be_leased(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OutboxMail.status == MailStatus.QUEUED,
        OutboxMail.not_before <= at,
        or_(OutboxMail.leased_until.is_(None), OutboxMail.leased_until <= at),
    )


def _send(leased: LeasedMail, done: Sending) -> None:
    """Send one mail outside any transaction, then note what became of it."""
    try:
        letter = mailing.write_letter(leased.id)
        db.session.rollback()
        problem = mailing.deliver(letter)
    except WillNotGo as reason:
        _note(leased, status=MailStatus.GIVEN_UP, leased_until=None, problem=reason.code)
        done.given_up += 1
    except MailProblem as reason:
        _try_later(leased, reason.code, done)
    except Exception as unexpected:  # whatever it is, the other mails must still go
        _log(unexpected)
        _try_later(leased, type(unexpected).__name__, done)
    else:
        _note(leased, status=MailStatus.SENT, sent_at=now(), leased_until=None, problem=problem)
        done.sent += 1


def _try_later(leased: LeasedMail, problem: str, done: Sending) -> None:
    at = now()
    if at - leased.queued_at >= GIVE_UP_AFTER and leased.tries > len(BACK_OFF_MINUTES):
        _note(leased, status=MailStatus.GIVEN_UP, leased_until=None, problem=problem)
        done.given_up += 1
        return
    minutes = DUTY_BACK_OFF_MINUTES if leased.staff_list == DUTY else BACK_OFF_MINUTES
    pause = timedelta(minutes=minutes[min(leased.tries, len(minutes)) - 1])
    _note(leased, not_before=at + pause, leased_until=None, problem=problem)
    done.later += 1


def _note(leased: LeasedMail, **values: object) -> None:
    """Write down what happened, unless another worker took the mail over after this lease ran out."""
    db.session.rollback()
    mine = [OutboxMail.id == leased.id, OutboxMail.status == MailStatus.QUEUED]
    if values.get("status") is not MailStatus.SENT:
        mine.append(OutboxMail.tries == leased.tries)
    db.session.execute(update(OutboxMail).where(*mine).values(**values))
    db.session.commit()


def _log(problem: Exception) -> None:
    """Log where it happened, never what it said: a message could hold an address."""
    where = "".join(traceback.format_tb(problem.__traceback__))
    log.error("%s while sending a mail\n%s", type(problem).__name__, where)


def _host() -> str:
    return urlsplit(current_app.extensions["portal.settings"].base_url).hostname or "portal.invalid"
