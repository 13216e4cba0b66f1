"""What a refusal rests on: one ground that holds for every point, and the earlier answer of a repeat."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.domain.complaint_routes import NOT_ENGAGING, refusal_grounds
from portal.domain.errors import Incomplete
from portal.domain.points import Weighed
from portal.domain.repeats import EARLIER, REPEAT, names_earlier, references_in
from portal.domain.route_details import as_read
from portal.domain.vocabulary import LinkKind
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.conflicts import in_conflict
from portal.services.escalating import link_to_complaint
from portal.services.route_details import PREFIX

GROUND = "ground."


def shared_grounds(each: Sequence[Weighed], numbers: Sequence[int]) -> tuple[str, ...]:
    """Return the grounds that hold for every point; none at all may hold, and a second person reads that.

    Raises Incomplete with "ground." and the number of each point for which the others' ground doesn't hold.
    """
    held = [tuple(code for code, _ in refusal_grounds(one.answers)) for one in each]
    shared = tuple(code for code in held[0] if all(code in codes for codes in held))
    every = [code for codes in held for code in codes if code != NOT_ENGAGING]
    if every and not set(shared) - {NOT_ENGAGING}:
        most = max(dict.fromkeys(every), key=every.count)
        raise Incomplete(
            tuple(f"{GROUND}{n}" for n, codes in zip(numbers, held, strict=True) if most not in codes)
        )
    return shared


def require_earlier(grounds: Sequence[str], details: str) -> None:
    """Raise Incomplete where a repeat is refused and nobody says which earlier answer it repeats."""
    if REPEAT in grounds and not names_earlier(as_read(details).get(EARLIER, "")):
        raise Incomplete((f"{PREFIX}{EARLIER}",))


def link_to_earlier(feedback: Feedback, text: str, by: int) -> None:
    """Link what is refused as a repeat with each item here that was named; doesn't commit."""
    named = select(Feedback.reference).where(
        Feedback.reference.in_(references_in(text)), Feedback.id != feedback.id, ~in_conflict(by)
    )
    for reference in db.session.scalars(named).all():
        link_to_complaint(feedback, reference, by, LinkKind.REPEAT)
