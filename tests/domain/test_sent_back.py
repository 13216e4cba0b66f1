"""What the Ombudsman sent back is never refused or sent away without a word about that."""

from dataclasses import replace

import pytest

from portal.domain.complaint_cautions import SENT_BACK, SENT_BACK_AWAY, SENT_BACK_REFUSED, careful
from portal.domain.screening import suggest
from portal.domain.suggestion import ScreeningFacts
from portal.domain.vocabulary import Audience, Kind, Route

FACTS = ScreeningFacts(Kind.COMPLAINT, Kind.COMPLAINT, Audience.ADULT, sent_back=True)
ANSWERS = {
    "who": "parent",
    "subject": "part3",
    "behalf": "no",
    "in_time": "yes",
    "before": "new",
    "proceedings": "none",
    "settled": "formal",
}


@pytest.mark.parametrize(
    ("changed", "route", "said"),
    [
        ({}, Route.STATUTORY, SENT_BACK),
        ({"before": "answered"}, Route.REFUSED, careful(SENT_BACK_REFUSED)),
        ({"subject": "school"}, Route.SIGNPOSTED, careful(SENT_BACK_AWAY)),
        ({"settled": "put_right"}, Route.RESOLVED_AT_FIRST_CONTACT, careful(SENT_BACK_AWAY)),
    ],
)
def test_the_rules_say_so_beside_every_route(changed: dict[str, str], route: Route, said: str) -> None:
    found = suggest(Kind.COMPLAINT, ANSWERS | changed, FACTS)
    assert found.route is route
    assert said in found.reasons
    plain = suggest(Kind.COMPLAINT, ANSWERS | changed, replace(FACTS, sent_back=False))
    assert said not in plain.reasons
    assert plain.route is route
