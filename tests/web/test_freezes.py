"""Asking for a hold on the item page, the managers' list, and deciding with the exact letter in view."""

from datetime import date

import pytest

from portal.domain.freeze_letters import REASON_HERE
from portal.domain.vocabulary import Audience, FeedbackStatus, FreezeStatus, Role
from portal.domain.workflow import FreezeAction
from portal.extensions import db
from portal.models.freeze import FreezeRequest
from portal.services import freezes
from portal.services.freezes import Ruling
from tests.factories import make_feedback
from tests.pages import Page, PageClient
from tests.services.screening_steps import somebody
from tests.web.screening_pages import BLANK, SignIn, considered, drafted, item_page, screened, status_of

pytestmark = pytest.mark.usefixtures("clock")
MOVE = "Moving <b>Jem</b> to another home"
WHY = "The home shuts & Jem would have nowhere to sleep."
SOON = {"about_to_happen": True, "about_to_happen_on": date(2026, 3, 13)}


@pytest.fixture
def soon(app):
    """An item in which the person said that something happens on Friday."""
    with app.app_context():
        return make_feedback("They want to move us on Friday", **SOON)


@pytest.fixture
def asked(app, soon):
    """The address of a request that waits for a manager."""
    with app.app_context():
        freeze_id = freezes.ask_freeze(soon.reference, somebody(), MOVE, date(2026, 3, 13))
    return f"/screening/{soon.reference}/freezes/{freeze_id}"


def stands(app) -> FreezeStatus:
    """Return where the only request stands."""
    with app.app_context():
        return db.session.query(FreezeRequest.status).scalar()


def refused(
    client: PageClient, status: int, page: Page, typed: dict[str, str] | None = None, button: str = ""
) -> Page:
    """Send a form that is refused with this status, and return the page that comes back."""
    answer = client.submit(page, typed, button)
    assert answer.status == status
    return answer


def choose(manager: PageClient, page: Page, answer: str, **typed: str) -> Page:
    """Choose an answer without JavaScript, so that its letter comes."""
    return manager.submit(page, {"answer": answer, **typed}, button="Use this answer")


def test_it_is_offered_first_thing_and_takes_one_press(app, signed_in: SignIn, soon) -> None:
    officer = signed_in()
    page = considered(officer, soon.reference)
    text = page.main_text
    assert text.index("Ask that it waits?") < text.index(
        "Checklist: all" if "Checklist: all" in text else "Is it"
    )
    assert "Something happens on 13 Mar 2026" in text
    after = officer.submit(page, {"freeze_what": MOVE}, button="Ask a manager to hold it")
    assert "A manager is asked" in after.main_text
    assert MOVE in after.main_text
    assert "Ask that it waits?" not in after.main_text
    assert "Asked to wait" in after.main_text
    with app.app_context():
        assert db.session.query(FreezeRequest.happens_on).scalar() == date(2026, 3, 13)


def test_where_nobody_said_so_it_is_folded_away(signed_in: SignIn, app) -> None:
    with app.app_context():
        made = make_feedback()
    officer = signed_in()
    page = item_page(officer, made.reference)
    assert "Ask that it waits?" not in page.main_text
    wrong = {"freeze_what": MOVE, "freeze_on-day": "1", "freeze_on-month": "2", "freeze_on-year": "2026"}
    again = refused(officer, 422, page, wrong, button="Ask a manager to hold it")
    assert "That day is gone by" in again.main_text
    assert again.field("freeze_what") == MOVE
    assert again.field("freeze_on-day") == "1"
    nothing = refused(officer, 422, page, {"freeze_what": " "}, button="Ask a manager to hold it")
    assert "Write what has to wait" in nothing.main_text


def test_words_are_kept_where_a_request_waits_already(signed_in: SignIn, app, soon) -> None:
    officer = signed_in()
    page = considered(officer, soon.reference)
    with app.app_context():
        freezes.ask_freeze(soon.reference, somebody(), "Another thing", None)
    again = refused(officer, 409, page, {"freeze_what": MOVE}, button="Ask a manager to hold it")
    assert MOVE in again.main_text
    assert "Your words are still here" in again.main_text


def test_the_manager_reads_their_words_then_holds_it_with_one_press(
    app, signed_in: SignIn, soon, asked
) -> None:
    manager = signed_in(Role.MANAGER)
    listed = manager.get_page("/screening/freezes")
    assert soon.reference in listed.main_text
    assert "To hold 1" in listed.main_text
    page = manager.follow(listed, soon.reference)
    text = page.main_text
    words, asks = text.index("They want to move us on Friday"), text.index("What is asked")
    assert words < asks < text.index("What do you decide?") < text.index("Let it go ahead")
    assert page.field("answer") == "hold"
    done = manager.submit(page, button="Decide and tell them")
    assert stands(app) is FreezeStatus.HELD
    assert "Held by" in done.main_text
    private = app.test_client()
    theirs = private.submit(private.get_page("/track"), {"code": soon.code})
    assert "A manager has decided: we wait." in theirs.main_text
    assert MOVE in theirs.main_text
    held = manager.get_page("/screening/freezes?show=held")
    assert soon.reference in held.main_text
    assert "Nothing waits for a manager" in manager.get_page("/screening/freezes").main_text


def test_going_ahead_needs_reasons_and_the_letter_of_that_answer(app, signed_in: SignIn, soon, asked) -> None:
    manager = signed_in(Role.MANAGER)
    page = manager.get_page(asked)
    early = refused(manager, 422, page, {"answer": "let_go_ahead"}, button="Decide and tell them")
    assert "This letter goes with the answer you chose" in early.main_text
    assert REASON_HERE in early.field("message")
    assert "Error: " in early.title
    missing = refused(manager, 422, early, {"reason": "  "}, button="Decide and tell them")
    assert "Write why. The person gets these words" in missing.main_text
    assert stands(app) is FreezeStatus.ASKED
    mine = f"Hello Kim.\n\n{REASON_HERE}\n\nRing me."
    assert "Write who would be harmed by waiting" in missing.main_text
    thin = refused(manager, 422, missing, {"reason": "Harm.", "harmed": "Jem"}, button="Decide and tell them")
    assert "in a whole sentence" in thin.main_text
    typed = {"reason": WHY, "harmed": "Jem", "message": mine}
    done = manager.submit(thin, typed, button="Decide and tell them")
    assert "Who would be harmed by waiting" in done.main_text
    assert stands(app) is FreezeStatus.GOES_AHEAD
    private = app.test_client()
    theirs = private.submit(private.get_page("/track"), {"code": soon.code}).main_text
    assert WHY in theirs
    assert REASON_HERE not in theirs
    assert "advocate" in theirs
    assert "Ombudsman" in theirs


def test_words_of_ones_own_are_kept_when_another_answer_is_chosen(signed_in: SignIn, asked) -> None:
    manager = signed_in(Role.SUPERVISOR)
    page = manager.get_page(asked)
    other = choose(manager, page, "hold_in_part", message="My own words")
    assert "My own words" in other.field("earlier_words")
    back = choose(manager, other, "hold", reason=WHY)
    part = choose(manager, back, "hold_in_part")
    assert part.field("reason") == WHY


def test_a_page_that_is_no_longer_true_keeps_the_words(app, signed_in: SignIn, soon, asked) -> None:
    manager = signed_in(Role.MANAGER)
    page = choose(manager, manager.get_page(asked), "let_go_ahead")
    with app.app_context():
        other = somebody(Role.MANAGER)
        ruling = Ruling(FreezeAction.HOLD, "", "We wait.", FreezeStatus.ASKED)
        freezes.decide_freeze(soon.reference, int(asked.rpartition("/")[2]), other, ruling)
    again = refused(manager, 409, page, {"reason": WHY}, button="Decide and tell them")
    assert "Somebody decided this meanwhile" in again.main_text
    assert WHY in again.main_text
    assert stands(app) is FreezeStatus.HELD


def test_an_officer_sees_it_and_can_ask_another_manager(app, signed_in: SignIn, soon, asked) -> None:
    officer = signed_in()
    page = officer.get_page(asked)
    assert "Decide and tell them" not in page.buttons
    with app.app_context():
        other = somebody(Role.MANAGER, name="Dilys Deputy")
    page = officer.get_page(asked)
    wrong = refused(officer, 422, page, button="Ask them")
    assert "Choose who is asked" in wrong.main_text
    done = officer.submit(wrong, {"manager": str(other.id)}, button="Ask them")
    assert "Dilys Deputy" in done.main_text
    token = page.field("csrf_token")
    answer = officer.post(asked, data={"csrf_token": token, "answer": "hold"})
    assert answer.status_code == 403
    assert stands(app) is FreezeStatus.ASKED


def test_who_asked_sees_that_somebody_else_decides(app, signed_in: SignIn, soon) -> None:
    supervisor = signed_in(Role.SUPERVISOR)
    page = considered(supervisor, soon.reference)
    after = supervisor.submit(page, {"freeze_what": MOVE}, button="Ask a manager to hold it")
    one = supervisor.follow(after, "Open the request")
    assert "You asked for this, so somebody else decides." in one.main_text
    assert "Decide and tell them" not in one.buttons


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SUPERVISOR])
def test_a_request_is_the_first_thing_to_do_and_red_on_its_day(
    app, signed_in: SignIn, asked, clock, role: Role
) -> None:
    deciding = signed_in(role)
    page = deciding.get_page("/staff")
    assert "Next Asked to hold something: 1" in page.main_text
    assert "1 waiting" in page.main_text
    assert "due today or late" not in page.main_text
    assert ("Set aside, to look over" in page.main_text) is (role is Role.SUPERVISOR)
    assert deciding.follow(page, "Asked to hold something: 1").h1 == "Requests to hold"
    clock.forward(days=1)
    assert "1 waiting, 1 due today or late" in signed_in(role).get_page("/staff").main_text


def test_deciding_and_signing_are_warned_of_a_hold_nobody_decided(app, signed_in: SignIn, soon) -> None:
    said, officer = "nobody has decided whether to hold it", signed_in()
    with app.app_context():
        freeze_id = freezes.ask_freeze(soon.reference, somebody(), MOVE, date(2026, 3, 13))
    page = drafted(officer, screened(officer, soon.reference, before="answered"), "refused")
    assert page.main_text.index(said) < page.main_text.index("Which route?")
    letter = str(page.field("decision_message")).replace(BLANK, "It is the same as in May.")
    typed = {
        "decision_reason": "We answered the same thing in May.",
        "detail_earlier": "Our answer of 3 May 2025 about the same",
        "decision_message": letter,
    }
    assert officer.submit(page, typed, button="Send for signature").errors == []
    signer = signed_in(Role.SUPERVISOR)
    first = signer.get_page(f"/screening/{soon.reference}/sign")
    second = signer.follow(first, "I have read it: show what is proposed")
    for one in (first, second):
        assert said in one.main_text
    assert signer.follow(second, "Open the request to hold it").url.endswith(f"/freezes/{freeze_id}")
    with app.app_context():
        ruling = Ruling(FreezeAction.HOLD, "", "We wait.", FreezeStatus.ASKED)
        freezes.decide_freeze(soon.reference, freeze_id, somebody(Role.MANAGER), ruling)
    assert said not in signer.get_page(f"/screening/{soon.reference}/sign").main_text


def test_strange_answers_are_refused_and_kept(app, signed_in: SignIn, asked) -> None:
    manager = signed_in(Role.MANAGER)
    token = manager.get_page(asked).field("csrf_token")
    sent = {"csrf_token": token, "seen": "asked", "reason": WHY, "message": "Mine"}
    for answer, code in (("end-it", 422), ("", 422)):
        said = manager.post(asked, data=sent | {"answer": answer, "drafted_for": answer})
        assert said.status_code == code
        assert "Mine" in said.get_data(as_text=True)
    assert manager.post(asked, data=sent | {"seen": "nonsense"}).status_code == 409
    assert (
        manager.post(
            asked, data=sent | {"csrf_token": "", "answer": "hold", "drafted_for": "hold"}
        ).status_code
        == 422
    )
    assert manager.get(asked.rpartition("/")[0] + "/999999").status_code == 404
    assert stands(app) is FreezeStatus.ASKED


def test_the_letter_is_brought_as_a_part(signed_in: SignIn, asked) -> None:
    manager = signed_in(Role.MANAGER)
    answer = manager.post(
        f"{asked}/letter",
        data={"answer": "hold_in_part", "drafted_for": "hold"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert "part of it waits" in answer.get_data(as_text=True)


@pytest.mark.parametrize("audience", [Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER])
def test_young_people_get_words_of_their_own(app, signed_in: SignIn, audience: Audience) -> None:
    with app.app_context():
        made = make_feedback("They move me", audience=audience, **SOON)
        freeze_id = freezes.ask_freeze(made.reference, somebody(), "Moving you", None)
    page = signed_in(Role.MANAGER).get_page(f"/screening/{made.reference}/freezes/{freeze_id}")
    assert "A manager has decided: we wait." not in page.field("message")
    assert "We wait" in page.field("message") or "We will wait" in page.field("message")
    assert status_of(app, made.reference) is FeedbackStatus.RECEIVED


def test_where_nobody_asked_the_list_the_item_the_decision_and_the_signer_are_warned(
    app, signed_in: SignIn, soon
) -> None:
    officer, unheld = signed_in(), "and nobody has asked that it waits"
    assert "Nobody asked to hold it" in officer.get_page("/screening").main_text
    page = screened(officer, soon.reference, before="answered")
    assert "Nobody asked to hold it" in page.main_text
    assert f"Something happens on 13 Mar 2026, {unheld}" in page.main_text
    page = drafted(officer, page, "refused")
    letter = str(page.field("decision_message")).replace(BLANK, "It is the same as in May.")
    said = {
        "decision_reason": "We answered the same thing in May.",
        "detail_earlier": "Our answer of May 2025",
    }
    officer.submit(page, said | {"decision_message": letter}, button="Send for signature")
    signer = signed_in(Role.MANAGER)
    assert unheld in signer.get_page(f"/screening/{soon.reference}/sign").main_text
    with app.app_context():
        freezes.ask_freeze(soon.reference, somebody(), MOVE, SOON["about_to_happen_on"])
    assert unheld not in signer.get_page(f"/screening/{soon.reference}/sign").main_text
    assert "Nobody asked to hold it" not in item_page(officer, soon.reference).main_text


def test_what_is_past_needs_no_hold(app, signed_in: SignIn, clock) -> None:
    with app.app_context():
        made = make_feedback(about_to_happen=True, about_to_happen_on=date(2026, 3, 9))
    officer = signed_in()
    assert "Nobody asked to hold it" not in officer.get_page("/screening").main_text
    assert "Nobody asked to hold it" not in item_page(officer, made.reference).main_text


def test_it_is_asked_for_before_the_first_question_and_the_day_can_be_put_right(
    signed_in: SignIn, soon
) -> None:
    officer = signed_in()
    page = item_page(officer, soon.reference)
    if "Claim this item" in page.buttons:
        page = officer.submit(page, button="Claim this item")
    assert "First: is anybody at risk?" in page.main_text
    assert "Ask that it waits?" in page.main_text
    assert page.field("freeze_on-day") == "13"


def test_the_letter_is_shown_with_its_reason_and_the_service_is_noted_as_told(
    signed_in: SignIn, asked
) -> None:
    manager = signed_in(Role.MANAGER)
    page = choose(manager, manager.get_page(asked), "let_go_ahead")
    page = manager.submit(page, {"reason": WHY}, button="Show it with your reason")
    assert "With your reason in it" in page.main_text
    page = manager.submit(page, {"harmed": "Jem"}, button="Decide and tell them")
    done = manager.submit(page, {"told_who": "Ann Lee"}, button="I told them")
    assert "Noted that they were told" in done.main_text
