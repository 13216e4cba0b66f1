"""The person reads their points and says whether they are right; the desk answers what is not."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import Audience, Role, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services import claims, decisions, point_corrections, points
from portal.services.council import current_council
from tests.factories import MadeFeedback, make_feedback
from tests.page_rules import text_of
from tests.pages import Page, PageClient
from tests.services.screening_steps import CHILD_COMPLAINT, complete, somebody
from tests.web.screening_pages import SignIn, item_page

pytestmark = pytest.mark.usefixtures("clock")
WRONG = "It was <four> times."


@pytest.fixture
def mine(app: Flask) -> MadeFeedback:
    """A complaint of two points in the statutory procedure."""
    return accepted(app)


def accepted(
    app: Flask,
    audience: Audience = Audience.ADULT,
    parts: tuple[tuple[Route, tuple[int, ...]], ...] = ((Route.STATUTORY, (1, 2)),),
) -> MadeFeedback:
    """A complaint of two points that are taken into procedures."""
    with app.app_context():
        officer = somebody()
        made = make_feedback("The visit was moved on the day", audience=audience)
        claims.claim(made.reference, officer)
        complete(made.reference, officer, CHILD_COMPLAINT)
        for words in ("Three visits were moved.", "Nobody rang."):
            own = {"subject": "sen_transport"} if words == "Nobody rang." and len(parts) > 1 else {}
            points.define_point(made.reference, officer, words, answers=own)
        for route, numbers in parts:
            part = decisions.Part(points=numbers)
            decisions.decide(made.reference, officer, route, "A parent.", "Dear Kim.", part=part)
        return made


def open_with(client: PageClient, code: str) -> Page:
    """Open the private page."""
    return client.submit(client.get_page("/track"), {"code": code})


def say_no(client: PageClient, made: MadeFeedback, words: str = WRONG) -> Page:
    """Say on the private page that something is not right."""
    box = client.follow(open_with(client, made.code), "Something is not right")
    return client.submit(box, {"danger": "no", "words": words})


def test_yes_is_one_press_under_the_numbered_points(
    app: Flask, client: PageClient, signed_in: SignIn, mine: MadeFeedback
) -> None:
    page = open_with(client, mine.code)
    assert "Nobody rang." in page.main_text
    done = client.submit(page, button="Yes, this is right")
    assert "You said: yes, this is right." in done.main_text
    text = item_page(signed_in(), mine.reference).main_text
    assert text.count("Agreed ") == 2
    assert "The person agreed with points 1 and 2" in text


def test_no_asks_what_is_wrong_and_about_danger_and_keeps_every_word(
    client: PageClient, mine: MadeFeedback
) -> None:
    box = client.follow(open_with(client, mine.code), "Something is not right")
    assert "What is not right?" in box.main_text
    assert "Three visits were moved." in box.main_text
    again = client.submit(box, {"words": WRONG})
    assert (again.status, again.field("words")) == (422, WRONG)
    done = client.submit(again, {"danger": "no"})
    assert "You said: something is not right." in done.main_text
    assert WRONG in done.main_text


def test_the_desk_lists_it_and_the_corrected_letter_asks_again(
    app: Flask, client: PageClient, signed_in: SignIn, mine: MadeFeedback
) -> None:
    officer = signed_in()
    say_no(client, mine)
    listed = officer.get_page("/screening/corrections")
    assert mine.reference in listed.main_text
    assert WRONG not in listed.main_text
    assert "Corrections 1" in listed.main_text
    page = officer.follow(listed, mine.reference)
    assert WRONG in page.main_text
    refused = officer.submit(page, {"words_1": "Four visits were moved."}, button="Send the corrected letter")
    assert refused.status == 422
    assert refused.field("words_1") == "Four visits were moved."
    done = officer.submit(
        refused,
        {"correction_message": "Thank you. We changed it.", "added": "No letter came."},
        button="Send the corrected letter",
    )
    assert "The corrected letter is sent." in done.main_text
    assert "Three visits were moved." in done.main_text  # the earlier wording, folded
    assert "They say that something is not right" not in done.main_text
    theirs = client.get_page("/track")
    assert "We have sent you a new letter since" in theirs.main_text
    assert theirs.buttons.count("Yes, this is right") == 1
    title = "What happens with your complaint: this letter replaces the one of Tuesday 10 March 2026"
    assert theirs.main_text.count(title) == 1
    (corrected,) = (turn for turn in theirs.find("turn") if title in text_of(turn))
    with app.app_context():
        assert current_council().contact.team_name in text_of(corrected)
    for words in ("Four visits were moved.", "No letter came."):
        assert words in theirs.main_text
    done = client.submit(theirs, button="Yes, this is right")
    assert "You said: yes, this is right." in done.main_text
    assert "Nobody has said" in officer.get_page("/screening/corrections").main_text


def test_what_others_agreed_to_is_not_changed_with_it(
    app: Flask, client: PageClient, signed_in: SignIn
) -> None:
    made = accepted(app, parts=((Route.STATUTORY, (1,)), (Route.CORPORATE, (2,))))
    page = open_with(client, made.code)
    assert page.buttons.count("Yes, this is right") == 2
    box = client.get_page(next(link.href for link in page.links if link.text == "Something is not right"))
    assert "Nobody rang." in box.main_text
    client.submit(box, {"danger": "no", "words": WRONG})
    page = signed_in().get_page(f"/screening/{made.reference}/correction")
    assert "words_1" not in page.html
    assert page.field("words_2") == "Nobody rang."


def test_an_answer_that_came_too_late_keeps_what_was_typed(
    app: Flask, client: PageClient, signed_in: SignIn, mine: MadeFeedback
) -> None:
    officer = signed_in()
    say_no(client, mine)
    page = officer.get_page(f"/screening/{mine.reference}/correction")
    with app.app_context():
        changes = point_corrections.Changes()
        point_corrections.answer_correction(mine.reference, somebody(), changes, "We leave it.")
    typed = {"words_1": "My careful words.", "correction_message": "My careful letter."}
    late = officer.submit(page, typed, button="Send the corrected letter")
    assert late.status == 409
    assert late.field("words_1") == "My careful words."
    assert late.field("correction_message") == "My careful letter."


def test_a_page_that_nobody_asks_for_says_so(signed_in: SignIn, mine: MadeFeedback) -> None:
    page = signed_in().get_page(f"/screening/{mine.reference}/correction")
    assert page.status == 409
    assert "Nobody waits for a correction here" in page.main_text


@pytest.mark.parametrize("role", list(Role))
def test_who_opens_the_list(signed_in: SignIn, role: Role) -> None:
    officer = signed_in(role)
    allowed = Permission.SCREEN in permissions_of(role)
    assert officer.get("/screening/corrections").status_code == (200 if allowed else 403)


@pytest.mark.parametrize("audience", [Audience.TWELVE_AND_OVER, Audience.UNDER_TWELVE])
def test_a_young_person_is_asked_in_short_words(app: Flask, client: PageClient, audience: Audience) -> None:
    made = accepted(app, audience)
    page = open_with(client, made.code)
    assert "You do not have to answer. We have started." in page.main_text
    box = client.follow(page, "Something is not right")
    done = client.submit(box, {"danger": "no", "words": WRONG})
    assert "We will read it. Then we will write to you." in done.main_text


@pytest.mark.parametrize("audience", [Audience.ADULT, Audience.TWELVE_AND_OVER, Audience.UNDER_TWELVE])
def test_points_stand_once_with_the_question_under_them(
    app: Flask, client: PageClient, audience: Audience
) -> None:
    text = open_with(client, accepted(app, audience).code).main_text
    assert text.count("Nobody rang.") == 1
    assert "2. Nobody rang. Is this right?" in text
    assert text.index("Is this right?") < text.index("Ombudsman")


def test_a_child_who_does_not_say_whether_somebody_is_in_danger_is_heard(
    app: Flask, client: PageClient, signed_in: SignIn
) -> None:
    made = accepted(app, Audience.UNDER_TWELVE)
    box = client.follow(open_with(client, made.code), "Something is not right")
    assert "Is anyone in danger now?" in box.main_text
    assert client.submit(box, {"words": " "}).status == 422
    theirs = client.submit(box, {"words": WRONG}).main_text
    assert WRONG in theirs
    assert "Did not say" not in theirs
    text = item_page(signed_in(), made.reference).main_text
    assert "Is anyone in danger now? Did not say." in text
    assert "Said: not safe" not in text


def test_an_adult_still_says_whether_somebody_is_in_danger(client: PageClient, mine: MadeFeedback) -> None:
    box = client.follow(open_with(client, mine.code), "Something is not right")
    assert client.submit(box, {"words": WRONG}).status == 422


def test_nothing_blocks_while_nobody_answers(app: Flask, mine: MadeFeedback) -> None:
    with app.app_context():
        row = db.session.scalars(select(Feedback).where(Feedback.id == mine.id)).one()
        assert row.status == "decided"
        assert row.correction_asked_at is None
