"""Staying safe, privacy and accessibility: true for the council whose portal it is."""

import pytest
from flask import Flask

from portal.services.council import load_council, shipped_profiles
from tests.pages import PageClient

PATHS = ("/safety", "/privacy", "/accessibility")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", shipped_profiles())
def test_a_page_is_whole_for_every_council(app: Flask, client: PageClient, name: str, path: str) -> None:
    app.extensions["portal.council"] = council = load_council(name)

    page = client.get_page(path)

    assert page.status == 200
    assert council.name in page.text
    assert "None" not in page.text


def test_the_numbers_come_with_the_day_they_were_checked(client: PageClient) -> None:
    safety = client.get_page("/safety")

    assert {"tel:999", "tel:01632960111", "tel:01632960999", "tel:08001111"} <= {a.href for a in safety.links}
    assert "We checked these numbers on Monday 2 November 2026" in safety.main_text


def test_a_council_without_numbers_does_not_pretend_to_have_them(app: Flask, client: PageClient) -> None:
    app.extensions["portal.council"] = load_council("dorset")

    safety = client.get_page("/safety")

    assert "Not all numbers of" in safety.main_text
    assert "tel:999" in {link.href for link in safety.links}


def test_privacy_says_when_drafts_are_erased(client: PageClient) -> None:
    assert "erased after 28 days" in client.get_page("/privacy").main_text


def test_accessibility_does_not_claim_what_nobody_tried(client: PageClient) -> None:
    page = client.get_page("/accessibility")

    assert "No disabled person has tried this website yet" in page.main_text
    assert "do not say that we meet the standard in full" in page.main_text


def test_leaving_takes_every_cookie_away_as_the_pages_say(client: PageClient) -> None:
    client.submit(client.get_page("/not-sure"))
    client.set_cookie("left", "1")
    client.post("/exit", headers={"Sec-Fetch-Site": "same-origin"})

    assert {cookie.key for cookie in client._cookies.values()} == set()
    assert "takes them all away" in client.get_page("/cookies").main_text
    assert "press the Shift key three times" in client.get_page("/safety").main_text


def test_adults_find_help_for_themselves_beside_that_for_children(client: PageClient) -> None:
    safety = client.get_page("/safety")

    text = safety.main_text
    assert {"tel:08082000247", "tel:08088010327", "tel:116123"} <= {link.href for link in safety.links}
    assert text.index("For children and young people") < text.index("Childline") < text.index("For adults")
    assert text.index("For adults") < text.index("National Domestic Abuse Helpline")


def test_both_teams_that_are_told_are_named(client: PageClient) -> None:
    both = "the Children's Duty Team and the Emergency Duty Team"
    danger = client.submit(client.get_page("/complaint"))

    assert both in danger.main_text
    assert both in client.get_page("/safety").main_text
