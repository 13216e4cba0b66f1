"""When "tell us what you missed" is read by a third person: after every decision that gave somebody less."""

from collections.abc import Sequence

from portal.domain.signatures import ALWAYS_SIGNED
from portal.domain.vocabulary import Route

REFUSALS_OF_ONE = frozenset({Route.COMPLIMENT_NOT_ACCEPTED})


def is_read_by_a_third(route: Route | None, second_person: Sequence[str]) -> bool:
    """Whether those who settled this may not settle it again (the Ombudsman's fault: refusing twice over).

    ``route`` is None for what was closed, set aside or withdrawn for the person; ``second_person`` says why
    two people were needed.
    """
    return route is None or route in ALWAYS_SIGNED or route in REFUSALS_OF_ONE or bool(second_person)
