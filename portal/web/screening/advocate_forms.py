"""The forms that move a request for an advocate; each stands on the page under a prefix of its own."""

from typing import ClassVar

from portal.domain.council_parts import Advocacy
from portal.web.fields import DatePartsField, RadioField, choices
from portal.web.screening.authority_forms import DeedForm, line, note
from portal.web.typed import Needed


class OfferForm(DeedForm):
    """To which provider the request was passed."""

    lacks: ClassVar = {"provider": ("provider", "Choose a provider that is under contract today")}
    provider = RadioField("To which provider?", [Needed("Choose the provider")], choices=[])
    note = note(
        "How did you pass it on?",
        "By telephone or by post: who took it, and when.",
        "Write how you passed it on: who took it, and when",
    )

    def offering(self, providers: tuple[Advocacy, ...]) -> "OfferForm":
        """Offer the providers under contract today, each with how to reach it."""
        self.provider.choices = choices(*((one.code, one.name) for one in providers))
        self.provider.hints = {one.code: one.phone for one in providers if one.phone}
        return self


class AcceptForm(DeedForm):
    """Who the advocate is."""

    lacks: ClassVar = {"advocate": ("advocate", "Write who the advocate is")}
    advocate = line("Who is the advocate?", "Their name", "Write who the advocate is")
    reach = line("How do we reach them?")


class DeclineForm(DeedForm):
    """They do not want one, or none can be found."""

    lacks: ClassVar = {"reason": ("reason", "Write what they said")}
    reason = note("What did they say?", "They can always ask again.", "Write what they said")


class MeetForm(DeedForm):
    """On which day they met."""

    lacks: ClassVar = {"met_on": ("met_on", "The day must not be after today")}
    met_on = DatePartsField(
        "On which day did they meet?",
        [Needed("Write the day they met")],
        what="The day",
        description="For example, 27 3 2027",
    )
    note = note("How do you know?", "Who told you that they met.", "Write how you know that they met")


class AskForm(DeedForm):
    """They want one, now or after all."""

    note = note("How did they ask?", "You can leave this empty.")


class ToldForm(DeedForm):
    """What they were told about advocacy."""

    lacks: ClassVar = {"note": ("note", "Write what you told them, and how")}
    note = note(
        "What did you tell them, and how?",
        "That advocates are free, independent and on their side, and that we help them to get one.",
        "Write what you told them, and how",
    )
