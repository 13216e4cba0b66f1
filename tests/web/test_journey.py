"""The engine behind every form of several pages: no word is lost, nothing is sent twice, nothing breaks."""

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from portal.domain.vocabulary import Audience, Kind
from portal.extensions import db
from portal.models.draft import Draft
from portal.models.feedback import Feedback
from portal.services.drafts import load_draft
from portal.services.intake import find_receipt
from portal.web.answers import Answers, clean
from portal.web.journey_pages import JOURNEYS, Facts, Journey, Page, PageForm
from portal.web.journey_sheet import without_row
from portal.web.public.complaint import COMPLAINT
from tests.conftest import Clock
from tests.pages import Page as Shown
from tests.pages import PageClient, document_of

WORDS = "The worker did not come.\r\n<b>Twice</b> & more"
ANEW = "Begin something new"
PAGE_NAMES = [page.name for page in COMPLAINT.pages]


def begin(client: PageClient) -> Shown:
    """Begin a complaint, also where something was begun before."""
    page = client.submit(client.get_page("/complaint"))
    return client.submit(page, button=ANEW) if ANEW in page.buttons else page


def go_to(client: PageClient, name: str) -> Shown:
    """Open one page of a begun journey."""
    return client.get_page(f"/complaint/{name}")


def count(model: Any) -> int:
    """Count the rows of a table."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def draft_answers(app: Flask) -> dict[str, dict[str, list[str]]]:
    """Return the answers of the newest draft."""
    with app.app_context():
        newest = db.session.scalars(select(Draft.id).order_by(Draft.id.desc()).limit(1)).one()
        return load_draft(newest).answers


def post(client: PageClient, path: str, data: Any, **options: Any) -> Shown:
    """Post what no browser would, and return the page."""
    response = client.post(path, data=data, follow_redirects=True, **options)
    return Shown(response, document_of(response))


def test_words_of_an_old_page_are_kept_and_nothing_is_stored(
    app: Flask, client: PageClient, clock: Clock
) -> None:
    begin(client)
    page = go_to(client, "what-happened")
    for _ in range(13):
        clock.forward(minutes=56)
        client.get_page("/complaint")
    refused = client.submit(page, {"words": WORDS}, "Continue")
    assert refused.status == 400
    assert "Press the button again" in refused.errors[0]
    assert refused.field("words") == WORDS.replace("\r\n", "\n")
    assert "what-happened" not in draft_answers(app)
    assert client.submit(refused, {}, "Continue").url == "/complaint/started"


def test_a_forged_token_keeps_the_words_too(client: PageClient) -> None:
    page = begin(client)
    forged = {
        "csrf_token": "forged",
        "submission_id": page.field("submission_id"),
        "words": WORDS,
        "danger": "yes",
    }
    refused = post(client, "/complaint/danger", forged)
    assert refused.status == 400
    assert refused.field("words") == WORDS.replace("\r\n", "\n")
    assert refused.field("danger") == "yes"


@pytest.mark.parametrize("address", ["/complaint/what-happened", "/complaint/check", "/complaint/save"])
def test_who_has_begun_nothing_is_told_so_and_shown_the_way_back(client: PageClient, address: str) -> None:
    page = client.get_page(address)
    assert page.status == 404
    assert page.link("Go on with something you saved").href.endswith("/resume")


def test_a_page_that_does_not_exist_is_not_found(client: PageClient) -> None:
    begin(client)
    assert client.get_page("/complaint/nothing-like-it").status == 404


def test_words_that_lost_their_draft_stay_and_begin_again(
    app: Flask, client: PageClient, clock: Clock
) -> None:
    begin(client)
    page = go_to(client, "what-happened")
    with app.app_context():
        db.session.execute(update(Draft).values(expires_at=Draft.created_at))
        db.session.commit()
    lost = client.submit(page, {"words": WORDS}, "Continue")
    assert lost.status == 409
    assert "no longer has the rest" in lost.errors[0]
    again = client.submit(lost, {}, "Continue")
    assert again.url == "/complaint/danger"
    assert go_to(client, "what-happened").field("words") == WORDS.replace("\r\n", "\n")


def test_after_an_idle_hour_words_are_read_here_only_with_the_six_words(
    client: PageClient, clock: Clock
) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    page = go_to(client, "affected")
    clock.forward(minutes=61)
    for address in ("/complaint/what-happened", "/complaint/check", "/complaint/save", "/complaint"):
        closed = client.get_page(address)
        assert "still saved" in closed.main_text, address
        assert closed.link("Go on with your six words").href == "/resume"
        assert "did not come" not in closed.html
    late = client.submit(page, {"words": "He is sad."}, "Continue")
    assert (late.status, late.field("words")) == (409, "He is sad.")
    assert "still saved" in late.errors[0]


def test_saving_while_writing_keeps_a_draft_open(client: PageClient, clock: Clock) -> None:
    page = begin(client)
    form, _ = page.form_for("Continue")
    token = {name: page.field(name) for name in ("csrf_token", "submission_id")}
    for minute in range(3):
        clock.forward(minutes=50)
        typed = {**token, "words": f"Minute {minute}"}
        assert client.post(form.get("data-autosave-url") or "", data=typed).status_code == 200


@pytest.mark.parametrize("address", ["/complaint", "/complaint/save"])
def test_what_was_begun_can_be_thrown_away_after_a_question(
    app: Flask, client: PageClient, address: str
) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    sure = client.follow(client.get_page(address), "Throw it away")
    assert sure.h1 == "Throw away what you have written?"
    with app.app_context():
        before = count(Draft)
    gone = client.submit(sure, button="Yes, throw it away")
    assert gone.url == "/complaint"
    assert "thrown away" in gone.text
    assert go_to(client, "what-happened").status == 404
    with app.app_context():
        assert count(Draft) == before - 1


def test_throwing_away_needs_a_fresh_page(app: Flask, client: PageClient) -> None:
    begin(client)
    sure = go_to(client, "discard")
    refused = client.submit(sure, {"csrf_token": "forged"}, "Yes, throw it away")
    assert (refused.status, refused.h1) == (400, sure.h1)
    assert go_to(client, "danger").status == 200


def test_words_written_after_sending_in_another_window_are_kept(client: PageClient) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    other_window = go_to(client, "affected")
    client.submit(go_to(client, "check"), button="Send")
    late = client.submit(other_window, {"words": "And another thing."}, "Continue")
    assert late.status == 409
    assert "You have sent this already" in late.errors[0]
    assert late.field("words") == "And another thing."


def test_words_never_land_in_another_draft(app: Flask, client: PageClient) -> None:
    client.submit(begin(client), {"danger": "no"}, "Continue")
    first_window = go_to(client, "what-happened")
    begin(client)
    lost = client.submit(first_window, {"words": "Of the first."}, "Continue")
    assert lost.status == 409
    assert draft_answers(app) == {}


@pytest.mark.parametrize(
    ("other", "heading"),
    [("/complaint", "You have begun this already"), ("/comment", "You have begun something else")],
)
def test_beginning_again_asks_first_and_shows_the_words_that_lead_back(
    app: Flask, client: PageClient, other: str, heading: str
) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    asked = client.submit(client.get_page(other))
    code = asked.find("code-box__words")[0].text or ""
    assert (asked.h1, len(code.split())) == (heading, 6)
    assert client.follow(asked, "Go on with it").url.startswith("/complaint/")
    anew = client.submit(asked, button=ANEW)
    assert anew.url.startswith(f"{other}/")
    assert draft_answers(app) == {}
    client.submit(client.get_page("/resume"), {"code": code})
    assert go_to(client, "what-happened").field("words") == WORDS.replace("\r\n", "\n")


def test_a_kept_code_is_not_shown_again_when_beginning_something_else(client: PageClient) -> None:
    begin(client)
    client.submit(go_to(client, "code"), button="I have kept it")
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    asked = client.submit(client.get_page("/comment"))
    assert not asked.find("code-box__words")
    assert "six words" in asked.main_text


def test_beginning_twice_without_a_word_in_between_asks_nothing(app: Flask, client: PageClient) -> None:
    start = client.get_page("/complaint")
    with app.app_context():
        before = count(Draft)
    assert [client.submit(start).url for _ in range(2)] == ["/complaint/danger"] * 2
    with app.app_context():
        assert count(Draft) == before + 1


def test_words_that_lost_their_draft_show_the_code_of_the_one_they_would_replace(client: PageClient) -> None:
    client.submit(begin(client), {"danger": "no"}, "Continue")
    first_window = go_to(client, "what-happened")
    client.submit(begin(client), {"danger": "no"}, "Continue")
    code = go_to(client, "code").find("code-box__words")[0].text or ""
    lost = client.submit(first_window, {"words": "Of the first."}, "Continue")
    assert (lost.status, code in lost.main_text) == (409, True)


def test_sending_twice_gives_one_reference(app: Flask, client: PageClient) -> None:
    with app.app_context():
        before = count(Feedback)
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    check = go_to(client, "check")
    first, second = client.submit(check, button="Send"), client.submit(check, button="Send")
    assert first.url == second.url == "/complaint/sent"
    assert first.main_text == second.main_text
    with app.app_context():
        assert count(Feedback) == before + 1


def test_send_now_pressed_twice_leads_to_the_same_confirmation(client: PageClient) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    page, typed = go_to(client, "affected"), {"words": "It upset him."}
    first = client.submit(page, typed, "Send now, add the rest later")
    second = client.submit(page, typed, "Send now, add the rest later")
    assert first.url == second.url == "/complaint/sent"
    more = client.submit(page, {"words": "It upset him. And me."}, "Send now, add the rest later")
    assert (more.status, more.field("words")) == (409, "It upset him. And me.")


def test_check_leads_to_the_page_that_is_still_missing(client: PageClient) -> None:
    begin(client)
    missing = client.submit(go_to(client, "check"), button="Send")
    assert (missing.status, missing.h1) == (422, "What happened?")
    assert client.submit(missing, {"words": WORDS}, "Continue").status == 200


def test_the_confirmation_can_be_loaded_again_for_an_hour_or_until_closed(
    client: PageClient, clock: Clock
) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    sent = client.submit(go_to(client, "check"), button="Send")
    clock.forward(minutes=59)
    assert client.get_page("/complaint/sent").main_text == sent.main_text
    clock.forward(minutes=2)
    assert client.get_page("/complaint/sent").h1 == "This page is closed"


def test_closing_the_confirmation_closes_it(client: PageClient) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    sent = client.submit(go_to(client, "check"), button="Send")
    closed = client.submit(client.submit(sent, button="I have kept it"), button="Close this page")
    assert closed.url == "/"
    assert "reference" not in " ".join(element.text or "" for element in closed.find("notice"))
    assert client.get_page("/complaint/sent").h1 == "This page is closed"


@pytest.mark.parametrize(("press", "is_kept"), [("I have kept it, close", True), ("Close without", False)])
def test_closing_asks_first_while_the_code_is_not_kept(app: Flask, client: PageClient, press: str,
                                                       is_kept: bool) -> None:  # fmt: skip
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    sent = client.submit(go_to(client, "check"), button="Send")
    code = sent.find("code-box__words")[0].text or ""
    asked = client.submit(sent, button="Close this page")
    assert (asked.h1, code in asked.main_text) == ("Have you kept your six words?", True)
    assert "nobody can open your private page" in asked.main_text
    assert client.get_page("/complaint/sent").status == 200
    assert client.submit(asked, button=press).url == "/"
    assert client.get_page("/complaint/sent").h1 == "This page is closed"
    with app.app_context():
        newest = db.session.scalars(select(Feedback.id).order_by(Feedback.id.desc()).limit(1)).one()
        assert (find_receipt(newest).code is None) is is_kept


def test_the_code_is_shown_until_it_is_kept_and_stays_the_same(client: PageClient) -> None:
    begin(client)
    page = go_to(client, "code")
    code = page.find("code-box__words")[0].text or ""
    assert len(code.split()) == 6
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    sent = client.submit(go_to(client, "check"), button="Send")
    assert code in sent.main_text
    kept = client.submit(sent, button="I have kept it")
    assert kept.url == "/complaint/sent"
    assert code not in kept.main_text


def test_a_code_kept_while_writing_is_shown_no_more(client: PageClient) -> None:
    begin(client)
    page = go_to(client, "code")
    code = page.find("code-box__words")[0].text or ""
    assert client.submit(page, button="I have kept it").url == "/complaint/what-happened"
    for name in ("code", "save"):
        assert code not in go_to(client, name).main_text


def test_save_keeps_even_what_would_be_refused_and_says_until_when(client: PageClient, clock: Clock) -> None:
    begin(client)
    saved = client.submit(go_to(client, "details"), {"email": "not yet"}, "Save and come back later")
    assert saved.url == "/complaint/save"
    assert "Tuesday 7 April 2026" in saved.main_text
    assert go_to(client, "details").field("email") == "not yet"


def test_leaving_forgets_this_browser_and_not_the_words(app: Flask, client: PageClient) -> None:
    page = begin(client)
    saved = client.submit(page, {"danger": "no"}, "Save and come back later")
    left = client.submit(saved, button="Leave, and forget me here")
    assert left.url == "/"
    assert go_to(client, "danger").status == 404
    assert draft_answers(app)["danger"]["danger"] == ["no"]


def test_long_words_are_saved_while_they_are_written(app: Flask, client: PageClient) -> None:
    page = begin(client)
    form, _ = page.form_for("Continue")
    address = form.get("data-autosave-url") or ""
    token = {name: page.field(name) for name in ("csrf_token", "submission_id")}
    answer = client.post(address, data={**token, "words": WORDS})
    assert answer.status_code == 200
    assert answer.get_json()["saved"]
    assert draft_answers(app)["danger"]["words"] == [WORDS]
    assert client.post(address, data={**token, "submission_id": "another"}).status_code == 409
    assert client.post(address, data={**token, "csrf_token": "forged"}).status_code == 400
    assert client.post(address, data={**token, "words": "a" * 100_001}).status_code == 413
    assert draft_answers(app)["danger"]["words"] == [WORDS]


def test_an_older_window_does_not_overwrite_newer_words(app: Flask, client: PageClient) -> None:
    begin(client)
    older, newer = go_to(client, "what-happened"), go_to(client, "what-happened")
    client.submit(newer, {"words": "Newer <words>."}, "Continue")
    refused = client.submit(older, {"words": "Older words."}, "Continue")
    assert (refused.status, refused.field("words")) == (409, "Older words.")
    assert "Saved meanwhile on another phone or in another window" in refused.main_text
    assert "Newer <words>." in refused.main_text
    assert draft_answers(app)["what-happened"] == {"words": ["Newer <words>."]}
    assert client.submit(refused, {}, "Continue").url == "/complaint/started"
    assert draft_answers(app)["what-happened"] == {"words": ["Older words."]}


def test_an_old_token_does_not_make_an_older_window_newer(client: PageClient) -> None:
    begin(client)
    older, newer = go_to(client, "what-happened"), go_to(client, "what-happened")
    client.submit(newer, {"words": "Newer words."}, "Continue")
    stale = client.submit(older, {"words": "Older words.", "csrf_token": "forged"}, "Continue")
    assert stale.status == 400
    assert client.submit(stale, {}, "Continue").status == 409


def test_danger_is_sent_whatever_another_window_saved(client: PageClient) -> None:
    older = begin(client)
    client.submit(go_to(client, "danger"), {"danger": "no", "words": "Newer."}, "Continue")
    sent = client.submit(older, {"danger": "yes", "words": "Help."}, "Send just this now")
    assert sent.url == "/complaint/sent"


def test_saving_while_writing_never_stands_in_its_own_way_nor_overwrites(
    app: Flask, client: PageClient
) -> None:
    page = begin(client)
    other = go_to(client, "danger")
    form, _ = page.form_for("Continue")
    address = form.get("data-autosave-url") or ""
    hidden = ("csrf_token", "submission_id", "page_seen", "page_window")
    mine = {name: page.field(name) for name in hidden}
    first = client.post(address, data={**mine, "words": "One"}).get_json()
    assert first["seen"] != mine["page_seen"]
    assert client.post(address, data={**mine, "words": "One two"}).status_code == 200
    theirs = {name: other.field(name) for name in hidden}
    refused = client.post(address, data={**theirs, "words": "Another"})
    assert (refused.status_code, refused.get_json()) == (409, {"saved": None, "elsewhere": True})
    assert draft_answers(app)["danger"]["words"] == ["One two"]
    assert client.submit(page, {"words": "One two three"}, "Continue").status == 200


def test_what_nobody_can_type_is_taken_out() -> None:
    assert clean("a\x00b\x1bc\ufffe\U0003ffff\td\r\ne") == "abc\td\r\ne"


def test_characters_nobody_types_harm_nothing(app: Flask, client: PageClient) -> None:
    page = begin(client)
    token = {name: page.field(name) for name in ("csrf_token", "submission_id")}
    assert post(client, "/complaint/danger", {**token, "danger": "no\x1b", "words": "a\x08b"}).status == 200
    assert draft_answers(app)["danger"] == {"danger": ["no"], "words": ["ab"]}


def test_every_page_asks_a_constant_number_of_queries(client: PageClient, count_queries: Any) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    for name in [*PAGE_NAMES, "check", "save"]:
        with count_queries() as queries:
            go_to(client, name)
        assert queries.count <= 4, name


JUNK = st.one_of(
    st.sampled_from(
        ["", " ", "yes", "no", "parent", "relative", "31", "\x00", "’", "‮", "<script>", "add-9", "row1"]
    ),
    st.text(max_size=40),
)
THEN = st.sampled_from(
    ["continue", "save", "send", "alone", "add", "add-x", "remove-1", "remove-99", "kept", "", "?"]
)
FIELDS = [
    "words",
    "who",
    "when",
    "how",
    "on-day",
    "on-month",
    "on-year",
    "row1-name",
    "row8-name",
    "row99-name",
    "row0-name",
    "row-name",
    "csrf_token",
    "email",
    "team",
    "danger",
    "facts",
    "what",
    "then",
]
POSTS = st.lists(
    st.tuples(
        st.sampled_from(
            [*PAGE_NAMES, "check", "sent", "save", "send", "danger/autosave", "details/autosave"]
        ),
        st.lists(st.tuples(st.sampled_from(FIELDS), JUNK), max_size=8),
        THEN,
    ),
    max_size=10,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posts=POSTS)
def test_junk_in_any_order_breaks_nothing_and_loses_no_words(app: Flask, posts: Any) -> None:
    client = app.test_client()
    assert isinstance(client, PageClient)
    for name, fields, then in posts:
        page = begin(client)
        token = [(key, str(page.field(key))) for key in ("csrf_token", "submission_id")]
        body = urlencode([*token, *fields, ("then", then)], errors="replace")
        answer = client.post(
            f"/complaint/{name}", data=body, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code < 500
        if answer.status_code in (400, 409, 422) and answer.mimetype == "text/html" and name in PAGE_NAMES:
            assert_kept(Shown(answer, document_of(answer)), name, fields)


def assert_kept(page: Shown, name: str, fields: list[tuple[str, str]]) -> None:
    """See that the first thing typed into a text box of this page is still in it, where it is shown again."""
    typed = dict(reversed(fields)).get("words")
    shown_again = any(f"/{name}" in form.get("action", "") for form in page.document.all("form"))
    if typed and shown_again and any(field.get("name") == "words" for field in page.document.all("textarea")):
        assert page.field("words") == clean(typed).replace("\r\n", "\n").replace("\r", "\n")


class OneForm(PageForm):
    """Nothing."""


def make(*names: str) -> Journey:
    """Return a small journey; page "b" only follows an answer on "a"."""
    pages = tuple(
        Page(
            name=name,
            title=name,
            form=OneForm,
            when=lambda answers, name=name: name != "b" or answers.has("a"),
        )
        for name in names
    )
    return Journey(name="small", version=1, kind=Kind.COMMENT, audience=Audience.ADULT, title="Small",
                   pages=pages, submission=lambda answers: Facts(), enough=names[-1])  # fmt: skip


def test_no_question_bears_a_name_the_engine_uses_itself(app: Flask) -> None:
    own = {"csrf_token", "submission_id", "page_seen", "page_window", "begin_again", "then"}
    with app.test_request_context():
        for journey in JOURNEYS.values():
            for page in journey.pages:
                assert not own & {field.short_name for field in page.form()}, (journey.name, page.name)


def test_a_path_follows_only_the_answers_on_it() -> None:
    journey = make("a", "b", "c")
    assert [page.name for page in journey.path(Answers({}))] == ["a", "c"]
    assert [page.name for page in journey.path(Answers({"a": {}}))] == ["a", "b", "c"]


def test_back_and_onward_keep_to_the_path() -> None:
    journey = make("a", "b", "c")
    first, _, last = journey.pages
    assert journey.after(first, Answers({})) is last
    assert journey.before(last, Answers({})) is first
    assert journey.after(last, Answers({})) is None
    assert journey.before(first, Answers({})) is None


@pytest.mark.parametrize("names", [("a", "a"), ("a", "check")])
def test_pages_need_addresses_of_their_own(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="name of its own"):
        make(*names)


def test_removing_a_row_moves_the_later_ones_up() -> None:
    rows = {"row1-name": ["a"], "row2-name": ["b"], "row2-born": ["2"], "row3-name": ["c"]}
    assert without_row(rows, 2) == {"row1-name": ["a"], "row2-name": ["c"]}
    assert without_row(rows, 7) == rows
