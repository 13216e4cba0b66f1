"""Which month, quarter or year a page of the registers is about; it is sent in the address."""

from calendar import month_name
from collections.abc import Callable
from datetime import date

from flask import request
from wtforms import Form

from portal.domain.financial_year import label_of_year, months_of, quarter_number, year_of
from portal.services.month_counts import first_received
from portal.services.now import today
from portal.web.fields import SelectField, choices

YEARS = 15
EMPTY = "Choose one of the list"


class PeriodForm(Form):
    """A year, and a month or quarter of it where the page has those."""

    year = SelectField("Year")
    month = SelectField("Month")
    quarter = SelectField("Quarter")

    @property
    def first(self) -> date:
        """The first day of what was chosen, or of what today lies in where nothing sound was."""
        day = today()
        if self.errors:
            day, month, quarter = today(), today().month, quarter_number(today())
            year = day.year if "month" in self else year_of(day)
        else:
            year = int(self.year.data)
            month = int(self.month.data) if "month" in self else 1
            quarter = int(self.quarter.data) if "quarter" in self else 1
        return date(year, month, 1) if "month" in self else months_of(year)[quarter * 3 - 3]


def month_form() -> PeriodForm:
    """Return the form for a month of a calendar year, as the address asks."""
    day = today()
    form = _form(("month",), year=str(day.year), month=str(day.month))
    form.year.choices = choices(*((str(year), str(year)) for year in years_kept(lambda one: one.year)))
    form.month.choices = choices(*((str(n), month_name[n]) for n in range(1, 13)))
    return form


def quarter_form() -> PeriodForm:
    """Return the form for a quarter of a financial year, as the address asks."""
    day = today()
    form = _form(("quarter",), year=str(year_of(day)), quarter=str(quarter_number(day)))
    _offer_years(form)
    names = ("April to June", "July to September", "October to December", "January to March")
    form.quarter.choices = choices(*((str(n), f"{n}: {name}") for n, name in enumerate(names, 1)))
    return form


def year_form() -> PeriodForm:
    """Return the form for a financial year, as the address asks."""
    form = _form((), year=str(year_of(today())))
    _offer_years(form)
    return form


def _offer_years(form: PeriodForm) -> None:
    form.year.choices = choices(*((str(year), label_of_year(year)) for year in years_kept(year_of)))


def years_kept(of: Callable[[date], int]) -> range:
    """Return this year and those before it back to the first record, at most fifteen; one query."""
    this, first = of(today()), first_received()
    least = max(of(first), this - YEARS + 1) if first else this
    return range(this, min(least, this) - 1, -1)


def _form(parts: tuple[str, ...], **now: str) -> PeriodForm:
    """Return the form with the address's values, and today's for those that are missing."""
    form = PeriodForm(data={name: request.args.get(name) or value for name, value in now.items()})
    for name in {"month", "quarter"} - set(parts):
        del form[name]
    return form
