"""Steps that tests of files share."""

import io

from sqlalchemy import func, select

from portal.domain.files import FileRefused
from portal.domain.vocabulary import Holder
from portal.extensions import db
from portal.models.attachment import Attachment
from portal.services.attachments import Offered
from portal.services.file_sending import send_files


def file_of(feedback_id: int, content: bytes, name: str = "a.jpg", holder: Holder = Holder.SENDER) -> int:
    """Add a file to something sent, as its private page does, and return its number."""
    (outcome,) = send_files(feedback_id, [Offered(name, io.BytesIO(content), "file")], holder)
    if outcome.refusal:
        raise FileRefused(outcome.refusal)
    number = db.session.scalar(select(func.max(Attachment.id)))
    db.session.rollback()
    return int(number or 0)
