"""Enquiries of MPs and councillors: only an address that the council holds is answered."""

import pytest
from flask import Flask

from portal.domain.vocabulary import Kind
from tests.pages import PageClient
from tests.web.walking import STEP, person, send, stored, walk

KNOWN = "casework@exbourne-north-mp.example"
STRANGER = "somebody@elsewhere.example"
WORDS = "Which schools have been asked?"


def typed(address: str) -> dict[str, dict[str, str]]:
    """Return the answers of a whole enquiry from an address."""
    return {
        "office": {"who": "mp_office", "name": "Kit", "office": "Exbourne North", "reference": "EN/26/1183"},
        "reply-to": {"email": address},
        "constituent": {
            "constituent": "Ms Hale",
            "agreement": "written",
            "young_person": "yes",
            "child": "Tommy, 8",
        },
        "what-happened": {"kind": "background", "words": WORDS},
    }


def test_an_office_we_know_gets_its_mail_and_its_name(app: Flask, client: PageClient) -> None:
    kept = stored(app, send(client, "/enquiry", typed(KNOWN)))

    office = person(kept, "sender")
    assert kept["kind"] == Kind.ENQUIRY
    assert office["office_address"] == "Office of the MP for Exbourne North"
    assert (office["office_reference"], office["enquiry_kind"]) == ("EN/26/1183", "background")
    assert (office["constituent"], office["agreement"], office["for_young_person"]) == (
        "Ms Hale",
        "written",
        "yes",
    )
    assert person(kept, "child") == {"name": "Tommy, 8"}
    assert kept["mail_allowed"]


def test_an_address_we_do_not_know_is_told_so_accepted_and_flagged(app: Flask, client: PageClient) -> None:
    page = walk(client, "/enquiry", typed(STRANGER), until="address-not-known")
    assert "We do not send anything about a child to any other" in page.main_text

    page = client.submit(page, button="Go on all the same")
    assert page.h1 == "Whom do you ask for?"
    page = client.submit(page, typed(STRANGER)["constituent"], STEP)
    check = client.submit(page, typed(STRANGER)["what-happened"], STEP)
    assert "We do not have this address" not in check.main_text
    kept = stored(app, client.submit(check, button="Send"))

    assert person(kept, "sender")["office_address"] == "not known"
    assert kept["safe_contact"]["how"] == []
    assert not kept["mail_allowed"]


def test_a_known_office_is_not_stopped(client: PageClient) -> None:
    page = walk(client, "/enquiry", typed(KNOWN), until="constituent")

    assert client.get_page("/enquiry/address-not-known").url == page.url


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("", "Write your office’s e-mail address, so that we can answer"),
        ("office", "Write the e-mail address in full, like name@example.com"),
    ],
)
def test_an_address_that_is_none_is_refused(client: PageClient, address: str, error: str) -> None:
    page = walk(client, "/enquiry", {}, until="reply-to")

    refused = client.submit(page, {"email": address}, STEP)

    assert (refused.status, refused.errors) == (422, [error])


def test_the_right_to_complain_stands_before_and_after(client: PageClient) -> None:
    assert client.get_page("/enquiry").link("make a complaint").href == "/complaint"
    assert "does not replace a complaint" in send(client, "/enquiry", typed(KNOWN)).main_text
