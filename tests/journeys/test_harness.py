"""The browser's own guards: each of them is shown a page that should fail it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys.looking import Look
from tests.journeys.walking import until
from tests.journeys.watching import Watch

HEAD = """<!DOCTYPE html><html lang="en"><head><title>A</title>
<meta name="viewport" content="width=device-width"></head>"""
PAGES = {
    "/good": "<main><h1>Good</h1><p>Nothing is wrong with this page.</p></main>",
    "/inline": '<main><h1>Inline</h1><p style="color:red">Red</p></main>',
    "/handler": '<main><h1>Script</h1><button onclick="x()">Go</button></main>',
    "/lost": '<main><h1>Lost</h1><img src="/none.png" alt="Nothing"></main>',
    "/elsewhere": '<main><h1>Away</h1><img src="http://127.0.0.2:9/a.png" alt="Away"></main>',
    "/wide": "<main><h1>Wide</h1><p>" + "w" * 200 + "</p></main>",
    "/unlabelled": '<main><h1>Unlabelled</h1><input name="a"></main>',
    "/small": "<main><h1>Small</h1><button>x</button></main>",
}


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html")
        images = "img-src 'self' http://127.0.0.2:9"
        self.send_header("Content-Security-Policy", f"default-src 'none'; style-src 'self'; {images}")
        self.end_headers()
        self.wfile.write((HEAD + f"<body>{body}</body></html>").encode())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    """Serve the little pages instead of the portal."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def watch() -> Watch:
    """A watch whose faults the test reads itself."""
    return Watch()


def test_a_good_page_passes_every_guard(page: Page, watch: Watch, check_page: Look) -> None:
    page.goto("/good")
    check_page(page)
    assert page.viewport_size == {"width": 1280, "height": 900}
    assert watch.found() == []


@pytest.mark.parametrize(
    ("path", "said"), [("/inline", "style"), ("/lost", "404"), ("/elsewhere", "127.0.0.2")]
)
def test_the_watch_notices(page: Page, watch: Watch, path: str, said: str) -> None:
    page.goto(path, wait_until="load")
    page.goto("/good")
    assert any(said in fault for fault in watch.found()), watch.found()


def test_the_watch_notices_refused_handlers(page: Page, watch: Watch, javascript: bool) -> None:
    page.goto("/handler")
    page.get_by_role("button").click()
    if javascript:
        until(page, watch.found)
    assert bool(watch.found()) == javascript


def test_what_a_test_expects_is_no_fault(page: Page, watch: Watch) -> None:
    watch.expected += ["none.png", "favicon"]
    page.goto("/lost", wait_until="load")
    assert watch.found() == []


@pytest.mark.parametrize(
    ("path", "said"),
    [("/wide", "sideways at 320"), ("/unlabelled", "axe label"), ("/small", "smaller than 44")],
)
def test_looking_notices(page: Page, check_page: Look, path: str, said: str) -> None:
    page.goto(path)
    with pytest.raises(AssertionError, match=said):
        check_page(page)


def test_a_second_browser_shares_nothing(context: BrowserContext, open_browser: object) -> None:
    assert callable(open_browser)
    context.add_cookies([{"name": "a", "value": "1", "url": "http://127.0.0.1"}])
    assert open_browser().cookies() == []
