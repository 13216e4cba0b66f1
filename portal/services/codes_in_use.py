"""Which of the profile's codes the database uses, so that a profile can't drop one of them."""

from sqlalchemy import select

from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import Feedback


def codes_in_use() -> dict[str, set[str]]:
    """Return the codes used, by the profile's list: teams, service_areas, themes, outcomes."""
    teams = set(db.session.scalars(select(Feedback.team).where(Feedback.team.is_not(None)).distinct()))
    teams |= set(db.session.scalars(select(Account.team).where(Account.team.is_not(None)).distinct()))
    return {
        "teams": {team for team in teams if team},
        "service_areas": set(),
        "themes": set(),
        "outcomes": set(),
    }
