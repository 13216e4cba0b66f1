"""The lists to ring and to post: safe contact first, proof at the end, and new words for a lost code."""

import pytest

from portal.domain.reference import mint_reference
from portal.domain.vocabulary import PartyRole, Role
from portal.domain.wordlist import WORDS
from portal.services import safe_words
from portal.services.conflicts import note_conflict
from portal.services.submission import PartySent, SafeContact
from tests.factories import make_feedback
from tests.services.screening_steps import somebody
from tests.web.test_track import open_with

pytestmark = pytest.mark.usefixtures("clock")
KIM = PartySent(PartyRole.SENDER, "parent", name="Kim Sender", phone="01632 960111", address="1 High Street")
WORD, OTHER = WORDS[7], WORDS[8]


@pytest.fixture
def mine(app):
    with app.app_context():
        contact = SafeContact(("phone", "letter"), "mornings", "my mother")
        made = make_feedback("They moved it", parties=(KIM,), safe_contact=contact)
        safe_words.keep_safe_word(made.id, WORD)
    return made


def item_of(officer, mine):
    return officer.get_page(f"/screening/{mine.reference}")


def owe(officer, mine, **typed):
    answers = {"owe_way": "phone", "owe_reason": "To ask what they meant"} | typed
    return officer.submit(item_of(officer, mine), answers, "Put it on the list")


def open_call(officer, mine):
    return officer.follow(officer.get_page("/screening/calls"), mine.reference)


def test_a_call_goes_on_the_list_is_made_and_leaves_its_proof(signed_in, mine):
    officer = signed_in()
    owe(officer, mine)
    call = open_call(officer, mine)
    assert call.h1 == "Ring Kim Sender"
    for words in ("01632 960111", "mornings", "my mother"):
        assert words in call.main_text
    missing = officer.submit(call, {"outcome": "reached"}, "Save it")
    assert missing.status == 422
    assert "Write what shows it" in missing.text
    back = officer.submit(missing, {"proof": "Spoke with Kim at ten"}, "Save it")
    assert (back.url, "Nobody is waiting for a call" in back.main_text) == ("/screening/calls", True)
    assert "Spoke with Kim at ten" in officer.get_page(call.url).main_text


def test_what_is_missing_is_said_and_kept_on_the_item(signed_in, mine):
    page = owe(signed_in(), mine, owe_reason="")
    assert page.status == 422
    assert "Write what it is for" in page.text


def test_the_right_word_on_the_telephone_gives_new_words_once(signed_in, client, mine):
    officer = signed_in()
    wrong = officer.submit(item_of(officer, mine), {"said_word": OTHER}, "Is it right?")
    assert wrong.status == 422
    assert WORD not in wrong.text
    right = officer.submit(item_of(officer, mine), {"said_word": WORD}, "Is it right?")
    assert "The word is right" in right.text
    call = open_call(officer, mine)
    shown = officer.submit(call, button="They are on the telephone: give them new words")
    code = shown.find("code-box__words")[0].text
    assert code
    assert code not in officer.get_page(call.url).text
    assert open_with(client, mine.code).status == 422
    page = open_with(client, code)
    assert page.h1 == "We have it"
    assert "were changed on Tuesday 10 March 2026" in page.main_text


@pytest.mark.parametrize("role", [Role.STAFF, Role.DUTY, Role.ADMINISTRATOR])
def test_others_see_no_list(signed_in, role):
    assert signed_in(role).get("/screening/calls").status_code == 403
    assert signed_in(role).get("/screening/letters").status_code == 403


def test_a_new_message_is_linked_to_the_one_whose_words_are_lost(app, signed_in, mine):
    with app.app_context():
        again = make_feedback("I wrote before and lost the words")
    officer = signed_in()
    typed = {"linked_reference": mine.reference.lower(), "link_kind": "code_lost"}
    page = officer.submit(item_of(officer, again), typed, "Look at both")
    assert page.field("together") == "code_lost"
    page = officer.submit(page, {}, "They belong together")
    assert page.link(mine.reference)
    assert officer.get_page(f"/screening/{mine.reference}").link(again.reference)


def test_what_cannot_be_linked_is_said_at_the_field_whatever_the_cause(app, signed_in, mine):
    officer = signed_in()
    with app.app_context():
        secret = make_feedback("About somebody on the desk")
        reason = "A cousin."
        supervisor = somebody(Role.SUPERVISOR)
        note_conflict(secret.reference, supervisor, officer.account.id, named=False, reason=reason)
    said = set()
    for reference in (secret.reference, mint_reference("CF", lambda count: b"\x01" * count)):
        typed = {"linked_reference": reference, "link_kind": "repeat"}
        page = officer.submit(item_of(officer, mine), typed, "Look at both")
        assert (page.status, page.field("linked_reference")) == (422, reference)
        said.add(page.errors[0])
    assert said == {"There is no item with this reference that you may open"}
