"""What the rules of screening are told of an item, and what they suggest."""

from dataclasses import dataclass

from portal.domain.vocabulary import Audience, Channel, Kind, Route

CAREFUL = "Careful:"
YOUNG_AUDIENCES = frozenset({Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER})


@dataclass(frozen=True, slots=True)
class ScreeningFacts:
    """What is known of the item itself, apart from what the officer answers.

    ``child_sends`` says that the sender is a child or care leaver, whichever door or channel it took.
    ``formal_asked`` says that the person asked for the formal way after a quick answer was tried, and
    ``sent_back`` that the Ombudsman sent it here because it reached them too early.
    ``returned`` says that a second person sent a decision about it back, ``reworded`` that an officer changed
    the words of its points since.
    """

    kind: Kind
    sent_as: Kind
    audience: Audience
    was_complaint: bool = False
    early_for_corporate: bool = False
    earlier_routes: frozenset[Route] = frozenset()
    earlier_suggested: frozenset[Route] = frozenset()
    channel: Channel = Channel.WEB
    child_sends: bool = False
    formal_asked: bool = False
    sent_back: bool = False
    returned: bool = False
    reworded: bool = False

    @property
    def young(self) -> bool:
        """Whether it came through a door for young people, or a child sent it some other way."""
        return self.audience in YOUNG_AUDIENCES or self.child_sends

    @property
    def by_advocate(self) -> bool:
        """Whether it came from an advocate, who speaks for a child or care leaver."""
        return self.audience is Audience.ADVOCATE or self.channel is Channel.ADVOCATE

    @property
    def was_ever_complaint(self) -> bool:
        """Whether it was sent as a complaint, or taken as one since."""
        return self.was_complaint or self.sent_as is Kind.COMPLAINT

    @property
    def may_have_been_complaint(self) -> bool:
        """Whether it was ever a complaint, or sent by somebody who wasn't sure what to call it."""
        return self.was_ever_complaint or self.sent_as is Kind.NOT_SURE


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The route the rules would take, the reasons in plain words, and the test in law or policy.

    A reason that begins with CAREFUL warns the officer; the others could be read out to the person.

    ``kind`` is set where the item should change its kind first; ``route`` is then None.
    """

    route: Route | None
    reasons: tuple[str, ...]
    test: str
    kind: Kind | None = None
