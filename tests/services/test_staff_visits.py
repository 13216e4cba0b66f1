"""Pieces keyed in at once belong to one account each, and late work is counted on every database."""

import pytest

from portal.domain.errors import MoveNotPossible
from portal.domain.vocabulary import Role
from portal.services import drafts, staff_visits, visits
from portal.services.late_work import count_late_work
from tests.services.screening_steps import somebody

pytestmark = pytest.mark.usefixtures("app_context")
FORM, OTHER = "keyed-complaint", "keyed-comment"


def begun(account_id: int, journey: str = FORM) -> drafts.StartedDraft:
    """Begin a piece under an account."""
    visit_id = staff_visits.open_staff_visit(account_id)
    started = drafts.start_draft(journey, 28)
    visits.attach_draft(visit_id, started.id)
    return started


def test_each_form_and_each_account_has_its_own() -> None:
    first, second = somebody(Role.STAFF).id, somebody(Role.STAFF).id
    one, two, theirs = begun(first), begun(first, OTHER), begun(second)

    for account, journey, wanted in ((first, FORM, one), (first, OTHER, two), (second, FORM, theirs)):
        found = staff_visits.find_staff_visit(account, journey)
        assert found is not None
        assert found.draft_id == wanted.id
    assert staff_visits.find_staff_visit(second, OTHER) is None
    assert len(staff_visits.list_begun(first)) == 2
    assert staff_visits.take_in_hand(first, theirs.submission_id) is None


def test_what_is_thrown_away_makes_room_and_the_twenty_first_waits() -> None:
    account = somebody(Role.STAFF).id
    pieces = [begun(account) for _ in range(staff_visits.AT_ONCE)]
    with pytest.raises(MoveNotPossible):
        staff_visits.open_staff_visit(account)
    drafts.discard_draft(pieces[3].id)
    begun(account, OTHER)
    assert {piece.journey for piece in staff_visits.list_begun(account)} == {FORM, OTHER}


def test_nothing_is_late_where_nothing_waits() -> None:
    late = count_late_work(somebody(Role.SUPERVISOR))
    assert (late.calls, late.letters, late.to_sign) == (0, 0, 0)
