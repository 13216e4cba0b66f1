"""Serves the built style sheets and scripts from memory-mapped files, compressed ahead, kept for a year."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from whitenoise import WhiteNoise

A_YEAR = 365 * 24 * 60 * 60


def serve_static(wsgi: Callable[..., Any], folder: Path, *, demo: bool) -> Callable[..., Any]:
    """Return the app with the built files in front; their addresses carry a hash, so they never change."""
    static: Callable[..., Any] = WhiteNoise(
        wsgi,
        root=str(folder),
        prefix="static/dist/",
        max_age=0 if demo else A_YEAR,
        add_headers_function=_headers,
    )
    return static


def _headers(headers: Any, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
