"""What the rules of screening are told of an item, and what they suggest."""

from dataclasses import dataclass

from portal.domain.vocabulary import Audience, Kind, Route

YOUNG_AUDIENCES = frozenset({Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER})


@dataclass(frozen=True, slots=True)
class ScreeningFacts:
    """What is known of the item itself, apart from what the officer answers."""

    kind: Kind
    sent_as: Kind
    audience: Audience
    was_complaint: bool = False
    early_for_corporate: bool = False
    earlier_routes: frozenset[Route] = frozenset()

    @property
    def young(self) -> bool:
        """Whether it came through a door for young people."""
        return self.audience in YOUNG_AUDIENCES

    @property
    def was_ever_complaint(self) -> bool:
        """Whether it was sent as a complaint, or taken as one since."""
        return self.was_complaint or self.sent_as is Kind.COMPLAINT


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The route the rules would take, the reasons in plain words, and the test in law or policy.

    ``kind`` is set where the item should change its kind first; ``route`` is then None.
    """

    route: Route | None
    reasons: tuple[str, ...]
    test: str
    kind: Kind | None = None
