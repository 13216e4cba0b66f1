"""Signing in: who gets in, for how long, where to, and what those who don't are told."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.account import StaffSession
from portal.services import accounts
from tests.conftest import Clock
from tests.databases import on_both_databases
from tests.factories import PASSWORD, MadeAccount, make_account
from tests.pages import Page, PageClient

SignIn = Callable[..., PageClient]


@pytest.fixture
def officer(app: Flask) -> MadeAccount:
    """Somebody with an account."""
    with app.app_context():
        return make_account()


def try_to_sign_in(client: PageClient, email: str, password: str, at: str = "/staff/sign-in") -> Page:
    return client.submit(client.get_page(at), {"email": email, "password": password})


def token_of(client: PageClient, name: str = "staff") -> str | None:
    cookie = client.get_cookie(name)
    return cookie.value if cookie else None


def test_right_address_and_password_open_the_first_page(client: PageClient, officer: MadeAccount) -> None:
    page = try_to_sign_in(client, f"  {officer.email.upper()} ", PASSWORD)
    assert (page.url, page.h1) == ("/staff", "My work")
    assert officer.name in page.text


@pytest.mark.parametrize(
    ("email", "password", "error"),
    [
        ("", "", "Enter your work email address"),
        ("someone@test.example", "", "Enter your password"),
        ("not an address", "x", "Enter your email address like name@example.org"),
        ("a@" + "b" * 300, "x", "Enter an email address of 254 characters or fewer"),
        ("someone@test.example", "x" * 201, "Enter a password of 200 characters or fewer"),
        (
            "someone@test.example",
            "wrong",
            "That email address and password don't go together. Check both and try again.",
        ),
    ],
)
@on_both_databases
def test_what_is_wrong_is_said_at_the_field_and_the_address_is_kept(
    client: PageClient, email: str, password: str, error: str
) -> None:
    page = try_to_sign_in(client, email, password)
    assert (page.status, page.url) == (422, "/staff/sign-in")
    assert error in page.errors
    assert error in " ".join("".join(each.itertext()) for each in page.find("govuk-error-message"))
    assert page.title.startswith("Error: Sign in")
    assert page.field("email") == email
    assert page.field("password") == ""
    assert token_of(client) is None


def test_what_no_keyboard_types_is_taken_out_of_the_address(client: PageClient) -> None:
    page = try_to_sign_in(client, "a@b\x01c", "x")
    assert (page.status, page.field("email")) == (422, "a@bc")


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(
    client: PageClient, officer: MadeAccount
) -> None:
    wrong = try_to_sign_in(client, officer.email, "wrong")
    unknown = try_to_sign_in(client, "nobody@test.example", "wrong")
    assert wrong.errors == unknown.errors


def test_an_ended_account_gets_in_no_more(client: PageClient, app: Flask, officer: MadeAccount) -> None:
    try_to_sign_in(client, officer.email, PASSWORD)
    with app.app_context():
        accounts.end_account(officer.email)
    assert client.get_page("/staff").url.startswith("/staff/sign-in")
    assert try_to_sign_in(client, officer.email, PASSWORD).status == 422


def test_an_old_page_keeps_the_address_and_says_so(client: PageClient, officer: MadeAccount) -> None:
    sent = {"email": officer.email, "password": PASSWORD, "csrf_token": "forged"}
    answer = client.post("/staff/sign-in", data=sent)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "This page was open for too long" in text
    assert officer.email in text
    assert PASSWORD not in text
    assert token_of(client) is None


def test_after_ten_failures_with_one_address_it_has_to_wait_and_is_told_how_long(
    client: PageClient, officer: MadeAccount, clock: Clock
) -> None:
    for _ in range(10):
        assert try_to_sign_in(client, officer.email, "wrong").status == 422
    page = try_to_sign_in(client, officer.email, PASSWORD)
    assert (page.status, page.errors) == (
        429,
        ["There were too many tries. Wait 15 minutes, then try again."],
    )
    assert page.response.headers["Retry-After"] == "900"
    clock.forward(minutes=14, seconds=30)
    page = try_to_sign_in(client, officer.email, PASSWORD)
    assert page.errors == ["There were too many tries. Wait 1 minute, then try again."]
    assert page.field("email") == officer.email
    clock.forward(minutes=1)
    assert try_to_sign_in(client, officer.email, PASSWORD).url == "/staff"


def test_failures_from_one_network_close_it_for_every_account_but_not_elsewhere(
    app: Flask, client: PageClient, officer: MadeAccount
) -> None:
    for number in range(50):
        try_to_sign_in(client, f"guess{number}@test.example", "wrong")
    assert try_to_sign_in(client, officer.email, PASSWORD).status == 429
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert isinstance(elsewhere, PageClient)
    assert try_to_sign_in(elsewhere, officer.email, PASSWORD).url == "/staff"


def test_signing_in_makes_a_new_session_and_ends_the_one_before(
    app: Flask, client: PageClient, officer: MadeAccount
) -> None:
    client.set_cookie("staff", "planted-by-somebody")
    page = client.get_page("/staff/sign-in")
    landed = client.submit(page, {"email": officer.email, "password": PASSWORD})
    first = token_of(client)
    assert landed.url == "/staff"
    assert first not in {None, "planted-by-somebody"}
    with app.app_context():
        other = make_account(Role.DUTY)
        stored = db.session.scalars(select(StaffSession.token_hash)).all()
    assert first not in stored
    client.delete_cookie("staff")
    page = client.get_page("/staff/sign-in")
    client.set_cookie("staff", str(first))
    client.submit(page, {"email": other.email, "password": PASSWORD})
    assert token_of(client) != first
    with app.app_context():
        assert accounts.find_staff(str(first)) is None


def test_somebody_signed_in_is_sent_on(signed_in: SignIn) -> None:
    client = signed_in(Role.DUTY)
    assert client.get_page("/staff/sign-in?next=/duty").url == "/duty"


def test_signing_out_ends_the_session_on_the_server(client: PageClient, officer: MadeAccount) -> None:
    page = try_to_sign_in(client, officer.email, PASSWORD)
    token = token_of(client)
    assert client.submit(page, button="Sign out").url == "/staff/sign-in"
    assert token_of(client) is None
    client.set_cookie("staff", str(token))
    assert client.get_page("/staff").url.startswith("/staff/sign-in")


def test_signing_out_needs_a_token_of_the_form(client: PageClient, officer: MadeAccount) -> None:
    try_to_sign_in(client, officer.email, PASSWORD)
    assert client.post("/staff/sign-out").status_code == 400
    assert client.get_page("/staff").url == "/staff"


def test_an_hour_of_nothing_signs_out_and_work_does_not(signed_in: SignIn, clock: Clock) -> None:
    client = signed_in()
    for _ in range(3):
        clock.forward(minutes=59)
        assert client.get_page("/staff").url == "/staff"
    clock.forward(minutes=61)
    assert client.get_page("/staff").url == "/staff/sign-in?next=/staff"


def test_ten_hours_sign_out_however_busy(signed_in: SignIn, clock: Clock) -> None:
    client = signed_in()
    for _ in range(11):
        clock.forward(minutes=50)
        client.get_page("/staff")
    assert client.get_page("/staff").url == "/staff"
    clock.forward(minutes=50)
    assert client.get_page("/staff").url.startswith("/staff/sign-in")


def test_signing_in_leads_back_to_where_somebody_was_going(client: PageClient, officer: MadeAccount) -> None:
    asked = client.get_page("/duty?after=3")
    assert asked.url == "/staff/sign-in?next=/duty?after%3D3"
    landed = client.submit(asked, {"email": officer.email, "password": "wrong"})
    landed = client.submit(landed, {"email": officer.email, "password": PASSWORD})
    assert landed.url == "/duty?after=3"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/\t/evil.example/",
        "/\n/evil.example/",
        "/\r\n\r\n<p>",
        "/ /evil.example/",
        "http:/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "@evil.example",
        "/" + "a" * 600,
        "",
    ],
)
def test_signing_in_never_leads_elsewhere(client: PageClient, officer: MadeAccount, elsewhere: str) -> None:
    page = client.get_page("/staff/sign-in", query_string={"next": elsewhere})
    form, _ = page.form_for()
    token = page.field("csrf_token")
    sent = {"email": officer.email, "password": PASSWORD, "csrf_token": token}
    answer = client.post(form.get("action", ""), data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff")


def test_a_htmx_part_asked_for_after_signing_out_sends_the_whole_page(client: PageClient) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/duty?after=2"}
    answer = client.get("/duty/new-count?seen=1", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/staff/sign-in?next=/duty?after%3D2"
    headers["HX-Current-URL"] = "http://[bad"
    assert client.get("/duty/new-count", headers=headers).headers["HX-Redirect"] == "/staff/sign-in"


def test_over_tls_the_cookie_is_a_host_cookie_and_is_taken_away_as_strictly(
    app: Flask, client: PageClient, officer: MadeAccount
) -> None:
    settings = app.extensions["portal.settings"]
    app.extensions["portal.settings"] = replace(settings, base_url="https://localhost")
    page = client.get_page("/staff/sign-in", base_url="https://localhost")
    sent = {"email": officer.email, "password": PASSWORD, "csrf_token": page.field("csrf_token")}
    headers = {"Referer": "https://localhost/staff/sign-in"}
    answer = client.post("/staff/sign-in", data=sent, base_url="https://localhost", headers=headers)
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("__Host-staff="))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    home = client.get_page("/staff", base_url="https://localhost")
    sent = {"csrf_token": home.form_for("Sign out")[0].find("input").get("value")}  # type: ignore[union-attr]
    answer = client.post("/staff/sign-out", data=sent, base_url="https://localhost", headers=headers)
    gone = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("__Host-staff="))
    assert {"Secure", "Path=/", "Max-Age=0"} <= set(gone.split("; "))
