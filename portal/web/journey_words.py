"""What a page says when it could not simply go on: for grown-ups, and in a child's short sentences."""

from dataclasses import dataclass

from portal.domain.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class Words:
    """Why a page comes again, with every word still on it."""

    lost: str
    ran_out: str
    already_sent: str
    changed_elsewhere: str
    too_much: str
    old_page: str


GROWN_UP = Words(
    lost=(
        "This browser no longer has the rest of what you began. The words on this page are still here. "
        "Press Continue to begin again with them, or use your private code to find the rest."
    ),
    ran_out=(
        "We closed this here because it had not been used for an hour. What you saved before is still saved, "
        "and your six words open it. The words on this page are still here. Copy them, or press Continue to "
        "begin again with them."
    ),
    already_sent=(
        "You have sent this already. If you wrote these words since then, they were not part of it. You can "
        "copy them from here and add them on your private page, or press Continue to begin something new "
        "with them."
    ),
    changed_elsewhere=(
        "This page was changed on another phone or in another window after you opened it here. Nothing is "
        "lost: your words are in the boxes, and the others stand above them. Press the button again to keep "
        "yours."
    ),
    too_much="That is more than one page can keep. Your words are still here: please make them shorter.",
    old_page="This page had been open too long, so nothing was sent. Press the button again.",
)
YOUNG = Words(
    lost=(
        "We could not find the other pages. What you said on this page is here. To go on with it, press Next."
    ),
    ran_out=(
        "Nobody used this for an hour. So we closed it. What you said on this page is here. "
        "To go on with it, press Next."
    ),
    already_sent=(
        "We have what you sent. Is there something new on this page? Then it is not sent yet. "
        "To tell us that too, press Next."
    ),
    changed_elsewhere=(
        "This page was changed in another place. Nothing is lost. Your words are still in the boxes. "
        "The other words are above them. Press again to keep yours."
    ),
    too_much="That is too much for one page. Please make it shorter.",
    old_page="This page was open too long. Nothing was sent. Press the button again.",
)


def words_for(audience: Audience) -> Words:
    """Return the words a journey of this audience uses."""
    return YOUNG if audience in (Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER) else GROWN_UP
