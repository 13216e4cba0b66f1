"""The tabs above every page of the registers."""

from flask import request, url_for

from portal.services.council import current_council
from portal.services.registers import Register

PAGES = (
    ("screening.compliment_counts", "Compliments"),
    ("screening.quotes", "Words to quote"),
    ("screening.team_months", "Repeated complaints"),
    ("screening.themes", "Emerging themes"),
    ("screening.young_people", "Young people"),
)


def heading_of(register: Register) -> str:
    """Return what a register is called."""
    early = current_council().terms["early_resolution"]
    plain = {
        Register.DUTY: "Duty matters",
        Register.ENQUIRIES: "Enquiries",
        Register.COMMENTS: "Comments",
    }
    return plain.get(register) or f"{early[:1].upper()}{early[1:]}s"


def register_tabs() -> list[tuple[str, str, bool]]:
    """Return the address and name of each, and whether it is open."""
    open_one = (request.view_args or {}).get("name")
    lists = [
        (url_for("screening.register", name=one.value), heading_of(one), open_one == one.value)
        for one in Register
    ]
    return lists + [(url_for(page), name, request.endpoint == page) for page, name in PAGES]
