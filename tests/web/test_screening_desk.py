"""The desk's lists: what is on top, filters as links and as parts, pages of 25, counts, claiming."""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.domain.reference import mint_reference
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind, Role, Urgency
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services import claims, conflicts, private_page_changes
from portal.services.accounts import staff_member
from portal.services.alerts import raise_alert
from portal.services.council import current_council
from portal.services.now import today
from tests.factories import make_account, make_feedback
from tests.page_rules import text_of
from tests.pages import Page, PageClient
from tests.web.screening_pages import PART, WORDS, SignIn, claimed, sent

pytestmark = pytest.mark.usefixtures("clock")
MANY = 60


def test_nothing_of_what_people_wrote_is_in_a_list(app: Flask, signed_in: SignIn) -> None:
    sent(app)
    supervisor = signed_in(Role.SUPERVISOR)
    for address in ("", "/mine", "/returned", "/to-sign", "/sample"):
        page = supervisor.get_page(f"/screening{address}")
        assert page.status == 200
        assert "moved my son" not in page.html


def test_what_nobody_on_duty_has_stands_above_the_queue(app: Flask, signed_in: SignIn) -> None:
    safe, unsafe = sent(app), sent(app, danger=True)
    with app.app_context():
        raise_alert(db.session.get_one(Feedback, make_feedback().id), Urgency.REFERRED)
        db.session.commit()
    text = signed_in().get_page("/screening").main_text
    assert "Not safe, and nobody on duty has it yet: 2" in text
    assert ("Said: not safe" in text, "Referred by the desk" in text) == (True, True)
    assert text.index(unsafe) < text.index("Waiting:") < text.index(safe)


@pytest.mark.parametrize("status", [FeedbackStatus.DECIDED, FeedbackStatus.AWAITING_SIGNATURE])
def test_a_safety_flag_of_what_left_the_queue_offers_no_claim(
    app: Flask, signed_in: SignIn, status: FeedbackStatus
) -> None:
    gone, waiting = sent(app, danger=True, status=status), sent(app, danger=True)
    page = signed_in().get_page("/screening")
    assert f"Claim {waiting}" in page.buttons
    assert f"Claim {gone}" not in page.buttons
    assert page.link(gone).href == f"/screening/{gone}"
    row = next(text for text in map(text_of, page.document.all("tr")) if gone in text)
    assert ("Decided" if status is FeedbackStatus.DECIDED else "Waiting for a signature") in row


def test_what_is_about_to_happen_is_flagged_though_nobody_knows_the_day(
    app: Flask, signed_in: SignIn
) -> None:
    soon, later = sent(app, about_to_happen=True), sent(app)
    officer = signed_in()
    page = officer.get_page("/screening")
    lines = [text_of(row) for row in page.document.all("tr")]
    rows = {reference: text for reference in (soon, later) for text in lines if reference in text}
    assert ("About to happen" in rows[soon], "About to happen" in rows[later]) == (True, False)
    assert "Something is about to happen" in officer.follow(page, soon).main_text


def test_a_young_persons_item_is_marked(app: Flask, signed_in: SignIn) -> None:
    sent(app, audience=Audience.UNDER_TWELVE, act_by=today() - timedelta(days=30))
    page = signed_in().get_page("/screening")
    marks = [element.text for element in page.find("status--active")]
    assert "Child under 12" in marks


def test_a_late_item_says_by_how_many_working_days(app: Flask, signed_in: SignIn) -> None:
    sent(app, act_by=today() - timedelta(days=7))
    assert "5 working days late" in signed_in().get_page("/screening").main_text


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("kind=compliment", {"kind": Kind.COMPLIMENT}),
        ("channel=letter", {"channel": Channel.LETTER}),
        ("audience=advocate", {"audience": Audience.ADVOCATE}),
        ("team", {"team": None}),
        ("late=yes", {"act_by": None}),
    ],
)
def test_a_filter_finds_what_it_says_and_nothing_else(
    app: Flask, signed_in: SignIn, query: str, wanted: dict[str, Any]
) -> None:
    if "team" in wanted:
        with app.app_context():
            code = current_council().teams_on(today())[0].code
        query, wanted = f"team={code}", {"team": code}
    if "act_by" in wanted:
        wanted = {"act_by": today() - timedelta(days=3)}
    kind = wanted.pop("kind", Kind.COMPLAINT)
    found, other = sent(app, kind, **wanted), sent(app)
    page = signed_in().get_page(f"/screening?{query}")
    assert found in page.main_text
    assert other not in page.main_text
    assert "Found:" in page.main_text


def test_what_is_held_can_be_filtered(app: Flask, signed_in: SignIn) -> None:
    mine, others, free = sent(app), sent(app), sent(app)
    officer = signed_in()
    claimed(officer, mine)
    claimed(signed_in(), others)
    held = officer.get_page("/screening?claimed=me").main_text
    unheld = officer.get_page("/screening?claimed=nobody").main_text
    assert (mine in held, others in held, free in held) == (True, False, False)
    assert (mine in unheld, others in unheld, free in unheld) == (False, False, True)
    assert mine in officer.get_page("/screening/mine").main_text
    assert others not in officer.get_page("/screening/mine").main_text


@pytest.mark.parametrize(
    "query", ["kind=nothing", "late=1", "team=x", "claimed=them", "after=x.y", "channel="]
)
def test_a_filter_that_makes_no_sense_is_left_out(app: Flask, signed_in: SignIn, query: str) -> None:
    reference = sent(app)
    page = signed_in().get_page(f"/screening?{query}")
    assert page.status == 200
    assert reference in page.main_text


def test_filters_keep_one_another(signed_in: SignIn) -> None:
    page = signed_in().get_page("/screening?kind=complaint&late=yes")
    assert page.link("Nobody").href == "/screening?kind=complaint&claimed=nobody&late=yes"


def test_a_filter_comes_as_a_part_for_htmx_and_says_how_many(app: Flask, signed_in: SignIn) -> None:
    sent(app, Kind.COMPLIMENT)
    officer = signed_in()
    part = officer.get("/screening?kind=compliment", headers=PART)
    body = part.get_data(as_text=True)
    assert "<h1" not in body
    assert 'id="queue"' in body
    assert '<div id="status" hx-swap-oob="innerHTML">2 items</div>' in body
    assert "HX-Request" in part.headers["Vary"]
    restored = officer.get("/screening", headers=PART | {"HX-History-Restore-Request": "true"})
    assert "<h1" in restored.get_data(as_text=True)


def test_long_lists_are_read_25_at_a_time_and_none_is_left_out(app: Flask, signed_in: SignIn) -> None:
    with app.app_context():
        made = {make_feedback(kind=Kind.COMMENT, sent_as=Kind.COMMENT).reference for _ in range(MANY)}
    officer = signed_in()
    page = officer.get_page("/screening?kind=comment")
    seen: list[str] = []
    for _ in range(4):
        seen += [a.text for a in page.links if a.text in made]
        if not [a for a in page.links if a.text == "Next 25"]:
            break
        page = officer.follow(page, "Next 25")
        assert page.link("First page").href == "/screening?kind=comment"
    assert sorted(seen) == sorted(made)
    assert len(seen) == MANY


def test_claiming_the_next_opens_what_must_be_acted_on_first(app: Flask, signed_in: SignIn) -> None:
    reference = sent(app, act_by=today() - timedelta(days=60))
    officer = signed_in()
    page = officer.submit(officer.get_page("/screening"), button="Claim the next")
    assert page.h1 == reference
    assert "First: is anybody at risk?" in page.main_text


def test_claiming_the_next_with_nothing_left_says_so(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in()
    page = officer.get_page("/screening")
    with app.app_context():
        other = staff_member(make_account().email)
        while claims.claim_next(other) is not None:
            pass
    page = officer.submit(page, button="Claim the next")
    assert "Nothing is waiting for you to claim." in page.main_text


def test_an_item_is_claimed_from_its_row(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    page = officer.submit(officer.get_page("/screening"), button=f"Claim {reference}")
    assert page.h1 == reference
    assert WORDS in page.main_text


def test_the_second_to_claim_is_told_who_has_it(app: Flask, signed_in: SignIn) -> None:
    reference, first, second = sent(app), signed_in(name="Priya First"), signed_in()
    late = second.get_page("/screening")
    claimed(first, reference)
    page = second.submit(late, button=f"Claim {reference}")
    assert page.status == 409
    assert page.errors == ["Priya First has this item."]


def test_a_manager_reads_the_desk_and_claims_nothing(app: Flask, signed_in: SignIn) -> None:
    reference = sent(app)
    page = signed_in(Role.MANAGER).get_page("/screening")
    assert reference in page.main_text
    assert [button for button in page.buttons if "laim" in button] == []


def test_the_desk_costs_the_same_however_full_it_is(
    app: Flask, signed_in: SignIn, count_queries: Callable[[], Any]
) -> None:
    supervisor = signed_in(Role.SUPERVISOR)
    few = how_many_queries(supervisor, count_queries)
    with app.app_context():
        for number in range(200):
            made = make_feedback(danger=number % 40 == 0)
            if number % 3 == 0:
                claims.claim(made.reference, staff_member(supervisor.account.email))
    assert how_many_queries(supervisor, count_queries) == few


def how_many_queries(client: PageClient, count_queries: Callable[[], Any]) -> list[int]:
    counts = []
    for address in ("", "?kind=complaint&late=yes", "/mine", "/returned", "/to-sign", "/sample"):
        with count_queries() as queries:
            assert client.get(f"/screening{address}").status_code == 200
        counts.append(queries.count)
    assert max(counts) < 20
    return counts


def test_returned_items_have_their_own_list(app: Flask, signed_in: SignIn) -> None:
    back, other = sent(app, status=FeedbackStatus.RETURNED), sent(app)
    text = signed_in().get_page("/screening/returned").main_text
    assert back in text
    assert other not in text


def go_to(client: PageClient, typed: str) -> Page:
    return client.submit(client.get_page("/screening"), {"reference": typed}, button="Open")


def test_a_reference_however_it_is_typed_opens_its_item(app: Flask, signed_in: SignIn) -> None:
    reference, officer = sent(app), signed_in()
    assert go_to(officer, f" {reference.lower().replace('-', ' ')} ").h1 == reference


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the whole reference. It looks like CF-7K3M-92QX."),
        ("CF-7K3M", "Type the whole reference. It looks like CF-7K3M-92QX."),
        ("his father", "Type the whole reference. It looks like CF-7K3M-92QX."),
        ("<b>" * 900, "That is too long for a reference. It looks like CF-7K3M-92QX."),
    ],
)
def test_what_is_no_reference_is_said_at_the_box(signed_in: SignIn, typed: str, said: str) -> None:
    page = go_to(signed_in(), typed)
    assert (page.status, page.errors, page.h1) == (422, [said], "Screening desk")
    assert page.field("reference") == typed
    assert [e.get("href") for e in page.document.all("a") if e.get("aria-current") == "page"][
        -1
    ] == "/screening"


def test_what_is_not_there_and_what_must_be_kept_away_from_sound_the_same(
    app: Flask, signed_in: SignIn
) -> None:
    reference, officer = sent(app), signed_in()
    with app.app_context():
        absent = mint_reference("CF", os.urandom)
        near = staff_member(officer.account.email)
        conflicts.note_conflict(reference, near, near.id, named=False, reason="My cousin.")
    for typed in (absent, reference):
        page = go_to(officer, typed)
        assert (page.status, page.errors) == (422, ["There is no item with this reference that you may open"])


def test_the_lists_stand_in_groups_that_say_where_the_reader_is(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in()
    with app.app_context():
        private_page_changes.add_words(make_feedback().id, "More.")
    for address, said in (
        ("/screening", ""),
        ("/screening/unread", "To do: Unread messages 1 to read"),
        ("/screening/registers", "More lists: Registers"),
    ):
        page = officer.get_page(address)
        opened = [each.get("open") is not None for each in page.document.all("details")]
        here = [" ".join("".join(each.itertext()).split()) for each in page.find("is-here")]
        assert here == ([said] if said else [])
        assert not any(opened)
