"""What the private page says of a request to hold something, and to whom."""

from datetime import date

import pytest
from flask import Flask

from portal.domain.vocabulary import Audience, FeedbackStatus, FreezeStatus, Holder, Role
from portal.domain.workflow import FreezeAction
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services import freezes, private_page
from portal.services.freezes import Ruling
from tests.conftest import Clock
from tests.factories import MadeFeedback, make_feedback
from tests.pages import PageClient
from tests.reading import blocks, reading_age, sentences
from tests.services.screening_steps import somebody
from tests.web.test_track import open_with

pytestmark = pytest.mark.usefixtures("clock")
MOVE = "Moving to a new home"
FRIDAY = date(2026, 3, 13)
SAYS = {
    FreezeAction.HOLD: "Yes, it waits.",
    FreezeAction.HOLD_IN_PART: "Some of it waits.",
    FreezeAction.LET_GO_AHEAD: "It goes ahead.",
    FreezeAction.END: "It does not have to wait any more.",
}


def asked(**sent: object) -> tuple[MadeFeedback, int]:
    """Ask to hold something of a new item."""
    made = make_feedback(about_to_happen=True, about_to_happen_on=FRIDAY, **sent)
    return made, freezes.ask_freeze(made.reference, somebody(), MOVE, FRIDAY)


def decided(made: MadeFeedback, freeze_id: int, action: FreezeAction) -> None:
    """Let a manager decide it."""
    why = "The home shuts on Friday and nobody could sleep there."
    ruling = Ruling(action, why, "We have decided.", FreezeStatus.ASKED, "Jem")
    freezes.decide_freeze(made.reference, freeze_id, somebody(Role.MANAGER), ruling)


def test_who_asked_sees_what_is_held_and_by_when(app: Flask, client: PageClient, clock: Clock) -> None:
    with app.app_context():
        made, _ = asked()
    text = open_with(client, made.code).main_text
    assert MOVE in text
    assert "A manager says yes or no by Wednesday 11 March 2026." in text
    clock.forward(days=2)
    assert "That day is past. We are sorry." in open_with(client, made.code).main_text


@pytest.mark.parametrize("action", FreezeAction)
def test_who_asked_sees_what_came_of_it(app: Flask, client: PageClient, action: FreezeAction) -> None:
    with app.app_context():
        made, freeze_id = asked()
        decided(made, freeze_id, action)
    text = open_with(client, made.code).main_text
    assert f"{SAYS[action]} A manager said so on Tuesday 10 March 2026." in text
    assert "yes or no by" not in text


def test_who_waits_for_a_young_persons_yes_is_told_nothing_of_it(app: Flask) -> None:
    with app.app_context():
        made, _ = asked(audience=Audience.ADVOCATE)
        page = private_page.read_page(made.id, Holder.SENDER)
        assert page.waits
        assert page.holds == ()


def test_what_was_set_aside_waits_for_nobody(app: Flask) -> None:
    with app.app_context():
        made, _ = asked()
        db.session.get_one(Feedback, made.id).status = FeedbackStatus.WITHDRAWN
        db.session.commit()
        assert private_page.read_page(made.id).holds == ()


@pytest.mark.parametrize("action", [None, *FreezeAction])
def test_a_child_can_read_it(
    app: Flask, client: PageClient, clock: Clock, action: FreezeAction | None
) -> None:
    with app.app_context():
        made, freeze_id = asked(audience=Audience.UNDER_TWELVE)
        if action:
            decided(made, freeze_id, action)
        else:
            clock.forward(days=2)
    (main,) = open_with(client, made.code).document.all("main")
    every = list(blocks(main, [MOVE, "2026"]))
    told = every[every.index("What you asked us to hold") : every.index("Who has it now")]
    assert len(told) > 1
    found = list(sentences(told))
    assert reading_age(found) <= 7.5
    assert max(len(one) for one in found) <= 11
