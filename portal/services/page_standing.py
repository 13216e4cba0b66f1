"""Where something stands on its private page: route in force, step, who has it, and when it was stopped."""

from datetime import datetime

from sqlalchemy import func, select

from portal.domain.event_names import EventName
from portal.domain.vocabulary import DecisionStatus, FeedbackStatus, Route
from portal.domain.workflow import FeedbackAction, actions_from
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.procedures import PROCEDURE_OF

HOLDERS = {
    Route.STATUTORY: "service_manager",
    Route.CORPORATE: "service_manager",
    Route.EARLY_RESOLUTION: "service_manager",
    Route.COMMENT: "service_manager",
    Route.ENQUIRY: "service_manager",
    Route.DUTY_MATTER: "duty_team",
    Route.SAFEGUARDING_REFERRAL: "duty_team",
}


def route_in_force(feedback: Feedback) -> Route | None:
    """Return the route in force, once it is decided."""
    route = db.session.scalar(
        select(Decision.route)
        .where(Decision.feedback_id == feedback.id, Decision.status == DecisionStatus.IN_FORCE)
        .order_by(Decision.id.desc())
        .limit(1)
    )
    return route if feedback.status is FeedbackStatus.DECIDED else None


def may_withdraw(feedback: Feedback) -> bool:
    """Whether it can still be stopped."""
    return FeedbackAction.WITHDRAW in actions_from(feedback.status)


def step_of(feedback: Feedback) -> str:
    """Return where it stands as one of a few steps a person can picture."""
    if feedback.status in (FeedbackStatus.DECIDED, FeedbackStatus.WITHDRAWN, FeedbackStatus.SET_ASIDE):
        return feedback.status.value
    being_read = feedback.claimed_by_id is not None or feedback.status is not FeedbackStatus.RECEIVED
    return "being_read" if being_read else "received"


def may_ask_again(feedback: Feedback, route: Route | None) -> bool:
    """Whether we settled something that could be looked at again; an open procedure is no end."""
    settled = feedback.status in (FeedbackStatus.DECIDED, FeedbackStatus.SET_ASIDE)
    return settled and route not in PROCEDURE_OF


def who_has_it(feedback: Feedback, route: Route | None) -> str:
    """Return the role that has it now, never a name; nothing where nobody needs to have it."""
    if feedback.status is FeedbackStatus.AWAITING_SIGNATURE:
        return "supervisor"
    if feedback.status in (FeedbackStatus.SET_ASIDE, FeedbackStatus.WITHDRAWN):
        return ""
    return HOLDERS.get(route, "") if route is not None else "screening_officer"


def stopped_at(feedback_id: int) -> datetime | None:
    """Return when the person last asked us to stop on their page, or None where they never did; one query."""
    own = (Event.feedback_id == feedback_id, Event.name == EventName.WITHDRAWN, Event.account_id.is_(None))
    return db.session.scalar(select(func.max(Event.happened_at)).where(*own))
