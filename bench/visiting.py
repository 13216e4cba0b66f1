"""Who visits which page: the cookies of each visitor, and the addresses worth timing."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import func, select

from portal.domain.vocabulary import Audience, Channel, DecisionStatus, FeedbackStatus, Kind, Role
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services import accounts, drafts, visits
from portal.services.claims import claim
from portal.services.council import current_council
from portal.services.intake import Answer, Submission, submit_feedback
from portal.services.reading import read_item

LISTS = {
    "waiting": "waiting",
    "unread": "unread",
    "returned": "returned",
    "no letter yet": "unacknowledged",
    "corrections": "corrections",
    "flags": "flags",
    "freezes": "freezes",
    "to ring": "calls",
    "to post": "letters",
    "advocates": "advocates",
}
PASSWORD = "a password for timing only"
LONG_WORDS = "The same thing happened again, and nobody told us why. " * 400


@dataclass(frozen=True)
class Timed:
    """One page to time: what to call it, where it is, and the cookie of who opens it."""

    name: str
    path: str
    cookie: str = ""


def make_staff() -> dict[Role, int]:
    """Make one account for each role; return their ids."""
    return {
        role: accounts.create_account(f"{role}@bench.example", PASSWORD, role, f"Sam {role.title()}")
        for role in Role
    }


def pages_to_time(app: Flask) -> list[Timed]:
    """Return every page worth timing, its visitors signed in and under way."""
    with app.app_context():
        return [*_public_pages(), *_desk_pages()]


def _public_pages() -> list[Timed]:
    writing, looking = _begin_writing(), _open_private_page()
    return [
        Timed("front page", "/"),
        Timed("complaint start", "/complaint"),
        Timed("journey page, 22,000 characters in it", "/complaint/what-happened", writing),
        Timed("check answers", "/complaint/check", writing),
        Timed("private page", "/track", looking),
        Timed("what was sent", "/track/said", looking),
    ]


def _desk_pages() -> list[Timed]:
    officer, supervisor, duty = map(sign_in, (Role.SCREENING_OFFICER, Role.SUPERVISOR, Role.DUTY))
    open_item, proposed = _claimed_item(), _proposed_item()
    filtered = f"kind={Kind.COMPLAINT}&audience={Audience.ADULT}&channel={Channel.WEB}"
    return [
        Timed("desk", "/screening", officer),
        Timed("desk, filtered", f"/screening?{filtered}", officer),
        Timed("desk, late only", "/screening?late=yes", officer),
        Timed("desk, a page in the middle", f"/screening?after={_middle_of_queue()}", officer),
        Timed("what I hold", "/screening/mine", officer),
        Timed("reading and decision page, held", f"/screening/{open_item}", officer),
        Timed("reading page, decided", f"/screening/{_decided_item()}", officer),
        Timed("the same matter, words compared", f"/screening/{open_item}/same", officer),
        *(Timed(name, f"/screening/{path}", officer) for name, path in LISTS.items()),
        Timed("to sign", "/screening/to-sign", supervisor),
        Timed("signing: the words", f"/screening/{proposed}/sign", supervisor),
        Timed("signing: the decision", f"/screening/{proposed}/sign/decision", supervisor),
        Timed("set aside, to sample", "/screening/sample", supervisor),
        Timed("duty board", "/duty", duty),
        Timed("staff first page", "/staff", officer),
    ]


def _begin_writing() -> str:
    token = visits.open_visit()
    visit = visits.find_visit(token)
    assert visit is not None
    draft = drafts.start_draft("complaint", current_council().draft_days)
    for page, values in {
        "danger": {"danger": ["no"]},
        "who": {"who": ["foster_carer"]},
        "what-happened": {"words": [LONG_WORDS]},
        "affected": {"words": [LONG_WORDS[:5_000]]},
    }.items():
        drafts.save_page(draft.id, page, values)
    visits.attach_draft(visit.id, draft.id)
    return f"visit={token}"


def _open_private_page() -> str:
    said = (Answer("what-happened", "words", "What happened?", LONG_WORDS),)
    sent = Submission("bench-private-page", Kind.COMPLAINT, Audience.ADULT, Channel.WEB, "complaint", 1, said)
    receipt = submit_feedback(sent)
    token = visits.open_visit()
    visit = visits.find_visit(token)
    assert visit is not None
    visits.open_page(visit.id, receipt.feedback_id)
    return f"visit={token}"


def sign_in(role: Role) -> str:
    """Return the cookie of somebody of this role."""
    token = accounts.sign_in(f"{role}@bench.example", PASSWORD, "127.0.0.1")
    return f"staff={token}"


def _claimed_item() -> str:
    waiting = select(Feedback.reference).where(
        Feedback.status == FeedbackStatus.RECEIVED, Feedback.kind == Kind.COMPLAINT, ~Feedback.danger
    )
    reference = db.session.scalars(waiting.order_by(Feedback.act_by, Feedback.id).limit(1)).one()
    claim(reference, accounts.staff_member(f"{Role.SCREENING_OFFICER}@bench.example"))
    return reference


def _proposed_item() -> str:
    waiting = (
        select(Feedback.reference)
        .join(Decision, Decision.feedback_id == Feedback.id)
        .where(Decision.status == DecisionStatus.PROPOSED, ~Feedback.danger)
    )
    reference = db.session.scalars(waiting.order_by(Feedback.id).limit(1)).one()
    read_item(reference, accounts.staff_member(f"{Role.SUPERVISOR}@bench.example"))
    return reference


def _decided_item() -> str:
    decided = select(Feedback.reference).where(
        Feedback.status == FeedbackStatus.DECIDED, Feedback.kind == Kind.COMPLAINT
    )
    return db.session.scalars(decided.order_by(Feedback.id.desc()).limit(1)).one()


def _middle_of_queue() -> str:
    queue = select(Feedback.act_by, Feedback.id).where(Feedback.status == FeedbackStatus.RECEIVED)
    middle = (db.session.scalar(select(func.count()).select_from(queue.subquery())) or 0) // 2
    row = db.session.execute(queue.order_by(Feedback.act_by, Feedback.id).offset(middle).limit(1)).one()
    return f"{row.act_by.isoformat()}.{row.id}"
