"""What a first visit costs somebody on a slow or paid-for connection, counted as it was sent."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys.watching import OWN_HOST, Watch

AT_MOST_BYTES = 60_000


class Scales:
    """Weighs everything a page loads, headers and compressed bodies, with Chromium's own counts."""

    def __init__(self, page: Page) -> None:
        self.weights: dict[str, int] = {}
        self._addresses: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._arrived)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    @property
    def total(self) -> int:
        """Return the sum in bytes."""
        return sum(self.weights.values())

    def __str__(self) -> str:
        heaviest = sorted(self.weights.items(), key=lambda weighed: -weighed[1])
        return "\n".join(f"{weight:>8,} {address}" for address, weight in heaviest)

    def _asked(self, event: dict[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _arrived(self, event: dict[str, Any]) -> None:
        address = self._addresses.get(event["requestId"], "?")
        self.weights[address] = self.weights.get(address, 0) + int(event["encodedDataLength"])


@pytest.mark.parametrize("path", ["/complaint", "/"])
def test_a_first_visit_is_light_and_asks_nobody_else(page: Page, watch: Watch, path: str) -> None:
    scales = Scales(page)
    page.goto(path, wait_until="networkidle")
    assert 1_000 < scales.total <= AT_MOST_BYTES, f"{scales.total:,} bytes:\n{scales}"
    assert any(address.partition("?")[0].endswith("public.css") for address in scales.weights)
    assert {urlsplit(address).hostname for address in scales.weights} == {OWN_HOST}
    assert watch.hosts == {OWN_HOST}
