"""What stands before the next stage of an item's procedures: the request, what was tried, and the days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from portal.domain.council_parts import StageRule
from portal.domain.next_stage import OPEN, StageClock, ask_by, clock_start, stage_clock
from portal.domain.vocabulary import CaseStatus, Channel, Procedure, StageRequestStatus, StageStatus
from portal.domain.workflow import STAGE_REQUEST_MOVES, StageRequestAction
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.stage_request import StageRequest
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.now import today
from portal.services.sealing import Seal
from portal.services.stage_requests import place_of

Requests = Mapping[tuple[Procedure, int], StageRequest]


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """One dated entry: asked, offered, met, or the choice; ``by`` is empty for the person's own."""

    what: str
    on: date
    who: str
    how: str
    text: str
    by: str
    by_id: int = 0


@dataclass(frozen=True, slots=True)
class StageRequestShown:
    """One request with its entries, the oldest first; ``late`` where it came after the last day to ask."""

    id: int
    status: StageRequestStatus
    channel: Channel
    asked_on: date
    chosen_on: date | None
    late: bool
    clock: StageClock
    entries: tuple[SaidBefore, ...]

    @property
    def open(self) -> bool:
        """Whether the person has still to choose."""
        return self.status in OPEN

    @property
    def noted_by_id(self) -> int:
        """Whose note waits for a second person; 0 where none does."""
        return self.entries[-1].by_id if self.status is StageRequestStatus.SAID_ENDED else 0

    @property
    def actions(self) -> tuple[StageRequestAction, ...]:
        """What the table allows from here."""
        return tuple(action for (status, action) in STAGE_REQUEST_MOVES if status is self.status)


@dataclass(frozen=True, slots=True)
class StageAhead:
    """The next stage of one procedure, until when it is asked for, and the request where there is one.

    ``answered_on`` is the answer of the stage before; ``stands`` whether the procedure is open.
    """

    case_id: int
    procedure: Procedure
    stands: bool
    number: int
    label: str
    answered_on: date | None
    ask_by: date | None
    request: StageRequestShown | None


@dataclass(frozen=True, slots=True)
class AskedByPerson:
    """What the person sees of it: whether they can ask, and since when their request is with us.

    ``stands`` is whether the procedure is open, ``answered`` whether the stage before was answered.
    """

    may_ask: bool
    since: date | None = None
    status: StageRequestStatus | None = None
    stands: bool = False
    answered: bool = False
    clock: StageClock | None = None

    @property
    def goes_on(self) -> bool:
        """Whether it is with us: they neither ended it nor did we note that they did."""
        return self.status in (*OPEN, StageRequestStatus.GOES_ON)


def list_stages_ahead(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[StageAhead, ...]:
    """Return those of an item that can be asked for or were; one query beside the calendar's."""
    cases, asked = _cases(feedback_id)
    shown = (_ahead(row, asked, seal, names) for row in cases)
    return tuple(one for one in shown if one is not None)


def find_asked(feedback_id: int) -> AskedByPerson:
    """Return what the person's own page says of the next stage; one query beside the calendar's."""
    rules = current_council().procedures
    cases, asked = _cases(feedback_id)
    may = any(row.stands and rules[row.procedure].stage(row.reached + 1) for row in cases)
    last = max(asked.items(), key=lambda found: found[1].id, default=None)
    if last is None:
        return AskedByPerson(may)
    (procedure, number), request = last
    rule = rules[procedure].stage(number)
    case = next(row for row in cases if row.procedure is procedure)
    return AskedByPerson(
        may_ask=may,
        since=request.asked_on,
        status=request.status,
        stands=case.stands,
        answered=case.answered_on is not None,
        clock=clock_of(request.asked_on, procedure, rule) if rule else None,
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    id: int
    procedure: Procedure
    stands: bool
    reached: int
    answered_on: date | None


def _cases(feedback_id: int) -> tuple[tuple[_Standing, ...], Requests]:
    """Return the newest case of each procedure with how far it came, and every request by its stage."""
    rows = db.session.execute(
        select(
            Case.id,
            Case.procedure,
            Case.status,
            func.max(Stage.number).label("reached"),
            func.max(Stage.responded_on).filter(Stage.status == StageStatus.RESPONDED).label("answered_on"),
            StageRequest,
        )
        .join(Stage, Stage.case_id == Case.id)
        .outerjoin(StageRequest, StageRequest.case_id == Case.id)
        .where(Case.feedback_id == feedback_id)
        .group_by(Case.id, StageRequest.id)
        .order_by(Case.id, StageRequest.id)
    ).all()
    newest = {row.procedure: row for row in rows}
    cases = tuple(
        _Standing(row.id, row.procedure, row.status is CaseStatus.OPEN, row.reached, row.answered_on)
        for row in newest.values()
    )
    requests = ((row.procedure, row.StageRequest) for row in rows if row.StageRequest)
    return cases, {(procedure, request.stage): request for procedure, request in requests}


def _ahead(
    row: _Standing,
    asked: Requests,
    seal: Seal,
    names: Mapping[int, str],
) -> StageAhead | None:
    rules = current_council().procedures[row.procedure]
    rule = rules.stage(row.reached + 1)
    if rule is None:
        return None
    request = asked.get((row.procedure, rule.number))
    if request is None and not row.stands:
        return None
    by = ask_by(row.answered_on, rule, current_calendar(), closures=rules.closures_count)
    return StageAhead(
        case_id=row.id,
        procedure=row.procedure,
        stands=row.stands,
        number=rule.number,
        label=rule.label,
        answered_on=row.answered_on,
        ask_by=by,
        request=_shown(request, row.procedure, rule, by, seal, names) if request else None,
    )


def _shown(
    request: StageRequest,
    procedure: Procedure,
    rule: StageRule,
    by: date | None,
    seal: Seal,
    names: Mapping[int, str],
) -> StageRequestShown:
    entries: list[dict[str, Any]] = seal.open(place_of(request.id), request.words)
    return StageRequestShown(
        id=request.id,
        status=request.status,
        channel=request.channel,
        asked_on=request.asked_on,
        chosen_on=request.chosen_on,
        late=by is not None and request.asked_on > by,
        clock=clock_of(request.asked_on, procedure, rule),
        entries=tuple(
            SaidBefore(
                what=said["what"],
                on=date.fromisoformat(said["on"]),
                who=said.get("who", ""),
                how=said.get("how", ""),
                text=said.get("text", ""),
                by=names.get(said["by"], ""),
                by_id=said["by"],
            )
            for said in entries
        ),
    )


def clock_of(asked_on: date, procedure: Procedure, rule: StageRule) -> StageClock:
    """Return the clock of a stage that was asked for, as the council counts it."""
    council = current_council()
    return stage_clock(
        asked_on,
        today(),
        rule,
        clock_start(procedure, rule.number, council.stage2_clock_start),
        current_calendar(),
        closures=council.procedures[procedure].closures_count,
    )
