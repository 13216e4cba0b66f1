"""The council's colours as a style sheet of custom properties, made from its profile."""

from flask import Flask

from portal.domain.council import Council
from portal.web.assets import content_hash

PATH = "/branding.css"
WHITE = (255, 255, 255)
BLACK = (0, 0, 0)

Colour = tuple[int, int, int]


def branding_css(council: Council) -> str:
    """Return the custom properties that give every page the council's colour."""
    colour = _read(council.brand.colour)
    properties = {
        "--council-colour": _written(colour),
        "--council-on": _written(_read(council.brand.on_colour)),
        "--council-tint": _written(_mixed(colour, WHITE, 0.1)),
        "--council-shade": _written(_mixed(colour, BLACK, 0.75)),
        "--govuk-brand-colour": _written(colour),
    }
    return ":root{" + ";".join(f"{name}:{value}" for name, value in properties.items()) + "}\n"


def branding_address(council: Council) -> str:
    """Return the address of the style sheet, which changes with the colours."""
    return f"{PATH}?v={content_hash(branding_css(council).encode())}"


def install(app: Flask) -> None:
    """Give templates ``branding_address(council)``."""
    app.jinja_env.globals["branding_address"] = branding_address


def _read(colour: str) -> Colour:
    """Return #rrggbb as three numbers, which also keeps anything else out of the style sheet."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """Return a colour with so much of the first in it, 0 to 1."""
    parts = zip(colour, other, strict=True)
    red, green, blue = (round(one * share + two * (1 - share)) for one, two in parts)
    return red, green, blue


def _written(colour: Colour) -> str:
    return "#" + bytes(colour).hex()
