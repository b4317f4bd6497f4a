"""The commands about lists of devices: `import` and `export`, over the desk of these settings."""

import secrets
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import typer

from bot import clock
from bot.config.policy import load_policy
from bot.config.settings import Settings
from bot.core import Core, build_core
from bot.faults import Fault, Faulty
from bot.fleet.export import export
from bot.fleet.file.amounts import currency_of
from bot.fleet.file.choices import Decimals, Kind, Order
from bot.fleet.file.mapping import read_mapping
from bot.fleet.file.options import Options
from bot.fleet.file.places import country_of
from bot.fleet.importing import FleetImporter, ImportCommand, typed
from bot.slack.lookup import learn
from lifecycle.importing import Judgement, Verdict
from lifecycle.list_flaws import NotTaken
from lifecycle.people import COMMAND_LINE
from lifecycle.policy import Policy
from store.engine.migrations import check_current


def import_list(settings: Settings, file: Path, options: Options, report: Path | None, *, dry_run: bool) -> bool:
    """Import a list, and tell whether anything of it could be taken; raises `Faulty`."""
    core = _core(settings)
    with closing(core.database):
        people, now = core.store.people, clock.now()
        importer = FleetImporter(desk=core.desk, people=people)
        if settings.has_slack:
            importer = FleetImporter(desk=core.desk, people=people, learn=partial(learn, people, settings, now=now))
        command = ImportCommand(
            importer=importer,
            actor=COMMAND_LINE,
            key=f"import:{secrets.token_hex(8)}",
            now=now,
            tell=typer.echo,
            progress=partial(typer.echo, err=True),
        )
        tally = command.run(file, options, report, dry_run=dry_run)
    return tally.counts[Verdict.REFUSED] < tally.rows


def export_list(settings: Settings, kind: Kind, file: Path) -> int:
    """Write a file, and tell how many rows it has; raises `Faulty`."""
    core = _core(settings)
    with closing(core.database):
        return export(core.store, core.policy, kind, file)


def options_of(
    settings: Settings,
    *,
    dates: Order | None,
    decimals: Decimals | None,
    currency: str | None,
    country: str | None,
    mapping: Path | None,
    **more: str | None,
) -> Options:
    """What was said on the command line; raises `Faulty`."""
    return Options(
        dates=dates,
        decimals=decimals,
        currency=_understood(settings, "--currency", currency_of, currency),
        country=_understood(settings, "--country", country_of, country),
        meanings=read_mapping(mapping),
        **more,
    )


def _understood(settings: Settings, name: str, read: Callable[[str], str], text: str | None) -> str | None:
    try:
        return None if text is None else read(text)
    except NotTaken as error:
        facts = {**error.facts, "column": name}
        refusal = Judgement(row=0, verdict=Verdict.REFUSED, why=error.why, facts=facts)
        words = typed(_policy(settings))
        problem = f"{words.reason(refusal)} {words.help(refusal)}"
        raise Faulty("The options", [Fault(name, problem)]) from error


def _core(settings: Settings) -> Core:
    check_current(settings.database_url)
    return build_core(settings, _policy(settings))


def _policy(settings: Settings) -> Policy:
    return load_policy(settings.policy_file, settings.it_channel or "")
