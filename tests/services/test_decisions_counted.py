"""What a decision is counted as in the record that reports read."""

import pytest
from sqlalchemy import select

from portal.domain.vocabulary import Kind, Role, Route
from portal.extensions import db
from portal.models.record import Record
from tests.services.screening_steps import decided, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({}, "Not accepted"),
        ({"in_time": "no", "late_reasonable": "no", "late_fair": "yes"}, "Out of time"),
        ({"proceedings": "harm"}, "Subject of court proceedings"),
        ({"before": "answered"}, "Answered before"),
    ],
)
def test_a_refusal_is_counted_under_its_ground(answers: dict[str, str], outcome: str) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers=answers)
    signed(decided(reference, officer, Route.REFUSED).decision_id, reference, supervisor)
    assert _record(reference).outcome == outcome


@pytest.mark.parametrize(
    ("kind", "answers", "route", "counted"),
    [
        (
            Kind.COMPLAINT,
            {"settled": "quick"},
            Route.EARLY_RESOLUTION,
            ("pre_complaint", "informal", "informal"),
        ),
        (Kind.COMPLAINT, {"subject": "information"}, Route.DUTY_MATTER, ("duty_matter", None, None)),
        (
            Kind.COMPLAINT,
            {"settled": "put_right"},
            Route.RESOLVED_AT_FIRST_CONTACT,
            ("complaint", None, "initial_contact"),
        ),
        (Kind.COMPLAINT, {"subject": "school"}, Route.SIGNPOSTED, ("complaint", None, "not_accepted")),
        (Kind.COMPLAINT, {}, Route.SAFEGUARDING_REFERRAL, ("complaint", None, None)),
        (Kind.COMMENT, {}, Route.COMMENT, ("comment", None, None)),
        (Kind.ENQUIRY, {}, Route.ENQUIRY, ("mp_enquiry", None, None)),
        (Kind.ADVOCATE_REQUEST, {}, Route.DUTY_MATTER, ("advocacy_referral", None, None)),
    ],
)
def test_each_route_is_counted_as_what_it_is(
    kind: Kind, answers: dict[str, str], route: Route, counted: tuple[str | None, ...]
) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, kind, answers)
    outcome = decided(reference, officer, route)
    if not outcome.in_force:
        signed(outcome.decision_id, reference, supervisor)
    record = _record(reference)
    assert (record.record_type, record.procedure, record.stage) == counted


def _record(reference: str) -> Record:
    return db.session.scalars(select(Record).where(Record.reference == reference)).one()
