"""Asking for a hold and deciding it: who may, by when, what the person is told, and what is late."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select, update

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.freezes import NEEDS_REASON
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, FeedbackStatus, FreezeStatus, PartyRole, Role, Route
from portal.domain.workflow import FREEZE_MOVES, FreezeAction
from portal.extensions import db
from portal.models.account import Account
from portal.models.case import Stage
from portal.models.contact_task import ContactTask
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.freeze import FreezeRequest
from portal.models.message import Message
from portal.models.outbox import OutboxMail
from portal.services import claims, freeze_lists, freeze_page, freezes, reading
from portal.services.accounts import StaffMember, end_account
from portal.services.freezes import Ruling
from portal.services.intake import PartySent, SafeContact
from portal.services.now import now
from tests.conftest import Clock
from tests.factories import MadeFeedback, make_feedback
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
MOVE = "Moving Jem to another home on Friday"
FRIDAY = date(2026, 3, 13)
WHY = "The home shuts on Friday, and Jem would have nowhere to sleep."


def asked(by: StaffMember | None = None, **sent: Any) -> tuple[MadeFeedback, int]:
    """Let an officer ask for a hold of something on Friday."""
    made = make_feedback(**{"about_to_happen": True, "about_to_happen_on": FRIDAY} | sent)
    return made, freezes.ask_freeze(made.reference, by or somebody(), MOVE, FRIDAY)


def row_of(freeze_id: int) -> FreezeRequest:
    """Return the stored request."""
    db.session.expire_all()
    return db.session.get_one(FreezeRequest, freeze_id)


def ruling(action: FreezeAction, seen: FreezeStatus = FreezeStatus.ASKED, **changed: str) -> Ruling:
    """Return a complete ruling."""
    words = changed.get("reason", WHY), changed.get("message", "We have decided.")
    return Ruling(action, *words, seen, changed.get("harmed", "Jem"))


def mails(template: str) -> int:
    """Return how many such mails were queued."""
    counted = select(func.count(OutboxMail.id)).where(OutboxMail.template == template)
    return db.session.scalar(counted) or 0


def test_asking_names_a_manager_tells_them_and_stops_no_clock() -> None:
    officer = somebody()
    made, freeze_id = asked(officer)
    before = db.session.scalar(select(Feedback.act_by).where(Feedback.id == made.id))
    row = row_of(freeze_id)
    assert (row.status, row.decide_by, row.happens_on) == (FreezeStatus.ASKED, date(2026, 3, 11), FRIDAY)
    named = db.session.get_one(Account, row.manager_id)
    assert named.role is Role.MANAGER
    assert MOVE.encode() not in row.words
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.template == "freeze_asked")).one()
    assert mail.feedback_id == made.id
    assert mails("freezes_late") == 0
    shown = reading.read_item(made.reference, officer).freezes[0]
    assert (shown.what, shown.manager, shown.asked_by, shown.late) == (MOVE, named.name, officer.name, False)
    assert db.session.scalar(select(Feedback.act_by).where(Feedback.id == made.id)) == before


def test_nobody_need_hold_the_item_to_ask() -> None:
    made = make_feedback()
    claims.claim(made.reference, somebody())
    assert freezes.ask_freeze(made.reference, somebody(), MOVE, None)


def test_the_teams_manager_is_asked_before_the_officers_own() -> None:
    boss, of_team = somebody(Role.SUPERVISOR), somebody(Role.MANAGER)
    officer = somebody(line_manager=boss.email)
    db.session.execute(update(Account).where(Account.id == of_team.id).values(team="team-a"))
    db.session.commit()
    _made, first = asked(officer, team="team-a")
    _made, second = asked(officer)
    assert row_of(first).manager_id == of_team.id
    assert row_of(second).manager_id == boss.id


@pytest.mark.parametrize(
    ("what", "on", "missing"),
    [("  ", FRIDAY, "what"), (MOVE, date(2026, 3, 9), "happens_on")],
)
def test_what_and_a_day_that_is_not_gone_are_needed(what: str, on: date, missing: str) -> None:
    with pytest.raises(Incomplete) as problem:
        freezes.ask_freeze(make_feedback().reference, somebody(), what, on)
    assert problem.value.missing == (missing,)


def test_one_request_waits_at_a_time_and_none_for_what_was_set_aside() -> None:
    made, _freeze_id = asked()
    with pytest.raises(MoveNotPossible):
        freezes.ask_freeze(made.reference, somebody(), "Something else", None)
    for status in (FeedbackStatus.SET_ASIDE, FeedbackStatus.WITHDRAWN):
        gone = make_feedback(status=status)
        with pytest.raises(MoveNotPossible):
            freezes.ask_freeze(gone.reference, somebody(), MOVE, None)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_asks_and_decides_as_its_permissions_say(role: Role) -> None:
    member, (made, freeze_id) = somebody(role), asked()
    for permission, act in (
        (Permission.SCREEN, lambda: freezes.ask_freeze(make_feedback().reference, member, MOVE, None)),
        (
            Permission.DECIDE_FREEZE,
            lambda: freezes.decide_freeze(made.reference, freeze_id, member, ruling(FreezeAction.HOLD)),
        ),
        (Permission.SEE_DESK, lambda: freeze_lists.list_waiting(member)),
        (Permission.SEE_DESK, lambda: freeze_page.read_freeze(made.reference, freeze_id, member)),
    ):
        if member.may(permission):
            act()
        else:
            with pytest.raises(NotAllowed):
                act()
    decides = member.may(Permission.DECIDE_FREEZE)
    assert row_of(freeze_id).status is (FreezeStatus.HELD if decides else FreezeStatus.ASKED)


def test_whoever_asked_does_not_decide_and_is_not_asked() -> None:
    supervisor = somebody(Role.SUPERVISOR)
    made, freeze_id = asked(supervisor)
    assert row_of(freeze_id).manager_id != supervisor.id
    assert freeze_page.read_freeze(made.reference, freeze_id, supervisor).actions == ()
    with pytest.raises(NotAllowed):
        freezes.decide_freeze(made.reference, freeze_id, supervisor, ruling(FreezeAction.HOLD))
    with pytest.raises(Incomplete):
        freezes.name_manager(made.reference, freeze_id, supervisor, supervisor.id)


def test_who_must_keep_away_neither_sees_nor_decides_nor_is_asked() -> None:
    near = somebody(Role.MANAGER)
    made = make_feedback()
    kept_away(made.reference, near)
    with pytest.raises(Incomplete):
        freezes.ask_freeze(made.reference, somebody(), MOVE, None, near.id)
    freeze_id = freezes.ask_freeze(made.reference, somebody(), MOVE, None)
    assert row_of(freeze_id).manager_id != near.id
    assert freeze_lists.list_waiting(near).lines == ()
    assert freeze_lists.count_waiting_freezes(near) == 0
    for act in (
        lambda: freezes.decide_freeze(made.reference, freeze_id, near, ruling(FreezeAction.HOLD)),
        lambda: freeze_page.read_freeze(made.reference, freeze_id, near),
        lambda: freezes.name_manager(made.reference, freeze_id, near, near.id),
    ):
        with pytest.raises(ConflictOfInterest):
            act()


@pytest.mark.parametrize("action", list(FreezeAction))
@pytest.mark.parametrize("status", list(FreezeStatus))
def test_it_moves_only_by_the_table(status: FreezeStatus, action: FreezeAction) -> None:
    manager, (made, freeze_id) = somebody(Role.MANAGER), asked()
    db.session.execute(update(FreezeRequest).where(FreezeRequest.id == freeze_id).values(status=status))
    db.session.commit()
    target = FREEZE_MOVES.get((status, action))
    if target is None:
        with pytest.raises(MoveNotPossible):
            freezes.decide_freeze(made.reference, freeze_id, manager, ruling(action, status))
        target = status
    else:
        freezes.decide_freeze(made.reference, freeze_id, manager, ruling(action, status))
    assert row_of(freeze_id).status is target


@pytest.mark.parametrize("action", sorted(NEEDS_REASON))
def test_only_holding_needs_no_reasons_and_reasons_reach_the_person(action: FreezeAction) -> None:
    manager, (made, freeze_id) = somebody(Role.MANAGER), asked()
    nothing = ruling(action, reason=" ", message="", harmed=" ")
    with pytest.raises(Incomplete) as problem:
        freezes.decide_freeze(made.reference, freeze_id, manager, nothing)
    harmed = ("harmed",) if action is FreezeAction.LET_GO_AHEAD else ()
    assert problem.value.missing == ("reason", *harmed, "message")
    freezes.decide_freeze(made.reference, freeze_id, manager, ruling(action, message="We looked at it."))
    item = reading.read_item(made.reference, manager)
    told = item.conversation.spoken[-1]
    assert told.ours
    assert told.text.startswith(f"We looked at it.\n\n{WHY}\n\n")
    assert "advocate" in told.text
    assert "Ombudsman" in told.text
    assert item.freezes[0].reason == WHY
    event = db.session.scalars(select(Event).where(Event.name == EventName.FREEZE_DECIDED)).one()
    assert event.account_id == manager.id
    assert WHY not in str(event.facts)


@pytest.mark.parametrize("reason", ["Harm.", "Unbearable harmfulness otherwise", "no no no no"])
def test_letting_it_go_ahead_needs_a_reason_of_substance(reason: str) -> None:
    manager, (made, freeze_id) = somebody(Role.MANAGER), asked()
    said = ruling(FreezeAction.LET_GO_AHEAD, reason=reason)
    with pytest.raises(Incomplete) as problem:
        freezes.decide_freeze(made.reference, freeze_id, manager, said)
    assert problem.value.missing == ("reason_short",)
    freezes.decide_freeze(made.reference, freeze_id, manager, ruling(FreezeAction.LET_GO_AHEAD))
    shown = reading.read_item(made.reference, manager)
    assert shown.freezes[0].harmed == "Jem"


@pytest.mark.parametrize(("happens_on", "due"), [(10, 10), (11, 10), (12, 11), (13, 11)])
def test_whoever_is_told_by_telephone_is_rung_before_it_happens(happens_on: int, due: int) -> None:
    kim = PartySent(PartyRole.SENDER, "parent", phone="01632 960111")
    made = make_feedback(parties=(kim,), safe_contact=SafeContact(("phone",)))
    freeze_id = freezes.ask_freeze(made.reference, somebody(), MOVE, date(2026, 3, happens_on))
    said = ruling(FreezeAction.LET_GO_AHEAD)
    freezes.decide_freeze(made.reference, freeze_id, somebody(Role.MANAGER), said)
    assert db.session.scalars(select(ContactTask.due_on)).all() == [date(2026, 3, due)]


@pytest.mark.parametrize("audience", [Audience.ADULT, Audience.TWELVE_AND_OVER, Audience.UNDER_TWELVE])
def test_the_letter_shown_is_the_letter_sent(audience: Audience) -> None:
    manager, (made, freeze_id) = somebody(Role.MANAGER), asked(audience=audience)
    page = freeze_page.read_freeze(made.reference, freeze_id, manager)
    assert page.actions[0] is FreezeAction.HOLD
    draft = page.drafts[FreezeAction.HOLD]
    assert MOVE in draft
    freezes.decide_freeze(
        made.reference, freeze_id, manager, ruling(FreezeAction.HOLD, message=draft, reason="")
    )
    assert reading.read_item(made.reference, manager).conversation.spoken[-1].text == draft
    message = db.session.scalars(select(Message).where(Message.id == row_of(freeze_id).message_id)).one()
    assert message.about == "freeze"


def test_a_page_that_is_no_longer_true_decides_nothing() -> None:
    manager, other, (made, freeze_id) = somebody(Role.MANAGER), somebody(Role.MANAGER), asked()
    freezes.decide_freeze(made.reference, freeze_id, other, ruling(FreezeAction.LET_GO_AHEAD))
    with pytest.raises(MoveNotPossible):
        freezes.decide_freeze(made.reference, freeze_id, manager, ruling(FreezeAction.HOLD))
    again = ruling(FreezeAction.HOLD, FreezeStatus.GOES_AHEAD)
    freezes.decide_freeze(made.reference, freeze_id, manager, again)
    assert row_of(freeze_id).status is FreezeStatus.HELD
    with pytest.raises(NotFound):
        freezes.decide_freeze(make_feedback().reference, freeze_id, manager, ruling(FreezeAction.HOLD))


def test_it_can_be_put_to_another_manager_who_is_told() -> None:
    other, officer, (made, freeze_id) = somebody(Role.MANAGER), somebody(), asked()
    page = freeze_page.read_freeze(made.reference, freeze_id, officer)
    assert other.id in dict(page.others)
    freezes.name_manager(made.reference, freeze_id, officer, other.id)
    assert row_of(freeze_id).manager_id == other.id
    assert mails("freeze_asked") == 2
    with pytest.raises(Incomplete):
        freezes.name_manager(made.reference, freeze_id, officer, officer.id)
    with pytest.raises(NotAllowed):
        freezes.name_manager(made.reference, freeze_id, somebody(Role.DUTY), other.id)
    freezes.decide_freeze(made.reference, freeze_id, other, ruling(FreezeAction.HOLD))
    with pytest.raises(MoveNotPossible):
        freezes.name_manager(made.reference, freeze_id, officer, other.id)


def test_where_nobody_can_be_asked_the_supervisors_hear_of_it() -> None:
    for role in (Role.MANAGER, Role.SUPERVISOR):
        end_account(f"background.{role.value}@test.example")
    _made, freeze_id = asked()
    assert row_of(freeze_id).manager_id is None
    assert mails("freezes_late") == 1


def test_the_list_shows_whose_it_is_and_who_can_no_longer_decide() -> None:
    manager, deputy = somebody(Role.MANAGER), somebody()
    db.session.execute(update(Account).where(Account.id == manager.id).values(deputy_id=deputy.id))
    db.session.commit()
    made, freeze_id = asked()
    freezes.name_manager(made.reference, freeze_id, somebody(), manager.id)
    for member, mine in ((manager, True), (deputy, True), (somebody(), False)):
        (line,) = freeze_lists.list_waiting(member).lines
        assert (line.mine, line.manager, line.days_left) == (mine, manager.name, 1)
    assert freeze_lists.count_waiting_freezes(deputy) == 1
    kept_away(made.reference, manager)
    assert freeze_lists.list_waiting(deputy).lines[0].manager == ""
    third = somebody(Role.MANAGER)
    freezes.decide_freeze(made.reference, freeze_id, third, ruling(FreezeAction.HOLD))
    assert freeze_lists.list_waiting(deputy).lines == ()
    assert [line.id for line in freeze_lists.list_held(deputy).lines] == [freeze_id]


def test_the_list_goes_on_page_by_page() -> None:
    officer, ids = somebody(), [asked()[1] for _ in range(freeze_lists.PAGE + 2)]
    first = freeze_lists.list_waiting(officer)
    rest = freeze_lists.list_waiting(officer, first.next_cursor)
    assert [line.id for line in (*first.lines, *rest.lines)] == ids
    assert rest.next_cursor is None


def test_supervisors_hear_of_a_late_one_once_each_working_day(clock: Clock) -> None:
    made, freeze_id = asked()
    clock.set(datetime(2026, 3, 11, 20, tzinfo=UTC))
    assert freeze_lists.alert_late_freezes() == 0
    clock.set(datetime(2026, 3, 12, 7, tzinfo=UTC))
    assert [freeze_lists.alert_late_freezes() for _ in range(3)] == [1, 0, 0]
    clock.set(datetime(2026, 3, 13, 7, tzinfo=UTC))
    assert freeze_lists.alert_late_freezes() == 1
    clock.set(datetime(2026, 3, 14, 7, tzinfo=UTC))
    assert freeze_lists.alert_late_freezes() == 0
    assert mails("freezes_late") == 2
    clock.set(datetime(2026, 3, 16, 7, tzinfo=UTC))
    freezes.decide_freeze(made.reference, freeze_id, somebody(Role.MANAGER), ruling(FreezeAction.HOLD))
    assert freeze_lists.alert_late_freezes() == 0
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.template == "freezes_late")).first()
    assert mail is not None
    assert (mail.feedback_id, mail.staff_list) == (None, "supervisors")


def test_the_clock_of_the_complaint_runs_on() -> None:
    officer, manager = somebody(), somebody(Role.MANAGER)
    reference = screened(officer)
    decided(reference, officer, Route.STATUTORY)
    before = db.session.execute(select(Stage.id, Stage.due_on, Stage.status)).all()
    assert before
    freeze_id = freezes.ask_freeze(reference, officer, MOVE, FRIDAY)
    freezes.decide_freeze(reference, freeze_id, manager, ruling(FreezeAction.HOLD))
    assert db.session.execute(select(Stage.id, Stage.due_on, Stage.status)).all() == before


def test_the_service_is_still_to_be_told_until_somebody_notes_that_it_was() -> None:
    manager = somebody(Role.MANAGER)
    made, freeze_id = asked()
    later = date(2026, 3, 16)
    freezes.decide_freeze(
        made.reference, freeze_id, manager, replace(ruling(FreezeAction.HOLD), happens_on=later)
    )
    page = reading.read_item(made.reference, manager)
    assert (page.freezes[0].to_be_told, page.freezes[0].happens_on) == (True, later)
    assert [one.how for one in page.told if one.owed] == ["that it is held"]
    with pytest.raises(Incomplete):
        freezes.tell_service(made.reference, freeze_id, manager, " ", now())
    freezes.tell_service(made.reference, freeze_id, manager, "Ann Lee, placements", now())
    page = reading.read_item(made.reference, manager)
    assert not page.freezes[0].to_be_told
    assert [one.who for one in page.told if one.owed or one.who == "Ann Lee, placements"] == [
        "Ann Lee, placements"
    ]


def test_the_letter_to_somebody_who_is_rung_speaks_of_no_page() -> None:
    kim = PartySent(PartyRole.SENDER, "parent", name="Kim Low", phone="01632 960111")
    made = make_feedback(parties=(kim,), safe_contact=SafeContact(("phone",)))
    freeze_id = freezes.ask_freeze(made.reference, somebody(), MOVE, FRIDAY)
    manager = somebody(Role.MANAGER)
    page = freeze_page.read_freeze(made.reference, freeze_id, manager)
    draft = page.drafts[FreezeAction.HOLD]
    assert draft.startswith("Hello Kim Low.\n\nSomething is about to happen")
    assert "this page" not in draft
    freezes.decide_freeze(made.reference, freeze_id, manager, ruling(FreezeAction.HOLD, message=draft))
    assert reading.read_item(made.reference, manager).messages[0].text == draft
