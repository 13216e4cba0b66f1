"""England's bank holidays, from the package that keeps them, as plain names for the calendar."""

from datetime import date

_PLAIN_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


def england_bank_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """Return the bank holidays of whole years, substitute days and one-off days among them."""
    from holidays import country_holidays  # here, because it is slow to import

    years = range(first_year, last_year + 1)
    found = country_holidays("GB", subdiv="ENG", years=years, observed=True)
    return {day: _plain(name) for day, name in sorted(found.items()) if day.year in years}


def _plain(name: str) -> str:
    name = _PLAIN_NAMES.get(name, name)
    return name.replace(" (observed)", " (substitute day)")
