"""An authority shares nothing until both have said yes, and then no more and no longer than was agreed."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.authority import (
    OWN_VOICES,
    Agreement,
    Sharing,
    is_no_wider,
    needs_authority,
    scopes_on,
    speaks_as_child,
)
from portal.domain.vocabulary import Audience, AuthorityBasis, Holder, Scope

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SCOPES = st.frozensets(st.sampled_from(Scope))
ASKED = st.sampled_from([AuthorityBasis.CHILD_WILL_CONFIRM, AuthorityBasis.PROOF])
MARCH = date(2026, 3, 1)
FULL = Agreement(
    AuthorityBasis.CHILD_WILL_CONFIRM,
    frozenset(Scope),
    MARCH,
    child_confirmed=True,
    named_confirmed=True,
)


@st.composite
def agreements(draw: st.DrawFn, basis: st.SearchStrategy[AuthorityBasis] = ASKED) -> Agreement:
    return Agreement(
        draw(basis),
        draw(SCOPES),
        draw(DAYS),
        draw(st.none() | DAYS),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@given(agreements(), st.sampled_from(Scope), DAYS)
def test_it_shares_only_with_both_in_its_days_and_while_it_lasts(
    one: Agreement, scope: Scope, day: date
) -> None:
    in_time = one.from_on <= day and (one.to_on is None or day <= one.to_on)
    expected = (
        scope in one.scopes and one.child_confirmed and one.named_confirmed and in_time and not one.ended
    )
    assert one.shares(scope, day) is expected


@given(agreements(st.just(AuthorityBasis.OWN_RIGHT)), DAYS)
def test_a_right_of_ones_own_takes_no_yes_and_never_gives_personal_information(
    one: Agreement, day: date
) -> None:
    assert one.confirmed
    assert not one.shares(Scope.PERSONAL_INFORMATION, day)
    open_now = replace(one, from_on=day, to_on=None, ended=False, scopes=frozenset(Scope))
    assert scopes_on([open_now], day) == frozenset(Scope) - {Scope.PERSONAL_INFORMATION}


def test_its_first_and_last_day_count_and_the_days_beside_them_do_not() -> None:
    one = replace(FULL, to_on=MARCH + timedelta(days=1))
    days = [MARCH + timedelta(days=n) for n in (-1, 0, 1, 2)]
    assert [one.holds_on(day) for day in days] == [False, True, True, False]


@given(st.lists(agreements(), max_size=4), DAYS)
def test_several_share_what_each_shares(several: list[Agreement], day: date) -> None:
    together = scopes_on(several, day)
    assert together == {scope for scope in Scope if any(one.shares(scope, day) for one in several)}


@given(agreements(), agreements(), DAYS, st.sampled_from(Scope))
def test_what_is_no_wider_never_shares_more(old: Agreement, new: Agreement, day: date, scope: Scope) -> None:
    agreed = {"basis": old.basis, "child_confirmed": True, "named_confirmed": True, "ended": False}
    old, new = replace(old, **agreed), replace(new, **agreed)
    if is_no_wider(new, old):
        assert not new.shares(scope, day) or old.shares(scope, day)


def test_an_end_taken_away_is_wider() -> None:
    ends = replace(FULL, to_on=MARCH)
    assert is_no_wider(ends, FULL)
    assert not is_no_wider(FULL, ends)
    assert not is_no_wider(replace(FULL, from_on=MARCH - timedelta(days=1)), FULL)


@given(st.sampled_from(Audience), st.sampled_from(Holder), st.sampled_from([None, "teacher", *OWN_VOICES]))
def test_nobody_both_speaks_as_the_child_and_waits_for_the_childs_yes(
    audience: Audience, holder: Holder, capacity: str | None
) -> None:
    needs = needs_authority(audience, holder, capacity)
    assert not (needs and speaks_as_child(audience, holder, capacity))
    if holder is Holder.ADVOCATE:
        assert needs
    if holder is Holder.CHILD:
        assert speaks_as_child(audience, holder, capacity)


def test_an_adult_in_their_own_name_waits_for_nobody_and_an_advocate_does() -> None:
    assert not needs_authority(Audience.ADULT, Holder.SENDER, "parent")
    assert not speaks_as_child(Audience.ADULT, Holder.SENDER, "parent")
    assert needs_authority(Audience.ADVOCATE, Holder.SENDER, "advocate")
    assert not needs_authority(Audience.ADVOCATE, Holder.SENDER, "young_person")
    assert speaks_as_child(Audience.UNDER_TWELVE, Holder.SENDER, None)


def test_a_message_to_nobody_in_particular_is_a_letter_to_whoever_waits() -> None:
    waiting = Sharing(Holder.SENDER, guarded=True)
    told = Sharing(Holder.SENDER, guarded=True, scopes=frozenset({Scope.LETTERS}))
    child = Sharing(Holder.CHILD, guarded=False)
    assert [s.may_read(None, None) for s in (waiting, told, child)] == [False, True, True]
    assert waiting.may_read(Holder.SENDER, None)
    assert not waiting.may_read(Holder.SENDER, Scope.LETTERS)
    assert not told.may_read(None, Scope.PERSONAL_INFORMATION)
    assert not told.may_read(Holder.CHILD, None)
    assert not child.may_read(Holder.SENDER, None)
