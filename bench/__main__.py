"""``python -m bench``: fills a portal of its own and prints what each page takes, beside an empty route."""

import argparse
import platform
import tempfile
import time
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from bench.empty import app as empty_app
from bench.filling import fill
from bench.pressing import Load, time_presses
from bench.timing import Times, count_of_queries, gunicorn, inside, settings_for, time_calls
from bench.visiting import Timed, make_staff, pages_to_time
from portal.app import create_app
from portal.config import read_settings
from portal.domain.vocabulary import Role
from portal.extensions import db

AIM_MILLISECONDS = 50
AIM_OF_A_LOAD = 100
BASELINE = Timed("empty Flask route", "/")
HEAD = (
    f"{'':38} {'':>7} | {'in process':^26} | {'gunicorn':^17}\n"
    f"{'':38} {'queries':>7} | {'median':>8} {'p95':>8} {'cpu':>8} | {'median':>8} {'p95':>8}"
)


def main() -> None:
    """Run it all."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--pieces", type=int, default=10_000, help="pieces of feedback to store (10000)")
    asked.add_argument("--runs", type=int, default=40, help="how often each page is opened (40)")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        run(Path(folder), options.pieces, options.runs)


def run(folder: Path, pieces: int, runs: int) -> None:
    """Fill a portal in a folder, time its pages and print them."""
    app = _filled(folder, pieces)
    pages = pages_to_time(app)
    inside_times = {page: time_calls(inside(app, page), runs) for page in pages}
    baseline = time_calls(inside(empty_app, BASELINE), runs)
    with gunicorn("bench.empty:app") as server:
        served_baseline = time_calls(server.opening(BASELINE), runs)
    with gunicorn("wsgi:app", **settings_for(folder)) as server:
        served = {page: time_calls(server.opening(page), runs) for page in pages}
    print(f"\nMilliseconds, warm, {runs} runs; Python {platform.python_version()}, {platform.machine()}")
    print(HEAD)
    print(_line(BASELINE, 0, baseline, served_baseline))
    for page in pages:
        print(_line(page, count_of_queries(app, page), inside_times[page], served[page]))
    slow = [page.name for page in pages if inside_times[page].median > AIM_MILLISECONDS]
    print(f"\nAim: a median under {AIM_MILLISECONDS} ms in process. Above it: {', '.join(slow) or 'none'}.")
    print_way(time_presses(app, runs))


def print_way(loads: dict[str, Load]) -> None:
    """Print what each load takes on the way from claim to acknowledgement."""
    print(f"\nFrom claim to acknowledgement: {len(loads)} loads, the redirect after a press with its page")
    print(f"{'':38} {'queries':>7} | {'median':>8} {'slowest':>8} {'cpu':>8}")
    for name, load in loads.items():
        queries = "-".join(str(number) for number in sorted({min(load.queries), max(load.queries)}))
        print(f"{name:38} {queries:>7} | {load.median:8.1f} {load.slowest:8.1f} {load.cpu:8.1f}")
    slow = [name for name, load in loads.items() if load.median > AIM_OF_A_LOAD]
    print(f"\nAim: a median under {AIM_OF_A_LOAD} ms. Above it: {', '.join(slow) or 'none'}.")


def _filled(folder: Path, pieces: int) -> Flask:
    begun = time.perf_counter()
    settings = read_settings(settings_for(folder))
    with create_app(settings).app_context():
        upgrade()
        db.engine.dispose()
    app = create_app(settings)
    with app.app_context():
        staff = make_staff()
        fill(pieces, staff[Role.SCREENING_OFFICER])
        db.session.remove()
    size = sum(file.stat().st_size for file in folder.glob("portal.sqlite*")) // 1_000_000
    print(f"Stored {pieces:,} pieces in {time.perf_counter() - begun:.0f} s; the database has {size} MB.")
    return app


def _line(page: Timed, queries: int, own: Times, served: Times) -> str:
    return f"{page.name:38} {queries or '':>7} | {own} {own.cpu:8.1f} | {served}"


if __name__ == "__main__":
    main()
