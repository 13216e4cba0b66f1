"""Built styles and scripts: their addresses, each with a hash of what it holds, and how they are served."""

import hashlib
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

FOLDER = Path(__file__).parent.parent / "static" / "dist"
ADDRESS = "/static/dist/"
HASH_LENGTH = 12
COMPRESSED = {".gz", ".br"}
A_YEAR = 365 * 24 * 60 * 60


def content_hash(content: bytes) -> str:
    """Return the short hash that makes an address change when its content does."""
    return hashlib.sha256(content).hexdigest()[:HASH_LENGTH]


def asset_addresses(folder: Path) -> dict[str, str]:
    """Return the address of each built file, by its path below folder; empty where nothing was built yet."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in COMPRESSED)
    return {
        name: f"{ADDRESS}{name}?v={content_hash(path.read_bytes())}"
        for path in files
        for name in [path.relative_to(folder).as_posix()]
    }


def asset_finder(folder: Path) -> Callable[[str], str]:
    """Return the ``asset(name)`` of templates; a file that was not built keeps its plain address."""
    addresses = asset_addresses(folder)
    return lambda name: addresses.get(name, ADDRESS + name)


def install(app: Flask) -> None:
    """Give templates ``asset("public.css")``."""
    app.jinja_env.globals["asset"] = asset_finder(FOLDER)


def serve_static(wsgi_app: Any, *, demo: bool) -> WhiteNoise:
    """Return the app with the built files in front; browsers keep them for a year, as addresses carry hashes.

    In a demonstration they are kept for no time, so that a rebuilt style shows at once.
    """
    served = WhiteNoise(wsgi_app, max_age=0 if demo else A_YEAR, add_headers_function=_add_headers)
    served.add_files(str(FOLDER), prefix=ADDRESS)
    return served


def _add_headers(headers: MutableMapping[str, str], path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
