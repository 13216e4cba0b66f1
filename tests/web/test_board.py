"""A supervisor sees the board, opens the list behind each figure, and hands over what an officer holds."""

from flask import Flask
from sqlalchemy import update

from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.record import Record
from tests.factories import make_account
from tests.web.screening_pages import SignIn, claimed, item_page, sent


def test_every_figure_of_the_board_opens_its_list(app: Flask, signed_in: SignIn) -> None:
    boss, officer = signed_in(Role.SUPERVISOR), signed_in(Role.SCREENING_OFFICER)
    claimed(officer, sent(app))
    with app.app_context():
        db.session.execute(update(Record).values(team="Fostering Team", theme="Delay"))
        db.session.commit()
    page = boss.get_page("/screening/board")
    figures = [link for link in page.links if link.href.startswith("/screening")]
    assert any("/board/complaints?" in link.href for link in figures)
    assert any("/board/officers/" in link.href for link in figures)
    for link in figures:
        assert boss.get_page(link.href.partition("#")[0]).status == 200, link.href
    assert signed_in(Role.MANAGER).get("/screening/board").status_code == 403


def test_what_an_officer_holds_is_handed_over_whole_or_as_ticked(app: Flask, signed_in: SignIn) -> None:
    boss, officer = signed_in(Role.SUPERVISOR), signed_in(Role.SCREENING_OFFICER)
    first, second = sent(app), sent(app)
    for reference in (first, second):
        claimed(officer, reference)
    with app.app_context():
        to = make_account(Role.SCREENING_OFFICER)
    board = boss.get_page("/screening/board")
    address = next(
        link.href
        for link in board.links
        if "/board/officers/" in link.href and link.text.startswith("2 held by")
    )
    page = boss.get_page(address)
    assert first in page.text
    page = boss.submit(
        page, {"which": "ticked", "hand_to": str(to.id), "hand_reason": "Ill."}, button="Hand it over"
    )
    assert (page.status, "Tick at least one item" in page.text) == (422, True)
    assert "Ill." in str(page.field("hand_reason"))
    page = boss.submit(
        page, {"which": "all", "hand_to": str(to.id), "hand_reason": "Ill."}, button="Hand it over"
    )
    assert "2 handed over." in page.text
    assert "holds nothing" in page.text
    assert f"{to.name} has this item" in item_page(officer, first).text


def test_addresses_that_lead_nowhere_say_so(app: Flask, signed_in: SignIn) -> None:
    boss = signed_in(Role.SUPERVISOR)
    for address in ("complaints", "complaints?first=2026-01-01&last=x", "officers/999999"):
        assert boss.get(f"/screening/board/{address}").status_code == 404


def test_who_may_not_see_the_board_is_told_whom_to_ask(signed_in: SignIn) -> None:
    refused = signed_in(Role.MANAGER).get_page("/screening/board")
    assert (refused.status, "ask whoever gives out the accounts" in refused.main_text) == (403, True)
    assert "your supervisor" not in refused.main_text
