"""A refusal rests on one ground for all its points, on a named earlier answer, and on words that say why."""

import pytest
from sqlalchemy import select

from portal.domain.errors import Incomplete
from portal.domain.repeats import EARLIER
from portal.domain.route_details import as_kept
from portal.domain.vocabulary import LinkKind, Role, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services import decisions, linking, points
from portal.services.decisions import Part
from tests import factories
from tests.services.screening_steps import ANSWERED_BEFORE, REASON, decided, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
REPEAT = {"before": "answered"}
MESSAGE = "Dear you, this is what we do."


def _lacking(reference: str, officer: object, earlier: str, reason: str = REASON, *numbers: int) -> set[str]:
    part = Part(numbers, details=as_kept({EARLIER: earlier}))
    with pytest.raises(Incomplete) as missing:
        decisions.decide(reference, officer, Route.REFUSED, reason, MESSAGE, part=part)  # type: ignore[arg-type]
    return set(missing.value.missing)


@pytest.mark.parametrize("earlier", ["", "We answered it.", "2025", "Last year we answered it"])
def test_a_repeat_names_the_answer_it_repeats(earlier: str) -> None:
    officer = somebody()
    assert _lacking(screened(officer, answers=REPEAT), officer, earlier) == {"details.earlier"}


def test_an_answer_outside_the_portal_is_named_in_words_and_another_ground_needs_none() -> None:
    officer = somebody()
    assert decided(screened(officer, answers=REPEAT), officer, Route.REFUSED).second_person
    bare = screened(officer, answers={"proceedings": "harm"})
    done = decisions.decide(bare, officer, Route.REFUSED, REASON, MESSAGE)
    assert done.second_person


def test_what_it_repeats_is_linked_once_it_is_signed() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    earlier = factories.make_feedback().reference
    reference = screened(officer, answers=REPEAT)
    part = Part(details=as_kept({EARLIER: f"See {earlier.lower()}, please"}))
    done = decisions.decide(reference, officer, Route.REFUSED, REASON, MESSAGE, part=part)
    signed(done.decision_id, reference, supervisor)
    feedback_id = db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one()
    (found,) = linking.list_linked(feedback_id, officer)
    assert (found.reference, found.kind, found.is_earlier) == (earlier, LinkKind.REPEAT, True)


def test_a_point_for_which_the_ground_does_not_hold_is_named() -> None:
    officer = somebody()
    reference = screened(officer, answers=REPEAT)
    points.define_point(reference, officer, "The taxi never came.", answers={"before": "new"})
    assert _lacking(reference, officer, ANSWERED_BEFORE) == {"ground.2"}
    part = Part((1,), details=as_kept({EARLIER: ANSWERED_BEFORE}))
    assert decisions.decide(reference, officer, Route.REFUSED, REASON, MESSAGE, part=part).second_person


def test_a_refusal_and_fewer_rights_need_a_reason_of_some_words() -> None:
    officer = somebody()
    assert _lacking(screened(officer, answers=REPEAT), officer, ANSWERED_BEFORE, "Because it is.") == {
        "thin.reason"
    }
    with pytest.raises(Incomplete) as missing:
        decisions.decide(
            screened(officer),
            officer,
            Route.CORPORATE,
            "aaaaaaaaaaaaaaaaaaaaaaaa",
            MESSAGE,
        )
    assert missing.value.missing == ("thin.reason",)
    assert decisions.decide(screened(officer), officer, Route.STATUTORY, "It fits.", MESSAGE).in_force
