"""The headers every answer carries."""

from flask import Flask, Response, current_app, g, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), browsing-topics=()",
    "X-Frame-Options": "DENY",
}


def install(app: Flask) -> None:
    """Add the headers after every request."""
    app.after_request(_add_headers)


def allow_sound(*, recorded_here: bool = False) -> None:
    """Let the page of this request play recordings; those just made in the browser too, where it records."""
    g.plays = "media-src 'self' blob:" if recorded_here else "media-src 'self'"


def _add_headers(response: Response) -> Response:
    if g.get("plays") and "Content-Security-Policy" not in response.headers:
        response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; {g.plays}"
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if current_app.extensions["portal.settings"].https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint not in ("site.branding",):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
