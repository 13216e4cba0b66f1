"""The private page: opened by six words alone, it says where things stand and lets its owner change them."""

import pytest
from sqlalchemy import select

from portal.domain.vocabulary import Audience, FeedbackStatus, Kind, PartyRole
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.message import Message
from portal.services import private_page
from portal.services.drafts import start_draft
from portal.services.intake import PartySent, SafeContact, keep_sent_code
from portal.services.now import now
from portal.services.sealing import Seal
from tests.factories import make_feedback
from tests.pages import Page, PageClient

pytestmark = pytest.mark.usefixtures("clock")
WORDS = "The visit was moved on the day"
LATER = "They rang, and moved it again"
KIM = PartySent(PartyRole.SENDER, "parent", name="Kim Sender", email="kim@mail.example")


@pytest.fixture
def mine(app):
    with app.app_context():
        return make_feedback(WORDS, parties=(KIM,), safe_contact=SafeContact(("email", "phone"), "mornings"))


def open_with(client: PageClient, code: str) -> Page:
    return client.submit(client.get_page("/track"), {"code": code})


def send_message(app, feedback_id: int, text: str) -> None:
    with app.app_context():
        message = Message(feedback_id=feedback_id, about="message", sent_at=now(), words=b"")
        db.session.add(message)
        db.session.flush()
        seal = Seal.of(db.session.get(Feedback, feedback_id).data_key_id)
        message.words = seal.close(f"message.words:{message.id}", {"subject": "About it", "text": text})
        db.session.commit()


def page_of(app, feedback_id: int) -> private_page.PrivatePage:
    with app.app_context():
        return private_page.read_page(feedback_id)


def test_it_opens_on_where_it_stands_the_next_date_and_who_has_it(client, mine):
    page = open_with(client, mine.code)
    assert (page.status, page.url, page.h1) == (200, "/track", "We have it")
    assert "We tell you what happens next by Thursday 12 March 2026" in page.main_text
    assert "Day 1 Wednesday 11 March 2026" in page.main_text
    assert "The people in Children's Feedback Team who read what comes in" in page.main_text
    assert mine.reference in page.main_text


def test_the_words_sent_are_one_press_deeper(client, mine):
    page = open_with(client, mine.code)
    assert WORDS not in page.text
    said = client.follow(page, "Read what you told us")
    assert WORDS in said.main_text
    assert "12:00" in said.main_text


@pytest.mark.parametrize(
    "typing",
    [
        str.upper,
        lambda code: "\n".join(code.split()),
        lambda code: " ".join(word[:4] for word in code.split()),
        lambda code: f"  1. {', '.join(code.split())}. ",
    ],
)
def test_the_code_is_forgiving_to_type(client, mine, typing):
    assert open_with(client, typing(mine.code)).h1 == "We have it"


def test_a_word_that_is_not_on_the_list_is_named_and_the_rest_kept(client, mine):
    page = open_with(client, "qqqq " + " ".join(mine.code.split()[1:]))
    assert page.status == 422
    assert any("Word 1, “qqqq”" in error for error in page.errors)
    assert page.field("code").startswith("qqqq")
    assert open_with(client, "two words").status == 422
    assert "Type the six words" in open_with(client, " ").errors[0]


def test_codes_that_open_nothing_are_all_told_the_same(app, client, mine, count_queries, clock):
    with app.app_context():
        old = make_feedback(WORDS).code
        draft = start_draft("complaint", 28)
    client.submit(client.follow(open_with(client, old), "Change your private code"), {"code": old})
    never, expired = " ".join(reversed(mine.code.split())), draft.code
    clock.forward(days=29)
    open_with(app.test_client(), never)  # the first failure of all makes the row that counts them
    answers = set()
    for code in (never, old, expired):
        stranger = app.test_client()
        box = stranger.get_page("/track")
        with count_queries() as queries:
            page = stranger.submit(box, {"code": code})
        answers.add((page.status, *page.errors, page.h1, queries.count))
    assert len(answers) == 1, answers
    assert answers.pop()[:2] == (422, private_page.NOTHING_OPENED)


def test_too_many_wrong_codes_are_told_how_long_to_wait(client, mine, clock):
    wrong = " ".join(reversed(mine.code.split()))
    for _ in range(100):
        open_with(client, wrong)
    page = open_with(client, mine.code)
    assert page.status == 429
    assert "minutes" in page.errors[0]
    clock.forward(minutes=16)
    assert open_with(client, mine.code).h1 == "We have it"


def test_no_address_header_or_title_tells_anything(client, mine):
    page = open_with(client, mine.code)
    seen = [page.url, page.title]
    for text in ("Read what you told us", "Keep a copy", "Write to us", "Ask us to stop"):
        deeper = client.follow(page, text)
        assert deeper.response.headers["Cache-Control"] == "no-store"
        seen += [deeper.url, deeper.title, str(deeper.response.headers)]
    told = " ".join(seen)
    for secret in (WORDS, mine.reference, mine.code.split()[0], "Kim"):
        assert secret not in told


def test_another_browser_sees_nothing(app, client, mine):
    open_with(client, mine.code)
    stranger = app.test_client()
    for address in ("/track/said", "/track/add", "/track/copy/copy.txt", "/track/told"):
        assert stranger.get_page(address).main_text == "Page There is nothing to show here. Start again"
    stranger.set_cookie("visit", "of-a-visit-that-is-over")
    for address in ("/track", "/track/said", "/track/add", "/track/copy/copy.txt", "/track/told"):
        page = stranger.get_page(address)
        assert (page.url, page.h1) == ("/track", "Open your private page")


def test_it_closes_after_fifteen_idle_minutes_and_says_so_kindly(client, mine, clock):
    open_with(client, mine.code)
    clock.forward(minutes=10)
    assert client.get_page("/track/said").h1 == "What you told us"
    clock.forward(minutes=16)
    page = client.get_page("/track/said")
    assert page.h1 == "Open your private page"
    assert "had not been used for 15 minutes" in page.main_text
    assert WORDS not in page.text


def test_it_can_be_closed_by_hand(client, mine):
    closed = client.submit(open_with(client, mine.code), button="Close this page")
    assert closed.h1 == "Open your private page"
    assert "is closed here" in closed.main_text
    assert "15 minutes" not in closed.main_text


def test_new_messages_come_first_and_are_new_once(app, client, mine, clock):
    send_message(app, mine.id, "We begin on Monday")
    for page in (open_with(client, mine.code), client.get_page("/track")):
        text = page.main_text
        assert text.index("From us New") < text.index("We begin on Monday") < text.index("Who has it now")
    clock.forward(minutes=1)
    text = open_with(app.test_client(), mine.code).main_text
    assert "From us New" not in text
    assert text.index("Who has it now") < text.index("We begin on Monday")


def test_reading_changes_nothing(app, client, mine):
    open_with(client, mine.code)
    send_message(app, mine.id, "We begin on Monday")
    client.get_page("/track")
    with app.app_context():
        assert db.session.scalar(select(Message.read_at).where(Message.feedback_id == mine.id)) is None


def test_late_says_what_one_is_entitled_to(client, mine, clock):
    clock.forward(days=6)
    page = open_with(client, mine.code)
    assert "We should have told you what happens next by" in page.main_text
    for help_offered in ("This is late. We are sorry.", "01632 960100", "Ombudsman", "0300 061 0614"):
        assert help_offered in page.main_text


def test_a_young_person_is_offered_an_advocate_when_it_is_late(app, client, clock):
    with app.app_context():
        young = make_feedback(WORDS, audience=Audience.UNDER_TWELVE)
    clock.forward(days=30)
    page = open_with(client, young.code)
    assert "We have it" in page.h1
    assert "Your Side Advocacy" in page.main_text
    assert "Ombudsman" not in page.main_text


def test_thanks_that_are_late_need_no_ombudsman(app, client, clock):
    with app.app_context():
        thanks = make_feedback(WORDS, kind=Kind.COMPLIMENT)
    clock.forward(days=30)
    page = open_with(client, thanks.code)
    assert "This is late" in page.main_text
    assert "Ombudsman" not in page.main_text


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (FeedbackStatus.AWAITING_SIGNATURE, "Somebody is reading it now"),
        (FeedbackStatus.RETURNED, "Somebody is reading it now"),
        (FeedbackStatus.WITHDRAWN, "You asked us to stop"),
        (FeedbackStatus.SET_ASIDE, "We have put this to one side"),
    ],
)
@pytest.mark.parametrize("audience", [Audience.ADULT, Audience.TWELVE_AND_OVER])
def test_every_state_is_said_in_plain_words(app, client, status, heading, audience):
    with app.app_context():
        feedback = make_feedback(WORDS, status=status, audience=audience)
    assert open_with(client, feedback.code).h1 == heading


@pytest.mark.parametrize("audience", [Audience.ADULT, Audience.UNDER_TWELVE])
def test_what_is_set_aside_says_how_to_be_heard_all_the_same(app, client, audience):
    with app.app_context():
        feedback = make_feedback(WORDS, status=FeedbackStatus.SET_ASIDE, audience=audience)
    text = open_with(client, feedback.code).main_text
    assert "we will read it again" in text
    assert "Ombudsman" in text
    assert "0300 061 0614" in text


def test_leaving_in_a_hurry_forgets_the_browser(app, client, mine):
    open_with(client, mine.code)
    answer = client.post("/exit", headers={"Origin": "http://localhost", "Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["Refresh"] == "0; url=https://www.bbc.co.uk/weather"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<title>Leaving</title>" in answer.text
    assert "Exbourne" not in answer.text
    assert client.get_cookie("visit") is None
    assert client.get_page("/track").h1 == "Open your private page"


def test_the_way_out_is_a_form_on_every_public_page(client):
    for address in ("/", "/track", "/safety", "/young-people", "/complaint"):
        page = client.get_page(address)
        form, _button = page.form_for("Exit this page")
        assert (form.get("action"), form.get("method")) == ("/exit", "post")


def test_a_script_that_leaves_is_not_led_to_another_host(client, mine):
    open_with(client, mine.code)
    answer = client.post("/exit", headers={"Sec-Fetch-Site": "same-origin", "Accept": "*/*"})
    assert answer.status_code == 204
    assert client.get_page("/track").h1 == "Open your private page"


@pytest.mark.parametrize(
    "asked_by", [{}, {"Origin": "https://host.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_no_other_site_can_close_the_page(client, mine, asked_by):
    open_with(client, mine.code)
    answer = client.post("/exit", headers={**asked_by, "Accept": "text/html"})
    assert "Refresh" in answer.headers
    assert client.get_page("/track").h1 == "We have it"


def test_leaving_is_never_done_by_a_link(client):
    assert client.get("/exit").status_code == 405


def test_the_page_takes_the_same_queries_however_much_there_is(app, client, mine, count_queries):
    with app.app_context():
        keep_sent_code(mine.id)
    open_with(client, mine.code)
    with count_queries() as few:
        client.get_page("/track")
    for number in range(5):
        send_message(app, mine.id, f"News {number}")
        page = client.get_page("/track/add")
        client.submit(page, {"danger": "no", "words": f"More {number}"})
    with count_queries() as many:
        client.get_page("/track")
    assert many.count == few.count, f"{few}\n{many}"
