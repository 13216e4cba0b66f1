"""Who may be told what: the desk's page of it, and the young person's own say on theirs."""

import pytest

from portal.domain.vocabulary import Holder, Role, Scope
from portal.services.authorities import may_share
from portal.services.messages import ForWhom
from portal.services.page_keys import give_key
from tests.services.advocate_steps import authority_of, sent_by_jo, sent_for_jo, written
from tests.services.screening_steps import somebody

WAITS = "We are waiting for the young person to say yes"


@pytest.fixture
def sent(app):
    with app.app_context():
        return sent_for_jo()


def open_with(client, code):
    return client.submit(client.get_page("/track"), {"code": code})


def jos_code(app, sent):
    with app.app_context():
        return give_key(sent.reference, somebody(), Holder.CHILD)


def words_in(page):
    """Return the six words that a page shows."""
    return next("".join(one.itertext()) for one in page.document.all("span") if one.get("id") == "code-words")


def shares(app, sent, scope=Scope.PROGRESS, holder=Holder.SENDER):
    with app.app_context():
        return may_share(sent.id, holder, scope)


def sharing_page(officer, sent):
    return officer.get_page(f"/screening/{sent.reference}/sharing")


def which(app, sent):
    with app.app_context():
        return str(authority_of(sent))


def test_the_advocates_page_says_kindly_that_it_waits(app, client, sent):
    with app.app_context():
        written(sent, "We begin on Monday")
    page = open_with(client, sent.code)
    assert page.h1 == "We have it"
    assert WAITS in page.main_text
    assert "This does not hold up our work." in page.main_text
    assert "1 message is kept for later" in page.main_text
    for kept in ("We begin on Monday", "Who has it now", "happens next by"):
        assert kept not in page.main_text


def test_once_jo_says_yes_on_the_telephone_the_page_tells_everything_agreed(app, client, signed_in, sent):
    with app.app_context():
        written(sent, "We begin on Monday")
    officer = signed_in()
    page = sharing_page(officer, sent)
    assert "Waits for the young person" in page.main_text
    number = which(app, sent)
    done = officer.submit(
        page,
        {f"yes-{number}-who": "child", f"yes-{number}-how": "spoke", f"yes-{number}-note": "At 3pm"},
        "Write down the yes",
    )
    assert "Has effect today" in done.main_text
    told = open_with(client, sent.code)
    assert WAITS not in told.main_text
    assert "We begin on Monday" in told.main_text
    assert "Who has it now" in told.main_text


def test_a_yes_that_says_nothing_is_asked_for_at_its_field(app, signed_in, sent):
    officer = signed_in()
    page = officer.submit(sharing_page(officer, sent), {}, "Write down the yes")
    assert page.status == 422
    assert [error for error in page.errors if "Say who said yes" in error]
    assert not shares(app, sent)


def test_a_second_yes_is_told_that_it_was_said(app, signed_in, sent):
    officer, number = signed_in(), which(app, sent)
    page = sharing_page(officer, sent)
    yes = {f"yes-{number}-who": "child", f"yes-{number}-how": "spoke"}
    officer.submit(page, yes, "Write down the yes")
    again = officer.submit(page, yes, "Write down the yes")
    assert again.status == 409
    assert "has said yes already" in again.main_text


def test_it_ends_at_the_young_persons_word_with_a_note(app, signed_in, sent):
    officer, number = signed_in(), which(app, sent)
    page = officer.submit(sharing_page(officer, sent), {f"no-{number}-who": "word"}, "End it")
    assert page.status == 422
    done = officer.submit(
        page, {f"no-{number}-who": "word", f"no-{number}-note": "Jo rang at noon"}, "End it"
    )
    assert "at the young person’s word" in done.main_text
    assert "Jo rang at noon" in officer.get_page(f"/screening/{sent.reference}").main_text


def test_other_days_the_wrong_way_round_are_told_at_the_field(app, signed_in, sent):
    officer, number = signed_in(), which(app, sent)
    page = sharing_page(officer, sent)
    assert page.field(f"change-{number}-scopes")
    ends = {
        f"change-{number}-to_on-day": "1",
        f"change-{number}-to_on-month": "1",
        f"change-{number}-to_on-year": "2020",
    }
    wrong = officer.submit(page, ends, "Change it")
    assert wrong.status == 422
    assert any("The last day must come after the first" in error for error in wrong.errors)


def test_the_officer_gives_the_young_person_six_words_and_only_she_sees_them(app, client, signed_in, sent):
    officer, colleague = signed_in(), signed_in()
    page = officer.submit(sharing_page(officer, sent), {}, "Give the young person their own six words")
    code = words_in(page)
    assert code not in sharing_page(colleague, sent).text
    assert open_with(client, code).h1 == "We have it"
    passed = officer.submit(page, {}, "I have passed them on")
    assert code not in passed.text
    assert "The young person has six words of their own" in passed.main_text


def test_jo_says_yes_with_her_own_six_words(app, client, sent):
    page = open_with(client, code := jos_code(app, sent))
    assert "Nadia Friend (advocate) wants to know" in page.main_text
    choosing = client.follow(page, "Choose who may know")
    assert "They are told nothing until you say yes." in choosing.main_text
    wish = {"wish": f"yes-{which(app, sent)}"}
    refused = client.submit(choosing, {**wish, "code": sent.code}, "Do this")
    assert refused.status == 422
    assert not shares(app, sent)
    done = client.submit(refused, {**wish, "code": code}, "Do this")
    assert "We know that you said yes." in done.main_text
    assert shares(app, sent)
    ended = client.submit(
        client.follow(done, "Choose who may know"),
        {"wish": f"no-{which(app, sent)}", "code": code},
        "Do this",
    )
    assert "They are told nothing more" in ended.main_text
    assert not shares(app, sent)


def test_jo_shuts_the_advocate_out(app, client, sent):
    other = app.test_client()
    open_with(other, sent.code)
    page = open_with(client, code := jos_code(app, sent))
    wish = {"wish": "off-sender", "code": code}
    done = client.submit(client.follow(page, "Choose who may know"), wish, "Do this")
    assert "Their six words open nothing now" in done.main_text
    assert other.get_page("/track").h1 == "Open your private page"
    assert open_with(other, sent.code).status == 422
    assert open_with(app.test_client(), code).h1 == "We have it"


@pytest.mark.parametrize("wish", ["off-child", "off-x", "yes-999999", "no-", "yes-1e3", "", "x"])
def test_a_wish_that_nobody_offered_changes_nothing(app, client, sent, wish):
    code = jos_code(app, sent)
    open_with(client, code)
    page = client.get_page("/track/sharing")
    hidden = {name: page.field(name) for name in ("csrf_token", "about")}
    answer = client.post("/track/sharing", data={**hidden, "wish": wish, "code": code})
    assert answer.status_code in (409, 422)
    assert open_with(app.test_client(), code).h1 == "We have it"
    assert open_with(app.test_client(), sent.code).h1 == "We have it"


def test_what_was_chosen_stays_where_the_page_closed_meanwhile(app, client, sent, clock):
    code = jos_code(app, sent)
    open_with(client, code)
    page = client.get_page("/track/sharing")
    clock.forward(minutes=16)
    wish = {"wish": f"yes-{which(app, sent)}"}
    closed = client.submit(page, wish, "Do this")
    assert closed.status == 422
    done = client.submit(closed, {**wish, "code": code}, "Do this")
    assert "We know that you said yes." in done.main_text


def test_the_child_reads_what_was_said_and_never_how_the_advocate_is_reached(app, client, sent):
    page = open_with(client, jos_code(app, sent))
    said = client.follow(page, "Read what was said for you")
    assert "They moved me twice" in said.main_text
    assert "01632 960777" not in said.main_text
    copy = client.get("/track/copy/copy.txt").get_data(as_text=True)
    assert "They moved me twice" in copy
    assert "01632 960777" not in copy
    for address in ("/track/contact", "/track/stop-emails"):
        assert client.get_page(address).url == "/track"


def test_the_child_changes_their_own_code_and_the_advocates_stays(app, client, sent):
    page = open_with(client, code := jos_code(app, sent))
    done = client.submit(
        client.follow(page, "Change your private code"), {"code": code}, "Give me a new code"
    )
    new = words_in(done)
    assert new != code
    kept = client.submit(done, {}, "I have kept it")
    assert new not in kept.text
    assert open_with(app.test_client(), new).h1 == "We have it"
    assert open_with(app.test_client(), code).status == 422
    assert open_with(app.test_client(), sent.code).h1 == "We have it"


def test_an_advocate_has_no_say_on_who_may_know(app, client, sent):
    open_with(client, sent.code)
    assert client.get_page("/track/sharing").url == "/track"


def test_a_personal_adviser_gets_the_letters_and_never_the_childs_words(app, client, signed_in):
    with app.app_context():
        sent = sent_by_jo()
    officer = signed_in()
    page = sharing_page(officer, sent)
    added = officer.submit(
        page,
        {"add-name": "Pat Adviser", "add-relation": "personal adviser", "add-scopes": ["letters"]},
        "Write it down",
    )
    assert "Pat Adviser" in added.main_text
    assert "Give six words to the person they named" not in added.buttons
    open_with(client, sent.code)
    wish = {"wish": f"yes-{which(app, sent)}", "code": sent.code}
    client.submit(client.get_page("/track/sharing"), wish, "Do this")
    number = which(app, sent)
    both = officer.submit(
        sharing_page(officer, sent),
        {f"yes-{number}-who": "named", f"yes-{number}-how": "letter"},
        "Write down the yes",
    )
    given = officer.submit(both, {}, "Give six words to the person they named")
    with app.app_context():
        written(sent, "We have met")
        written(sent, "Only for Jo", ForWhom(to=Holder.SENDER))
    pat = open_with(app.test_client(), words_in(given))
    assert "We have met" in pat.main_text
    assert "Only for Jo" not in pat.main_text
    assert "They moved me twice" not in pat.text
    assert "Ask us to stop" not in pat.text


def test_suitability_and_the_childs_own_view_are_judged_with_a_reason(app, signed_in, sent):
    officer = signed_in()
    page = officer.submit(sharing_page(officer, sent), {"suitability-suitable": "yes"}, "Save")
    assert page.status == 422
    done = officer.submit(
        page,
        {
            "suitability-suitable": "yes",
            "suitability-understands": "yes",
            "suitability-child_agrees": "in_part",
            "suitability-reason": "I spoke with Jo, who wants one thing left out",
        },
        "Save",
    )
    assert "Agrees with the words: In part" in done.main_text
    assert "one thing left out" in done.main_text
    assert officer.account.name in done.main_text


def test_a_wrong_name_is_put_right_and_the_one_before_stays_in_the_history(app, signed_in, sent):
    officer = signed_in()
    wrong = {
        "sender-name": "Nasreen Friend",
        "sender-capacity": "relative",
        "sender-reason": "Misheard",
    }
    officer.submit(sharing_page(officer, sent), wrong, "Put it right")
    item = officer.get_page(f"/screening/{sent.reference}")
    assert "Nasreen Friend" in item.main_text
    assert "Before: Nadia Friend (advocate)." in item.main_text


def test_a_manager_reads_it_and_changes_nothing(signed_in, sent):
    page = sharing_page(signed_in(Role.MANAGER), sent)
    assert page.status == 200
    assert page.buttons == ["Sign out"]


def test_the_item_page_says_in_short_what_waits(signed_in, sent):
    page = signed_in().get_page(f"/screening/{sent.reference}")
    assert "Nadia Friend, advocate Waits for the young person" in page.main_text
    assert "The young person has no six words of their own yet." in page.main_text
