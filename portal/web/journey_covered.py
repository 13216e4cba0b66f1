"""Who says they are not safe: covered while somebody looks on, met with help at once where nobody does."""

from dataclasses import replace

from portal.web.answers import Answers
from portal.web.journey_pages import Journey, Page
from portal.web.journey_sending import Writing
from portal.web.journey_sheet import Sheet, fill


def is_covered(page: Page, writing: Writing | None) -> bool:
    """Whether the answers of a page stay covered: those about danger, while somebody looks on."""
    return page.alone is not None and writing is not None and writing.accompanied


def opened(page: Page, writing: Writing) -> Sheet:
    """Return a page as it is opened: with its answers, or as new where they are covered."""
    return fill(page, {} if is_covered(page, writing) else writing.answers.values(page.name))


def over_covered(sheet: Sheet, writing: Writing | None) -> Sheet:
    """Return what was posted over the covered answers: what was left empty keeps what stood there."""
    if writing is None or not is_covered(sheet.page, writing):
        return sheet
    typed = {name: given for name, given in sheet.values.items() if any(value.strip() for value in given)}
    return replace(sheet, values={**writing.answers.values(sheet.page.name), **typed})


def calls_for_help(writing: Writing | None, page: Page | None = None) -> bool:
    """Whether somebody alone said that they are not safe; with a page, only on the one that comes next."""
    if writing is None or writing.accompanied:
        return False
    journey, answers = writing.journey, writing.answers
    return any(
        danger.alone is not None
        and danger.alone(answers)
        and (page is None or _comes_next(journey, danger, page, answers))
        for danger in writing.path
    )


def _comes_next(journey: Journey, danger: Page, page: Page, answers: Answers) -> bool:
    return journey.after(danger, answers) == page
