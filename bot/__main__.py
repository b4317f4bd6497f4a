"""The command line: `python -m bot COMMAND`."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import clock, logs
from bot.config.policy import load_policy
from bot.config.settings import Settings, read_settings
from bot.faults import Faulty
from bot.fleet import cli as fleet_cli
from bot.fleet import label_cli
from bot.single import AlreadyRunning, only_one
from store.errors import Unusable

cli = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)

At = Annotated[str, typer.Option("--at", help="The moment to work as of, like 2026-11-24T09:00+01:00; default now.")]
File = Annotated[Path, typer.Argument(help="A table (CSV) with the columns that docs/operations.md names.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would be done, and do nothing.")]

PictureFile = Annotated[Path | None, typer.Option("--picture", help="Where to write the picture (PNG).")]


class Report(StrEnum):
    """The reports there are."""

    RETURNS = "returns"
    FLEET = "fleet"
    REFRESH = "refresh"


Which = Annotated[Report, typer.Argument(help="Which report.")]


@cli.command()
def run() -> None:
    """Start the bot: in Slack when tokens are set, otherwise with a sandbox on this machine."""
    from bot.running import run_until_told  # noqa: PLC0415  (heavy: other commands start without it)

    with _plainly():
        settings = _settings()
        with only_one(settings.database_url, has_replicas=settings.has_slack):
            run_until_told(settings)


@cli.command()
def migrate() -> None:
    """Bring the database to this release's revision."""
    from store.engine import migrations  # noqa: PLC0415

    with _plainly():
        url = _settings().database_url
        migrations.upgrade(url)
        typer.echo(f"The database is at revision {migrations.revision(url)}.")


@cli.command()
def tick(at: At = "") -> None:
    """Run every job once as of a moment, then deliver what is due then: time can be walked."""
    from bot.running import tick_once  # noqa: PLC0415

    with _plainly():
        tick_once(_settings(), _moment(at))


@cli.command()
def doctor() -> None:
    """Look at everything the bot needs; exit 1 when something is missing."""
    from bot.doctor import examine  # noqa: PLC0415

    is_well = True
    with _plainly():
        for finding in examine(_settings()):
            typer.echo(str(finding))
            is_well = is_well and not finding.fault
    raise typer.Exit(not is_well)


@cli.command()
def verify() -> None:
    """Check that the log of events is whole and tells the present state; exit 1 with every break otherwise."""
    from bot.core import build_core  # noqa: PLC0415
    from store.engine.migrations import check_current  # noqa: PLC0415
    from store.verify import verify as breaks_of  # noqa: PLC0415

    with _plainly():
        settings = _settings()
        check_current(settings.database_url)
        core = build_core(settings, load_policy(settings.policy_file, settings.it_channel or ""))
        with closing(core.database) as database:
            breaks = list(breaks_of(database, core.cipher))
    for one in breaks:
        typer.echo(f"{one.subject}{'' if one.seq is None else f' event {one.seq}'}: {one.problem}")
    typer.echo(f"{len(breaks)} breaks." if breaks else "The record is whole.")
    raise typer.Exit(bool(breaks))


@cli.command()
def people(file: File, dry_run: DryRun = False) -> None:
    """Import HR's file of people: who manages whom, and whose last day is when; all of it, or nothing."""
    from bot.core import build_core  # noqa: PLC0415
    from bot.people.command import Importer  # noqa: PLC0415
    from store.engine.migrations import check_current  # noqa: PLC0415

    with _plainly():
        settings = _settings()
        check_current(settings.database_url)
        core = build_core(settings, load_policy(settings.policy_file, settings.it_channel or ""))
        with closing(core.database):
            importer = Importer(core.desk, core.store.people, settings)
            is_done = importer.run(file, clock.now(), dry_run=dry_run, tell=typer.echo)
    raise typer.Exit(not is_done)


@cli.command()
def report(name: Which, picture: PictureFile = None) -> None:
    """Print figures: of the fleet, of the returns of twelve months, or what is to be replaced; --picture draws them."""
    from bot.core import build_core  # noqa: PLC0415
    from bot.reports import print_fleet, print_refresh, print_returns  # noqa: PLC0415
    from store.engine.migrations import check_current  # noqa: PLC0415

    with _plainly():
        settings = _settings()
        check_current(settings.database_url)
        core = build_core(settings, load_policy(settings.policy_file, settings.it_channel or ""))
        with closing(core.database):
            printed = {
                Report.RETURNS: print_returns,
                Report.FLEET: print_fleet,
                Report.REFRESH: print_refresh,
            }
            printed[name](core.desk, clock.now(), picture, typer.echo)


@cli.command()
def tour() -> None:
    """Play the road of a device from the request to its arrival, and show what everybody sees."""
    from bot import tour as journey  # noqa: PLC0415

    raise typer.Exit(journey.main())


def _settings() -> Settings:
    settings = read_settings(os.environ, Path(".env"))
    for name in [name for name in os.environ if name.startswith("SLACK_")]:
        del os.environ[name]  # Bolt reads some by itself, and then overrules what it is given
    logs.configure(settings)
    return settings


def _moment(text: str) -> datetime:
    if not text:
        return clock.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a moment like 2026-11-24T09:00+01:00") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


@contextmanager
def _plainly() -> Iterator[None]:
    """Tell in a sentence what a person can mend, and exit 1."""
    try:
        yield
    except (Faulty, AlreadyRunning, Unusable) as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


fleet_cli.register(cli, _settings, _plainly)
label_cli.register(cli, _settings, _plainly)

if __name__ == "__main__":
    cli()
