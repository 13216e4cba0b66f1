"""The next stage is asked for, talks stop no clock, and only the person's own choice ends a request."""

import inspect
from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Channel, Role, Route, StageRequestStatus, StageStatus
from portal.domain.workflow import StageRequestAction
from portal.extensions import db
from portal.models.case import Stage
from portal.models.event import Event
from portal.models.feedback import AddedWords, Feedback
from portal.models.stage_request import StageRequest
from portal.services import messages, private_page_changes, reading, reopening, stage_requests, unread
from portal.services.accounts import StaffMember
from portal.services.private_page import read_page
from portal.services.stage_request_list import PAGE, count_by_quarter, list_stage_requests
from portal.services.stage_requests import Asking, Choice, Try
from portal.services.stages_ahead import StageAhead, StageRequestShown
from tests.conftest import Clock
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
TODAY = date(2026, 3, 10)
S = StageRequestStatus
ASKING = Asking(TODAY, Channel.PHONE, "They did not look at the meeting in May.")
OFFER = Try(TODAY, "Ana Lee, team manager", "A meeting and a letter that says sorry.")
MEETING = Try(TODAY, "Ana Lee and the family", "They agreed on a new plan.", met=True)


def _chose(action: StageRequestAction, words: str = "A new plan by May.") -> Choice:
    return Choice(action, TODAY, "The mother", "She rang", words)


GO_ON, SETTLE, WITHDRAW = (
    _chose(action)
    for action in (StageRequestAction.GO_ON, StageRequestAction.ACCEPT, StageRequestAction.WITHDRAW)
)


def _accepted(officer: StaffMember) -> str:
    reference = screened(officer)
    decided(reference, officer, Route.STATUTORY)
    return reference


def _id(reference: str) -> int:
    return db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one()


def _ahead(reference: str, officer: StaffMember) -> StageAhead:
    (ahead,) = reading.read_item(reference, officer).stages_ahead
    return ahead


def _request(reference: str, officer: StaffMember) -> StageRequestShown:
    request = _ahead(reference, officer).request
    assert request is not None
    return request


def _asked(officer: StaffMember) -> tuple[str, int]:
    reference = _accepted(officer)
    case_id = _ahead(reference, officer).case_id
    return reference, stage_requests.ask_next_stage(reference, officer, case_id, ASKING)


def _events(reference: str) -> list[EventName]:
    names = (EventName.STAGE_ASKED_FOR, EventName.RESOLUTION_OFFERED, EventName.RESOLUTION_ANSWERED)
    wanted = select(Event.name).where(Event.feedback_id == _id(reference), Event.name.in_(names))
    return list(db.session.scalars(wanted.order_by(Event.id)))


def test_tries_and_the_choice_stand_dated_and_sealed_in_their_order() -> None:
    officer = somebody()
    reference, number = _asked(officer)
    stage_requests.note_try(reference, officer, number, OFFER)
    stage_requests.note_try(reference, officer, number, MEETING)
    stage_requests.note_choice(reference, officer, number, SETTLE)
    request = _request(reference, officer)
    assert [one.what for one in request.entries] == ["asked", "offered", "met", "accept"]
    assert {(one.on, one.by) for one in request.entries} == {(TODAY, officer.name)}
    assert (request.entries[-1].who, request.entries[-1].how) == ("The mother", "She rang")
    assert (request.status, request.chosen_on) == (S.SAID_ENDED, TODAY)
    assert b"sorry" not in db.session.scalars(select(StageRequest.words)).one()
    assert _events(reference) == [
        EventName.STAGE_ASKED_FOR,
        EventName.RESOLUTION_OFFERED,
        EventName.RESOLUTION_OFFERED,
        EventName.RESOLUTION_ANSWERED,
    ]


@pytest.mark.parametrize("ended", [SETTLE, WITHDRAW], ids=["settled", "withdrawn"])
def test_whoever_settled_or_withdrew_goes_on_later(ended: Choice) -> None:
    officer = somebody()
    reference, number = _asked(officer)
    stage_requests.note_try(reference, officer, number, OFFER)
    stage_requests.note_choice(reference, officer, number, ended)
    stage_requests.sign_ending(reference, somebody(Role.MANAGER), number)
    assert _request(reference, officer).status in (S.SETTLED, S.WITHDRAWN)
    stage_requests.note_choice(reference, officer, number, GO_ON)
    assert _request(reference, officer).status is S.GOES_ON
    with pytest.raises(MoveNotPossible):
        stage_requests.note_choice(reference, officer, number, WITHDRAW)


@pytest.mark.parametrize("ended", [SETTLE, WITHDRAW], ids=["settled", "withdrawn"])
def test_what_the_office_notes_ends_nothing_before_a_second_person_has_read_it(ended: Choice) -> None:
    officer, supervisor = somebody(Role.SUPERVISOR), somebody(Role.SUPERVISOR)
    reference, number = _asked(officer)
    stage_requests.note_try(reference, officer, number, OFFER)
    stage_requests.note_choice(reference, officer, number, ended)
    assert _request(reference, officer).status is S.SAID_ENDED
    assert [line.reference for line in list_stage_requests(officer).lines] == [reference]
    with pytest.raises(MoveNotPossible):
        stage_requests.sign_ending(reference, officer, number)
    with pytest.raises(NotAllowed):
        stage_requests.sign_ending(reference, somebody(), number)
    kept_away(reference, (away := somebody(Role.SUPERVISOR)))
    with pytest.raises(ConflictOfInterest):
        stage_requests.sign_ending(reference, away, number)
    with pytest.raises(Incomplete):
        stage_requests.send_back_ending(reference, supervisor, number, "no")
    stage_requests.send_back_ending(
        reference, supervisor, number, "Their letter says that they want to go on."
    )
    request = _request(reference, officer)
    assert (request.status, request.chosen_on) == (S.ASKED, None)
    stage_requests.note_choice(reference, officer, number, ended)
    stage_requests.sign_ending(reference, supervisor, number)
    with pytest.raises(MoveNotPossible):
        stage_requests.sign_ending(reference, supervisor, number)


def test_the_person_goes_on_though_the_office_noted_that_they_do_not() -> None:
    officer = somebody()
    reference, number = _asked(officer)
    stage_requests.note_choice(reference, officer, number, WITHDRAW)
    assert stage_requests.ask_as_person(_id(reference), "I never said that.")
    assert _request(reference, officer).status is S.GOES_ON
    with pytest.raises(MoveNotPossible):
        stage_requests.sign_ending(reference, somebody(Role.SUPERVISOR), number)


def test_no_service_writes_how_a_request_stands_but_the_one_that_follows_the_table() -> None:
    source = inspect.getsource(stage_requests)
    assert source.count("request.status = ") == 1
    assert "request.status = target" in inspect.getsource(stage_requests._move)
    public = {name for name, made in vars(stage_requests).items() if inspect.isfunction(made)}
    verbs = {name for name in public if not name.startswith("_") and made_here(name)}
    signing = {"sign_ending", "send_back_ending"}
    assert verbs == {"ask_next_stage", "note_try", "note_choice", "ask_as_person", "place_of"} | signing


def made_here(name: str) -> bool:
    """Whether the module defines this function itself."""
    return getattr(stage_requests, name).__module__ == stage_requests.__name__


def test_neither_opening_it_again_nor_the_desk_ends_a_request() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference, number = _asked(officer)
    reopening.reopen(reference, "They told us that the worst of it is missing here.", supervisor)
    assert _request(reference, officer).status is S.ASKED
    assert [line.reference for line in list_stage_requests(officer).lines] == [reference]
    stage_requests.note_choice(reference, officer, number, GO_ON)
    assert _request(reference, officer).status is S.GOES_ON
    offer = Choice(StageRequestAction.OFFER, TODAY, "us", "we say so", "no")
    with pytest.raises(Incomplete):
        stage_requests.note_choice(reference, officer, number, offer)


def test_what_is_lacking_is_named_and_changes_nothing() -> None:
    officer = somebody()
    reference, number = _asked(officer)
    for choice, codes in (
        (Choice(StageRequestAction.WITHDRAW, None, "", "", ""), ("on", "told_by", "how")),
        (Choice(StageRequestAction.GO_ON, date(2026, 3, 11), "x", "x", ""), ("on_to_come",)),
        (Choice(StageRequestAction.GO_ON, date(2026, 3, 9), "x", "x", ""), ("on_before",)),
        (Choice(StageRequestAction.ACCEPT, TODAY, "x", "x", ""), ("nothing_offered", "words")),
    ):
        with pytest.raises(Incomplete) as missing:
            stage_requests.note_choice(reference, officer, number, choice)
        assert missing.value.missing == codes
    with pytest.raises(Incomplete) as missing:
        stage_requests.note_try(reference, officer, number, Try(None, "", ""))
    assert missing.value.missing == ("on", "who", "words")
    assert _request(reference, officer).status is S.ASKED


def test_a_stage_is_asked_for_once() -> None:
    officer = somebody()
    reference, _ = _asked(officer)
    ahead = _ahead(reference, officer)
    with pytest.raises(MoveNotPossible):
        stage_requests.ask_next_stage(reference, officer, ahead.case_id, ASKING)
    with pytest.raises(NotFound):
        stage_requests.ask_next_stage(_accepted(officer), officer, ahead.case_id, ASKING)


def test_talks_stop_no_clock(clock: Clock) -> None:
    officer = somebody()
    reference, number = _asked(officer)
    first = _request(reference, officer).clock
    assert (first.used, first.starts_on, first.days) == (0, TODAY, 25)
    clock.forward(days=7)
    stage_requests.note_try(reference, officer, number, OFFER)
    later = _request(reference, officer).clock
    assert (later.used, later.due_on) == (5, first.due_on)


def test_a_late_request_is_noted_and_said_to_be_late(clock: Clock) -> None:
    officer = somebody()
    reference = _accepted(officer)
    stage = db.session.scalars(select(Stage)).one()
    stage.status, stage.responded_on = StageStatus.RESPONDED, TODAY
    db.session.commit()
    ahead = _ahead(reference, officer)
    assert ahead.ask_by is not None
    clock.forward(days=60)
    asking = Asking(date(2026, 5, 9), Channel.LETTER, "I was ill.")
    stage_requests.ask_next_stage(reference, officer, ahead.case_id, asking)
    assert _request(reference, officer).late


def test_the_person_asks_on_their_page_once_and_each_word_is_kept() -> None:
    officer = somebody()
    reference = _accepted(officer)
    feedback_id = _id(reference)
    assert stage_requests.ask_as_person(feedback_id, "Nobody asked my son.")
    assert not stage_requests.ask_as_person(feedback_id, "And nobody rang.")
    request = _request(reference, officer)
    assert (request.channel, request.asked_on) == (Channel.WEB, TODAY)
    (first,) = request.entries
    assert (first.text, first.by) == ("Nobody asked my son.", "")
    assert len(db.session.scalars(select(AddedWords.id)).all()) == 2
    shown = read_page(feedback_id).next_stage
    assert shown is not None
    assert (shown.may_ask, shown.since, shown.status) == (True, TODAY, S.ASKED)


def test_the_person_goes_on_by_asking_again_after_they_withdrew() -> None:
    officer = somebody()
    reference, number = _asked(officer)
    stage_requests.note_choice(reference, officer, number, WITHDRAW)
    assert stage_requests.ask_as_person(_id(reference))
    assert _request(reference, officer).status is S.GOES_ON


def test_a_letter_about_something_else_does_not_read_the_request_by_the_way() -> None:
    officer = somebody()
    reference = _accepted(officer)
    stage_requests.ask_as_person(_id(reference), "Nobody rang.")
    private_page_changes.add_words(_id(reference), "We moved house.")
    up_to = reading.read_item(reference, officer).conversation.last_added
    messages.send_message(reference, officer, "Thank you for the new address.", read_up_to=up_to)
    left = [one.text for one in read_page(_id(reference)).added if not one.read]
    assert left == ["I want the next stage.\n\nNobody rang."]
    assert unread.mark_words_read(reference, officer, up_to)


def test_danger_in_the_request_is_told_at_once() -> None:
    reference = _accepted(somebody())
    stage_requests.ask_as_person(_id(reference), danger=True)
    danger = select(Feedback.danger).where(Feedback.reference == reference)
    assert db.session.scalars(danger).one()


def test_without_a_case_there_is_nothing_to_ask_for() -> None:
    feedback_id = _id(screened(somebody()))
    with pytest.raises(MoveNotPossible):
        stage_requests.ask_as_person(feedback_id, "More")
    assert db.session.scalars(select(AddedWords.id)).all() == []
    shown = read_page(feedback_id).next_stage
    assert shown is not None
    assert not shown.may_ask


def test_the_list_keeps_conflicts_out_and_what_the_person_withdrew_as_a_whole() -> None:
    officer, near, duty = somebody(), somebody(), somebody(Role.DUTY)
    reference, number = _asked(officer)
    (line,) = list_stage_requests(officer).lines
    assert (line.reference, line.stage, line.days, line.status) == (reference, 2, 0, S.ASKED)
    kept_away(reference, near)
    assert list_stage_requests(near).lines == ()
    assert sum(map(sum, count_by_quarter(near, 2025).values())) == 0
    with pytest.raises(ConflictOfInterest):
        stage_requests.note_try(reference, near, number, OFFER)
    with pytest.raises(NotAllowed):
        list_stage_requests(duty)
    private_page_changes.withdraw(_id(reference), "")
    assert list_stage_requests(officer).lines == ()


def test_requests_count_by_the_quarter_in_which_they_were_asked_for() -> None:
    officer = somebody()
    _reference, _number = _asked(officer)
    reference, number = _asked(officer)
    stage_requests.note_choice(reference, officer, number, WITHDRAW)
    stage_requests.sign_ending(reference, somebody(Role.SUPERVISOR), number)
    counts = count_by_quarter(officer, 2025)
    assert counts[S.ASKED] == counts[S.WITHDRAWN] == (0, 0, 0, 1)
    assert counts[S.SETTLED] == (0, 0, 0, 0)
    assert sum(map(sum, count_by_quarter(officer, 2026).values())) == 0


def test_a_long_list_has_pages() -> None:
    officer = somebody()
    _asked(officer)
    only = db.session.scalars(select(StageRequest)).one()
    columns = ("feedback_id", "case_id", "stage", "status", "channel", "asked_on", "noted_at", "noted_by_id")
    same = {name: getattr(only, name) for name in (*columns, "words")}
    db.session.add_all(StageRequest(**same) for _ in range(PAGE))
    db.session.commit()
    page = list_stage_requests(officer)
    rest = list_stage_requests(officer, page.next_cursor)
    assert (len(page.lines), len(rest.lines), rest.next_cursor) == (PAGE, 1, None)


def test_what_was_said_before_it_was_accepted_stands_in_its_order(clock: Clock) -> None:
    officer = somebody()
    reference = screened(officer)
    private_page_changes.add_words(_id(reference), "One more thing.")
    page = reading.read_item(reference, officer)
    assert page.before_acceptance == ()
    unread.mark_words_read(reference, officer, page.conversation.last_added)
    decided(reference, officer, Route.STATUTORY)
    clock.forward(minutes=1)
    private_page_changes.add_words(_id(reference), "After it.")
    steps = reading.read_item(reference, officer).before_acceptance
    assert [(step.text, step.by) for step in steps[:-1]] == [("They wrote to us", "")]
    assert steps[-1].accepted


def test_one_request_counts_once_wherever_it_stands() -> None:
    officer = somebody()
    reference, number = _asked(officer)
    stage_requests.note_choice(reference, officer, number, GO_ON)
    assert {
        status: sum(parts) for status, parts in count_by_quarter(officer, 2025).items() if sum(parts)
    } == {S.GOES_ON: 1}
    private_page_changes.withdraw(_id(reference), "")
    assert {
        status: sum(parts) for status, parts in count_by_quarter(officer, 2025).items() if sum(parts)
    } == {S.WITHDRAWN: 1}
