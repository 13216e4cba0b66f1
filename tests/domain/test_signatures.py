"""Nobody gives somebody fewer rights alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.route_details import SETTLES_NOTHING
from portal.domain.screening import relevant, routes_for, suggest
from portal.domain.signatures import (
    ALWAYS_SIGNED,
    CHILD_UNSURE,
    COMPLAINT_PROCEDURES,
    REFUSED_STAGE,
    RIGHTS,
    WITHDRAWN_FOR_THEM,
    WRONG_PROCEDURE,
    fewer_rights,
    needs_second_person,
    set_aside_needs_second_person,
)
from portal.domain.suggestion import YOUNG_AUDIENCES, ScreeningFacts
from portal.domain.vocabulary import Audience, Channel, Kind, Route, SetAsideAs
from tests.domain.test_screening import CHILD, GRANDPARENT, LATE, PARENT, complete_answers, facts

ALWAYS = (
    Route.REFUSED,
    Route.OTHER_AUTHORITY,
    Route.SIGNPOSTED,
    Route.DUTY_MATTER,
    Route.EARLY_RESOLUTION,
    Route.RESOLVED_AT_FIRST_CONTACT,
)


# Every entry of DESIGN 4's list that is settled by a route, as an officer would meet it.
THE_LIST = {
    "refused": (Route.REFUSED, PARENT),
    "late, not accepted": (Route.REFUSED, LATE | {"late_fair": "no"}),
    "other authority": (Route.OTHER_AUTHORITY, PARENT | {"subject": "other_authority"}),
    "signposted": (Route.SIGNPOSTED, PARENT | {"subject": "school"}),
    "duty matter": (Route.DUTY_MATTER, PARENT | {"subject": "information"}),
    "early resolution": (Route.EARLY_RESOLUTION, PARENT | {"settled": "quick"}),
    "resolved at first contact": (Route.RESOLVED_AT_FIRST_CONTACT, PARENT | {"settled": "put_right"}),
    "no sufficient interest": (Route.CORPORATE, GRANDPARENT | {"sufficient_interest": "no"}),
    "held for proceedings": (Route.REFUSED, PARENT | {"proceedings": "harm"}),
    "not engaging": (Route.REFUSED, PARENT | {"settled": "silent"}),
    "fewer rights than suggested": (Route.CORPORATE, PARENT),
}


@pytest.mark.parametrize("what", THE_LIST)
def test_each_entry_of_the_list_takes_two_and_says_why(what: str) -> None:
    route, answers = THE_LIST[what]
    suggested = suggest(Kind.COMPLAINT, answers, facts()).route
    reasons = needs_second_person(route, suggested, answers, facts())
    assert reasons
    assert all(reason[0].isupper() and reason.endswith(".") for reason in reasons)


def test_the_two_entries_that_are_no_route_take_two() -> None:
    twice = set_aside_needs_second_person(
        SetAsideAs.SENT_TWICE, Audience.ADULT, Channel.WEB, about_child=False, danger=False
    )
    assert twice
    assert WITHDRAWN_FOR_THEM


@pytest.mark.parametrize("as_", SetAsideAs)
def test_what_a_child_sent_through_any_door_leaves_the_queue_by_two(as_: SetAsideAs) -> None:
    usual = {"about_child": False, "danger": False}
    for audience in (*YOUNG_AUDIENCES, Audience.ADVOCATE):
        assert set_aside_needs_second_person(as_, audience, Channel.WEB, **usual)
    for channel in (Channel.WEB, Channel.PHONE):
        assert set_aside_needs_second_person(as_, Audience.ADULT, channel, child_sends=True, **usual)
    alone = set_aside_needs_second_person(as_, Audience.ADULT, Channel.WEB, **usual)
    assert bool(alone) == (as_ is SetAsideAs.SENT_TWICE)


def settling(kind: Kind) -> list[Route]:
    """Return the routes by which a kind leaves the desk."""
    return [route for route in routes_for(kind) if route not in SETTLES_NOTHING]


def test_the_list_of_the_design_is_whole() -> None:
    assert set(ALWAYS_SIGNED) == set(ALWAYS)
    assert set(RIGHTS) == set(Route)


@given(st.sampled_from(ALWAYS), complete_answers(Kind.COMPLAINT), st.sampled_from([*Route, None]))
def test_a_route_on_the_list_needs_two_whatever_is_answered(
    route: Route, answers: dict[str, str], suggested: Route | None
) -> None:
    assert needs_second_person(route, suggested, answers)


@given(st.data(), st.sampled_from(sorted(Kind)))
def test_fewer_rights_than_suggested_need_two(data: st.DataObject, kind: Kind) -> None:
    answers = relevant(kind, data.draw(complete_answers(kind)))
    suggested = suggest(kind, answers, facts(kind)).route
    for route in settling(kind):
        if suggested is not None and fewer_rights(route, suggested):
            assert needs_second_person(route, suggested, answers, facts(kind))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (LATE | {"late_fair": "no"}, "late"),
        (PARENT | {"proceedings": "harm"}, "harm"),
        (PARENT | {"before": "answered"}, "before"),
    ],
)
def test_a_refusal_names_its_grounds(answers: dict[str, str], words: str) -> None:
    assert any(words in reason for reason in needs_second_person(Route.REFUSED, Route.REFUSED, answers))


def test_finding_no_sufficient_interest_needs_two_even_on_the_route_suggested() -> None:
    answers = GRANDPARENT | {"sufficient_interest": "no"}
    assert needs_second_person(Route.CORPORATE, Route.CORPORATE, answers, facts())


def test_the_procedure_suggested_needs_one_person_only() -> None:
    assert needs_second_person(Route.STATUTORY, Route.STATUTORY, PARENT, facts()) == ()
    assert needs_second_person(Route.CORPORATE, Route.CORPORATE, PARENT, facts()) == ()


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.COMMENT, Kind.ENQUIRY])
def test_what_was_a_complaint_and_is_no_longer_needs_two(kind: Kind) -> None:
    for changed in (facts(kind, sent_as=Kind.COMPLAINT), facts(kind, was_complaint=True)):
        for route in settling(kind):
            assert needs_second_person(route, route, {}, changed)


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.COMMENT, Kind.ENQUIRY])
def test_going_on_past_a_complaint_inside_needs_two(kind: Kind) -> None:
    answers = {"hidden_complaint": "yes"}
    for route in settling(kind):
        if route not in routes_for(Kind.COMPLAINT):
            assert needs_second_person(route, None, answers, facts(kind))


@pytest.mark.parametrize("who", ["child", "care_leaver"])
@pytest.mark.parametrize("route", [r for r in settling(Kind.COMPLAINT) if r is not Route.STATUTORY])
def test_a_childs_complaint_takes_no_other_way_on_one_persons_word(who: str, route: Route) -> None:
    assert needs_second_person(route, route, PARENT | {"who": who}, facts())
    for audience in YOUNG_AUDIENCES:
        assert needs_second_person(route, route, PARENT, facts(audience=audience))
        assert not needs_second_person(Route.STATUTORY, Route.STATUTORY, PARENT, facts(audience=audience))
    assert not needs_second_person(Route.STATUTORY, Route.STATUTORY, PARENT | {"who": who}, facts())


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.COMMENT])
def test_what_a_child_sent_that_is_no_complaint_takes_one_person(kind: Kind) -> None:
    for audience in YOUNG_AUDIENCES:
        assert not needs_second_person(routes_for(kind)[0], None, {}, facts(kind, audience=audience))


def test_fewer_rights_than_an_earlier_decision_need_two() -> None:
    before = facts(earlier_routes=frozenset({Route.STATUTORY}))
    assert needs_second_person(Route.CORPORATE, Route.CORPORATE, PARENT, before)
    assert not needs_second_person(Route.STATUTORY, Route.STATUTORY, PARENT, before)


def test_fewer_rights_than_were_once_suggested_need_two() -> None:
    before = facts(earlier_suggested=frozenset({Route.STATUTORY}))
    assert needs_second_person(Route.CORPORATE, Route.CORPORATE, PARENT, before)
    assert not needs_second_person(Route.STATUTORY, Route.STATUTORY, PARENT, before)


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.COMMENT, Kind.ENQUIRY, Kind.ADVOCATE_REQUEST])
@pytest.mark.parametrize(
    "whose", [{"audience": young} for young in YOUNG_AUDIENCES] + [{"child_sends": True}]
)
def test_a_childs_not_sure_becomes_no_comment_on_one_persons_word(
    kind: Kind, whose: dict[str, object]
) -> None:
    unsure = facts(kind, sent_as=Kind.NOT_SURE, **whose)
    for route in settling(kind):
        assert CHILD_UNSURE in needs_second_person(route, route, {"hidden_complaint": "no"}, unsure)


def test_an_advocates_not_sure_takes_two_and_an_adults_takes_one() -> None:
    for_a_child = facts(Kind.COMMENT, sent_as=Kind.NOT_SURE, channel=Channel.ADVOCATE)
    assert CHILD_UNSURE in needs_second_person(Route.COMMENT, Route.COMMENT, {}, for_a_child)
    adult = facts(Kind.COMMENT, sent_as=Kind.NOT_SURE)
    assert needs_second_person(Route.COMMENT, Route.COMMENT, {"hidden_complaint": "no"}, adult) == ()


def test_an_advocates_complaint_leaves_the_children_act_way_by_two() -> None:
    sent = facts(audience=Audience.ADVOCATE)
    assert needs_second_person(Route.CORPORATE, Route.CORPORATE, PARENT | {"who": "own_right"}, sent)


def test_a_referral_to_keep_somebody_safe_waits_for_nobody_as_it_settles_nothing() -> None:
    inside = {"hidden_complaint": "yes", "who": "child"}
    known = facts(audience=Audience.UNDER_TWELVE, earlier_routes=frozenset({Route.STATUTORY}))
    assert needs_second_person(Route.SAFEGUARDING_REFERRAL, Route.STATUTORY, inside, known) == ()


def test_refusing_a_next_stage_says_that_it_is_one() -> None:
    reasons = needs_second_person(Route.REFUSED, Route.STATUTORY, PARENT | {"before": "next_stage"}, facts())
    assert REFUSED_STAGE in reasons


@pytest.mark.parametrize("subject", ["part3", "assessment", "leaving_care"])
def test_filing_a_children_act_complaint_as_the_councils_own_names_the_fault(subject: str) -> None:
    answers = CHILD | {"who": "care_leaver", "subject": subject}
    suggested = suggest(Kind.COMPLAINT, answers, facts()).route
    assert WRONG_PROCEDURE in needs_second_person(Route.CORPORATE, suggested, answers, facts())


def facts_at_all() -> st.SearchStrategy[ScreeningFacts]:
    """Return whatever may be known of an item."""
    routes = st.frozensets(st.sampled_from(sorted(Route)), max_size=2)
    return st.builds(
        ScreeningFacts,
        kind=st.sampled_from(sorted(Kind)),
        sent_as=st.sampled_from(sorted(Kind)),
        audience=st.sampled_from(sorted(Audience)),
        was_complaint=st.booleans(),
        early_for_corporate=st.booleans(),
        earlier_routes=routes,
        earlier_suggested=routes,
        channel=st.sampled_from(sorted(Channel)),
        child_sends=st.booleans(),
    )


@given(st.data(), facts_at_all())
def test_whatever_is_known_and_answered_one_person_leaves_nobody_with_less(
    data: st.DataObject, known: ScreeningFacts
) -> None:
    answers = relevant(known.kind, data.draw(complete_answers(known.kind)))
    suggested = suggest(known.kind, answers, known)
    offered = [route for route in (suggested.route, *known.earlier_routes, *known.earlier_suggested) if route]
    for route in settling(known.kind):
        if needs_second_person(route, suggested.route, answers, known):
            continue
        assert not any(fewer_rights(route, other) for other in offered)
        assert suggested.kind is not Kind.COMPLAINT
        if known.was_ever_complaint:
            assert route in COMPLAINT_PROCEDURES
