"""The registers show every row once, add up by month and quarter, and hide what somebody keeps away from."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from portal.domain.errors import NotAllowed
from portal.domain.vocabulary import DecisionStatus, Kind, Role, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.now import now, today
from portal.services.registers import Register, RegisterFilters, Standing, list_register, quarter_of
from portal.services.route_details import note_answered
from tests import factories
from tests.services.screening_steps import decided, kept_away, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
ANSWERS = {"subject": "information"}


def _duty(officer: StaffMember, supervisor: StaffMember, **item: object) -> str:
    reference = screened(officer, answers=ANSWERS, **item)
    signed(decided(reference, officer, Route.DUTY_MATTER).decision_id, reference, supervisor)
    return reference


def _many(number: int, officer: StaffMember) -> None:
    """Store decided duty matters, one a day back from today, every third answered."""
    template = factories.make_feedback(kind=Kind.COMPLAINT)
    row = db.session.get_one(Feedback, template.id)
    fixed = {c.key: getattr(row, c.key) for c in Feedback.__table__.columns if c.key != "id"}
    for n in range(number):
        day = today() - timedelta(days=n)
        made = {**fixed, "reference": f"ZZ-{n:05d}", "submission_id": f"many-{n}", "code_hash": None}
        made["received_on"] = day
        key = db.session.execute(insert(Feedback).values(**made)).inserted_primary_key
        assert key is not None
        db.session.add(
            Record(
                feedback_id=key[0],
                record_type="duty_matter",
                reference=f"ZZ-{n:05d}",
                received_on=day,
                responded_on=day if n % 3 == 0 else None,
            )
        )
        db.session.add(
            Decision(
                feedback_id=key[0],
                status=DecisionStatus.IN_FORCE,
                route=Route.DUTY_MATTER,
                facts={"record": f"ZZ-{n:05d}"},
                proposed_by_id=officer.id,
                proposed_at=now(),
                category="request" if n % 2 else "information",
            )
        )
    db.session.commit()


def test_a_duty_matter_is_in_its_register_with_its_category_once_it_is_signed() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers=ANSWERS)
    waiting = decided(reference, officer, Route.DUTY_MATTER)
    assert list_register(Register.DUTY, officer).lines == ()
    signed(waiting.decision_id, reference, supervisor)
    (line,) = list_register(Register.DUTY, officer).lines
    assert (line.row, line.item, line.category) == (reference, reference, "Request for a service")
    assert line.outcome == "Request for a service"
    assert not line.to_screen
    assert list_register(Register.DUTY, supervisor, RegisterFilters(category="information")).lines == ()


def test_an_enquiry_is_in_its_register_from_its_receipt_with_the_day_its_reply_is_due() -> None:
    officer = somebody()
    reference = factories.make_feedback(kind=Kind.ENQUIRY, sent_as=Kind.ENQUIRY).reference
    line = next(one for one in list_register(Register.ENQUIRIES, officer).lines if one.row == reference)
    assert line.to_screen
    assert line.days_left == 5
    other = screened(officer, Kind.ENQUIRY)
    decided(other, officer, Route.ENQUIRY)
    line = next(one for one in list_register(Register.ENQUIRIES, officer).lines if one.row == other)
    assert (line.category, line.days_left, line.to_screen) == ("Background information", 5, False)


def test_an_answer_that_is_noted_leaves_the_open_ones() -> None:
    officer = somebody()
    reference = screened(officer, Kind.ENQUIRY)
    decided(reference, officer, Route.ENQUIRY)
    note_answered(reference, officer, today())
    open_ones = list_register(Register.ENQUIRIES, officer, RegisterFilters(standing=Standing.OPEN)).lines
    assert reference not in {line.row for line in open_ones}
    (line,) = list_register(Register.ENQUIRIES, officer, RegisterFilters(standing=Standing.ANSWERED)).lines
    assert (line.row, line.answered_on, line.days_left) == (reference, today(), None)


def test_three_hundred_rows_take_as_many_queries_as_few_and_every_row_comes_once(
    count_queries: Callable[[], Any],
) -> None:
    officer = somebody()
    _many(3, officer)
    with count_queries() as few:
        list_register(Register.DUTY, officer)
    db.session.execute(Decision.__table__.delete())
    db.session.execute(Record.__table__.delete().where(Record.reference.like("ZZ-%")))
    db.session.execute(Feedback.__table__.delete().where(Feedback.reference.like("ZZ-%")))
    db.session.commit()
    _many(300, officer)
    with count_queries() as many:
        page = list_register(Register.DUTY, officer)
    assert many.count == few.count <= 4
    seen = [line.row for line in page.lines]
    while page.next_cursor:
        page = list_register(Register.DUTY, officer, after=page.next_cursor)
        seen += [line.row for line in page.lines]
    assert len(seen) == len(set(seen)) == page.total.received == 300
    assert page.total.answered == 100
    assert sum(month.received for month in page.months) == 300
    assert sum(quarter.received for quarter in page.quarters) == 300
    half = list_register(Register.DUTY, officer, RegisterFilters(category="request"))
    assert half.total.received == 150


def test_days_and_lateness_narrow_rows_and_counts_alike() -> None:
    officer = somebody()
    _many(10, officer)
    asked = RegisterFilters(since=today() - timedelta(days=4), until=today() - timedelta(days=2))
    page = list_register(Register.DUTY, officer, asked)
    assert len(page.lines) == page.total.received == 3
    db.session.execute(Record.__table__.update().values(due_on=today() - timedelta(days=1)))
    db.session.commit()
    late = list_register(Register.DUTY, officer, RegisterFilters(standing=Standing.LATE))
    assert len(late.lines) == late.total.received == 6
    assert {line.days_left for line in late.lines} != {None}


def test_the_young_are_found_by_themselves() -> None:
    officer = somebody()
    reference = screened(officer, Kind.ENQUIRY)
    decided(reference, officer, Route.ENQUIRY)
    young = RegisterFilters(young=True)
    assert list_register(Register.ENQUIRIES, officer, young).lines == ()
    db.session.execute(
        Record.__table__.update().where(Record.reference == reference).values(young_person=True)
    )
    db.session.commit()
    assert [line.row for line in list_register(Register.ENQUIRIES, officer, young).lines] == [reference]


def test_who_must_keep_away_sees_neither_row_nor_count() -> None:
    officer, supervisor, cousin = somebody(), somebody(Role.SUPERVISOR), somebody()
    reference = _duty(officer, supervisor)
    kept_away(reference, cousin)
    page = list_register(Register.DUTY, cousin)
    assert (page.lines, page.total.received) == ((), 0)
    assert list_register(Register.DUTY, officer).total.received == 1
    with pytest.raises(NotAllowed):
        list_register(Register.DUTY, somebody(Role.STAFF))


@pytest.mark.parametrize(
    ("year", "month", "quarter"),
    [
        (2026, 4, "Quarter 1, 2026 to 2027"),
        (2026, 6, "Quarter 1, 2026 to 2027"),
        (2026, 12, "Quarter 3, 2026 to 2027"),
        (2027, 1, "Quarter 4, 2026 to 2027"),
        (2027, 3, "Quarter 4, 2026 to 2027"),
        (2027, 4, "Quarter 1, 2027 to 2028"),
    ],
)
def test_quarters_are_those_of_the_financial_year(year: int, month: int, quarter: str) -> None:
    assert quarter_of(year, month) == quarter


def test_what_is_set_aside_or_withdrawn_is_in_no_register() -> None:
    officer = somebody()
    before = list_register(Register.ENQUIRIES, officer).total.received
    factories.make_feedback(kind=Kind.ENQUIRY, sent_as=Kind.ENQUIRY, status="withdrawn")
    assert list_register(Register.ENQUIRIES, officer).total.received == before
