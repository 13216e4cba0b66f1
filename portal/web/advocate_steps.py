"""What happens after somebody asked for an advocate, as steps for the confirmation."""

from portal.domain.clocks import in_words
from portal.domain.vocabulary import Audience
from portal.services.advocate_requests import offer_by
from portal.services.intake import Receipt


def steps_of_request(receipt: Receipt) -> list[dict[str, object]]:
    """Return asked, offered, answered and met, spoken to whoever asked: for themselves, or for another."""
    own = is_for_themselves(receipt)
    coming = (
        (
            "We ask the advocates for one" + (" for you" if own else ""),
            f"By {in_words(offer_by(receipt.received_on))}",
        ),
        ("You say yes or no" if own else "The young person says yes or no", ""),
        ("You meet" if own else "They meet", ""),
    )
    asked = {"title": "You asked for an advocate", "when": in_words(receipt.received_on), "done": True}
    return [asked, *({"title": title, "when": when, "done": False} for title, when in coming)]


def is_for_themselves(receipt: Receipt) -> bool:
    """Whether a young person asked for an advocate for themselves."""
    return receipt.audience is not Audience.ADVOCATE
