"""Addresses that people type or lengthen lead where they were meant to."""

import runpy
from pathlib import Path

import pytest

from tests.factories import make_feedback

pytestmark = pytest.mark.usefixtures("clock")
SERVER = Path(__file__).parents[2] / "deploy" / "gunicorn.conf.py"


def test_a_reference_in_small_letters_leads_to_the_item(app, signed_in):
    officer = signed_in()
    with app.app_context():
        reference = make_feedback("The visit was moved on the day").reference
    answer = officer.get(f"/screening/{reference.lower()}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/screening/{reference}")
    assert officer.get(f"/screening/{reference}").status_code == 200
    assert officer.get("/screening/cf-nothing").status_code == 404


def test_the_server_lets_a_long_address_through_to_our_own_pages():
    assert runpy.run_path(str(SERVER))["limit_request_line"] == 8190
