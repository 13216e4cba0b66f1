"""Files and recordings of a draft or a piece of feedback."""

from sqlalchemy import update

from portal.extensions import db
from portal.models.attachment import Attachment
from portal.models.feedback import Feedback


def move_to_feedback(draft_id: int, feedback: Feedback) -> None:
    """Let a draft's files go with what was sent, in the caller's transaction."""
    of_draft = update(Attachment).where(Attachment.draft_id == draft_id)
    db.session.execute(of_draft.values(draft_id=None, feedback_id=feedback.id))
