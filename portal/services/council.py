"""Finding, reading and comparing council profiles; the one in force rides on the application."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import cast

import flask

from portal.domain.council import Council
from portal.domain.council_parts import Labelled
from portal.domain.council_reading import ProfileError, read_council

EXTENSION = "portal.council"


def current_council() -> Council:
    """Return the profile this application was started with."""
    return cast(Council, flask.current_app.extensions[EXTENSION])


def shipped_profiles() -> tuple[str, ...]:
    """Return the names of the profiles that come with the portal."""
    files = (resources.files("portal") / "councils").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def load_council(name_or_path: str) -> Council:
    """Return a shipped profile by its name, or one from a path ending in .toml; raises ProfileError."""
    if name_or_path.endswith(".toml"):
        path = Path(name_or_path)
        return read_council(_text_of(path), path.stem)
    if name_or_path not in shipped_profiles():
        known = ", ".join(shipped_profiles())
        raise ProfileError((f"no profile is called {name_or_path!r}: choose {known} or a path to TOML",))
    shipped = resources.files("portal") / "councils" / f"{name_or_path}.toml"
    return read_council(shipped.read_text(encoding="utf-8"), name_or_path)


def compare_with_codes(council: Council, used: Mapping[str, set[str]]) -> list[str]:
    """Return a line for each code that records use and the profile has dropped.

    ``used`` maps "service_areas", "teams", "themes", "outcomes" and "duty_categories" to the codes that
    stored rows carry.
    """
    kept: dict[str, tuple[Labelled, ...]] = {
        "service_areas": council.service_areas,
        "teams": council.teams,
        "themes": council.themes,
        "outcomes": council.outcomes,
        "duty_categories": council.duty_categories,
    }
    return [
        f"{name}: {code!r} is used by records and must stay (give it a last day instead)"
        for name, things in kept.items()
        for code in sorted(used.get(name, set()) - {thing.code for thing in things})
    ]


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProfileError((f"{path} can't be read: {error.strerror}",)) from None
    except UnicodeDecodeError:
        raise ProfileError((f"{path} is not UTF-8 text",)) from None
