"""Queueing mail in the transaction of what it is about."""

import uuid

from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.outbox import MailStatus, OutboxMail
from portal.services.now import now
from portal.services.sealing import Seal


def queue_mail(
    template: str, *, feedback: Feedback, address: str | None = None, staff_list: str | None = None
) -> None:
    """Queue one mail, as part of the caller's transaction; the address is sealed."""
    mail = OutboxMail(
        feedback_id=feedback.id,
        template=template,
        staff_list=staff_list,
        message_id=f"<{uuid.uuid4()}@portal>",
        status=MailStatus.QUEUED,
        not_before=now(),
        queued_at=now(),
    )
    db.session.add(mail)
    db.session.flush()
    if address:
        mail.address = Seal.of(feedback.data_key_id).close(f"outbox_mail.address:{mail.id}", address)
