"""Signing staff in without the pages for it, which journeys of their own walk through."""

from playwright.sync_api import BrowserContext

from portal.domain.vocabulary import Role
from portal.services import accounts
from tests import factories
from tests.journeys.serving import LiveServer


def sign_in(server: LiveServer, browser: BrowserContext, role: Role) -> None:
    """Make somebody of a role and give a browser their session."""
    with server.app.app_context():
        account = factories.make_account(role)
        token = accounts.sign_in(account.email, factories.PASSWORD, "127.0.0.1") or ""
    browser.add_cookies([{"name": "staff", "value": token, "url": server.url, "httpOnly": True}])
