"""Which of the profile's codes the database uses, so that a profile can't drop one of them."""

from sqlalchemy import select

from portal.domain.vocabulary import Route
from portal.extensions import db
from portal.models.account import Account
from portal.models.emerging_theme import EmergingTheme
from portal.models.feedback import Feedback
from portal.models.point import Point
from portal.models.screening import Decision


def codes_in_use() -> dict[str, set[str]]:
    """Return the codes used, by the profile's list that holds them."""
    teams: set[str | None] = set()
    for column in (Feedback.team, Account.team, Point.team, EmergingTheme.team):
        teams |= set(db.session.scalars(select(column).distinct()))
    themes = set(db.session.scalars(select(EmergingTheme.theme).distinct()))
    for of_point in db.session.scalars(select(Point.themes)):  # a list: databases can't make it distinct
        themes |= set(of_point)
    categories = db.session.scalars(
        select(Decision.category).where(Decision.route == Route.DUTY_MATTER).distinct()
    )
    return {
        "teams": {team for team in teams if team},
        "service_areas": set(),
        "themes": themes,
        "outcomes": set(),
        "duty_categories": {code for code in categories if code},
    }
