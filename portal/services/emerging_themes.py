"""Emerging themes, marked to be talked through in a workshop (S0 4.1), and which themes rise."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, tuple_

from portal.domain.ages import months_back
from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.permissions import Permission
from portal.domain.recurring import MONTHS_BEFORE, Rise, rising
from portal.extensions import db
from portal.models.account import Account
from portal.models.emerging_theme import EmergingTheme
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.cursors import instant_cursor, read_instant_cursor
from portal.services.database import writing
from portal.services.holding import require
from portal.services.month_counts import count_themes, numbers_of
from portal.services.now import now, today

PAGE = 25
MONTHS = 6
STORED_LENGTH = 500
NOTE_LENGTH = 300
CAME_OF_IT = "\nWhat came of it: "
RESULT_LENGTH = STORED_LENGTH - NOTE_LENGTH - len(CAME_OF_IT)


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One marked theme in the profile's words, with its complaints of the last months; no team means all.

    ``everywhere`` counts the theme with every team, to compare.
    """

    id: int
    theme: str
    team: str
    note: str
    marked_at: datetime
    marked_by: str
    workshop_on: date | None
    ended_at: datetime | None
    counts: tuple[int, ...]
    everywhere: tuple[int, ...]
    months: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ThemeList:
    """Up to 25 of them, the newest first, the months their counts are of, and what rises in the last."""

    lines: tuple[ThemeLine, ...]
    next_cursor: str | None
    months: tuple[date, ...]
    risen: tuple[Rise, ...]


def list_themes(
    officer: StaffMember, month: date, after: str | None = None, *, ended: bool = False
) -> ThemeList:
    """Return the marked themes with their counts up to a month; two queries. Raises NotAllowed."""
    require(officer, Permission.SEE_DESK)
    wanted = select(EmergingTheme, Account.name).join(Account, Account.id == EmergingTheme.marked_by_id)
    state = EmergingTheme.ended_at.is_not(None) if ended else EmergingTheme.ended_at.is_(None)
    wanted, place = wanted.where(state), read_instant_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(EmergingTheme.marked_at, EmergingTheme.id) < tuple_(*place))
    newest = wanted.order_by(EmergingTheme.marked_at.desc(), EmergingTheme.id.desc()).limit(PAGE + 1)
    rows = db.session.execute(newest).all()
    months = months_back(month, MONTHS)
    found = count_themes(officer, months)
    last = rows[PAGE - 1][0] if len(rows) > PAGE else None
    return ThemeList(
        tuple(_line(theme, name, found, months) for theme, name in rows[:PAGE]),
        instant_cursor(last.marked_at, last.id) if last else None,
        months,
        _risen(found, months[-MONTHS_BEFORE - 1 :]),
    )


def mark_theme(officer: StaffMember, theme: str, team: str | None, note: str) -> int:
    """Mark a theme of one team or all, and return its id. Commits.

    Raises Incomplete("theme"), ("team") or ("note") for what the profile doesn't know or is too long,
    MoveNotPossible where it is marked already, and NotAllowed.
    """
    require(officer, Permission.SEE_DESK)
    council, note = current_council(), note.strip()
    if theme not in {known.code for known in council.themes}:
        raise Incomplete(("theme",))
    if team is not None and team not in {known.code for known in council.teams}:
        raise Incomplete(("team",))
    if not note or len(note) > NOTE_LENGTH:
        raise Incomplete(("note",))
    with writing():
        same = select(EmergingTheme.id).where(
            EmergingTheme.ended_at.is_(None),
            EmergingTheme.theme == theme,
            EmergingTheme.team.is_not_distinct_from(team),
        )
        if db.session.scalar(same.limit(1)) is not None:
            raise MoveNotPossible("This theme is marked already. End that mark first, or leave it.")
        marked = EmergingTheme(theme=theme, team=team, note=note, marked_at=now(), marked_by_id=officer.id)
        db.session.add(marked)
        db.session.flush()
        return marked.id


def note_workshop(officer: StaffMember, number: int, day: date) -> None:
    """Note the day on which a theme is, or was, talked through. Commits.

    Raises Incomplete("day") for a day before it was marked, and what ``_load`` raises.
    """
    with writing():
        theme = _load(officer, number)
        if day < theme.marked_at.date():
            raise Incomplete(("day",))
        theme.workshop_on = day


def end_theme(officer: StaffMember, number: int, result: str) -> None:
    """End a mark with a line of what came of it; it stays in the list of those that ended. Commits.

    Raises Incomplete("result") without one or with too long a one, and what ``_load`` raises.
    """
    with writing():
        theme = _load(officer, number)
        note = f"{theme.note}{CAME_OF_IT}{result.strip()}"
        if not result.strip() or len(note) > STORED_LENGTH:
            raise Incomplete(("result",))
        theme.note = note
        theme.ended_at, theme.ended_by_id = now(), officer.id


def find_theme(officer: StaffMember, number: int) -> ThemeLine | None:
    """Return one mark that is open, with its counts up to this month, or None; two queries."""
    require(officer, Permission.SEE_DESK)
    row = db.session.execute(
        select(EmergingTheme, Account.name)
        .join(Account, Account.id == EmergingTheme.marked_by_id)
        .where(EmergingTheme.id == number, EmergingTheme.ended_at.is_(None))
    ).first()
    months = months_back(today(), MONTHS)
    return _line(row[0], row[1], count_themes(officer, months), months) if row else None


def _load(officer: StaffMember, number: int) -> EmergingTheme:
    """Return a mark, locked; raises NotAllowed, NotFound, and MoveNotPossible once it has ended."""
    require(officer, Permission.SEE_DESK)
    theme = db.session.get(EmergingTheme, number, with_for_update=True, populate_existing=True)
    if theme is None:
        raise NotFound("There is no such theme.")
    if theme.ended_at is not None:
        raise MoveNotPossible("This mark has been ended already.")
    return theme


def _line(
    theme: EmergingTheme, name: str, found: dict[tuple[str, str], Counter[date]], months: tuple[date, ...]
) -> ThemeLine:
    council = current_council()
    label = council.theme_label(theme.theme)
    team = council.team_label(theme.team) if theme.team else ""
    whole: Counter[date] = sum((counts for (one, _), counts in found.items() if one == label), Counter())
    mine = found.get((label, team)) if team else whole
    return ThemeLine(
        theme.id,
        label,
        team,
        theme.note,
        theme.marked_at,
        name,
        theme.workshop_on,
        theme.ended_at,
        numbers_of(mine, months),
        numbers_of(whole, months),
        months,
    )


def _risen(found: dict[tuple[str, str], Counter[date]], months: tuple[date, ...]) -> tuple[Rise, ...]:
    whole: dict[str, Counter[date]] = {}
    for (theme, _team), counts in found.items():
        whole.setdefault(theme, Counter()).update(counts)
    return rising({theme: numbers_of(counts, months) for theme, counts in whole.items()})
