"""Points: what is asked of each, who may define them, how many, and what their history tells."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.domain.council_parts import ThemeRule
from portal.domain.errors import (
    AlreadyClaimed,
    ConflictOfInterest,
    Incomplete,
    MoveNotPossible,
    NotAllowed,
    NotClaimed,
    NotFound,
    StaleVersion,
)
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.points import questions_of_a_point
from portal.domain.vocabulary import Role, Route
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.point import Point
from portal.services import claims, decisions, points, reading
from portal.services.council import current_council
from portal.services.now import today
from tests.factories import make_feedback, make_point
from tests.services.screening_steps import decided, kept_away, screened, somebody, weighed

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def the_points(reference: str) -> list[Point]:
    wanted = select(Point).join(Feedback).where(Feedback.reference == reference).order_by(Point.number)
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def test_nothing_is_defined_before_safeguarding_is_considered() -> None:
    officer, made = somebody(), make_feedback()
    claims.claim(made.reference, officer)
    with pytest.raises(Incomplete) as missing:
        points.define_point(made.reference, officer, "Nobody rang.")
    assert missing.value.missing == ("safeguarding",)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"words": " "}, "words"),
        ({"team": "no-such-team"}, "team"),
        ({"themes": ["no-such-theme"]}, "themes"),
        ({"answers": {"who": "parent"}}, "who"),
        ({"answers": {"subject": "weather"}}, "subject"),
        ({"answers": {"in_time": "no"}}, "late_reasonable"),
    ],
)
def test_what_is_not_on_its_list_or_asked_of_a_point_is_named(given: dict[str, Any], code: str) -> None:
    officer = somebody()
    reference = screened(officer)
    for act in (points.define_point, lambda *a, **k: points.change_point(a[0], a[1], 1, **k)):
        with pytest.raises(Incomplete) as missing:
            act(reference, officer, **{"words": "Nobody rang.", **given})
        assert code in missing.value.missing
    assert [point.wording for point in the_points(reference)] == [1]


def test_one_theme_where_the_profile_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = somebody()
    reference = screened(officer)
    two = [theme.code for theme in current_council().themes_on(today())][:2]
    points.define_point(reference, officer, "Two of them.", themes=two)
    council = _OneTheme(current_council())
    monkeypatch.setattr(points, "current_council", lambda: council)
    with pytest.raises(Incomplete) as missing:
        points.define_point(reference, officer, "Two again.", themes=two)
    assert missing.value.missing == ("themes",)
    points.define_point(reference, officer, "One.", themes=two[:1])
    assert [point.themes for point in the_points(reference)] == [[], two, two[:1]]


class _OneTheme:
    """A council like another, but with one theme to a point."""

    theme_rule = ThemeRule.ONE

    def __init__(self, like: Any) -> None:
        self.like = like

    def __getattr__(self, name: str) -> Any:
        return getattr(self.like, name)


def test_forty_points_and_no_more() -> None:
    officer = somebody()
    reference = screened(officer)
    for number in range(2, points.MOST_POINTS + 1):
        make_point(reference, f"Thing {number}.")
    with pytest.raises(MoveNotPossible):
        points.define_point(reference, officer, "One too many.")
    assert len(reading.read_item(reference, officer).points) == points.MOST_POINTS


def _define(reference: str, who: Any, **more: Any) -> None:
    points.define_point(reference, who, "Nobody rang.", **more)


def _change(reference: str, who: Any, **more: Any) -> None:
    points.change_point(reference, who, 1, "Nobody rang.", **more)


def _drop(reference: str, who: Any, **more: Any) -> None:
    points.drop_point(reference, who, 1, "It is none.", **more)


VERBS = pytest.mark.parametrize("verb", [_define, _change, _drop])


@VERBS
@pytest.mark.parametrize("role", list(Role))
def test_only_whoever_screens_and_holds_it_touches_its_points(verb: Any, role: Role) -> None:
    who = somebody(role)
    if who.may(Permission.SCREEN):
        verb(screened(who), who)
    made = make_feedback()
    make_point(made.reference)
    with pytest.raises(NotClaimed if who.may(Permission.SCREEN) else NotAllowed):
        verb(made.reference, who)


@VERBS
def test_no_other_officer_no_stale_page_and_nobody_in_conflict(verb: Any) -> None:
    holder, other, near = somebody(), somebody(), somebody()
    reference = screened(holder)
    kept_away(reference, near)
    for who, refusal in ((other, AlreadyClaimed), (near, ConflictOfInterest)):
        with pytest.raises(refusal):
            verb(reference, who)
    with pytest.raises(StaleVersion):
        verb(reference, holder, version=0)
    assert [(point.wording, point.dropped_at) for point in the_points(reference)] == [(1, None)]


def test_a_number_that_is_none_is_not_found() -> None:
    officer = somebody()
    reference = screened(officer)
    points.drop_point(reference, officer, 1, "It is none.")
    for number in (1, 2):
        with pytest.raises(NotFound):
            points.change_point(reference, officer, number, "Other words.")


def test_the_history_tells_what_changed_and_none_of_the_words() -> None:
    officer = somebody()
    reference = screened(officer)
    team = current_council().teams_on(today())[0].code
    points.change_point(reference, officer, 1, "The secret of the house.", team)
    points.drop_point(reference, officer, 1, "It is another's.")
    lines = [line.text for line in reading.read_item(reference, officer).history]
    for told in ("Defined point 1", "Worded point 1 anew", "Took out point 1"):
        assert told in lines
    assert any(line.startswith("Placed point 1 anew") for line in lines)
    names = (EventName.POINT_DEFINED, EventName.POINT_REWORDED, EventName.POINT_PLACED)
    stored = select(Event.facts).join(Feedback).where(Feedback.reference == reference, Event.name.in_(names))
    assert "secret" not in str(db.session.scalars(stored).all())


def test_every_wording_is_kept_with_who_and_when() -> None:
    officer = somebody()
    reference = screened(officer)
    for words in ("A second wording.", "A third wording.", " A third wording. "):
        points.change_point(reference, officer, 1, words)
    [point] = reading.read_item(reference, officer).points
    assert point.words == "A third wording."
    assert [one.words for one in point.earlier][0] == "A second wording."
    assert len(point.earlier) == 2
    assert {one.by for one in point.earlier} == {officer.name}


def test_new_words_are_not_agreed() -> None:
    officer = somebody()
    reference = screened(officer)
    the_points(reference)[0].agreed_at = the_points(reference)[0].defined_at
    db.session.commit()
    points.change_point(reference, officer, 1, "Nobody told us why the plan changed.", None)
    assert the_points(reference)[0].agreed_at is not None
    points.change_point(reference, officer, 1, "Other words.")
    assert the_points(reference)[0].agreed_at is None


OWN = st.fixed_dictionaries(
    {}, optional={one.code: st.sampled_from(sorted(one.codes)) for one in questions_of_a_point()}
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own=OWN)
def test_a_point_that_is_defined_never_leaves_the_checklist_open(own: dict[str, str]) -> None:
    officer = somebody()
    reference = screened(officer)
    try:
        points.define_point(reference, officer, "Whatever it is.", answers=own)
    except Incomplete:
        return
    screening = reading.read_item(reference, officer).screening
    assert screening.missing == ()
    assert screening.weighed[2].suggestion is not None


def test_no_point_is_taken_out_once_anything_was_proposed_or_decided() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers={"before": "answered"})
    points.define_point(reference, officer, "The taxi never came.")
    refused = decided(reference, officer, Route.REFUSED)
    weighed(reference, supervisor)
    decisions.return_decision(refused.decision_id, supervisor, "No: this must be looked into.")
    claims.claim(reference, officer)
    with pytest.raises(MoveNotPossible, match="decide it"):
        points.drop_point(reference, officer, 2, "It is none.")
    assert [point.dropped_at for point in the_points(reference)] == [None, None]
