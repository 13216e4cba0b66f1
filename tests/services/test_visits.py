"""A browser sees only what it opened, and not for longer than it should."""

import pytest
from sqlalchemy import select

from portal.extensions import db
from portal.models.visit import Visit
from portal.services import drafts, visits
from tests.factories import make_feedback

pytestmark = pytest.mark.usefixtures("app_context")


def test_a_new_visit_sees_nothing_and_only_its_hash_is_stored():
    token = visits.open_visit()
    view = visits.find_visit(token)
    assert (view.draft_id, view.sent_feedback_id, view.open_feedback_id) == (None, None, None)
    assert token not in set(db.session.scalars(select(Visit.token_hash)))


def test_an_unknown_token_is_no_visit():
    assert visits.find_visit("anything") is None


def test_the_page_of_what_was_sent_stays_an_hour_and_the_draft_goes(clock):
    token = visits.open_visit()
    visit = visits.find_visit(token)
    visits.attach_draft(visit.id, drafts.start_draft("complaint", 28).id)
    feedback = make_feedback()
    visits.show_sent(visit.id, feedback.id)
    clock.forward(minutes=59)
    seen = visits.find_visit(token)
    assert (seen.draft_id, seen.sent_feedback_id) == (None, feedback.id)
    clock.forward(minutes=1)
    assert visits.find_visit(token).sent_feedback_id is None


def test_the_private_page_closes_after_fifteen_idle_minutes_and_use_keeps_it_open(clock):
    token = visits.open_visit()
    feedback = make_feedback()
    visits.open_page(visits.find_visit(token).id, feedback.id)
    for _ in range(3):
        clock.forward(minutes=14)
        assert visits.find_visit(token).open_feedback_id == feedback.id
    clock.forward(minutes=15)
    assert visits.find_visit(token).open_feedback_id is None


def test_changing_a_code_closes_the_page_in_every_browser():
    tokens = [visits.open_visit(), visits.open_visit()]
    feedback, other = make_feedback(), make_feedback()
    for token in tokens:
        visits.open_page(visits.find_visit(token).id, feedback.id)
    elsewhere = visits.open_visit()
    visits.open_page(visits.find_visit(elsewhere).id, other.id)
    visits.close_pages_of(feedback.id)
    db.session.commit()
    assert [visits.find_visit(token).open_feedback_id for token in tokens] == [None, None]
    assert visits.find_visit(elsewhere).open_feedback_id == other.id


def test_leaving_forgets_the_browser():
    token = visits.open_visit()
    visits.close_visit(token)
    assert visits.find_visit(token) is None


def test_a_visit_nobody_came_back_to_is_deleted(clock):
    token = visits.open_visit()
    clock.forward(hours=12, seconds=1)
    assert visits.find_visit(token) is None
    assert visits.forget_old_visits() == 1


def test_a_draft_closes_in_the_browser_after_60_idle_minutes_and_its_words_stay(app_context, clock):
    token = visits.open_visit()
    visit = visits.find_visit(token)
    started = drafts.start_draft("complaint", 28)
    visits.attach_draft(visit.id, started.id)
    for _ in range(3):
        clock.forward(minutes=59)
        assert visits.find_visit(token).draft_id == started.id
    clock.forward(minutes=61)
    for _ in range(2):
        seen = visits.find_visit(token)
        assert (seen.draft_id, seen.draft_ran_out) == (None, True)
    visits.attach_draft(visit.id, started.id)
    assert visits.find_visit(token).draft_id == started.id


def test_a_private_page_stays_open_beside_a_draft_that_ran_out(app_context, clock):
    token = visits.open_visit()
    visit = visits.find_visit(token)
    visits.attach_draft(visit.id, drafts.start_draft("complaint", 28).id)
    clock.forward(minutes=61)
    feedback = make_feedback()
    visits.open_page(visit.id, feedback.id)
    for _ in range(3):
        clock.forward(minutes=14)
        assert visits.find_visit(token).open_feedback_id == feedback.id
