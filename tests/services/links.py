"""What tests read of the links that prove an address."""

from sqlalchemy import select

from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.outbox import OutboxMail
from portal.services import address_checks
from portal.services.address_checks import Confirmed
from portal.services.mailing import link_place
from portal.services.sealing import Seal
from tests.factories import MadeFeedback


def link_sent(feedback: MadeFeedback) -> str:
    """Return the end of the newest link that was mailed about an item, or nothing."""
    wanted = select(OutboxMail).where(
        OutboxMail.feedback_id == feedback.id, OutboxMail.template == "address_check"
    )
    mail = db.session.scalar(wanted.order_by(OutboxMail.id.desc()).limit(1))
    if mail is None or mail.link is None:
        db.session.rollback()
        return ""
    seal = Seal.of(db.session.get_one(Feedback, feedback.id).data_key_id)
    link: str = seal.open(link_place(mail.id), mail.link)
    db.session.rollback()
    return link


def press(feedback: MadeFeedback) -> Confirmed:
    """Ask for a link as the sender of an item, and press it."""
    address_checks.ask_again(feedback.id)
    return address_checks.confirm(link_sent(feedback))
