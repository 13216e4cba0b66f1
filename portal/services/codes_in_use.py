"""Which of the profile's codes the database uses, so that a profile can't drop one of them."""

from sqlalchemy import select

from portal.domain.vocabulary import Route
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.models.screening import Decision


def codes_in_use() -> dict[str, set[str]]:
    """Return the codes used, by the profile's list that holds them."""
    teams = set(db.session.scalars(select(Feedback.team).where(Feedback.team.is_not(None)).distinct()))
    teams |= set(db.session.scalars(select(Account.team).where(Account.team.is_not(None)).distinct()))
    categories = db.session.scalars(
        select(Decision.category).where(Decision.route == Route.DUTY_MATTER).distinct()
    )
    return {
        "teams": {team for team in teams if team},
        "service_areas": set(),
        "themes": set(),
        "outcomes": set(),
        "duty_categories": {code for code in categories if code},
    }
