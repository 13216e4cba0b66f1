"""The person says whether their points are right; an officer answers a no, and every wording is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, StaleVersion
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, FeedbackStatus, Holder, LetterKind, Role, Route
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import AddedWords, Feedback
from portal.models.letter import Letter
from portal.models.point import Point, PointWording
from portal.services import conversation, decisions, points, private_page, private_page_changes, reading
from portal.services import point_corrections as corrections
from portal.services.accounts import StaffMember
from portal.services.messages import ForWhom, send_message
from portal.services.point_corrections import Changes
from tests.services.screening_steps import kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
DEAR = "Dear Kim, this is what we look into."


def accepted(officer: StaffMember, *more: str, **overrides: Any) -> str:
    """A complaint with these points and one before them, taken into the statutory procedure."""
    reference = screened(officer, **overrides)
    for words in more:
        points.define_point(reference, officer, words)
    decisions.decide(reference, officer, Route.STATUTORY, "A parent.", DEAR)
    return reference


def row(reference: str) -> Feedback:
    db.session.expire_all()
    return db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()


def asked_message(reference: str, holder: Holder = Holder.SENDER) -> private_page.MessageShown:
    page = private_page.read_page(row(reference).id, holder)
    return next(one for one in page.messages if one.points)


def said_no(reference: str, words: str = "It was four times.", **more: Any) -> None:
    message = asked_message(reference, more.get("holder", Holder.SENDER))
    conversation.answer_question(row(reference).id, message.id, "change", words, **more)


def events(reference: str, name: EventName) -> list[dict[str, Any]]:
    wanted = select(Event.facts).where(Event.feedback_id == row(reference).id, Event.name == name)
    return list(db.session.scalars(wanted.order_by(Event.id)))


def stored_points(reference: str) -> list[Point]:
    wanted = select(Point).where(Point.feedback_id == row(reference).id).order_by(Point.number)
    return list(db.session.scalars(wanted))


@pytest.mark.parametrize("audience", [Audience.ADULT, Audience.TWELVE_AND_OVER, Audience.UNDER_TWELVE])
def test_yes_agrees_to_each_point_once(audience: Audience) -> None:
    reference = accepted(somebody(), "The taxi never came.", audience=audience)
    message = asked_message(reference)
    assert [point.number for point in message.points] == [1, 2]
    feedback_id = row(reference).id
    conversation.answer_question(feedback_id, message.id, "right")
    conversation.answer_question(feedback_id, message.id, "right")
    assert all(point.agreed_at for point in stored_points(reference))
    assert [facts["points"] for facts in events(reference, EventName.POINTS_AGREED)] == [[1, 2]]
    assert row(reference).correction_asked_at is None


def test_no_waits_for_an_officer_and_keeps_every_word() -> None:
    officer = somebody()
    reference = accepted(officer)
    said_no(reference, "It was <four> times.", danger=True)
    feedback = row(reference)
    assert feedback.correction_asked_at is not None
    assert feedback.unread_since is not None
    assert feedback.danger
    assert db.session.scalars(select(AddedWords).where(AddedWords.feedback_id == feedback.id)).one()
    assert len(events(reference, EventName.CORRECTION_ASKED)) == 1
    assert [line.reference for line in corrections.list_corrections(officer).lines] == [reference]
    assert "It was <four> times." in reading.read_item(reference, officer).added[0].text
    assert stored_points(reference)[0].agreed_at is None


def test_a_question_that_no_letter_asks_means_nothing_for_points() -> None:
    officer = somebody()
    reference = accepted(officer)
    other = send_message(reference, officer, "Was it in May?", whom=ForWhom(asks="is_this_right"))
    conversation.answer_question(row(reference).id, other, "right")
    conversation.answer_question(row(reference).id, other, "change", "In June.")
    assert row(reference).correction_asked_at is None
    assert stored_points(reference)[0].agreed_at is None


def test_whoever_may_not_read_the_letter_answers_nothing() -> None:
    reference = accepted(somebody())
    message = asked_message(reference)
    with pytest.raises(MoveNotPossible):
        conversation.answer_question(row(reference).id, message.id, "right", holder=Holder.ADVOCATE)
    assert stored_points(reference)[0].agreed_at is None


def test_a_settled_point_is_corrected_and_sent_again_and_its_first_words_stay() -> None:
    officer = somebody()
    reference = accepted(officer, "The taxi never came.")
    conversation.answer_question(row(reference).id, asked_message(reference).id, "right")
    said_no(reference)
    changes = Changes({1: "Nobody told us four times why the plan changed."}, added=("No letter came.",))
    corrections.answer_correction(reference, officer, changes, "Thank you. We changed it.")
    first, second, third = stored_points(reference)
    assert (first.wording, first.agreed_at) == (2, None)
    assert second.agreed_at is not None  # nothing of it changed
    assert (third.number, third.route, third.case_id) == (3, Route.STATUTORY, first.case_id)
    kept = db.session.scalars(select(PointWording).where(PointWording.point_id == first.id)).all()
    assert [one.version for one in kept] == [1, 2]
    assert row(reference).correction_asked_at is None
    letters = db.session.scalars(select(Letter).where(Letter.feedback_id == first.feedback_id)).all()
    assert [(one.kind, one.version) for one in letters] == [
        (LetterKind.ACKNOWLEDGEMENT, 1),
        (LetterKind.CORRECTED, 2),
    ]
    assert corrections.list_corrections(officer).lines == ()


def test_the_new_letter_asks_and_the_old_one_no_more() -> None:
    officer = somebody()
    reference = accepted(officer)
    old = asked_message(reference)
    said_no(reference)
    corrections.answer_correction(reference, officer, Changes({1: "Other words."}), "Thank you.")
    page = private_page.read_page(row(reference).id)
    new = asked_message(reference)
    assert new.id != old.id
    assert [point.words for point in new.points] == ["Other words."]
    assert "Other words." in new.text
    assert next(one for one in page.messages if one.id == old.id).replaced
    conversation.answer_question(row(reference).id, old.id, "right")
    assert stored_points(reference)[0].agreed_at is None
    conversation.answer_question(row(reference).id, new.id, "right")
    assert stored_points(reference)[0].agreed_at is not None


@pytest.mark.parametrize(
    ("changes", "message", "code"),
    [
        (Changes({1: " "}), "Dear Kim.", "words:1"),
        (Changes({9: "Nothing."}), "Dear Kim.", "points"),
        (Changes(), " ", "message"),
        (Changes(), "Dear Kim. [Say why.]", "message"),
    ],
)
def test_what_is_missing_is_named_and_nothing_changes(changes: Changes, message: str, code: str) -> None:
    officer = somebody()
    reference = accepted(officer)
    said_no(reference)
    with pytest.raises(Incomplete) as missing:
        corrections.answer_correction(reference, officer, changes, message)
    assert missing.value.missing == (code,)
    assert row(reference).correction_asked_at is not None
    assert stored_points(reference)[0].wording == 1


def test_it_is_answered_once_and_never_on_a_stale_page() -> None:
    officer = somebody()
    reference = accepted(officer)
    said_no(reference)
    with pytest.raises(StaleVersion):
        corrections.answer_correction(reference, officer, Changes(), "Dear Kim.", version=0)
    corrections.answer_correction(reference, officer, Changes(), "We leave it.", row(reference).version)
    with pytest.raises(MoveNotPossible):
        corrections.answer_correction(reference, officer, Changes(), "We leave it.")


@pytest.mark.parametrize("role", list(Role))
def test_who_lists_and_answers(role: Role) -> None:
    reference = accepted(somebody())
    said_no(reference)
    who = somebody(role)
    may = who.may(Permission.SCREEN)
    if may:
        assert corrections.list_corrections(who).lines
        corrections.answer_correction(reference, who, Changes(), "Dear Kim.")
        return
    with pytest.raises(NotAllowed):
        corrections.list_corrections(who)
    with pytest.raises(NotAllowed):
        corrections.answer_correction(reference, who, Changes(), "Dear Kim.")


def test_whoever_must_keep_away_neither_lists_nor_answers() -> None:
    officer = somebody()
    reference = accepted(somebody())
    said_no(reference)
    kept_away(reference, officer)
    assert corrections.list_corrections(officer).lines == ()
    with pytest.raises(NotAllowed):
        corrections.answer_correction(reference, officer, Changes(), "Dear Kim.")


def test_a_correction_goes_with_what_was_withdrawn() -> None:
    officer = somebody()
    reference = accepted(officer)
    said_no(reference)
    private_page_changes.withdraw(row(reference).id, "")
    assert row(reference).status is FeedbackStatus.WITHDRAWN
    assert corrections.list_corrections(officer).lines == ()


def test_the_list_and_the_private_page_cost_the_same_however_much_there_is(
    count_queries: Callable[[], Any],
) -> None:
    officer = somebody()
    one = accepted(officer)
    said_no(one)
    with count_queries() as few:
        corrections.list_corrections(officer)
        private_page.read_page(row(one).id)
    for number in range(4):
        said_no(accepted(officer, *(f"Point {number} {more}." for more in range(5))))
    many_points = accepted(officer, *(f"Point {number}." for number in range(9)))
    said_no(many_points)
    with count_queries() as many:
        corrections.list_corrections(officer)
        private_page.read_page(row(many_points).id)
    assert many.count == few.count
