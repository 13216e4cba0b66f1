"""A safe word is offered after sending, and asking for new words says the same whatever was typed."""

import re

import pytest
from sqlalchemy import func, select

from portal.domain.reference import mint_reference
from portal.domain.vocabulary import PartyRole
from portal.domain.wordlist import WORDS
from portal.extensions import db
from portal.models.contact_task import ContactTask
from portal.services import safe_words
from portal.services.submission import PartySent, SafeContact
from tests.factories import make_feedback
from tests.web.walking import send

pytestmark = pytest.mark.usefixtures("clock")
KIM = PartySent(PartyRole.SENDER, "parent", phone="01632 960111")
WORD, OTHER = WORDS[7], WORDS[8]
NOBODYS = mint_reference("CF", lambda count: b"\x01" * count)


@pytest.fixture
def mine(app):
    with app.app_context():
        made = make_feedback("It moved", parties=(KIM,), safe_contact=SafeContact(("phone",)))
        safe_words.keep_safe_word(made.id, WORD)
    return made


def calls_owed(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(ContactTask))


def ask(client, reference, word):
    return client.submit(client.get_page("/lost-code"), {"reference": reference, "word": word})


def test_right_and_wrong_end_on_the_same_page_in_the_same_words(app, client, mine):
    pages = [
        ask(client, mine.reference, WORD),
        ask(client, mine.reference, OTHER),
        ask(client, NOBODYS, WORD),
    ]
    assert {page.url for page in pages} == {"/lost-code/asked"}
    assert len({page.main_text for page in pages}) == 1
    assert calls_owed(app) == 1


def test_what_is_missing_or_no_word_of_ours_is_said_at_the_field_and_kept(app, client, mine):
    for reference, word, said in (
        ("", "", "Type your reference"),
        ("CF-12", WORD, "Type the whole reference"),
        (mine.reference, "qqqq", "is not on our list"),
        (mine.reference, f"{WORD} {OTHER}", "A safe word is one word"),
    ):
        page = ask(client, reference, word)
        assert page.status == 422
        assert said in page.text
        assert page.field("reference") == reference
    assert calls_owed(app) == 0


def test_the_sixth_try_in_a_day_is_refused(app, client, mine):
    for _ in range(5):
        ask(client, mine.reference, OTHER)
    page = ask(client, mine.reference, WORD)
    assert page.status == 429
    assert "Try again tomorrow" in page.text
    assert calls_owed(app) == 0


def test_a_safe_word_is_offered_once_after_sending(client):
    reach = {"how": ["phone"], "phone": "01632 960123"}
    sent = send(client, "/not-sure", {"what-happened": {"words": "They moved it"}, "safe-contact": reach})
    assert "choose a safe word" in sent.main_text
    page = client.get_page("/safe-word")
    assert client.submit(page, {}).status == 422
    page = client.get_page("/safe-word")
    word = re.search(r'type="radio" value="(\w+)"', page.html)
    assert word is not None
    assert client.submit(page, {"word": word[1]}).h1 == "Your safe word"
    assert "choose a safe word" not in client.get_page(sent.url).main_text


def test_whoever_can_only_be_mailed_is_told_what_would_help_and_offered_no_word(client):
    sent = send(client, "/not-sure", {"what-happened": {"words": "They moved it"}})
    assert "choose a safe word" not in sent.main_text
    assert "If you gave a number or an address" in sent.main_text


def test_whoever_sent_nothing_here_is_offered_none(client):
    client.set_cookie("visit", "of-a-visit-that-is-over")
    assert client.get_page("/safe-word").h1 == "Your safe word"


@pytest.mark.parametrize("address", ["/track", "/lost-code"])
def test_a_child_without_a_safe_word_learns_that_they_can_ring_themselves(client, address):
    text = client.get_page(address).main_text
    assert (
        text.index("Are you under 12?")
        < text.index("ring us yourself: 01632 960100")
        < text.index("grown-up")
    )


def test_whoever_was_never_given_six_words_is_told_why(client):
    assert "Did somebody sit with you? Then you have no words. Ring us" in client.get_page("/track").main_text
