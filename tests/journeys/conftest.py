"""A real Chromium on a real server; every journey runs with and without JavaScript and is watched."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.looking import WIDE, Look, Looker, picture_folder
from tests.journeys.serving import LiveServer, serve_portal
from tests.journeys.walking import Visitor
from tests.journeys.watching import Watch

FOLDER = Path(__file__).parent
# Colours of the system, and what the desk shows of three senders, are the same without scripts.
WITH_SCRIPTS_ONLY = {"test_forced_colours", "test_same_matter"}
# Where a button stays on the glass is said by the styles.
ONCE = "test_on_a_phone_it_stays_in_reach"
# Playwright's own, for the last list given counts, and one that costs each page a fifth of its work.
LEFT_OUT = (
    "RenderDocument",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
CHROMIUM_SWITCHES = [
    f"--disable-features={','.join(LEFT_OUT)}",
    "--renderer-process-limit=1",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every journey as one for the browser; what scripts can't change runs with them only."""
    journeys = [item for item in items if FOLDER in item.path.parents]
    for item in journeys:
        item.add_marker(pytest.mark.browser)
    same = [one for one in journeys if one.path.stem in WITH_SCRIPTS_ONLY or one.name.startswith(ONCE)]
    once = [item for item in same if _is_without_scripts(item)]
    items[:] = [item for item in items if item not in set(once)]
    config.hook.pytest_deselected(items=once)


def _is_without_scripts(item: pytest.Item) -> bool:
    return getattr(getattr(item, "callspec", None), "params", {}).get("javascript") is False


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own Chromium; nothing is downloaded."""
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(chromium).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed, and CI leaves nothing out.")
        pytest.skip("NOT TESTED IN A BROWSER: Chromium is not installed")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_SWITCHES}


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A portal that serves in demo mode with background rows, once per session and worker."""
    with serve_portal(tmp_path_factory.mktemp("live")) as server:
        yield server


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Where addresses like `/complaint` lead."""
    return live_server.url


@pytest.fixture(params=[True, False], ids=["js", "nojs"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts; a journey that uses this runs once each way."""
    return bool(request.param)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What was noticed in every browser of this test; unexpected faults fail it at the end."""
    watch = Watch()
    yield watch
    assert not watch.found(), "\n".join(watch.found())


@pytest.fixture
def open_browser(
    browser: Browser, base_url: str, javascript: bool, watch: Watch
) -> Iterator[Callable[[], BrowserContext]]:
    """Return a function that opens a browser nobody has used yet, as for a second person or device."""
    opened: list[BrowserContext] = []

    def open_one() -> BrowserContext:
        context = browser.new_context(base_url=base_url, java_script_enabled=javascript, viewport=WIDE)
        context.set_default_timeout(15_000)
        opened.append(context)
        return watch.over(context)

    expect.set_options(timeout=10_000)
    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def context(open_browser: Callable[[], BrowserContext]) -> BrowserContext:
    """The first browser of a journey."""
    return open_browser()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The first tab of a journey."""
    return context.new_page()


@pytest.fixture(scope="session")
def still_page(browser: Browser) -> Iterator[Page]:
    """A tab that can run axe but none of our scripts, to measure pages as they are without JavaScript."""
    context = browser.new_context(viewport=WIDE)
    context.route("**/*.js*", lambda route: route.abort())
    yield context.new_page()
    context.close()


@pytest.fixture
def check_page(request: pytest.FixtureRequest, javascript: bool) -> Look:
    """Return a function that looks at a page closely: axe, 320 px, spaced text, 44 px targets, pictures."""
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    return Looker(picture_folder(), name, None if javascript else request.getfixturevalue("still_page"))


@pytest.fixture(scope="session")
def seen() -> set[tuple[object, ...]]:
    """The pages that were looked at in this session, so that none is measured twice."""
    return set()


@pytest.fixture
def meet(
    open_browser: Callable[[], BrowserContext],
    check_page: Look,
    javascript: bool,
    seen: set[tuple[object, ...]],
) -> Callable[[], Visitor]:
    """Return a function that brings one more person, with a browser of their own."""
    return lambda: Visitor(open_browser().new_page(), check_page, seen, javascript=javascript)


@pytest.fixture
def visitor(meet: Callable[[], Visitor]) -> Visitor:
    """The person whose journey it is."""
    return meet()
