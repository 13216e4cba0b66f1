"""Filling a demonstration: accounts that anybody may know, and invented feedback in every state of the desk.

Everything goes through the same services as the real thing, at the moments when it would have happened.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from portal.domain.repeats import EARLIER
from portal.domain.route_details import YES, Shape, as_kept
from portal.domain.signatures import is_of_a_child
from portal.domain.vocabulary import Kind, Role, Route, SetAsideAs, Spoken
from portal.extensions import db
from portal.models.account import Account
from portal.models.alert import DutyAlert
from portal.models.feedback import Feedback
from portal.models.screening import Decision, Screening
from portal.services import claims, decisions, points, private_page_changes, screening, set_aside
from portal.services.accounts import StaffMember, create_account, staff_member
from portal.services.alerts import acknowledge
from portal.services.child_contacts import note_child_contact
from portal.services.database import be_quick_about_it
from portal.services.demo_pieces import Piece, read_pieces, received_at, submission_of
from portal.services.events import log_access
from portal.services.intake import Receipt, submit_feedback
from portal.services.now import moved_to, now, today
from portal.services.procedures import PROCEDURE_OF
from portal.services.read_first import READ, weighed
from portal.services.route_details import wanted_for

PASSWORD = "demo-only-password"  # noqa: S105 - printed at every start of a demonstration
ACCOUNTS = (
    ("screening@demo.example", Role.SCREENING_OFFICER, "Priya Marlowe"),
    ("supervisor@demo.example", Role.SUPERVISOR, "Gwen Ashdown"),
    ("manager@demo.example", Role.MANAGER, "Tom Okafor"),
    ("staff@demo.example", Role.STAFF, "Leigh Barnet"),
    ("duty@demo.example", Role.DUTY, "Sam Ferrers"),
    ("admin@demo.example", Role.ADMINISTRATOR, "Alex Winter"),
    ("second-screener@demo.example", Role.SCREENING_OFFICER, "Jo Hartnell"),
)
WHO = {
    "parent": "parent",
    "carer": "parent",
    "foster_carer": "foster_carer",
    "special_guardian": "special_guardian",
    "adopter": "adopter",
    "care_leaver": "care_leaver",
    "young_person": "child",
}
POINT = "Nobody told us what would happen, or asked us first."
SPOKEN = "Rang them in the way that is safe. They know what we mean to do, and said what they think of it."
SUBJECT_OF_ROUTE = {
    Route.CORPORATE: "sen_transport",
    Route.SIGNPOSTED: "school",
    Route.OTHER_AUTHORITY: "other_authority",
    Route.DUTY_MATTER: "information",
}
ANSWERED_BEFORE = "Our answer of May 2025 about the same matter"
RECORDED = {
    "confirmed_by": "Jo Marsh, team manager",
    "goes_to": "The family help team",
    "who": "The head teacher’s office",
    "reach": "Through the school’s own website",
    "which": "The neighbouring council",
    "told": "Sam Ferrers, duty team",
}
SETTLED_OF_ROUTE = {Route.EARLY_RESOLUTION: "quick", Route.RESOLVED_AT_FIRST_CONTACT: "put_right"}


def load_demo() -> int:
    """Make the accounts and load every invented piece that is not there yet; return how many were added."""
    make_accounts()
    be_quick_about_it()
    known = set(db.session.scalars(select(Feedback.submission_id)))
    day, references, added = today(), {}, 0
    for piece in read_pieces():
        submission = submission_of(piece, day)
        is_new = submission.submission_id not in known
        at = min(received_at(piece, day), now())
        with moved_to(at):
            receipt = submit_feedback(replace(submission, received_at=at))
        references[piece["key"]] = receipt.reference
        if is_new:
            added += 1
            _work_on(piece, receipt, at, references)
    return added


def make_accounts() -> None:
    """Make the demonstration's accounts where they are missing."""
    there = set(db.session.scalars(select(Account.email)))
    for email, role, name in ACCOUNTS:
        if email not in there:
            create_account(email, PASSWORD, role, name)


def _work_on(piece: Piece, receipt: Receipt, at: datetime, references: dict[str, str]) -> None:
    """Bring a piece to the state its file says, a few hours after it came."""
    steps = (*WORK.get(piece["state"], ()), *((_add_words,) if "adds" in piece else ()))
    for hours, step in enumerate(steps, start=1):
        with moved_to(min(at + timedelta(hours=hours), now())):
            step(piece, receipt, references)


def _officer() -> StaffMember:
    return staff_member("screening@demo.example")


def _supervisor() -> StaffMember:
    return staff_member("supervisor@demo.example")


def _claim(_piece: Piece, receipt: Receipt, _references: dict[str, str]) -> None:
    claims.claim(receipt.reference, _officer())


def _look_after_safety(piece: Piece, receipt: Receipt, _references: dict[str, str]) -> None:
    concern = piece.get("danger") or piece.get("route") == Route.SAFEGUARDING_REFERRAL
    answer, told = ("duty_told", "Sam Ferrers, duty team") if concern else ("none", "")
    _acknowledge_alerts(receipt)
    screening.save_safeguarding(receipt.reference, _officer(), answer, told, now() if concern else None)


def _acknowledge_alerts(receipt: Receipt) -> None:
    duty = staff_member("duty@demo.example")
    waiting = select(DutyAlert.id).where(
        DutyAlert.feedback_id == receipt.feedback_id, DutyAlert.acknowledged_at.is_(None)
    )
    for alert_id in list(db.session.scalars(waiting)):
        acknowledge(alert_id, duty)


def _begin_checklist(piece: Piece, receipt: Receipt, _references: dict[str, str]) -> None:
    answers = _answers(piece)
    screening.save_checklist(receipt.reference, _officer(), dict(list(answers.items())[:2]))


def _fill_checklist(piece: Piece, receipt: Receipt, _references: dict[str, str]) -> None:
    kind = _kind_for(piece)
    if kind is not receipt.kind:
        if receipt.kind is Kind.NOT_SURE:
            screening.save_checklist(receipt.reference, _officer(), {"really_is": kind.value})
        screening.change_kind(receipt.reference, _officer(), kind, "That is what it really is.")
    screening.save_checklist(receipt.reference, _officer(), _answers(piece))


def _decide(piece: Piece, receipt: Receipt, _references: dict[str, str]) -> None:
    route = Route(piece["route"])
    _speak_first(receipt)
    if route in PROCEDURE_OF:
        points.define_point(receipt.reference, _officer(), piece.get("point", POINT))
    words = (piece["reason"], piece.get("message", ""))
    decisions.decide(receipt.reference, _officer(), route, *words, part=_part(route, _kind_for(piece)))


def _part(route: Route, kind: Kind) -> decisions.Part:
    """Return what a route is recorded with, answered plausibly."""
    wanted = wanted_for(route, kind)
    usual = {Shape.DAY: today().isoformat(), Shape.TICK: YES}
    answers = {
        one.code: usual.get(one.shape, RECORDED.get(one.code, "Noted on the call"))
        for one in wanted.asked
        if one.missing
    }
    if route is Route.REFUSED:
        answers[EARLIER] = ANSWERED_BEFORE
    category = wanted.categories[0][0] if wanted.category else None
    return decisions.Part(category=category, details=as_kept(answers))


def _speak_first(receipt: Receipt) -> None:
    """Speak with the child whose piece it is, as has to be done before it ends."""
    feedback = db.session.get_one(Feedback, receipt.feedback_id)
    stored = db.session.get(Screening, receipt.feedback_id)
    if is_of_a_child(screening.facts_of(feedback, stored), stored.answers if stored else {}):
        note_child_contact(receipt.reference, _officer(), Spoken.WITH_CHILD, now(), SPOKEN)


def _sign(_piece: Piece, receipt: Receipt, _references: dict[str, str]) -> None:
    decision_id = _waiting_decision(receipt)
    if decision_id is None:
        return
    supervisor = _supervisor()
    for opened in (READ, weighed(decision_id)):
        log_access(opened, by=supervisor.id, feedback_id=receipt.feedback_id)
    db.session.commit()
    decisions.sign(decision_id, supervisor)


def _return(piece: Piece, receipt: Receipt, _references: dict[str, str]) -> None:
    decision_id = _waiting_decision(receipt)
    assert decision_id is not None, f"{piece['key']} has nothing to return"
    supervisor = _supervisor()
    log_access("read", by=supervisor.id, feedback_id=receipt.feedback_id)
    db.session.commit()
    decisions.return_decision(decision_id, supervisor, piece["returned_reason"])


def _set_aside(piece: Piece, receipt: Receipt, _references: dict[str, str]) -> None:
    as_ = SetAsideAs(piece.get("set_aside_as", "spam"))
    set_aside.set_aside(receipt.reference, _officer(), as_, reason=piece.get("reason", "Not feedback."))


def _set_aside_twin(piece: Piece, receipt: Receipt, references: dict[str, str]) -> None:
    _speak_first(receipt)
    set_aside.set_aside(
        receipt.reference,
        _officer(),
        SetAsideAs.SENT_TWICE,
        same_as=references[piece["duplicate_of"]],
        reason=piece.get("reason", "The same words, sent again."),
        message=piece.get("message", "You sent this twice. We have joined it to the first one."),
    )


def _withdraw(_piece: Piece, receipt: Receipt, _references: dict[str, str]) -> None:
    private_page_changes.withdraw(receipt.feedback_id, "It has been sorted out.")


def _add_words(piece: Piece, receipt: Receipt, _references: dict[str, str]) -> None:
    private_page_changes.add_words(receipt.feedback_id, piece["adds"])


def _waiting_decision(receipt: Receipt) -> int | None:
    waiting = select(Decision.id).where(
        Decision.feedback_id == receipt.feedback_id,
        Decision.signed_at.is_(None),
        Decision.sign_by.is_not(None),
    )
    return db.session.scalar(waiting.order_by(Decision.id.desc()).limit(1))


def _kind_for(piece: Piece) -> Kind:
    """Return the kind a piece has to have for the route its file says."""
    route, kind = piece.get("route", ""), Kind(piece["kind"])
    if route.startswith("compliment"):
        return Kind.COMPLIMENT
    if route in (Route.COMMENT, Route.ENQUIRY):
        return Kind(route)
    of_complaints = {Route.STATUTORY, Route.CORPORATE, Route.EARLY_RESOLUTION, Route.REFUSED}
    if route in of_complaints or kind is Kind.NOT_SURE:
        return Kind.COMPLAINT
    return kind


def _answers(piece: Piece) -> dict[str, str]:
    """Return a checklist that leads to the route a piece's file says."""
    kind = _kind_for(piece)
    if kind is Kind.COMPLAINT:
        return _answers_of_complaint(piece)
    accepted = "no" if piece.get("route") == Route.COMPLIMENT_NOT_ACCEPTED else "yes"
    return {
        Kind.COMPLIMENT: {"hidden_complaint": "no", "criteria": accepted},
        Kind.COMMENT: {"hidden_complaint": "no", "reply_needed": "yes"},
        Kind.ENQUIRY: {
            "enquiry_kind": piece.get("enquiry_kind", "background"),
            "office_known": "yes",
            "agreement": "yes",
            "hidden_complaint": "yes" if piece["state"] == "returned" else "no",
        },
        Kind.ADVOCATE_REQUEST: {"passed_on": "yes", "hidden_complaint": "no"},
        Kind.NOT_SURE: {"really_is": "complaint"},
    }[kind]


def _answers_of_complaint(piece: Piece) -> dict[str, str]:
    route = Route(piece.get("route", Route.STATUTORY))
    who = WHO.get(piece["who"], "other")
    answers = {
        "who": who,
        "subject": _subject(piece, route),
        "behalf": "no",
        "in_time": "yes",
        "before": "answered" if route is Route.REFUSED and not piece.get("started_over_a_year") else "new",
        "proceedings": "no_harm" if piece.get("court") in ("ongoing", "unsure") else "none",
        "settled": SETTLED_OF_ROUTE.get(route, "formal"),
    }
    if who in ("child", "care_leaver"):
        answers["advocate"] = "to_be_told"
    if who == "other":
        answers |= dict.fromkeys(INTEREST, "yes")
    if piece.get("started_over_a_year"):
        accepted = "no" if route is Route.REFUSED else "yes"
        answers |= {"in_time": "no", "late_reasonable": accepted, "late_fair": accepted}
    return answers


def _subject(piece: Piece, route: Route) -> str:
    """Return a subject that suggests the route; what waits for a signature was diverted from statutory."""
    diverted = piece["state"] in ("awaiting_signature", "returned") and route is Route.CORPORATE
    return "part3" if diverted else SUBJECT_OF_ROUTE.get(route, "part3")


INTEREST = (
    "interest_court",
    "interest_meetings",
    "interest_contact",
    "interest_plans",
    "interest_care",
    "interest_direct",
    "sufficient_interest",
)
Step = Callable[[Piece, Receipt, dict[str, str]], None]
_CHECKED: tuple[Step, ...] = (_claim, _look_after_safety)
_PROPOSED: tuple[Step, ...] = (*_CHECKED, _fill_checklist, _decide)
WORK: dict[str, Iterable[Step]] = {
    "claimed": (_claim,),
    "checked": (*_CHECKED, _begin_checklist),
    "awaiting_signature": _PROPOSED,
    "returned": (*_PROPOSED, _return),
    "decided": (*_PROPOSED, _sign),
    "set_aside_spam": (*_CHECKED, _set_aside, _sign),
    "set_aside_twice": (*_CHECKED, _set_aside_twin, _sign),
    "withdrawn": (_withdraw,),
}
