"""A lost code: the safe word brings a call by the way recorded at sending, and nothing else."""

import pytest
from sqlalchemy import select

from portal.domain.errors import MoveNotPossible, NotAllowed, TooManyTries, WrongCode
from portal.domain.private_code import CodeNotUnderstood
from portal.domain.reference import mint_reference
from portal.domain.vocabulary import Audience, PartyRole, Role, Way
from portal.domain.wordlist import WORDS
from portal.extensions import db
from portal.models.contact_task import ContactTask
from portal.models.feedback import Feedback
from portal.services import private_page, private_page_changes, safe_words
from portal.services.own_words import load_words
from portal.services.submission import PartySent, SafeContact
from tests.factories import make_feedback
from tests.services.screening_steps import somebody

pytestmark = pytest.mark.usefixtures("app_context")
HERE = "192.0.2.30"
KIM = PartySent(PartyRole.SENDER, "parent", phone="01632 960111", address="1 High Street")
WORD, OTHER = WORDS[7], WORDS[8]
NOBODYS = mint_reference("CF", lambda count: b"\x01" * count)


@pytest.fixture
def officer():
    return somebody(Role.SCREENING_OFFICER)


def send(how=("phone", "letter"), **facets):
    return make_feedback("They moved it", parties=(KIM,), safe_contact=SafeContact(how), **facets)


def tasks_of(feedback_id):
    return list(db.session.scalars(select(ContactTask).where(ContactTask.feedback_id == feedback_id)))


def test_the_right_word_brings_one_call_and_opens_nothing():
    mine = send()
    safe_words.keep_safe_word(mine.id, f"  {WORD.upper()} ")
    for _ in range(2):
        safe_words.ask_for_new_code(mine.reference.lower(), WORD)
    assert [task.way for task in tasks_of(mine.id)] == [Way.PHONE]
    assert private_page.open_code(mine.code, HERE).feedback_id == mine.id


def test_a_wrong_word_no_word_and_no_such_reference_are_answered_alike():
    mine, other = send(), send()
    safe_words.keep_safe_word(mine.id, WORD)
    for reference, word in ((mine.reference, OTHER), (other.reference, WORD), (NOBODYS, WORD)):
        assert safe_words.ask_for_new_code(reference, word) is None
    assert tasks_of(mine.id) == tasks_of(other.id) == []


def test_five_tries_are_allowed_in_a_day_for_a_reference_that_exists_or_not(clock):
    for reference in (send().reference, NOBODYS):
        for _ in range(5):
            safe_words.ask_for_new_code(reference, OTHER)
        with pytest.raises(TooManyTries):
            safe_words.ask_for_new_code(reference, OTHER)
    clock.forward(days=1, minutes=1)
    safe_words.ask_for_new_code(NOBODYS, OTHER)
    assert safe_words.forget_old_tries() == 1


def test_the_way_is_the_one_that_was_safe_at_sending_even_if_it_was_changed_later():
    mine = send(how=("letter",))
    safe_words.keep_safe_word(mine.id, WORD)
    changed = private_page_changes.Ways(phone="07700 900000")
    private_page_changes.change_safe_contact(mine.id, SafeContact(("phone",)), changed)
    safe_words.ask_for_new_code(mine.reference, WORD)
    assert [task.way for task in tasks_of(mine.id)] == [Way.LETTER]


def test_a_way_called_unsafe_since_brings_no_call():
    mine = send()
    safe_words.keep_safe_word(mine.id, WORD)
    feedback, words, seal = load_words(mine.id)
    kept = {"word": WORD, "ways": ["email"]}
    words.safe_word = seal.close(f"feedback_words.safe_word:{feedback.id}", kept)
    db.session.commit()
    safe_words.ask_for_new_code(mine.reference, WORD)
    assert tasks_of(mine.id) == []


def test_an_officer_gives_new_words_only_after_the_word_was_right_and_the_old_ones_die(officer):
    mine = send()
    safe_words.keep_safe_word(mine.id, WORD)
    assert not safe_words.check_said_word(mine.reference, officer, OTHER)
    with pytest.raises(MoveNotPossible):
        safe_words.give_new_code(mine.reference, officer)
    assert safe_words.check_said_word(mine.reference, officer, WORD)
    code = safe_words.give_new_code(mine.reference, officer)
    assert private_page.open_code(code, HERE).feedback_id == mine.id
    with pytest.raises(WrongCode):
        private_page.open_code(mine.code, HERE)
    assert db.session.get(Feedback, mine.id).code_changed_at is not None


def test_tries_on_the_page_do_not_shut_the_telephone_which_has_five_of_its_own(officer):
    mine = send()
    safe_words.keep_safe_word(mine.id, WORD)
    for _ in range(5):
        safe_words.ask_for_new_code(mine.reference, OTHER)
    for _ in range(4):
        assert not safe_words.check_said_word(mine.reference, officer, OTHER)
    assert safe_words.check_said_word(mine.reference, officer, WORD)
    with pytest.raises(TooManyTries):
        safe_words.check_said_word(mine.reference, officer, WORD)


@pytest.mark.parametrize("role", [Role.STAFF, Role.DUTY, Role.ADMINISTRATOR, Role.MANAGER])
def test_others_check_no_words(role):
    mine = send()
    with pytest.raises(NotAllowed):
        safe_words.check_said_word(mine.reference, somebody(role), WORD)
    with pytest.raises(NotAllowed):
        safe_words.give_new_code(mine.reference, somebody(role))


@pytest.mark.parametrize("facets", [{"audience": Audience.UNDER_TWELVE}, {"accompanied": True}])
def test_it_is_off_under_twelve_and_while_somebody_looks_on(facets):
    with pytest.raises(MoveNotPossible):
        safe_words.keep_safe_word(send(**facets).id, WORD)


def test_it_is_chosen_once_and_from_our_list():
    mine = send()
    for typed in ("", f"{WORD} {OTHER}", "qqqq", "x" * 1000):
        with pytest.raises(CodeNotUnderstood):
            safe_words.keep_safe_word(mine.id, typed)
    safe_words.keep_safe_word(mine.id, WORD)
    with pytest.raises(MoveNotPossible):
        safe_words.keep_safe_word(mine.id, OTHER)


def test_the_words_on_offer_are_different_and_of_our_list():
    offered = safe_words.offer_words()
    assert len(set(offered)) == 6
    assert set(offered) <= set(WORDS)


@pytest.mark.parametrize(
    ("how", "people", "helps"),
    [
        (("phone",), (KIM,), True),
        (("letter", "email"), (KIM,), True),
        (("email",), (KIM,), False),
        (("private_page",), (KIM,), False),
        (("phone",), (), False),
        (("letter",), (PartySent(PartyRole.SENDER, "parent", phone="01632 960111"),), False),
    ],
)
def test_a_safe_word_is_offered_only_where_somebody_could_ring_or_write(how, people, helps):
    made = make_feedback("They moved it", parties=people, safe_contact=SafeContact(how))
    assert safe_words.may_have_safe_word(made.id) is helps
    if not helps:
        with pytest.raises(MoveNotPossible):
            safe_words.keep_safe_word(made.id, WORD)
