"""Who sent it and how contact is safe, read out of the pages every public journey shares."""

from portal.domain.vocabulary import PartyRole
from portal.services.intake import PartySent, SafeContact
from portal.web.answers import Answers
from portal.web.contact import WAYS, danger_number, ways_allowed

NOT_SAID = "not_said"
TAKES = {
    "email": ("email", "e-mail address"),
    "phone": ("phone", "telephone number"),
    "letter": ("address", "postal address"),
}


def missing_details(answers: Answers) -> dict[str, str]:
    """Return, by field, what a ticked way of contact takes and nobody gave."""
    ticked = answers.many("safe-contact", "how")
    wanted = [(label, *TAKES[way]) for way, label in WAYS if way in ticked and way in TAKES]
    return {
        field: f"You ticked “{label}”. Write your {what} here, or press “Change how we reach you” and take "
        "the tick away."
        for label, field, what in wanted
        if not (answers.one("details", field) or (field == "phone" and danger_number(answers)))
    }


def sender(answers: Answers, capacity: str, **said: str) -> PartySent:
    """Return the person who sends it; ``said`` is what else they told of themselves, blanks left out."""
    return PartySent(
        role=PartyRole.SENDER,
        capacity=capacity or NOT_SAID,
        name=answers.one("details", "name"),
        email=answers.one("details", "email"),
        phone=answers.one("details", "phone") or danger_number(answers),
        address=answers.one("details", "address"),
        extra={name: words for name, words in said.items() if words},
    )


def safe_contact(answers: Answers) -> SafeContact:
    """Return how contact is safe; no answer means the private page only."""
    return SafeContact(
        how=ways_allowed(answers, "safe-contact", answers.one("details", "phone")),
        when=answers.one("safe-contact", "when"),
        must_not_know=answers.one("safe-contact", "must_not_know"),
    )
