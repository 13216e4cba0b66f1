"""What may be shared with whom about a child's feedback; nothing is, until both have confirmed."""

from portal.domain.vocabulary import EventName
from portal.extensions import db
from portal.models.authority import Authority
from portal.models.feedback import Feedback
from portal.services.events import write_event
from portal.services.now import now, today
from portal.services.sealing import Seal
from portal.services.submission import AuthoritySent


def note_asked(feedback: Feedback, sent: AuthoritySent, seal: Seal) -> Authority:
    """Write down an authority as it was asked for, in the caller's transaction."""
    at = now()
    authority = Authority(
        feedback_id=feedback.id,
        holder=sent.holder,
        basis=sent.basis,
        scopes=[scope.value for scope in sent.scopes],
        from_on=sent.from_on or today(),
        to_on=sent.to_on,
        asked_at=at,
        child_confirmed_at=at if sent.child_confirms else None,
        child_confirmed_how="sent_it" if sent.child_confirms else None,
        named_confirmed_at=at if sent.named_confirms else None,
        named_confirmed_how="sent_it" if sent.named_confirms else None,
        words=b"",
    )
    db.session.add(authority)
    db.session.flush()
    authority.words = seal.close(f"authority.words:{authority.id}", sent.named)
    write_event(feedback, EventName.AUTHORITY_ASKED, authority=authority.id, holder=sent.holder)
    return authority
