"""What a browser must never meet on a journey: policy violations, script errors, other hosts, lost files."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

OWN_HOST = "127.0.0.1"
PAGES = {"document", "fetch", "xhr"}
TELL_OF_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
    const refused = event.blockedURI || "something inline";
    window.tellOfViolation(`${event.violatedDirective} refused ${refused} on ${location.pathname}`);
});
"""


@dataclass
class Watch:
    """Everything noticed in the contexts it was shown; ``expected`` holds pieces of messages a test wants."""

    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def over(self, context: BrowserContext) -> BrowserContext:
        """Begin to watch a context, and return it."""
        context.expose_binding("tellOfViolation", lambda _source, said: self._note(f"CSP: {said}"))
        context.add_init_script(TELL_OF_VIOLATIONS)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("requestfailed", self._on_failure)
        return context

    def found(self) -> list[str]:
        """Return the faults that no test expected."""
        elsewhere = [f"loaded from another host: {host}" for host in sorted(self.hosts - {OWN_HOST})]
        return [f for f in self.faults + elsewhere if not any(piece in f for piece in self.expected)]

    def _note(self, fault: str) -> None:
        self.faults.append(fault)

    def _on_console(self, message: ConsoleMessage) -> None:
        # A refused form is answered 422; the browser calls that an error, and _on_response judges it.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._note(f"console: {message.text} ({message.location.get('url')})")

    def _on_error(self, problem: WebError) -> None:
        self._note(f"script: {problem.error}")

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"}:
            self.hosts.add(address.hostname or "")

    def _on_response(self, response: Response) -> None:
        is_page = response.request.resource_type in PAGES
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self._note(f"{response.status} for {response.url}")

    def _on_failure(self, request: Request) -> None:
        reason: Any = request.failure
        if "ERR_ABORTED" not in str(reason):
            self._note(f"{reason} for {request.url}")
