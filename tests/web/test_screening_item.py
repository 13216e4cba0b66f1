"""The item page: what is read first, each step in its order, and every typed word kept."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.domain.vocabulary import Audience, FeedbackStatus, Kind, PartyRole, Role
from portal.services import private_page_changes, reading, screening
from portal.services.accounts import staff_member
from portal.services.intake import Answer, PartySent, SafeContact
from tests.conftest import Clock
from tests.factories import make_feedback
from tests.pages import PageClient
from tests.services.screening_steps import CHILD_COMPLAINT
from tests.web.screening_pages import (
    PART,
    WORDS,
    SignIn,
    claimed,
    considered,
    drafted,
    item_page,
    screened,
    sent,
    status_of,
)


def test_safe_contact_heads_the_page_and_everything_said_follows_as_typed(
    app: Flask, signed_in: SignIn
) -> None:
    contact = SafeContact(how=("phone", "letter"), when="after 9", must_not_know="his father")
    long = "First line.\n\n" + "word " * 6000
    said = (
        Answer("what", "words", "What happened?", WORDS),
        Answer("effect", "words", "How did it affect you?", long),
    )
    page = item_page(signed_in(), sent(app, said=said, safe_contact=contact))
    text = page.main_text
    assert "By phone or by letter. No mail. When: after 9 Must not know: his father" in text
    assert text.index("his father") < text.index(WORDS) < text.index("How did it affect you?")
    assert long.strip() in page.html


def test_no_answer_on_safe_contact_means_the_private_page_only(app: Flask, signed_in: SignIn) -> None:
    assert "Their private page only: they didn’t say. No mail." in item_page(signed_in(), sent(app)).main_text


def test_earlier_feedback_of_the_same_person_is_suggested_with_why(app: Flask, signed_in: SignIn) -> None:
    people = (PartySent(PartyRole.SENDER, "parent", "Kim Same", email="kim@mail.example"),)
    earlier, later = sent(app, parties=people), sent(app, parties=people)
    text = item_page(signed_in(), later).main_text
    assert f"{earlier} (opens in a new tab)" in text
    assert "Why: same email, same name" in text


def test_nothing_can_be_answered_before_it_is_claimed(app: Flask, signed_in: SignIn) -> None:
    page = item_page(signed_in(), sent(app))
    assert "Nobody has this item" in page.main_text
    assert "Save and go on" not in page.buttons


def test_safeguarding_comes_first_and_blocks(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    page = claimed(officer, reference)
    assert page.buttons.count("Save and go on") == 1
    assert "Save the checklist" not in page.buttons
    page = officer.submit(page, button="Save and go on")
    assert (page.status, page.errors) == (422, ["Say whether anybody is at risk of harm"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"told_whom": "", "told_time": "9:15"}, "Write who you told"),
        ({"told_whom": "Sam on duty", "told_time": ""}, "Write when you told them"),
        ({"told_whom": "Sam on duty", "told_time": "lunch"}, "Write the time like 14:30"),
        ({"told_whom": "Sam on duty", "told_time": "23:59"}, "That time is still to come."),
        ({"told_whom": "Sam", "told_time": "9:15", "told_on-month": "13"}, "The day you told them must have"),
        ({"told_whom": "Sam", "told_time": "9:15", "told_on-year": "1926"}, "That is more than a year ago."),
        ({"told_whom": "Sam", "told_time": "9:15", "told_on-year": "2027"}, "That day is still to come."),
        ({"told_whom": "Sam", "told_time": "", "told_on-year": "2027"}, "That day is still to come."),
        ({"told_whom": "\u200b\u2060", "told_time": "9:15"}, "Write who you told"),
    ],
)
def test_a_concern_needs_who_was_told_and_when(
    app: Flask, signed_in: SignIn, clock: Clock, typed: dict[str, str], said: str
) -> None:
    reference, officer = sent(app), signed_in()
    answers = {"safeguarding": "duty_told", "safeguarding_note": "What I told them.", **typed}
    page = officer.submit(claimed(officer, reference), answers, button="Save and go on")
    assert page.status == 422
    assert any(error.startswith(said) for error in page.errors), page.errors
    assert page.field("safeguarding_note") == "What I told them."
    assert page.field("safeguarding") == "duty_told"
    assert page.field("told_time") == typed["told_time"]


def test_a_concern_is_kept_with_the_time_of_london(app: Flask, signed_in: SignIn, clock: Clock) -> None:
    reference, officer = sent(app), signed_in()
    answers = {"safeguarding": "lado_told", "told_whom": "Sam", "told_time": "09.15"}
    page = officer.submit(claimed(officer, reference), answers, button="Save and go on")
    assert "I have told the LADO" in page.main_text
    assert page.field("told_time") == "09:15"
    with app.app_context():
        shown = reading.read_item(reference, staff_member(officer.account.email)).screening.safeguarding
    assert shown is not None
    assert str(shown.told_at) == "2026-03-10 09:15:00+00:00"


def test_a_half_answered_checklist_is_saved_and_asks_for_the_rest(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    page = considered(officer, reference)
    page = officer.submit(page, {"who": "parent", "subject": "part3"}, button="Save the checklist")
    assert page.status == 422
    assert "Answer: Do they speak for a child or young person?" in page.errors
    again = item_page(officer, reference)
    assert (again.field("who"), again.field("subject")) == ("parent", "part3")
    assert "Checklist, still to answer: 5" in again.main_text


def test_questions_that_are_not_asked_yet_are_hidden_until_they_are(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    page = considered(officer, reference)
    hidden = [e.get("data-asked-when") for e in page.find("question") if "hidden" in e.attrib]
    assert "in_time=no" in hidden
    page = officer.submit(page, {"in_time": "no"}, button="Save the checklist")
    hidden = [e.get("data-asked-when") for e in page.find("question") if "hidden" in e.attrib]
    assert "in_time=no" not in hidden


def test_what_a_judgement_rests_on_is_kept(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    typed = CHILD_COMPLAINT | {"before": "answered", "note_on_before": "CF-1 in May"}
    officer.submit(considered(officer, reference), typed, button="Save the checklist")
    assert item_page(officer, reference).field("note_on_before") == "CF-1 in May"


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.NOT_SURE])
def test_every_kind_has_a_checklist_that_leads_to_a_suggestion(
    app: Flask, signed_in: SignIn, kind: Kind
) -> None:
    assert "Suggested: " in screened(signed_in(), sent(app, kind), kind).main_text


def test_what_nobody_could_name_becomes_a_kind_by_one_press(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in()
    page = screened(officer, sent(app, Kind.NOT_SURE), Kind.NOT_SURE)
    assert "Suggested: complaint, once its kind is changed" in page.main_text
    page = officer.submit(page, button="Change the kind to complaint")
    assert "Checklist, still to answer: 6" in page.main_text
    assert "Complaint (sent as not sure)" in page.main_text


def test_a_complaint_becomes_something_else_only_with_a_reason(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in()
    page = considered(officer, sent(app))
    page = officer.submit(page, {"new_kind": "comment"}, button="Change the kind")
    assert (page.status, page.errors) == (422, ["Say why it is no complaint"])
    assert page.field("new_kind") == "comment"
    page = officer.submit(page, {"kind_reason": "An idea."}, button="Change the kind")
    assert "Comment (sent as complaint)" in page.main_text


def test_the_team_is_changed(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in()
    page = considered(officer, sent(app))
    codes = [o.get("value") for s in page.document.all("select") if s.get("name") == "new_team" for o in s]
    page = officer.submit(page, {"new_team": codes[1]}, button="Change the team")
    assert page.field("new_team") == codes[1]


def test_a_save_comes_back_as_a_part_for_htmx(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    page = claimed(officer, reference)
    data = {"csrf_token": page.field("csrf_token"), "version": page.field("version")}
    wrong = officer.post(f"/screening/{reference}/safeguarding", data=data, headers=PART)
    body = wrong.get_data(as_text=True)
    assert wrong.status_code == 422
    assert "<h1" not in body
    assert "govuk-error-summary" in body
    right = officer.post(
        f"/screening/{reference}/safeguarding",
        data=data | {"safeguarding": "none"},
        headers=PART,
        follow_redirects=True,
    )
    body = right.get_data(as_text=True)
    assert right.status_code == 200
    assert "data-focus-here" in body
    assert '<div id="status" hx-swap-oob="innerHTML">Saved</div>' in body


def test_a_page_that_was_open_too_long_keeps_its_words_and_stores_nothing(
    app: Flask, signed_in: SignIn
) -> None:
    reference, officer = sent(app), signed_in()
    claimed(officer, reference)
    typed = {"note_words": "Rang her <twice>.", "csrf_token": "old"}
    answer = officer.post(f"/screening/{reference}/note", data=typed)
    assert answer.status_code == 422
    assert "Rang her &lt;twice&gt;." in answer.get_data(as_text=True)
    assert "This page had been open too long" in answer.get_data(as_text=True)
    assert "Notes between officers" not in item_page(officer, reference).main_text


def test_somebody_elses_item_is_not_changed_and_says_who_has_it(app: Flask, signed_in: SignIn) -> None:
    reference, first, second = sent(app), signed_in(name="Priya First"), signed_in()
    page = screened(first, reference)
    supervisor = signed_in(Role.SUPERVISOR, name="Gwen Over")
    over = {"take_over_reason": "She is ill today."}
    supervisor.submit(item_page(supervisor, reference), over, button="Take it over")
    typed = {"route": "statutory", "decision_reason": "My careful reason."}
    kept = first.submit(page, typed, button="Use this route")
    assert "My careful reason." in kept.main_text
    assert "Decide" not in kept.buttons
    answer = second.post(
        f"/screening/{reference}/decision",
        data={
            "csrf_token": item_page(second, reference).field("csrf_token"),
            "route": "statutory",
            "drafted_for": "statutory",
            "decision_reason": "My careful reason.",
            "decision_message": "My careful letter.",
        },
    )
    body = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Gwen Over has this item." in body
    assert "My careful reason." in body
    assert "My careful letter." in body
    assert status_of(app, reference) is FeedbackStatus.RECEIVED


def test_a_stale_page_keeps_the_words_and_can_be_sent_again(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    page = drafted(officer, screened(officer, reference), "statutory")
    with app.app_context():
        screening.change_team(reference, staff_member(officer.account.email), None)
        screening.save_checklist(reference, staff_member(officer.account.email), {})
    page = officer.submit(page, {"decision_reason": "My careful reason."}, button="Decide")
    assert page.status == 409
    assert page.errors == ["Somebody changed this after you opened it."]
    assert page.field("decision_reason") == "My careful reason."
    officer.submit(page, button="Decide")
    assert status_of(app, reference) is FeedbackStatus.DECIDED


def test_what_the_person_withdrew_meanwhile_keeps_the_officers_words(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in()
    with app.app_context():
        made = make_feedback(WORDS)
    page = drafted(officer, screened(officer, made.reference), "statutory")
    with app.app_context():
        private_page_changes.withdraw(made.id, "It is all right now.")
    page = officer.submit(page, {"decision_reason": "My careful reason."}, button="Decide")
    assert page.status in (409, 422)
    assert "My careful reason." in page.main_text
    assert status_of(app, made.reference) is FeedbackStatus.WITHDRAWN


def test_giving_it_back_keeps_what_was_saved(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    page = officer.submit(considered(officer, reference), button="Give it back to the desk")
    assert "It is back on the desk." in page.main_text
    page = claimed(signed_in(), reference)
    assert "Safeguarding: No concern seen" in page.main_text


def test_taking_over_needs_a_reason(app: Flask, signed_in: SignIn) -> None:
    reference, supervisor = sent(app), signed_in(Role.SUPERVISOR)
    claimed(signed_in(name="Priya First"), reference)
    page = item_page(supervisor, reference)
    assert "Priya First has this item" in page.main_text
    page = supervisor.submit(page, button="Take it over")
    assert (page.status, page.errors) == (422, ["Write the reason"])
    page = supervisor.submit(page, {"take_over_reason": "She is ill."}, button="Take it over")
    assert "First: is anybody at risk?" in page.main_text
    assert "Took it over from Priya First" in page.main_text


def test_notes_and_messages_are_shown_where_they_belong(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    page = officer.submit(item_page(officer, reference), button="Save the note")
    assert (page.status, page.errors) == (422, ["Write the note"])
    page = officer.submit(page, {"note_words": "Rang <b>her</b>."}, button="Save the note")
    assert "Rang <b>her</b>." in page.main_text
    assert "Send the message" not in page.buttons
    page = officer.submit(claimed(officer, reference), button="Send the message")
    assert page.errors == ["Write the message"]
    page = officer.submit(page, {"message_text": "We rang you."}, button="Send the message")
    assert "Not opened yet We rang you." in page.main_text


def test_whoever_must_keep_away_is_told_to_pass_it_on_and_sees_no_word(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    page = claimed(officer, reference)
    page = officer.submit(page, button="Keep me away")
    assert page.errors == ["Write the reason"]
    page = officer.submit(page, {"conflict_reason": "My cousin."}, button="Keep me away")
    assert "That is noted." in page.main_text
    assert reference not in page.main_text
    for address in ("", "/sign"):
        page = officer.get_page(f"/screening/{reference}{address}")
        assert page.status == 403
        assert "moved my son" not in page.html
    assert "Pass it on" in item_page(officer, reference).main_text


def test_a_supervisor_keeps_somebody_away_and_lets_them_back(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in(name="Priya Near")
    supervisor = signed_in(Role.SUPERVISOR)
    page = supervisor.submit(item_page(supervisor, reference), button="Keep them away")
    assert page.errors == ["Choose who", "Say how they are part of it", "Write the reason"]
    near = {"keep_away": str(officer.account.id), "how_near": "near", "conflict_reason": "Her cousin."}
    supervisor.submit(page, near, button="Keep them away")
    assert item_page(officer, reference).status == 403
    page = supervisor.submit(item_page(supervisor, reference), button="Let them back")
    assert page.errors == ["Choose who", "Write the reason"]
    back = {"let_back": str(officer.account.id), "let_back_reason": "Another family."}
    page = supervisor.submit(page, back, button="Let them back")
    assert "They can open it again." in page.main_text
    assert item_page(officer, reference).status == 200


def test_an_officer_is_offered_nobody_but_herself(app: Flask, signed_in: SignIn) -> None:
    reference, officer, other = sent(app), signed_in(), signed_in()
    page = claimed(officer, reference)
    assert "Keep them away" not in page.buttons
    data = {"csrf_token": page.field("csrf_token"), "keep_away": str(other.account.id), "how_near": "named"}
    officer.post(f"/screening/{reference}/conflict", data=data | {"conflict_reason": "All of them."})
    assert item_page(other, reference).status == 200
    assert item_page(officer, reference).status == 403


def test_an_unknown_item_is_a_plain_404(signed_in: SignIn) -> None:
    for reference in ("CF-0000-0000", "x", "%F0%9F%98%80", "a" * 300):
        assert signed_in().get_page(f"/screening/{reference}").status == 404


@pytest.mark.parametrize("audience", list(Audience))
def test_every_audience_is_named(app: Flask, signed_in: SignIn, audience: Audience) -> None:
    assert item_page(signed_in(), sent(app, audience=audience)).status == 200


def test_the_page_costs_the_same_however_much_there_is(
    app: Flask, signed_in: SignIn, count_queries: Callable[[], Any]
) -> None:
    officer, people = signed_in(), (PartySent(PartyRole.SENDER, "parent", "Kim Same"),)
    with app.app_context():
        made = make_feedback(WORDS, parties=people)
    screened(officer, made.reference)
    few = queries_of(officer, made.reference, count_queries)
    with app.app_context():
        for _ in range(30):
            make_feedback(parties=people)
            private_page_changes.add_words(made.id, "More.")
            screening.add_office_note(made.reference, staff_member(officer.account.email), "Note.")
    assert queries_of(officer, made.reference, count_queries) == few


def queries_of(officer: PageClient, reference: str, count_queries: Callable[[], Any]) -> int:
    item_page(officer, reference)
    with count_queries() as queries:
        assert officer.get(f"/screening/{reference}").status_code == 200
    assert queries.count < 60
    return int(queries.count)


JUNK = {"version": "x" * 50, "safeguarding": "none'", "new_kind": "?", "who": "x", "route": "statutory'"}
LONG = {
    "version": "9" * 40,
    "decision_reason": "x" * 60_000,
    "told_whom": "y" * 60_000,
    "new_team": "z" * 9_000,
}
VERBS = ("safeguarding", "checklist", "kind", "team", "draft", "decision", "set-aside", "withdrawal")


@pytest.mark.parametrize("junk", [JUNK, LONG, {"version": ""}], ids=["wrong", "long", "missing"])
@pytest.mark.parametrize("verb", VERBS)
def test_bad_input_is_shown_again_and_is_never_a_server_error(
    app: Flask, signed_in: SignIn, verb: str, junk: dict[str, str]
) -> None:
    reference, officer = sent(app), signed_in()
    token = screened(officer, reference).field("csrf_token")
    answer = officer.post(f"/screening/{reference}/{verb}", data=junk | {"csrf_token": token})
    assert answer.status_code in (200, 409, 422)
    assert status_of(app, reference) is FeedbackStatus.RECEIVED
