"""The desk lists what waits, by the day to act by, and never what somebody must keep away from."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind, Role, Route
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.feedback import Feedback
from portal.services import claims, desk, desk_returned, signers, signing_list
from portal.services.accounts import StaffMember
from portal.services.desk import Filters
from portal.services.now import now
from tests import factories
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
DAY = date(2026, 3, 12)


@pytest.fixture
def officer(app_context: Flask) -> StaffMember:
    """An officer whose queue starts empty."""
    db.session.execute(update(Feedback).values(status=FeedbackStatus.DECIDED))
    db.session.commit()
    return somebody()


def references(officer: StaffMember, **wanted: Any) -> list[str]:
    return [line.reference for line in desk.list_queue(officer, Filters(**wanted)).items]


def test_the_queue_stands_in_the_order_of_the_day_to_act_by(officer: StaffMember) -> None:
    late, soon, today = (
        factories.make_feedback(act_by=DAY + timedelta(days=days)).reference for days in (9, 1, -2)
    )
    assert references(officer) == [today, soon, late]
    assert [line.days_left for line in desk.list_queue(officer).items] == [0, 3, 8]


def test_pages_hold_twenty_five_and_leave_nothing_out(officer: StaffMember) -> None:
    made = [factories.make_feedback(act_by=DAY + timedelta(days=n % 3)).reference for n in range(60)]
    seen, cursor, pages = [], None, 0
    while True:
        page = desk.list_queue(officer, after=cursor)
        seen += [line.reference for line in page.items]
        cursor, pages = page.next_cursor, pages + 1
        if cursor is None:
            break
    assert sorted(seen) == sorted(made)
    assert len(set(seen)) == 60
    assert pages == 3


@pytest.mark.parametrize("cursor", ["", "rubbish", "2026-13-40.1", "2026-03-12.", "2026-03-12.x", "\0"])
def test_a_cursor_that_can_not_be_read_starts_at_the_top(officer: StaffMember, cursor: str) -> None:
    made = factories.make_feedback()
    page = desk.list_queue(officer, after=cursor)
    assert [line.reference for line in page.items] == [made.reference]


def test_filters_narrow_the_queue(officer: StaffMember) -> None:
    plain = factories.make_feedback(act_by=DAY).reference
    special = factories.make_feedback(
        kind=Kind.COMMENT,
        channel=Channel.PHONE,
        audience=Audience.TWELVE_AND_OVER,
        team="fostering",
        act_by=date(2026, 3, 9),
    ).reference
    claims.claim(special, officer)
    for wanted in (
        {"kind": Kind.COMMENT},
        {"channel": Channel.PHONE},
        {"audience": Audience.TWELVE_AND_OVER},
        {"team": "fostering"},
        {"claimed": "me"},
        {"late": True},
    ):
        assert references(officer, **wanted) == [special], wanted
    assert references(officer, claimed="nobody") == [plain]
    assert references(officer, kind=Kind.COMMENT, channel=Channel.WEB) == []


def test_a_line_shows_facets_and_never_words(officer: StaffMember) -> None:
    made = factories.make_feedback(
        "Nobody may read this in a list.",
        audience=Audience.UNDER_TWELVE,
        team="fostering",
        danger=True,
        about_to_happen_on=DAY,
    )
    claims.claim(made.reference, officer)
    (line,) = desk.list_flagged(officer).items
    assert (line.young, line.danger, line.about_to_happen_on) == (True, True, DAY)
    assert (line.team, line.claimed_by, line.claimed_by_me) == ("Fostering Team", officer.name, True)
    assert "Nobody may read" not in repr(line)


def test_safety_flags_have_their_own_list_until_the_duty_team_has_them(officer: StaffMember) -> None:
    made = factories.make_feedback(danger=True)
    assert [line.reference for line in desk.list_flagged(officer).items] == [made.reference]
    assert references(officer) == []
    assert (desk.count_desk(officer).flagged, desk.count_desk(officer).unclaimed) == (1, 0)
    db.session.execute(update(Feedback).values(act_by=now().date() - timedelta(days=3)))
    db.session.commit()
    assert (desk.count_desk(officer).late, desk.count_desk(officer).late_flagged) == (0, 1)

    db.session.execute(update(DutyAlert).values(acknowledged_at=now()))
    db.session.commit()
    assert desk.list_flagged(officer).items == ()
    assert references(officer) == [made.reference]


def test_what_somebody_must_keep_away_from_is_in_none_of_their_lists(officer: StaffMember) -> None:
    supervisor = somebody(Role.SUPERVISOR)
    made = factories.make_feedback(danger=True)
    waiting = screened(officer)
    decided(waiting, officer, Route.REFUSED)
    queued = factories.make_feedback().reference
    for reference in (made.reference, waiting, queued):
        kept_away(reference, supervisor, named=True)

    assert desk.list_flagged(supervisor).items == ()
    assert signing_list.list_for_signer(supervisor) == ()
    assert references(supervisor) == []
    counts = desk.count_desk(supervisor)
    assert (counts.flagged, counts.unclaimed, counts.to_sign) == (0, 0, 0)


def _refused(officer: StaffMember) -> str:
    reference = screened(officer)
    decided(reference, officer, Route.REFUSED)
    return reference


def test_counts_are_the_lengths_of_the_lists(officer: StaffMember) -> None:
    supervisor = somebody(Role.SUPERVISOR)
    for days in (-3, 1, 2):
        factories.make_feedback(act_by=DAY + timedelta(days=days))
    screened(officer)
    returned = factories.make_feedback(status=FeedbackStatus.RETURNED).reference
    signers.pass_on(_refused(officer), officer, supervisor.id)
    _refused(officer)  # this one is asked of somebody else

    for who in (officer, supervisor):
        counts = desk.count_desk(who)
        assert counts.unclaimed == len(references(who, claimed="nobody")) == 4
        assert counts.mine == len(desk.list_mine(who)) == (1 if who is officer else 0)
        assert counts.late == len(references(who, late=True)) == 1
        assert counts.returned == 1
        assert [line.piece.reference for line in desk_returned.list_returned(who).lines] == [returned]
    assert desk.count_desk(officer).to_sign == 0
    asked = [line.asked for line in signing_list.list_for_signer(supervisor)]
    assert asked == [True, False]
    assert desk.count_desk(supervisor).to_sign == 1


def test_what_waits_for_a_signature_says_by_when(officer: StaffMember) -> None:
    reference = screened(officer)
    decided(reference, officer, Route.SIGNPOSTED)
    (line,) = signing_list.list_for_signer(somebody(Role.MANAGER))
    assert (line.reference, line.proposed_by, line.route) == (reference, officer.name, Route.SIGNPOSTED)
    assert (line.sign_by, line.days_left) == (date(2026, 3, 11), 1)


@pytest.mark.parametrize("role", [Role.STAFF, Role.DUTY, Role.ADMINISTRATOR])
def test_the_desk_is_closed_to_other_roles(role: Role) -> None:
    stranger = somebody(role)
    for look in (
        desk.list_queue,
        desk.list_flagged,
        desk.list_mine,
        signing_list.list_for_signer,
        desk.count_desk,
    ):
        with pytest.raises(NotAllowed):
            look(stranger)


def test_lists_take_as_many_queries_for_ten_rows_as_for_five_hundred(
    officer: StaffMember, count_queries: Callable[[], Any]
) -> None:
    supervisor = somebody(Role.SUPERVISOR)
    looks: dict[str, Callable[[], Any]] = {
        "queue": lambda: desk.list_queue(supervisor, Filters(kind=Kind.COMPLAINT)),
        "flagged": lambda: desk.list_flagged(supervisor),
        "mine": lambda: desk.list_mine(supervisor),
        "returned": lambda: desk_returned.list_returned(supervisor),
        "to sign": lambda: signing_list.list_for_signer(supervisor),
        "counts": lambda: desk.count_desk(supervisor),
    }
    most = {"queue": 2, "flagged": 2, "mine": 2, "returned": 2, "to sign": 2, "counts": 5}
    decided(screened(officer), officer, Route.REFUSED)
    for rows in (10, 500):
        _fill(rows)
        for name, look in looks.items():
            with count_queries() as queries:
                look()
            assert queries.count <= most[name], f"{name} with {rows}: {queries}"


def _fill(rows: int) -> None:
    """Store many plain items at once, under the key of one."""
    made = factories.make_feedback()
    pattern = db.session.get_one(Feedback, made.id)
    columns = {c.key: getattr(pattern, c.key) for c in Feedback.__table__.columns if c.key != "id"}
    db.session.execute(
        Feedback.__table__.insert(),
        [
            columns
            | {
                "reference": f"CF-M{rows}-{n}",
                "submission_id": f"many-{rows}-{n}",
                "code_hash": f"many-{rows}-{n}",
            }
            for n in range(rows)
        ],
    )
    db.session.commit()
