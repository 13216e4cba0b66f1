"""Every figure of the desk and of the board opens exactly the list it counts, whoever looks."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal.domain.permissions import permissions_of
from portal.domain.vocabulary import FeedbackStatus, Role, Route, WaitingFor
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services import accounts, claims, private_page_changes, waiting
from portal.services.accounts import StaffMember
from portal.services.now import now
from tests.conftest import Clock
from tests.factories import PASSWORD, make_feedback
from tests.pages import Page, PageClient
from tests.services.screening_steps import decided, kept_away, screened, somebody
from tests.web.screening_pages import SignIn

# Where something else begins on a page, after the list that is counted.
BESIDE = {
    "/screening/unread": "For others to read",
    "/screening/to-sign": "Others may sign these too",
    "/screening/next-stages": "By the quarter in which they were asked for",
}


@pytest.fixture
def desk(app: Flask, signed_in: SignIn) -> Callable[[Role], PageClient]:
    """One of each list, twice: once in the way of whoever looks, and once open to them."""

    def look(role: Role) -> PageClient:
        client = signed_in(role)
        with app.app_context():
            db.session.execute(update(Feedback).values(status=FeedbackStatus.DECIDED))
            db.session.commit()
            made = client.account
            who = StaffMember(made.id, made.name, made.email, made.role, permissions_of(made.role))
            for hidden in (False, True):
                for reference in _one_of_each(somebody()):
                    if hidden:
                        kept_away(reference, who)
        return client

    return look


def _one_of_each(officer: StaffMember) -> list[str]:
    late = make_feedback(act_by=(now() - timedelta(days=9)).date())
    flagged = make_feedback(danger=True)
    back = make_feedback(status=FeedbackStatus.RETURNED)
    for made in (late, flagged):
        claims.claim(made.reference, officer)
    private_page_changes.add_words(late.id, "More.")
    waits = screened(officer)
    waiting.begin_waiting(waits, officer, WaitingFor.PERSON, None, "Which?")
    to_sign = screened(officer)
    decided(to_sign, officer, Route.REFUSED)
    free = make_feedback()
    return [late.reference, flagged.reference, back.reference, waits, to_sign, free.reference]


def rows_of(page: Page, fragment: str = "", until: str = "</section>") -> int:
    """Return how many rows the tables of a page have, or those of one section."""
    html = page.html.partition(f'id="{fragment}"' if fragment else "<main")[2]
    return html.partition(until)[0].count('role="rowheader"')


def figures_of(page: Page) -> dict[str, int]:
    """Return the lists that a page leads to with the figures at their links."""
    found = {}
    for link in page.links:
        number = re.match(r"(\d+)\b", link.text) or re.search(r"\s(\d+)\s", link.text)
        a_filter = re.search(r"[?&](audience|channel|kind|team)=", link.href)
        if number and link.href.startswith("/screening") and not a_filter:
            found[link.href] = int(number[1])
    return found


def _attribute(href: str) -> str:
    escaped = href.replace("&", "&amp;")
    return f'href="{escaped}"'


@pytest.mark.parametrize("role", [Role.SCREENING_OFFICER, Role.SUPERVISOR, Role.MANAGER])
def test_each_tab_counts_its_list(desk: Callable[[Role], PageClient], role: Role) -> None:
    client = desk(role)
    page = client.get_page("/screening")
    figures = figures_of(page)
    assert figures["/screening/waiting"] == 2
    assert figures["/screening/returned"] == 1
    for href, number in figures.items():
        if "age=" in href:
            continue  # a filter, and not a figure
        opened = client.get_page(href)
        beside = BESIDE.get(href, "</main>")
        rows = rows_of(opened, "queue") if href.startswith("/screening?") else rows_of(opened, until=beside)
        assert rows == number, href


def test_each_figure_of_the_board_opens_its_list(
    app: Flask, desk: Callable[[Role], PageClient], clock: Clock
) -> None:
    client = desk(Role.SUPERVISOR)
    clock.forward(days=14)
    with app.app_context():
        client.set_cookie("staff", accounts.sign_in(client.account.email, PASSWORD, "127.0.0.1") or "")
    page = client.get_page("/screening/board")
    board = page.html.partition('class="board"')[2]
    figures = {href: n for href, n in figures_of(page).items() if _attribute(href) in board}
    assert {"late=yes" in href for href in figures} == {True, False}
    assert len(figures) >= 8
    for href, number in figures.items():
        where, _, fragment = href.partition("#")
        if where.startswith("/screening?"):
            fragment = "queue"
        assert rows_of(client.get_page(where), fragment) == number, href
