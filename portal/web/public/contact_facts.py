"""Who sent it and how contact is safe, read out of the pages every public journey shares."""

from portal.domain.vocabulary import PartyRole
from portal.services.intake import PartySent, SafeContact
from portal.web.answers import Answers

NOT_SAID = "not_said"


def sender(answers: Answers, capacity: str, **said: str) -> PartySent:
    """Return the person who sends it; ``said`` is what else they told of themselves, blanks left out."""
    return PartySent(
        role=PartyRole.SENDER,
        capacity=capacity or NOT_SAID,
        name=answers.one("details", "name"),
        email=answers.one("details", "email"),
        phone=answers.one("details", "phone"),
        address=answers.one("details", "address"),
        extra={name: words for name, words in said.items() if words},
    )


def safe_contact(answers: Answers) -> SafeContact:
    """Return how contact is safe; no answer means the private page only."""
    return SafeContact(
        how=answers.many("safe-contact", "how"),
        when=answers.one("safe-contact", "when"),
        must_not_know=answers.one("safe-contact", "must_not_know"),
    )
