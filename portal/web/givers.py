"""From whom something comes that somebody else writes down: the choices, and what follows from them."""

from portal.domain.vocabulary import Audience

PEOPLE = (
    ("parent", "A parent or carer"),
    ("child", "A child under 12"),
    ("young_person", "A young person, 12 or over"),
    ("care_leaver", "A care leaver"),
    ("foster_carer", "A foster carer"),
    ("relative", "Another relative"),
    ("professional", "Somebody who works with children"),
    ("someone_else", "Somebody else, or not known"),
)
AUDIENCES = {"child": Audience.UNDER_TWELVE, "young_person": Audience.TWELVE_AND_OVER}
CAPACITIES = {"child": "young_person"}


def capacity_of(giver: str) -> str:
    """Return the capacity that a choice stands for."""
    return CAPACITIES.get(giver, giver) or "not_said"
