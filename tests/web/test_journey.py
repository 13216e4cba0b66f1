"""The engine behind every form of several pages: no word is lost, nothing is sent twice, nothing breaks."""

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.vocabulary import Audience, Kind
from portal.web.answers import Answers, clean
from portal.web.journey_pages import JOURNEYS, Facts, Journey, Page, PageForm
from portal.web.journey_sheet import without_row
from portal.web.public.complaint import COMPLAINT
from tests.conftest import Clock
from tests.pages import Page as Shown
from tests.pages import PageClient, document_of
from tests.web.journey_steps import WORDS, begin, draft_answers, go_to, post

PAGE_NAMES = [page.name for page in COMPLAINT.pages]


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
    assert client.submit(refused, {}, "Continue").url == "/complaint/papers"


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
    client.set_cookie("visit", "of-a-visit-that-is-over")
    page = client.get_page(address)
    assert page.status == 404
    assert page.link("Go on with something you saved").href.endswith("/resume")


def test_a_page_that_does_not_exist_is_not_found(client: PageClient) -> None:
    begin(client)
    assert client.get_page("/complaint/nothing-like-it").status == 404


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
    assert client.submit(refused, {}, "Continue").url == "/complaint/papers"
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
        assert queries.count <= 5, name


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
        wanted = clean(typed).replace("\r\n", "\n").replace("\r", "\n")
        # The parser of these tests drops every line break at the beginning of a box; a browser drops one.
        assert str(page.field("words")).lstrip("\n") == wanted.lstrip("\n")


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
