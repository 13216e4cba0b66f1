"""The page that says who was told of a danger opens to whoever said it, and to nobody who only waits."""

import pytest

from portal.domain.vocabulary import Holder
from portal.services.private_page import read_page
from portal.services.private_page_changes import add_words
from tests.conftest import Clock
from tests.services.advocate_steps import jo_says_yes, sent_for_jo
from tests.services.screening_steps import somebody

pytestmark = pytest.mark.usefixtures("app_context")
SENDER, CHILD = Holder.SENDER, Holder.CHILD


def knows(feedback: int, holder: Holder) -> bool:
    return read_page(feedback, holder).danger


def test_an_advocate_who_waits_never_learns_that_the_young_person_said_it() -> None:
    sent = sent_for_jo()
    add_words(sent.id, "", danger=True, holder=CHILD)
    assert (knows(sent.id, CHILD), knows(sent.id, SENDER)) == (True, False)


def test_whoever_said_it_on_the_page_is_told_what_happens_now() -> None:
    sent = sent_for_jo()
    add_words(sent.id, "", danger=True, holder=SENDER)
    assert knows(sent.id, SENDER)


def test_whoever_said_it_when_they_sent_it_still_knows_after_the_young_person_says_so_too(
    clock: Clock,
) -> None:
    sent = sent_for_jo(danger=True)
    assert knows(sent.id, SENDER)
    clock.forward(minutes=5)
    add_words(sent.id, "", danger=True, holder=CHILD)
    assert knows(sent.id, SENDER)


def test_it_is_told_once_the_young_person_lets_them_know_how_far_it_is() -> None:
    sent = sent_for_jo()
    add_words(sent.id, "", danger=True, holder=CHILD)
    jo_says_yes(sent, somebody())
    assert knows(sent.id, SENDER)
