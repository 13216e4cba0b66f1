"""Hostile files at the door: each is refused with its own sentence, the words stay, and nothing is stored."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain import files
from portal.extensions import db
from portal.models.attachment import Attachment
from portal.web.files import WHY_NOT
from tests import hostile
from tests.pages import Page, PageClient
from tests.web.complaint_steps import ENOUGH, walk
from tests.web.file_steps import Chosen, add, at_papers, send

LARGE = (bytes(700 * 1024), "a.jpg")
WORDS = "He gave me this. <b>I kept it</b> & the letter."


def stored(app: Flask) -> int:
    """Return how many files there are."""
    with app.app_context():
        return db.session.scalar(select(func.count(Attachment.id))) or 0


def raw(client: PageClient, page: Page, *chosen: Chosen, then: str = "add-files") -> Page:
    """Post files as no browser would."""
    sent = {name: page.field(name) for name in ("csrf_token", "submission_id")}
    return send(client, "/complaint/papers", {**sent, "then": then}, chosen)


@pytest.mark.parametrize(("name", "content"), hostile.REFUSED.values(), ids=hostile.REFUSED.keys())
def test_a_hostile_file_is_refused_in_words_and_leads_back_to_the_chooser(
    app: Flask, client: PageClient, name: str, content: bytes
) -> None:
    page = add(client, at_papers(client), (content, name))
    assert page.status == 422
    assert len(page.errors) == 1
    assert page.errors[0].partition(": ")[2] in WHY_NOT.values()
    assert "#files" in [link.href for link in page.links]
    assert stored(app) == 0


def test_each_file_gets_its_own_answer_and_the_good_ones_are_added(app: Flask, client: PageClient) -> None:
    page = add(
        client,
        at_papers(client),
        (hostile.jpeg(), "good.jpg"),
        (hostile.SVG, "drawing.svg"),
        (b"", "empty.txt"),
        (hostile.pdf(), "letter.pdf"),
    )
    assert page.status == 422
    assert [error.partition(":")[0] for error in page.errors] == ["drawing.svg", "empty.txt"]
    assert "good.jpg" in page.main_text
    assert "letter.pdf" in page.main_text
    assert stored(app) == 2


def test_a_refused_file_does_not_let_the_person_go_on_unknowing(client: PageClient) -> None:
    page = add(client, at_papers(client), (hostile.SVG, "drawing.svg"), button="Continue")
    assert page.status == 422
    assert page.h1 == "Do you have photos or papers to show us?"


def test_words_beside_a_refused_file_are_kept_and_saved(client: PageClient) -> None:
    page = walk(client, ENOUGH, until="papers")
    typed = client.get_page("/complaint/what-happened?change=1")
    client.submit(typed, {"words": WORDS}, "Continue")
    assert add(client, page, (hostile.SVG, "drawing.svg")).status == 422
    assert client.get_page("/complaint/what-happened?change=1").field("words") == WORDS


@pytest.mark.parametrize(("typed", "shown"), hostile.NAMES.items())
def test_a_hostile_name_is_text_and_nothing_else(client: PageClient, typed: str, shown: str) -> None:
    page = raw(client, at_papers(client), (hostile.jpeg(), typed or "x"))
    if "\r" in typed:  # no browser sends it like this: the form breaks off there
        assert page.status == 400
        return
    assert page.status == 200
    expected = shown if typed else "x"
    assert " ".join(expected.split()) in page.main_text
    assert not [e for e in page.document.all("img") if e.get("src") == "x"]


def test_more_files_than_may_be_chosen_are_said_so(app: Flask, client: PageClient) -> None:
    many = [(hostile.jpeg(), f"{number}.jpg") for number in range(12)]
    page = raw(client, at_papers(client), *many)
    assert page.status == 422
    assert "10 files at a time" in page.errors[0]
    assert stored(app) == files.MOST_FILES


def test_pressing_add_without_a_file_says_what_to_do(client: PageClient) -> None:
    page = add(client, at_papers(client))
    assert page.errors == ["Choose a file first. Then press “Add these files”."]


def test_a_file_that_is_too_large_is_said_so_and_not_the_whole_form(app: Flask, client: PageClient) -> None:
    large = hostile.jpeg() + bytes(files.MOST_BYTES)
    page = raw(client, at_papers(client), (large, "large.jpg"), (hostile.jpeg(), "a.jpg"))
    assert page.status == 422
    assert page.errors == ["large.jpg: " + WHY_NOT[files.Refusal.TOO_LARGE]]
    assert stored(app) == 1


def test_a_request_that_is_larger_than_any_lawful_one_is_answered_kindly(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_papers(client)
    monkeypatch.setattr("portal.web.journey_files.MOST_IN_REQUEST", 700 * 1024)
    answer = raw(client, page, (hostile.jpeg() + bytes(800 * 1024), "film.jpg"))
    assert answer.status == 413
    assert "15 MB" in answer.main_text
    assert stored(app) == 0


def test_who_has_begun_nothing_may_not_send_that_much(client: PageClient) -> None:
    assert send(client, "/complaint/papers", {"then": "add-files"}, [LARGE]).status == 413


@pytest.mark.parametrize("where", ["/complaint/who", "/complaint/check", "/track", "/staff/sign-in"])
def test_pages_without_files_take_no_more_than_words(client: PageClient, where: str) -> None:
    at_papers(client)
    assert send(client, where, {}, [LARGE]).status in (405, 413)


def test_files_posted_to_a_page_that_takes_none_are_not_kept(app: Flask, client: PageClient) -> None:
    page = client.get_page("/complaint/who") if at_papers(client) else None
    assert page is not None
    sent = {
        "csrf_token": page.field("csrf_token"),
        "submission_id": page.field("submission_id"),
        "then": "continue",
    }
    send(client, "/complaint/who", sent, [(hostile.jpeg(), "a.jpg")])
    assert stored(app) == 0


@pytest.mark.parametrize(
    "then", ["remove-file-", "remove-file-x", "remove-file-99999999999", "remove-file-1"]
)
def test_removing_what_is_not_there_changes_nothing(app: Flask, client: PageClient, then: str) -> None:
    with app.app_context():
        other = _somebody_elses()
    page = raw(client, at_papers(client), then=then.replace("-1", f"-{other}"))
    assert page.status in (200, 422)
    assert stored(app) == 1


def _somebody_elses() -> int:
    from portal.services import attachments, drafts

    draft = drafts.start_draft("complaint", 28).id
    return attachments.add_to_draft(draft, attachments.Offered("b.jpg", BytesIO(hostile.jpeg()), "papers"))


def test_an_old_token_adds_nothing(app: Flask, client: PageClient) -> None:
    page = at_papers(client)
    sent = {"csrf_token": "old", "submission_id": page.field("submission_id"), "then": "add-files"}
    assert send(client, "/complaint/papers", sent, [(hostile.jpeg(), "a.jpg")]).status == 400
    assert stored(app) == 0
