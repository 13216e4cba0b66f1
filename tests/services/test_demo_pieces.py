"""The demonstration's invented feedback is whole, varied, spelt in our codes, and nobody's real words."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

from portal.domain.vocabulary import Audience, Channel, Kind, Route, SetAsideAs
from portal.services.council import load_council

Piece = dict[str, Any]

DEMO = Path(__file__).resolve().parents[2] / "portal" / "demo"
FILES = ("complaints", "compliments", "comments", "enquiries", "young_people", "advocates", "awkward")
PUT_RIGHT = {
    "apology",
    "explanation",
    "decision_changed",
    "service_started",
    "record_corrected",
    "money",
    "policy_changed",
    "something_else",
}
WAYS_TO_ANSWER = {"private_page", "email", "phone", "letter"}
CLOSED_LISTS = {
    "kind": set(Kind),
    "audience": set(Audience),
    "channel": set(Channel),
    "who": {
        "parent",
        "carer",
        "foster_carer",
        "relative",
        "special_guardian",
        "adopter",
        "care_leaver",
        "young_person",
        "someone_else",
        "advocate",
        "mp_office",
        "councillor",
        "staff",
    },
    "court": {"ongoing", "finished", "unsure", "none"},
    "enquiry_kind": {"background", "reasons", "service", "review"},
    "route": set(Route),
    "second_route": set(Route),
    "set_aside_as": set(SetAsideAs),
}
ALWAYS = {"key", "kind", "audience", "channel", "days_ago", "time", "who", "what", "state"}
WORDS = {
    "key",
    "time",
    "relation",
    "sender_name",
    "sender_email",
    "sender_phone",
    "sender_address",
    "what",
    "started_on",
    "why_late",
    "affected",
    "about_to_happen",
    "put_right_words",
    "team",
    "worker_named",
    "told_before",
    "help_needed",
    "adds",
    "contact_when",
    "must_not_know",
    "office_reference",
    "compliment_for",
    "state",
    "reason",
    "message",
    "returned_reason",
    "duplicate_of",
}
FLAGS = {
    "started_over_a_year",
    "danger",
    "danger_now",
    "enquiry_for_young_person",
    "may_quote",
    "asks_advocate",
}
NUMBERS = {"days_ago", "about_to_happen_in_days"}
LISTS = {"children", "put_right", "contact_how", "may_be_told"}
HOW_MANY = {
    "unclaimed": range(55, 66),
    "claimed": range(5, 8),
    "checked": range(3, 6),
    "awaiting_signature": range(7, 10),
    "returned": range(3, 4),
    "decided": range(30, 35),
    "set_aside_spam": range(4, 5),
    "set_aside_twice": range(3, 4),
    "withdrawn": range(2, 3),
}
SIGNED = {
    Route.REFUSED,
    Route.OTHER_AUTHORITY,
    Route.SIGNPOSTED,
    Route.DUTY_MATTER,
    Route.RESOLVED_AT_FIRST_CONTACT,
}
DRAMA_NUMBER = re.compile(r"^(07700 900|01632 960)\d{3}$")
LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){8,}")
INSURANCE_NUMBER = re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
MAIL_HOST = re.compile(r"[\w.+-]+@([\w.-]+)")


def read(name: str) -> list[Piece]:
    """Read the pieces of one file, in order."""
    pieces: list[Piece] = tomllib.loads((DEMO / f"{name}.toml").read_text("utf-8"))["piece"]
    return pieces


PIECES = [piece for name in FILES for piece in read(name)]


def wrong(rule: Callable[[Piece], bool]) -> list[str]:
    """Return the keys of the pieces that break a rule."""
    return [piece["key"] for piece in PIECES if not rule(piece)]


def said(piece: Piece) -> str:
    """Every word of a piece, phone number aside, in one text."""
    return "\n".join(v for name, v in piece.items() if isinstance(v, str) and name != "sender_phone")


def test_the_seven_files_are_all_that_is_there() -> None:
    assert {path.stem for path in DEMO.glob("*.toml")} == set(FILES)


def test_no_key_and_no_text_stands_twice_unless_it_was_sent_twice() -> None:
    assert max(Counter(piece["key"] for piece in PIECES).values()) == 1
    told_once = [piece["what"].strip() for piece in PIECES if piece["state"] != "set_aside_twice"]
    assert len(set(told_once)) == len(told_once)


def test_there_is_enough_of_every_kind_and_state() -> None:
    assert len(PIECES) in range(115, 131)
    kinds = Counter(piece["kind"] for piece in PIECES if not piece["state"].startswith("set_aside"))
    assert kinds["complaint"] >= 55
    assert kinds["compliment"] >= 22
    assert min(kinds[kind] for kind in Kind) >= 5
    states = Counter(piece["state"] for piece in PIECES)
    assert {state: states[state] for state in states if states[state] not in HOW_MANY.get(state, ())} == {}
    assert {piece["route"] for piece in PIECES if piece["state"] == "decided"} == set(Route)


def test_every_audience_and_every_channel_is_heard() -> None:
    audiences = Counter(piece["audience"] for piece in PIECES)
    assert audiences["adult"] > len(PIECES) / 2
    assert min(audiences[audience] for audience in Audience) >= 4
    assert {piece["channel"] for piece in PIECES} == set(Channel)


def test_something_came_on_each_of_the_last_fifty_seven_days() -> None:
    assert {piece["days_ago"] for piece in PIECES} == set(range(57))


def test_some_letters_are_very_long_and_one_has_thirty_six_points() -> None:
    assert sum(len(piece["what"].split()) >= 600 for piece in PIECES) >= 3
    assert any(re.search(r"^36\. ", piece["what"], re.MULTILINE) for piece in PIECES)


def test_each_piece_has_only_the_agreed_keys_and_all_that_it_must() -> None:
    known = WORDS | FLAGS | NUMBERS | LISTS | set(CLOSED_LISTS)
    assert wrong(lambda piece: set(piece) <= known) == []
    assert wrong(lambda piece: set(piece) >= ALWAYS) == []


def test_each_value_is_of_its_kind() -> None:
    assert wrong(lambda p: all(isinstance(p[name], str) and p[name].strip() for name in WORDS & set(p))) == []
    assert wrong(lambda p: all(type(p[name]) is bool for name in FLAGS & set(p))) == []
    assert wrong(lambda p: all(type(p[name]) is int for name in NUMBERS & set(p))) == []
    assert wrong(lambda p: time.fromisoformat(p["time"]).strftime("%H:%M") == p["time"]) == []


def test_each_code_is_on_its_closed_list() -> None:
    for name, codes in CLOSED_LISTS.items():
        assert wrong(lambda piece, name=name, codes=codes: name not in piece or piece[name] in codes) == []
    assert wrong(lambda piece: set(piece.get("put_right", [])) <= PUT_RIGHT) == []
    assert wrong(lambda piece: set(piece.get("contact_how", [])) <= WAYS_TO_ANSWER) == []


def test_each_team_is_a_team_of_the_fictional_council_today() -> None:
    teams = {team.code for team in load_council("example").teams if team.to_on is None}
    assert wrong(lambda piece: piece.get("team") in teams | {None}) == []


def test_each_child_is_a_first_name_and_an_age() -> None:
    children = [child for piece in PIECES for child in piece.get("children", [])]
    assert len(children) > 80
    for child in children:
        assert set(child) <= {"first_name", "age", "relation", "parental_responsibility"}
        assert 0 <= child["age"] <= 25
        assert child.get("parental_responsibility", "unsure") in {"yes", "no", "unsure"}


def test_nothing_could_reach_or_name_a_real_person() -> None:
    assert wrong(lambda p: bool(DRAMA_NUMBER.match(p.get("sender_phone", "07700 900000")))) == []
    assert wrong(lambda p: not LONG_NUMBER.search(said(p))) == []
    assert wrong(lambda p: not INSURANCE_NUMBER.search(said(p))) == []
    assert wrong(lambda p: all(host.endswith(".example") for host in MAIL_HOST.findall(said(p)))) == []
    assert wrong(lambda p: not re.search(r"https?://|www\.", said(p))) == []
    assert wrong(lambda p: bool(re.search(r"\bZZ\d \d[A-Z]{2}$", p.get("sender_address", "ZZ1 1ZZ")))) == []


def test_what_was_settled_is_reasoned_and_answered() -> None:
    settled = {"decided", "awaiting_signature", "returned"}
    assert wrong(lambda p: p["state"] not in settled or {"route", "reason", "message"} <= set(p)) == []
    assert wrong(lambda p: ("returned_reason" in p) == (p["state"] == "returned")) == []
    assert wrong(lambda p: p.get("route") not in SIGNED or "Ombudsman" in p["message"]) == []


def test_what_was_sent_twice_points_to_the_first() -> None:
    sent = {piece["key"]: piece for piece in PIECES}
    assert wrong(lambda p: ("duplicate_of" in p) == (p["state"] == "set_aside_twice")) == []
    for piece in PIECES:
        if "duplicate_of" in piece:
            first = sent[piece["duplicate_of"]]
            assert (-first["days_ago"], first["time"]) < (-piece["days_ago"], piece["time"])


def test_where_a_way_to_answer_was_chosen_there_is_an_address_for_it() -> None:
    needs = {"email": "sender_email", "phone": "sender_phone", "letter": "sender_address"}
    assert wrong(lambda p: {needs[w] for w in p.get("contact_how", []) if w in needs} <= set(p)) == []


def test_offices_write_from_an_address_on_the_profile_s_list_unless_they_were_refused() -> None:
    listed = [a for office in load_council("example").enquiry_offices for a in office.addresses]
    enquiries = [piece for piece in PIECES if piece["kind"] == "enquiry"]
    strangers = [p["key"] for p in enquiries if not any(p["sender_email"].endswith(a) for a in listed)]
    assert strangers == [p["key"] for p in enquiries if p["state"] == "decided" and p["route"] == "refused"]
