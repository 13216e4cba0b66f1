"""flask council: says what is wrong with a profile before anybody relies on it."""

import click
from flask.cli import AppGroup

from portal.domain.council import Council
from portal.domain.council_reading import ProfileError
from portal.services.council import compare_with_codes, load_council

council_cli = AppGroup("council", help="Council profiles.")


@council_cli.command("check")
@click.argument("file")
@click.option("--against-database", is_flag=True, help="Refuse codes that were dropped but are in use.")
def check(file: str, against_database: bool) -> None:
    """Name everything wrong with FILE (a shipped profile's name or a path to TOML), by key."""
    try:
        council = load_council(file)
    except ProfileError as error:
        _refuse(file, error.problems)
    if against_database:
        _refuse(file, _dropped_codes(council))
    click.echo(_summary(council))


def _refuse(file: str, problems: tuple[str, ...]) -> None:
    """Print the problems and leave with status 1; do nothing where there are none."""
    for problem in problems:
        click.echo(f"{file}: {problem}", err=True)
    if problems:
        raise SystemExit(1)


def _dropped_codes(council: Council) -> tuple[str, ...]:
    # Imported only when asked for: checking a file must work without a database.
    from portal.services.codes_in_use import codes_in_use

    return tuple(compare_with_codes(council, codes_in_use()))


def _summary(council: Council) -> str:
    counted = {
        "service areas": council.service_areas,
        "teams": council.teams,
        "themes": council.themes,
        "outcomes": council.outcomes,
    }
    parts = ", ".join(f"{len(things)} {name}" for name, things in counted.items())
    lines = [f"{council.name} ({council.slug}): nothing is wrong. {parts}."]
    if not (council.safety.duty_phone and council.safety.out_of_hours_phone and council.safety.reviewed_on):
        lines.append("Safety numbers or their review date are unset: production will refuse to start.")
    return "\n".join(lines)
