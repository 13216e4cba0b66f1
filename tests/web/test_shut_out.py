"""What the young person and the desk see of a yes in part, a yes that waits for us, and of being shut out."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from portal.domain.vocabulary import Holder, Role, Scope
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.services.page_keys import give_key, switch_off
from portal.services.submission import Answer, SafeContact
from portal.services.young_persons_code import find_own_code, make_own_code
from tests.services.advocate_steps import JO, NADIA, asked, jo_says_yes, sent_for_jo, written
from tests.services.screening_steps import somebody


@pytest.fixture
def sent(app):
    with app.app_context():
        return sent_for_jo()


def open_with(client, code):
    return client.submit(client.get_page("/track"), {"code": code})


def jos_code(app, sent):
    with app.app_context():
        return give_key(sent.reference, somebody(), Holder.CHILD)


def shut_out(app, sent):
    with app.app_context():
        switch_off(sent.id, Holder.CHILD, Holder.SENDER)


def test_whoever_is_shut_out_can_be_asked_back(app, client, signed_in, sent):
    code = jos_code(app, sent)
    shut_out(app, sent)
    page = open_with(client, code)
    assert "Nadia Friend is shut out. They can read nothing here." in page.main_text
    sharing = client.follow(page, "Choose who may know")
    assert "You can change your mind" in sharing.main_text
    done = client.submit(sharing, {"wish": "back-sender", "code": code}, "Do this")
    assert "Until then they are told nothing" in done.main_text
    assert open_with(app.test_client(), sent.code).status == 422
    item = signed_in().get_page(f"/screening/{sent.reference}")
    assert "Please let Nadia Friend back in." in item.main_text


def test_nobody_is_asked_back_who_was_never_shut_out(app, client, sent):
    code = jos_code(app, sent)
    page = client.follow(open_with(client, code), "Choose who may know")
    hidden = {name: page.field(name) for name in ("csrf_token", "about")}
    answer = client.post("/track/sharing", data={**hidden, "wish": "back-sender", "code": code})
    assert answer.status_code in (409, 422)


def test_the_desk_says_who_was_shut_out_and_offers_nobody_who_was(app, signed_in, sent):
    jos_code(app, sent)
    officer = signed_in(Role.SUPERVISOR)
    before = officer.get_page(f"/screening/{sent.reference}")
    assert "The advocate only" in before.main_text
    shut_out(app, sent)
    item = officer.get_page(f"/screening/{sent.reference}")
    assert "The advocate only" not in item.main_text
    assert item.main_text.count("Jo Young shut Nadia Friend out on") == 2
    late = officer.submit(before, {"message_to": "sender", "message_text": "Hello"}, "Send the message")
    assert late.status == 409
    assert "can’t open the private page any more" in late.main_text


def test_six_words_made_beside_the_advocate_say_plainly_how_a_yes_is_said(app, client, sent):
    with app.app_context():
        make_own_code(sent.id)
        code = find_own_code(sent.id)
    page = open_with(client, code)
    assert "To say yes, we speak to you first." in page.main_text
    assert "To say yes, we speak to you first." in client.follow(page, "Choose who may know").main_text


def test_a_yes_of_an_officers_words_needs_no_talk_first(app, client, sent):
    page = open_with(client, jos_code(app, sent))
    assert "we speak to you first" not in page.main_text


def test_a_yes_to_letters_alone_is_told_as_what_it_is(app, client):
    with app.app_context():
        sent = sent_for_jo(authorities=(asked(scopes=(Scope.LETTERS,)),))
        written(sent, "We begin on Monday")
        jo_says_yes(sent, somebody())
    page = open_with(client, sent.code)
    assert "We are waiting" not in page.main_text
    assert "said yes to our letters and messages. Not to how it is going." in page.main_text
    assert "You may be told: our letters and messages, from" in page.main_text
    assert "until the young person or we end it" in page.main_text
    assert "We begin on Monday" in page.main_text
    assert "kept for later" not in page.main_text


def test_a_message_to_two_does_not_say_which_of_them_opened_it(app, client, signed_in, sent):
    code = jos_code(app, sent)
    with app.app_context():
        written(sent, "We begin on Monday")
    open_with(client, code)
    assert "Opened by one of them" in signed_in().get_page(f"/screening/{sent.reference}").main_text


def test_the_desk_keeps_apart_how_the_two_are_reached_and_says_codes_in_words(app, signed_in):
    nadia = replace(NADIA, extra={"consent": "agreed"})
    jo = replace(
        JO,
        capacity="child",
        extra={"legal_status": "in_care", "reach": "at school", "must_not_know": "her uncle"},
    )
    with app.app_context():
        sent = sent_for_jo(
            parties=(nadia, jo), safe_contact=SafeContact(("email",), must_not_know="the office")
        )
    item = signed_in().get_page(f"/screening/{sent.reference}")
    ours, theirs = item.main_text.split("How it is safe to make contact with the young person")
    assert "How it is safe to make contact with the one who wrote" in ours
    assert "the office" in ours
    assert "her uncle" not in ours
    assert "her uncle" in theirs
    assert "They say the young person agreed" in item.main_text
    assert "In care" in item.main_text
    for code in ("in_care", "Child: child", "Consent", "agreed\n"):
        assert code not in item.main_text


def test_a_link_asked_for_twice_says_that_one_is_on_its_way(app, client, sent):
    page = client.follow(open_with(client, sent.code), "Show that you work for an advocacy service")
    client.submit(page, {}, "Send me the link")
    again = client.submit(page, {}, "Send me the link")
    assert again.status == 409
    assert "We have just sent you a link." in again.main_text
    assert "This cannot be done any more" not in again.main_text


def test_the_young_person_reads_whose_words_are_whose(app, client):
    said = (
        Answer("what-happened", "words", "What you want to add", "I saw it too"),
        Answer("reach-them", "must_not_know", "Who must not find out?", "Her uncle"),
        Answer("safe-contact", "must_not_know", "Who must not find out?", "My own boss"),
    )
    with app.app_context():
        sent = sent_for_jo(said=said)
    read = client.follow(open_with(client, jos_code(app, sent)), "Read what was said for you")
    assert "What Nadia Friend added" in read.main_text
    assert "Who must not find out, Nadia Friend said" in read.main_text
    assert "What you want to add" not in read.main_text
    assert "My own boss" not in read.main_text
    copy = client.get("/track/copy/copy.txt").get_data(as_text=True)
    assert "What Nadia Friend added" in copy
    advocate = app.test_client()
    own = advocate.follow(open_with(advocate, sent.code), "Read what you told us")
    assert "What you want to add" in own.main_text


def test_the_history_says_where_six_words_were_made(app, signed_in, sent):
    with app.app_context():
        make_own_code(sent.id)
    officer = signed_in()
    made = "Made six words for the young person, on the page of whoever sent it"
    assert made in officer.get_page(f"/screening/{sent.reference}").main_text
    jos_code(app, sent)
    again = officer.get_page(f"/screening/{sent.reference}").main_text
    assert "Made six words for the young person, by an officer" in again


def test_whoever_is_on_duty_sees_at_once_who_must_not_know_of_the_young_person(app, signed_in):
    jo = replace(JO, capacity="child", extra={"reach": "at school", "must_not_know": "her uncle"})
    with app.app_context():
        sent = sent_for_jo(parties=(NADIA, jo), danger=True)
        alert = db.session.scalars(select(DutyAlert.id).where(DutyAlert.feedback_id == sent.id)).one()
        db.session.rollback()
    page = signed_in(Role.DUTY).get_page(f"/duty/{alert}")
    assert "For the young person, must not know: her uncle" in page.main_text
    assert "To reach the young person: at school" in page.main_text
