"""The bench still runs: a small filling, every page opened once, no times judged."""

from bench.__main__ import run


def test_every_page_of_the_bench_opens(tmp_path, capsys):
    run(tmp_path, pieces=60, runs=3)
    printed = capsys.readouterr().out
    assert "Stored 60 pieces" in printed
    assert "empty Flask route" in printed
