"""An advocate's own details, taken from what they sent: all that goes over to another child."""

from collections.abc import Iterable, Mapping

from portal.services.council import current_council
from portal.services.drafts import save_page, start_draft
from portal.services.visits import attach_draft
from portal.web.advocates.complaint import COMPLAINT, YOU
from portal.web.answers import Values
from portal.web.contact import CONTACT
from portal.web.journey_sheet import fill
from portal.web.visiting import ensure_visit, reload_visit

# Who must not find out is somebody of the young person's, not of the advocate's.
NEVER = frozenset({"must_not_know"})


def own_details(said: Iterable[Mapping[str, str]]) -> dict[str, Values]:
    """Return what was said on the advocate's own two pages, as it would be posted again."""
    answers = {(one["page"], one["field"]): one["answer"] for one in said}
    found: dict[str, Values] = {}
    for name in (YOU, CONTACT):
        page = COMPLAINT.find(name)
        assert page is not None
        for field in fill(page, {}).form:
            answer = answers.get((name, field.name), "")
            if answer and field.name not in NEVER:
                found.setdefault(name, {})[field.name] = _posted(field, answer)
    return found


def begin_another(said: Iterable[Mapping[str, str]]) -> str:
    """Begin a complaint for another young person in this browser; return its first page's address."""
    details = own_details(said)
    started = start_draft(COMPLAINT.name, current_council().draft_days)
    for page, values in details.items():
        save_page(started.id, page, values)
    attach_draft(ensure_visit().id, started.id)
    reload_visit()
    return COMPLAINT.url(COMPLAINT.pages[0].name)


def _posted(field: object, answer: str) -> list[str]:
    """Return the values behind an answer as it was shown."""
    if not hasattr(field, "iter_choices"):
        return [answer]
    shown = set(answer.split("\n"))
    return [str(choice.value) for choice in field.iter_choices() if str(choice.label) in shown]
