"""Lists say who something is from: the person first, and that a colleague keyed it in; danger now on top."""

from types import SimpleNamespace

import pytest
from flask import Flask

from portal.domain.vocabulary import Audience, Channel, PartyRole, Role, Urgency
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.feedback import Feedback
from portal.services.submission import PartySent
from portal.web.from_words import keyed_in, sender
from tests.web.screening_pages import SignIn, sent


@pytest.mark.parametrize(
    ("audience", "channel", "capacity", "said", "keyed"),
    [
        (Audience.ADULT, Channel.PHONE, "parent", "Parent, by phone", True),
        (Audience.UNDER_TWELVE, Channel.LETTER, "young_person", "Child under 12, by letter", True),
        (Audience.STAFF, Channel.STAFF, "parent", "Parent, passed on by a colleague", False),
        (Audience.STAFF, Channel.STAFF, "staff", "Somebody, passed on by a colleague", False),
        (Audience.ADULT, Channel.WEB, "", "Adult", False),
    ],
)
def test_the_person_stands_first(
    audience: Audience, channel: Channel, capacity: str, said: str, *, keyed: bool
) -> None:
    piece = SimpleNamespace(audience=audience, channel=channel, capacity=capacity)

    assert sender(piece) == said
    assert keyed_in(piece) is keyed


def test_a_parent_who_rang_is_a_parent_in_the_queue(app: Flask, signed_in: SignIn) -> None:
    parent = PartySent(role=PartyRole.SENDER, capacity="parent", name="Kim")
    sent(app, channel=Channel.PHONE, parties=(parent,))

    assert "Parent, by phone keyed in" in signed_in(Role.SCREENING_OFFICER).get_page("/screening").main_text


def test_danger_this_minute_stands_before_what_waits_longer(app: Flask, signed_in: SignIn) -> None:
    unsafe, now = sent(app, danger=True), sent(app, danger=True)
    with app.app_context():
        earlier = db.session.query(Feedback).filter_by(reference=unsafe).one().id
        db.session.query(DutyAlert).filter_by(feedback_id=earlier).update({"urgency": Urgency.NOT_SAFE})
        later = db.session.query(Feedback).filter_by(reference=now).one().id
        db.session.query(DutyAlert).filter_by(feedback_id=later).update({"urgency": Urgency.NOW})
        db.session.commit()
    text = signed_in(Role.SCREENING_OFFICER).get_page("/screening").main_text

    assert text.index(now) < text.index(unsafe)
    assert "In danger now Waiting less than a minute" in text
    assert "In danger now: 1" in text
