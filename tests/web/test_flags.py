"""Flags on the desk: raising each kind, every step of it, the list, and that words survive every error."""

from typing import Any

import pytest

from portal.domain.vocabulary import FlagKind, Role
from portal.services import flags
from portal.services.flags import Raised
from tests.factories import make_feedback
from tests.pages import Page, PageClient, document_of
from tests.services.screening_steps import somebody
from tests.services.test_flags import FULL
from tests.web.screening_pages import SignIn, item_page

pytestmark = pytest.mark.usefixtures("clock")
NINTH = {"day": "9", "month": "3", "year": "2026"}


@pytest.fixture
def item(app) -> str:
    """An item to flag."""
    with app.app_context():
        return make_feedback("Send me my whole file").reference


def do(
    client: PageClient, item: str, deed: str, typed: dict[str, Any], status: int = 200, which: str = ""
) -> Page:
    """Send one form of the page, which has many buttons that say the same."""
    page = client.get_page(f"/screening/{item}/flags")
    prefix = f"{deed}-{which}-" if which else f"{deed}-"
    sent = {f"{prefix}{name}": value for name, value in typed.items()}
    sent |= {"csrf_token": page.field("csrf_token"), "which": which}
    answer = client.post(f"/screening/{item}/flags/{deed}", data=sent, follow_redirects=True)
    assert answer.status_code == status
    return Page(answer, document_of(answer))


def day(name: str, **parts: str) -> dict[str, str]:
    """Return a day as a form sends it."""
    return {f"{name}-{part}": text for part, text in (NINTH | parts).items()}


def flagged(app, item: str, kind: FlagKind) -> str:
    """Raise a flag and return its number."""
    with app.app_context():
        return str(flags.raise_flag(item, somebody(), Raised(kind, **FULL[kind])))


def test_a_request_for_records_is_raised_passed_on_and_ended(signed_in: SignIn, item: str) -> None:
    officer = signed_in()
    assert "Raise a flag" in item_page(officer, item).main_text
    page = do(officer, item, "records", {"what": "<b>Her</b> file"} | day("since"))
    assert "Send the records by Thursday 9 April 2026 30 days left" in page.main_text
    assert "the right is the child’s" in page.main_text
    head = item_page(officer, item).main_text
    assert "Records asked for" in head[: head.index("How it is safe")]
    assert "send the records by 9 Apr 2026" in head
    assert "Flagged a request for records, due on Thursday 9 April 2026" in head
    number = str(page.field("which"))
    page = do(officer, item, "passed", {"passed_to": "Records team"}, which=number)
    assert "Records team" in page.main_text
    page = do(officer, item, "end", {"outcome": "She has it"}, which=number)
    assert "How it endedShe has it" in page.main_text
    assert "No flag is open" in officer.get_page("/screening/flags").main_text


@pytest.mark.parametrize(
    ("deed", "typed", "says"),
    [
        ("records", {"what": "Kept words"}, "Write the day it came"),
        ("records", {"what": "Kept words"} | day("since", year="2027"), "That day is still to come"),
        ("records", {"passed_to": "Kept words"} | day("since"), "Write what they ask for"),
        ("breach", {"what": "Kept words"} | day("since", month="13"), "a month from 1 to 12"),
        ("behaviour", {"what": "Kept words"} | day("review_on", month="9"), "Write what it does to people"),
        (
            "behaviour",
            {"what": "Kept words", "impact": "Tears"} | day("review_on", year="2027"),
            "The day must come after today and within 6 months",
        ),
        ("behaviour", {"what": "Kept words", "impact": "Tears"} | day("review_on"), "within 6 months"),
    ],
)
def test_every_error_stands_at_its_field_and_keeps_the_words(
    signed_in: SignIn, item: str, deed: str, typed: dict[str, str], says: str
) -> None:
    page = do(signed_in(), item, deed, typed, 422)
    assert says in page.main_text
    assert page.title.startswith("Error: ")
    kept = [page.field(f"{deed}-{name}") for name in typed]
    assert kept == list(typed.values())


def test_advice_on_a_breach_is_shown_with_what_was_done(app, signed_in: SignIn, item: str) -> None:
    officer, number = signed_in(), flagged(app, item, FlagKind.DATA_BREACH)
    page = do(officer, item, "advice", {"text": "Ring her"} | day("on"), 422, number)
    assert "Write who gave the advice" in page.main_text
    advice = {"source": "Data protection", "text": "Ring her & ask", "actions": "Rang at 10"} | day("on")
    page = do(officer, item, "advice", advice, which=number)
    assert "Advice of Data protection, Monday 9 March 2026" in page.main_text
    assert "Ring her & ask" in page.main_text
    assert "Rang at 10" in page.main_text
    assert "this council’s own: 3 days after it was noticed" in page.main_text


def test_only_a_supervisor_or_manager_decides_how_contact_goes(app, signed_in: SignIn, item: str) -> None:
    officer, number = signed_in(), flagged(app, item, FlagKind.UNREASONABLE_BEHAVIOUR)
    assert "Decide how contact goes" not in officer.get_page(f"/screening/{item}/flags").main_text
    decided = {"found": "Twelve calls.", "restriction": "By letter only"} | day("review_on", month="5")
    do(officer, item, "restriction", decided, 403, number)
    for role in (Role.SUPERVISOR, Role.MANAGER):
        page = do(signed_in(role), item, "restriction", decided, which=number)
        assert "By letter only" in page.main_text
    assert "A supervisor ends this one." in officer.get_page(f"/screening/{item}/flags").main_text
    do(officer, item, "end", {"outcome": "Kind again"}, 403, number)
    assert "Nobody has this item" in item_page(officer, item).main_text
    do(signed_in(Role.SUPERVISOR), item, "end", {"outcome": "Kind again"}, which=number)


def test_words_for_a_flag_that_has_ended_are_kept(app, signed_in: SignIn, item: str) -> None:
    officer, number = signed_in(), flagged(app, item, FlagKind.DATA_BREACH)
    with app.app_context():
        flags.end_flag(item, int(number), somebody(), "Nothing in it")
    page = do(officer, item, "end", {"outcome": "Kept words"}, 409, number)
    assert "This flag has ended meanwhile" in page.main_text
    assert "Kept words" in page.main_text
    assert "Kept words" in do(officer, item, "passed", {"passed_to": "Kept words"}, 409, "nonsense").main_text


def test_a_form_without_a_token_raises_nothing_and_keeps_the_words(signed_in: SignIn, item: str) -> None:
    officer = signed_in()
    answer = officer.post(f"/screening/{item}/flags/records", data={"records-what": "Kept words"})
    assert answer.status_code == 400
    assert "Kept words" in answer.get_data(as_text=True)
    assert officer.post(f"/screening/{item}/flags/unheard-of").status_code == 404


def test_the_list_filters_by_kind_and_says_how_late(app, signed_in: SignIn, item: str) -> None:
    with app.app_context():
        late = FULL[FlagKind.SUBJECT_ACCESS] | {
            "since": FULL[FlagKind.SUBJECT_ACCESS]["since"].replace(month=1)
        }
        flags.raise_flag(item, somebody(), Raised(FlagKind.SUBJECT_ACCESS, **late))
    flagged(app, item, FlagKind.DATA_BREACH)
    officer = signed_in(Role.MANAGER)
    page = officer.get_page("/screening/flags")
    assert "Records, breaches, behaviour 2" in page.main_text
    assert "Records asked for (1)" in page.main_text
    assert page.main_text.index("29 days late") < page.main_text.index("3 days left")
    only = officer.follow(page, "Possible data breach (1)")
    assert "29 days late" not in only.main_text
    none = officer.follow(page, "Unreasonable behaviour (0)")
    assert "No flag of this kind is open." in none.main_text
    assert officer.get_page("/screening/flags?kind=nonsense&after=nonsense").status == 200
