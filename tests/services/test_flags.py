"""Flags: what each kind needs, its day, who may do what, and that an item is never hidden by one."""

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.council_parts import DataProtection
from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import FlagKind, PartyRole, Role
from portal.extensions import db
from portal.models.event import Event
from portal.models.flag import Flag
from portal.services import desk, flag_lists, flags, reading
from portal.services.council import current_council
from portal.services.flags import Advice, FlagShown, Raised
from portal.services.submission import PartySent
from tests.factories import make_feedback
from tests.services.screening_steps import kept_away, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
TODAY = date(2026, 3, 10)
FULL: dict[FlagKind, dict[str, Any]] = {
    FlagKind.SUBJECT_ACCESS: {"what": "She asks for her file", "since": date(2026, 3, 9)},
    FlagKind.DATA_BREACH: {"what": "A letter went to the old address", "since": TODAY},
    FlagKind.UNREASONABLE_BEHAVIOUR: {
        "what": "Forty calls in a day",
        "impact": "Two officers were in tears",
        "review_on": date(2026, 9, 10),
    },
}
DUE = {
    FlagKind.SUBJECT_ACCESS: date(2026, 4, 9),
    FlagKind.DATA_BREACH: date(2026, 3, 13),
    FlagKind.UNREASONABLE_BEHAVIOUR: date(2026, 9, 10),
}
ADVICE = Advice("Data protection team", TODAY, "Ring her and ask for it back", "Rang her at 10")


def raised(kind: FlagKind, reference: str = "", **changed: Any) -> tuple[str, int]:
    """Raise a flag and return its item and id."""
    reference = reference or make_feedback().reference
    return reference, flags.raise_flag(reference, somebody(), Raised(kind, **FULL[kind] | changed))


def shown(reference: str) -> FlagShown:
    """Return the last flag of an item as its page shows it."""
    return reading.read_item(reference, somebody()).flags[-1]


@pytest.mark.parametrize("kind", list(FlagKind))
def test_each_kind_has_its_day_and_its_words_are_sealed(kind: FlagKind) -> None:
    reference, flag_id = raised(kind)
    row = db.session.get_one(Flag, flag_id)
    assert (row.due_on, row.ended_at) == (DUE[kind], None)
    assert FULL[kind]["what"].encode() not in row.words
    flag = shown(reference)
    assert (flag.kind, flag.what, flag.days_left) == (kind, FULL[kind]["what"], (DUE[kind] - TODAY).days)
    event = db.session.scalars(select(Event).where(Event.name == EventName.FLAG_RAISED)).one()
    assert FULL[kind]["what"] not in str(event.facts)


@pytest.mark.parametrize(
    ("kind", "changed", "missing"),
    [
        (FlagKind.SUBJECT_ACCESS, {"what": " "}, "what"),
        (FlagKind.SUBJECT_ACCESS, {"since": None}, "since"),
        (FlagKind.SUBJECT_ACCESS, {"since": TODAY + timedelta(days=1)}, "since"),
        (FlagKind.DATA_BREACH, {"since": None}, "since"),
        (FlagKind.UNREASONABLE_BEHAVIOUR, {"impact": ""}, "impact"),
        (FlagKind.UNREASONABLE_BEHAVIOUR, {"review_on": None}, "review_on"),
        (FlagKind.UNREASONABLE_BEHAVIOUR, {"review_on": TODAY}, "review_on"),
        (FlagKind.UNREASONABLE_BEHAVIOUR, {"review_on": date(2026, 9, 11)}, "review_on"),
    ],
)
def test_what_a_flag_needs(kind: FlagKind, changed: dict[str, Any], missing: str) -> None:
    with pytest.raises(Incomplete) as problem:
        raised(kind, **changed)
    assert problem.value.missing == (missing,)
    assert db.session.scalar(select(Flag.id)) is None


@pytest.mark.parametrize("role", list(Role))
def test_each_role_does_what_its_permissions_say(role: Role) -> None:
    member = somebody(role)
    reference, breach = raised(FlagKind.DATA_BREACH)
    _reference, behaviour = raised(FlagKind.UNREASONABLE_BEHAVIOUR, reference)
    next_month = date(2026, 4, 10)
    verbs: list[tuple[Permission, Callable[[], object]]] = [
        (
            Permission.SCREEN,
            lambda: flags.raise_flag(
                reference, member, Raised(FlagKind.DATA_BREACH, **FULL[FlagKind.DATA_BREACH])
            ),
        ),
        (Permission.SCREEN, lambda: flags.add_advice(reference, breach, member, ADVICE)),
        (Permission.SCREEN, lambda: flags.pass_on(reference, breach, member, "Data protection")),
        (
            Permission.SIGN,
            lambda: flags.restrict(
                reference, behaviour, member, "By letter only", next_month, found="Twelve calls."
            ),
        ),
        (Permission.SEE_DESK, lambda: flag_lists.list_open_flags(member)),
        (Permission.SCREEN, lambda: flags.end_flag(reference, breach, member, "It came back unread")),
    ]
    for permission, act in verbs:
        if member.may(permission):
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_who_must_keep_away_sees_and_does_nothing() -> None:
    near = somebody(Role.SUPERVISOR)
    reference, flag_id = raised(FlagKind.DATA_BREACH)
    kept_away(reference, near)
    assert flag_lists.list_open_flags(near).lines == ()
    assert sum(flag_lists.count_open_flags(near).values()) == 0
    for act in (
        lambda: raised_by(near, reference),
        lambda: flags.add_advice(reference, flag_id, near, ADVICE),
        lambda: flags.pass_on(reference, flag_id, near, "Somebody"),
        lambda: flags.end_flag(reference, flag_id, near, "Done"),
    ):
        with pytest.raises(ConflictOfInterest):
            act()


def raised_by(member: Any, reference: str) -> int:
    """Raise a flag as somebody."""
    kind = FlagKind.SUBJECT_ACCESS
    return flags.raise_flag(reference, member, Raised(kind, **FULL[kind]))


def test_advice_on_a_breach_is_kept_in_the_order_it_came() -> None:
    reference, flag_id = raised(FlagKind.DATA_BREACH)
    flags.add_advice(reference, flag_id, somebody(), ADVICE)
    flags.add_advice(reference, flag_id, somebody(), Advice("Legal", TODAY, "Tell the mother too"))
    assert shown(reference).advice == (ADVICE, Advice("Legal", TODAY, "Tell the mother too"))
    with pytest.raises(Incomplete) as problem:
        flags.add_advice(reference, flag_id, somebody(), Advice(" ", TODAY + timedelta(days=1), ""))
    assert problem.value.missing == ("source", "text", "on")


def test_a_restriction_is_a_supervisors_to_set_and_to_end_and_hides_nothing() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    before = desk.count_queue(officer)
    reference, flag_id = raised(FlagKind.UNREASONABLE_BEHAVIOUR)
    with pytest.raises(Incomplete):
        flags.restrict(reference, flag_id, supervisor, "By letter only", date(2026, 9, 11), found="Calls.")
    with pytest.raises(Incomplete):
        flags.restrict(reference, flag_id, supervisor, "", date(2026, 5, 1), found=" ")
    flags.restrict(reference, flag_id, supervisor, "By letter only", date(2026, 5, 1), found="Twelve calls.")
    flag = shown(reference)
    assert (flag.restriction, flag.restricted_by, flag.due_on) == (
        "By letter only",
        supervisor.name,
        date(2026, 5, 1),
    )
    assert desk.count_queue(officer) == before + 1
    with pytest.raises(NotAllowed):
        flags.end_flag(reference, flag_id, officer, "They were kind today")
    flags.end_flag(reference, flag_id, supervisor, "They were kind for a month")
    assert (shown(reference).is_open, shown(reference).outcome) == (False, "They were kind for a month")


def test_a_flag_that_has_ended_takes_no_more_steps() -> None:
    reference, flag_id = raised(FlagKind.SUBJECT_ACCESS)
    flags.pass_on(reference, flag_id, somebody(), "Records team, by internal post")
    assert shown(reference).passed_to == "Records team, by internal post"
    with pytest.raises(Incomplete):
        flags.end_flag(reference, flag_id, somebody(), "  ")
    flags.end_flag(reference, flag_id, somebody(), "She has her file")
    for act in (
        lambda: flags.end_flag(reference, flag_id, somebody(), "Again"),
        lambda: flags.pass_on(reference, flag_id, somebody(), "Somebody else"),
    ):
        with pytest.raises(MoveNotPossible):
            act()
    with pytest.raises(NotFound):
        flags.end_flag(make_feedback().reference, flag_id, somebody(), "Elsewhere")


def test_a_step_of_another_kind_is_refused() -> None:
    reference, flag_id = raised(FlagKind.SUBJECT_ACCESS)
    supervisor = somebody(Role.SUPERVISOR)
    with pytest.raises(MoveNotPossible):
        flags.add_advice(reference, flag_id, supervisor, ADVICE)
    with pytest.raises(MoveNotPossible):
        flags.restrict(reference, flag_id, supervisor, "By letter only", date(2026, 4, 1), found="Calls.")


def test_the_list_has_the_latest_first_by_kind_and_page() -> None:
    officer = somebody()
    old = raised(FlagKind.SUBJECT_ACCESS, since=date(2026, 1, 5))[1]
    breaches = [raised(FlagKind.DATA_BREACH)[1] for _ in range(flag_lists.PAGE)]
    later = raised(FlagKind.UNREASONABLE_BEHAVIOUR)[1]
    ended = raised(FlagKind.DATA_BREACH)
    flags.end_flag(*ended, officer, "Nothing in it")
    first = flag_lists.list_open_flags(officer)
    rest = flag_lists.list_open_flags(officer, after=first.next_cursor)
    assert [line.id for line in (*first.lines, *rest.lines)] == [old, *breaches, later]
    assert first.lines[0].days_left < 0
    assert rest.next_cursor is None
    only = flag_lists.list_open_flags(officer, FlagKind.DATA_BREACH)
    assert [line.id for line in only.lines] == breaches
    assert flag_lists.count_open_flags(officer) == {
        FlagKind.SUBJECT_ACCESS: 1,
        FlagKind.DATA_BREACH: len(breaches),
        FlagKind.UNREASONABLE_BEHAVIOUR: 1,
    }


def test_other_items_of_the_same_person_say_only_that_there_is_a_flag_to_look_at() -> None:
    kim = (PartySent(PartyRole.SENDER, "parent", name="Kim Calls", email="kim@mail.example"),)
    old, new = (make_feedback(parties=kim).reference for _ in range(2))
    officer = somebody()
    assert [one.behaviour_flagged for one in reading.read_item(new, officer).earlier] == [False]
    _reference, flag_id = raised(FlagKind.UNREASONABLE_BEHAVIOUR, old)
    page = reading.read_item(new, officer)
    assert [(one.reference, one.behaviour_flagged) for one in page.earlier] == [(old, True)]
    assert page.flags == ()
    flags.end_flag(old, flag_id, officer, "They were kind for a month")
    assert [one.behaviour_flagged for one in reading.read_item(new, officer).earlier] == [False]


def test_the_days_for_advice_are_the_councils_own(monkeypatch: pytest.MonkeyPatch) -> None:
    council = current_council()
    other = dataclasses.replace(council, data_protection=DataProtection(advice_days=5))
    monkeypatch.setattr("portal.services.flags.current_council", lambda: other)
    _reference, flag_id = raised(FlagKind.DATA_BREACH)
    assert db.session.get_one(Flag, flag_id).due_on == TODAY + timedelta(days=5)
