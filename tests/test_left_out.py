"""A run knows what it left out, so that the automatic check can fail over it."""

from types import SimpleNamespace

from tests.conftest import what_was_left_out


def skipped(reason: str) -> SimpleNamespace:
    return SimpleNamespace(longrepr=("a_file.py", 1, f"Skipped: {reason}"))


def test_only_what_calls_itself_not_tested_was_left_out_and_each_reason_once():
    stats = {
        "skipped": [
            skipped("NOT TESTED: no Pango"),
            skipped("NOT TESTED: no Pango"),
            skipped("no records here"),
        ],
        "passed": [SimpleNamespace(longrepr=None)],
    }
    assert what_was_left_out(stats) == ["NOT TESTED: no Pango"]


def test_a_whole_run_left_nothing_out():
    assert what_was_left_out({"passed": []}) == []
