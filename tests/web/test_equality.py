"""The equality questions: free to leave, asked of those who may be asked, and kept as numbers only."""

import logging

import pytest
from sqlalchemy import select

from portal.domain.equality import FORM, QUESTIONS
from portal.domain.vocabulary import Kind, Role
from portal.extensions import db
from portal.models.equality import EqualityCount
from portal.models.visit import Visit
from tests.visiting import changes, what_is_stored
from tests.web.walking import begin, send

NEXT, COUNT = "Continue", "Add my answers to the count"
FROM_SIXTEEN = {"gender_identity", "sexual_orientation"}


def counted(app):
    """Return every counter that is not nought, by question and answer."""
    with app.app_context():
        rows = db.session.scalars(select(EqualityCount).where(EqualityCount.times > 0)).all()
        return {(row.kind, row.question, row.answer): row.times for row in rows}


def second_page(client, age="25_34", kind="complaint"):
    return client.submit(client.get_page("/equality"), {"age": age, "kind": kind}, NEXT)


def names_asked(page):
    return {e.get("name") for e in page.document.all("input") if e.get("type") == "radio"}


def test_every_question_can_be_left_out_and_nothing_is_compulsory(app, client):
    page = client.get_page("/equality")
    assert "You do not have to answer" in page.main_text
    assert page.link("Skip all of this").href == "/"
    page = client.submit(page, {}, NEXT)
    assert page.status == 200
    thanks = client.submit(page, {}, COUNT)
    assert thanks.h1 == "Thank you"
    assert "counted nothing" in thanks.main_text
    assert counted(app) == {}


def test_answers_are_added_to_the_numbers_of_their_kind(app, client):
    page = second_page(client)
    thanks = client.submit(page, {"sex": "female", "ethnic_group": "white_roma"}, COUNT)
    assert "Your answers are counted" in thanks.main_text
    complaint = Kind.COMPLAINT
    assert counted(app) == {
        (complaint, FORM, "returned"): 1,
        (complaint, "age", "25_34"): 1,
        (complaint, "sex", "female"): 1,
        (complaint, "ethnic_group", "white_roma"): 1,
    }


def test_loading_the_thanks_again_counts_nothing(app, client):
    thanks = client.submit(second_page(client), {"sex": "male"}, COUNT)
    before = counted(app)
    assert client.get_page(thanks.url).h1 == "Thank you"
    assert counted(app) == before


@pytest.mark.parametrize("age", ["12_15", "prefer_not"])
def test_who_may_be_under_sixteen_is_not_asked_everything(client, age):
    assert not names_asked(second_page(client, age)) & FROM_SIXTEEN


def test_everybody_else_is_asked_everything(client):
    assert names_asked(second_page(client)) == {q.code for q in QUESTIONS} - {"age"}


def test_a_forged_answer_to_what_was_not_asked_is_not_counted(app, client):
    page = second_page(client, "12_15")
    form, _ = page.form_for(COUNT)
    token = next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")
    sent = {"csrf_token": token, "age": "12_15", "kind": "complaint", "sexual_orientation": "bisexual"}
    client.post("/equality/answers", data=sent)
    assert {question for _, question, _ in counted(app)} == {FORM, "age"}


def test_a_child_under_twelve_is_asked_nothing_more(app, client):
    page = second_page(client, "under_12")
    assert page.url.startswith("/equality/thanks")
    assert "We do not ask children under 12" in page.main_text
    assert counted(app) == {}


@pytest.mark.parametrize("field", ["age", "kind", "sex", "ethnic_group", "condition"])
def test_an_answer_that_is_not_offered_is_said_to_be_so_and_counts_nothing(app, client, field):
    page = second_page(client)
    form, _ = page.form_for(COUNT)
    token = next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")
    sent = {"csrf_token": token, "age": "25_34", "kind": "complaint", "sex": "male"} | {field: "no-such"}
    answer = client.post("/equality/answers", data=sent)
    assert answer.status_code == 422
    assert "Choose one of the answers on this page" in answer.get_data(as_text=True)
    assert counted(app) == {}


def test_an_old_token_keeps_the_answers_and_counts_nothing(app, client):
    sent = {"csrf_token": "old", "age": "25_34", "kind": "complaint", "sex": "male"}
    answer = client.post("/equality/answers", data=sent)
    assert answer.status_code == 422
    assert 'value="male" checked' in answer.get_data(as_text=True)
    assert counted(app) == {}


def test_an_address_typed_by_hand_begins_at_the_beginning(client):
    for path in ("/equality/questions", "/equality/answers"):
        assert client.get_page(path).url == "/equality"


def test_the_link_says_what_was_sent(client):
    assert client.get_page("/equality?kind=compliment").field("kind") == "compliment"
    assert client.get_page("/equality?kind=nonsense").status == 200


def test_answering_touches_no_visit_no_session_no_log_and_sets_no_cookie(
    app, client, signed_in, count_queries, caplog
):
    """In the browser of somebody who has just sent something and is signed in besides."""
    staff = signed_in(Role.STAFF)
    send(staff, "/comment", {"what-happened": {"words": "Words."}})
    page = second_page(staff)
    form, _ = page.form_for(COUNT)
    token = next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")
    before = what_is_stored(app)
    with app.app_context():
        seen = [tuple(row) for row in db.session.execute(select(Visit.id, Visit.seen_at))]
    with count_queries() as queries, caplog.at_level(logging.DEBUG):
        sent = {"csrf_token": token, "age": "25_34", "kind": "complaint", "sex": "male"}
        answer = staff.post("/equality/answers", data=sent)
        staff.get_page(answer.location)
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers
    assert all("equality_count" in statement for statement in queries.statements), str(queries)
    assert changes(before, what_is_stored(app)) == ["equality_count"]
    with app.app_context():
        assert seen == [tuple(row) for row in db.session.execute(select(Visit.id, Visit.seen_at))]
    assert not [r for r in caplog.records if "male" in r.getMessage() or "25_34" in r.getMessage()]


def test_whoever_just_sent_something_is_offered_them_after_the_code(app, client):
    page = send(client, "/comment", {"what-happened": {"words": "Words."}})
    offer = page.link("Answer them, or read more").href
    assert offer == "/equality?kind=comment"
    assert page.html.index("private code") < page.html.index(offer)
    assert "already sent" in page.main_text
    assert counted(app) == {(Kind.COMMENT, FORM, "offered"): 1}


def test_a_child_and_somebody_who_is_not_alone_are_not_offered_them(app, client):
    under = begin(client, "/young-people/under-12")
    assert "/equality" not in under.html
