"""The same matter, sent by a child, an advocate and a mother, is three clear things at the desk."""

import re
from collections.abc import Callable
from datetime import date

from playwright.sync_api import BrowserContext, Locator, Page
from sqlalchemy import select

from portal.domain.vocabulary import Audience, Channel, Role
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.record import Record
from tests.journeys.looking import Look
from tests.journeys.serving import LiveServer
from tests.journeys.test_officer import signed_in_as
from tests.pages import PageClient
from tests.web.walking import Typed, send

WORDS = "They moved my rabbit to another house and nobody asked."
CHILD: tuple[str, Typed] = (
    "/young-people/under-12",
    {"with-you": {"company": "nobody"}, "feeling": {"feeling": "bad"}, "what-happened": {"words": WORDS}},
)
ADVOCATE: tuple[str, Typed] = (
    "/advocates/complaint",
    {"you": {"who": "advocate", "name": "Morwenna"}, "what-happened": {"young_words": WORDS}},
)
MOTHER: tuple[str, Typed] = ("/complaint", {"who": {"who": "parent"}, "what-happened": {"words": WORDS}})


def sent_by(server: LiveServer, who: tuple[str, Typed]) -> str:
    """Send the matter as one of them; return its reference."""
    path, typed = who
    client = server.app.test_client()
    assert isinstance(client, PageClient)
    found = re.search(r"CF-\w{4}-\w{4}", send(client, path, typed).main_text)
    assert found is not None
    return found[0]


def facts_of(server: LiveServer, reference: str) -> tuple[Audience, Channel, bool, date]:
    """Return by whose door it came, how, whether an advocate brings it, and by when to act."""
    wanted = (
        select(Feedback.audience, Feedback.channel, Record.via_advocate, Feedback.act_by)
        .join(Record, Record.feedback_id == Feedback.id)
        .where(Feedback.reference == reference)
    )
    with server.app.app_context():
        audience, channel, via_advocate, act_by = db.session.execute(wanted).one()
        return audience, channel, via_advocate, act_by


def row_of(page: Page, reference: str) -> Locator:
    """Return the line of the desk with a reference, leafing to it."""
    row = page.get_by_role("row").filter(has_text=reference)
    while not row.count():
        onward = page.get_by_role("link", name=re.compile("^Next 25")).get_attribute("href")
        assert onward is not None
        page.goto(onward)  # a swapped list would still show the page before for a moment
    return row


def test_the_desk_sees_three_different_things_with_the_right_priority(
    live_server: LiveServer, open_browser: Callable[[], BrowserContext], check_page: Look
) -> None:
    child, advocate, mother = (sent_by(live_server, who) for who in (CHILD, ADVOCATE, MOTHER))

    (a, a_way, a_via, a_day), (b, b_way, b_via, b_day), (c, c_way, c_via, c_day) = (
        facts_of(live_server, reference) for reference in (child, advocate, mother)
    )
    assert (a, b, c) == (Audience.UNDER_TWELVE, Audience.ADVOCATE, Audience.ADULT)
    assert (a_way, b_way, c_way) == (Channel.WEB, Channel.ADVOCATE, Channel.WEB)
    assert (a_via, b_via, c_via) == (False, True, False)
    assert a_day == b_day < c_day

    officer = signed_in_as(live_server, open_browser(), Role.SCREENING_OFFICER)
    officer.goto("/screening")
    check_page(officer)
    said = []
    for reference in (child, advocate, mother):
        officer.goto("/screening")
        said.append(row_of(officer, reference).get_by_role("cell").nth(1).inner_text())
    assert [" ".join(words.split()) for words in said] == [
        "Child under 12",
        "Advocate",
        "Parent",
    ]
    officer.goto(f"/screening/{advocate}")
    check_page(officer)
    voices = officer.get_by_role("heading", name="What the young person says, in their own words")
    assert voices.count() == 1
