"""Items in the states that the desk's pages show, made through the services rather than by long walks."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from portal.domain.vocabulary import (
    ContactPurpose,
    FlagKind,
    Holder,
    Kind,
    PartyRole,
    Route,
    WaitingFor,
)
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.contact_task import ContactTask
from portal.models.feedback import Feedback
from portal.models.letter import Letter
from portal.models.screening import Decision
from portal.services import (
    claims,
    conversation,
    decisions,
    flags,
    freezes,
    points,
    practitioners,
    private_page,
    waiting,
)
from portal.services.accounts import StaffMember
from portal.services.alerts import raise_alert
from portal.services.now import now, today
from portal.services.submission import PartySent, SafeContact
from tests.factories import MadeFeedback, make_feedback
from tests.services import screening_steps as steps
from tests.services.advocate_steps import sent_for_jo

MOVED, TAXI = "He was moved with a day’s notice and nobody asked him.", "The taxi to school did not come."
MOVE = "Moving him to another home"
KIM = PartySent(PartyRole.SENDER, "parent", name="Kim Sender", phone="01632 960111", address="1 High Street")
SAFE = SafeContact(("phone", "letter"), "mornings", "my mother")
REPEAT = {"before": "answered"}


def screened(officer: StaffMember) -> MadeFeedback:
    """Store a complaint that the officer holds and has answered everything about."""
    made = make_feedback(parties=(KIM,), safe_contact=SAFE)
    claims.claim(made.reference, officer)
    steps.complete(made.reference, officer, steps.CHILD_COMPLAINT)
    return made


def with_points(officer: StaffMember, **second: str) -> MadeFeedback:
    """Store such a complaint with two points; ``second`` answers of the second alone."""
    made = screened(officer)
    points.define_point(made.reference, officer, MOVED)
    points.define_point(made.reference, officer, TAXI, answers=second)
    return made


def decide(reference: str, officer: StaffMember, route: Route, *numbers: int) -> decisions.Decided:
    """Decide some points, or all that are left."""
    part = decisions.Part(numbers, details=steps.particulars(reference, route).details)
    return decisions.decide(reference, officer, route, steps.REASON, "Dear Kim, we look into it.", part=part)


def accepted(officer: StaffMember) -> MadeFeedback:
    """Store a complaint whose two points are both in the statutory procedure."""
    made = with_points(officer)
    decide(made.reference, officer, Route.STATUTORY)
    return made


def say_no(made: MadeFeedback) -> None:
    """Say on the private page that the points are not right."""
    asked = next(one for one in private_page.read_page(made.id, Holder.SENDER).messages if one.points)
    conversation.answer_question(made.id, asked.id, "change", "It was twelve days.")


def about_to_happen(officer: StaffMember) -> tuple[str, int]:
    """Store an item with a request to hold something that no manager has decided."""
    made, soon = with_points(officer), today() + timedelta(days=3)
    return made.reference, freezes.ask_freeze(made.reference, officer, MOVE, soon)


def pages_of_an_officer(officer: StaffMember, supervisor: StaffMember) -> list[str]:
    """Make what an officer's pages show, and return their addresses."""
    busy, early = _busy(officer), _early(officer, supervisor)
    put_right = accepted(officer)
    letter = f"/{put_right.reference}/letters/{_newest(Letter.id)}"
    say_no(put_right)
    thanks = steps.screened(officer, Kind.COMPLIMENT)
    steps.decided(thanks, officer, Route.COMPLIMENT_ACCEPTED)
    returned = _to_sign(officer)
    steps.weighed(returned, supervisor)
    decisions.return_decision(_decision_of(returned), supervisor, "It is not the same as in May.")
    young = sent_for_jo().reference
    lists = ("", "/mine", "/calls", "/waiting", "/unread", "/corrections", "/unacknowledged", "/returned")
    of_items = (
        f"/{busy}",
        f"/{busy}/flags",
        f"/{busy}/spoken",
        f"/{busy}/same",
        f"/{put_right.reference}",
        f"/{put_right.reference}/correction",
        letter,
        f"/{returned}",
        f"/{young}/sharing",
        f"/{young}/advocate",
        f"/{early}/formal",
        f"/{thanks}/share",
        f"/{_to_sign(officer)}/sign/ask",
        f"/contact/{_newest(ContactTask.id)}",
        f"/registers/answered/{early}",
    )
    others = ("/flags", "/advocates", "/registers/early")
    return [f"/screening{address}" for address in (*lists, *others, *of_items)]


def pages_of_a_supervisor(officer: StaffMember) -> list[str]:
    """Make what only a supervisor's pages show, and return their addresses."""
    reference = _to_sign(officer)
    month = today().replace(day=1)
    counted = f"/board/complaints?team=&first={month}&last={today()}"
    own = ("/board", "/to-sign", "/sample", f"/board/officers/{officer.id}", counted)
    return [f"/screening{address}" for address in (*own, f"/{reference}/sign", f"/{reference}/sign/decision")]


def pages_of_a_manager(officer: StaffMember) -> list[str]:
    """Make a request to hold something, and return the addresses of the list and of its page."""
    reference, freeze_id = about_to_happen(officer)
    return ["/screening/freezes", f"/screening/{reference}/freezes/{freeze_id}"]


def pages_of_duty() -> list[str]:
    """Raise an alert, and return the addresses of the board and of its page."""
    raise_alert(db.session.get_one(Feedback, make_feedback(parties=(KIM,), safe_contact=SAFE).id))
    db.session.commit()
    return ["/duty", f"/duty/{_newest(DutyAlert.id)}", "/duty/acknowledged"]


def _busy(officer: StaffMember) -> str:
    """Store an item with everything at once: points, waiting, flags and a hold; a call is owed too."""
    reference, _freeze = about_to_happen(officer)
    day = today() + timedelta(days=5)
    waiting.begin_waiting(
        reference, officer, WaitingFor.PERSON, day, "Which school?", message="Which school?"
    )
    waiting.begin_waiting(reference, officer, WaitingFor.SERVICE, day, "Was the taxi told?", who="Ann Lee")
    practitioners.note_contact(
        reference, officer, ContactPurpose.TOLD, now(), "Ann Lee", "It goes to stage 1."
    )
    for kind, more in _flags(day):
        flags.raise_flag(reference, officer, flags.Raised(kind, what="As they wrote", since=today(), **more))
    return reference


def _flags(day: date) -> tuple[tuple[FlagKind, dict[str, Any]], ...]:
    harm: dict[str, Any] = {"impact": "Two officers were in tears", "review_on": day}
    return (FlagKind.SUBJECT_ACCESS, {}), (FlagKind.DATA_BREACH, {}), (FlagKind.UNREASONABLE_BEHAVIOUR, harm)


def _early(officer: StaffMember, supervisor: StaffMember) -> str:
    reference = steps.screened(officer, answers={"settled": "quick"})
    done = steps.decided(reference, officer, Route.EARLY_RESOLUTION)
    if not done.in_force:
        steps.signed(done.decision_id, reference, supervisor)
    return reference


def _to_sign(officer: StaffMember) -> str:
    reference = with_points(officer, **REPEAT).reference
    decide(reference, officer, Route.REFUSED, 2)
    decide(reference, officer, Route.STATUTORY, 1)
    return reference


def _decision_of(reference: str) -> int:
    of_item = select(Decision.id).join(Feedback, Feedback.id == Decision.feedback_id)
    refusal = of_item.where(Feedback.reference == reference, Decision.route == Route.REFUSED)
    return db.session.scalars(refusal).one()


def _newest(key: Any) -> int:
    return int(db.session.scalars(select(func.max(key))).one())
