"""The desk's filters: read from the address, and offered as links that keep the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

from flask import url_for

from portal.domain.ages import BANDS, BY_CODE
from portal.domain.vocabulary import Audience, Channel, Kind
from portal.services.council import current_council
from portal.services.desk import Filters
from portal.services.now import today
from portal.web.screening import words

E = TypeVar("E", bound=StrEnum)
HELD = (("nobody", "Nobody"), ("me", "Me"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a filter."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """One filter with its links; the first asks for nothing."""

    name: str
    choices: tuple[Choice, ...]


def read_filters(asked: Mapping[str, str]) -> Filters:
    """Return what an address asks for; what it can't ask for is left out."""
    teams = {team.code for team in current_council().teams_on(today())}
    return Filters(
        kind=_member(Kind, asked.get("kind")),
        channel=_member(Channel, asked.get("channel")),
        audience=_member(Audience, asked.get("audience")),
        team=asked.get("team") if asked.get("team") in teams else None,
        claimed=asked.get("claimed") if asked.get("claimed") in dict(HELD) else None,
        late=asked.get("late") == "yes",
        age=asked.get("age") if asked.get("age") in BY_CODE else None,
    )


def address_of(filters: Filters, /, endpoint: str = "screening.desk", **changed: Any) -> str:
    """Return the address of the desk, or of what is done there, with these filters, some of them changed."""
    return link_to(endpoint, _query(filters) | changed)


def link_to(endpoint: str, asked: Mapping[str, Any]) -> str:
    """Return the address of a list with what is asked for in it; what is empty is left out."""
    wanted: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return url_for(endpoint, **wanted)


def groups_of(filters: Filters) -> tuple[FilterGroup, ...]:
    """Return the filters that are always in view."""
    return (
        _group("Held by", "claimed", filters, HELD, "Anybody"),
        _group("Late", "late", filters, (("yes", "Late only"),), "All"),
        _group("Kind", "kind", filters, words.KINDS.items()),
    )


def more_groups_of(filters: Filters) -> tuple[FilterGroup, ...]:
    """Return the filters that are folded away until somebody uses them."""
    teams = ((team.code, team.label) for team in current_council().teams_on(today()))
    return (
        _group("From", "audience", filters, words.AUDIENCES.items()),
        _group("Channel", "channel", filters, words.CHANNELS.items()),
        _group("Team", "team", filters, teams),
        _group("Working days since", "age", filters, ((band.code, band.label) for band in BANDS)),
    )


def uses_more(filters: Filters) -> bool:
    """Whether one of the folded filters is in use."""
    return bool(filters.audience or filters.channel or filters.team or filters.age)


def _group(
    name: str, key: str, filters: Filters, offered: Iterable[tuple[str, str]], everything: str = "All"
) -> FilterGroup:
    now = _query(filters)[key]
    nothing: dict[str, Any] = {key: None}
    first = Choice(everything, address_of(filters, **nothing), now is None)
    rest = (Choice(text, address_of(filters, **{key: str(code)}), now == code) for code, text in offered)
    return FilterGroup(name, (first, *rest))


def _query(filters: Filters) -> dict[str, str | None]:
    asked = {field.name: getattr(filters, field.name) for field in fields(filters)}
    return {**asked, "late": "yes" if filters.late else None}


def _member(kind: type[E], value: str | None) -> E | None:
    return kind(value) if value in set(kind) else None
