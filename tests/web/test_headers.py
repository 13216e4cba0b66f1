"""Every answer carries the headers that keep a page private and inert."""

import pytest

from portal.domain.vocabulary import Role
from portal.web.headers import ALWAYS, CONTENT_SECURITY_POLICY

PUBLIC = ("/", "/complaint", "/track", "/staff/sign-in", "/nowhere", "/healthz")


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_and_failures_carry_them_all(client, path):
    response = client.get(path)
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert response.headers["Cache-Control"] == "no-store"


def test_staff_pages_carry_them_too(signed_in):
    response = signed_in(Role.SUPERVISOR).get("/staff")
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert response.headers["Cache-Control"] == "no-store"


def test_the_policy_allows_nothing_inline_and_no_other_host():
    for forbidden in ("unsafe-inline", "unsafe-eval", "http:", "https:", "*"):
        assert forbidden not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY


def test_the_councils_colours_may_be_kept_and_nothing_else_may(client):
    address = next(
        link for link in client.get("/").get_data(as_text=True).split('"') if "branding.css" in link
    )
    assert "max-age=31536000" in client.get(address).headers["Cache-Control"]


def test_cookies_cannot_be_read_by_scripts_and_stay_on_this_site(client):
    page = client.get("/complaint").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post("/complaint", data={"csrf_token": token})
    cookies = answer.headers.getlist("Set-Cookie")
    assert any(cookie.startswith("visit=") for cookie in cookies)
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
