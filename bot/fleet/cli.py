"""`import` and `export` as they are typed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

import typer

from bot.config.settings import Settings
from bot.fleet.file.choices import Decimals, Kind, Order

FleetList = Annotated[Path, typer.Argument(help="A list of devices: CSV or a workbook (.xlsx).")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would become of each row, and do nothing.")]
MappingFile = Annotated[Path | None, typer.Option("--mapping", help="What columns and words mean (TOML).")]
ReportFile = Annotated[Path | None, typer.Option("--report", help="Where to write the result of each row.")]
Sheet = Annotated[str | None, typer.Option("--sheet", help="Which sheet of the workbook.")]
Dates = Annotated[Order | None, typer.Option("--dates", help="What comes first in dates of numbers.")]
Decimal = Annotated[Decimals | None, typer.Option("--decimal", help="What is before the cents.")]
Currency = Annotated[str | None, typer.Option("--currency", help="The currency of prices that name none, like EUR.")]
Country = Annotated[str | None, typer.Option("--country", help="Where new devices are, unless something tells.")]
Category = Annotated[str | None, typer.Option("--category", help="What new devices are, unless something tells.")]
Maker = Annotated[str | None, typer.Option("--manufacturer", help="Who made new devices, unless something tells.")]
OutFile = Annotated[Path, typer.Argument(help="The file to write: its name ends with .csv or .xlsx.")]
What = Annotated[Kind, typer.Option("--what", help="What to export.")]

Plainly = Callable[[], AbstractContextManager[None]]


def register(cli: typer.Typer, settings: Callable[[], Settings], plainly: Plainly) -> None:
    """Put both commands on the command line; `plainly` tells what a person can mend."""

    @cli.command(name="import")
    def import_(  # noqa: PLR0913, PLR0917  (one for each option)
        file: FleetList,
        dry_run: DryRun = False,
        mapping: MappingFile = None,
        report: ReportFile = None,
        sheet: Sheet = None,
        dates: Dates = None,
        decimal: Decimal = None,
        currency: Currency = None,
        country: Country = None,
        category: Category = None,
        manufacturer: Maker = None,
    ) -> None:
        """Import a list of devices; every row that can be taken is, and every other one is named with the reason."""
        from bot.fleet import commands as fleet_commands  # noqa: PLC0415  (heavy: other commands start without it)

        with plainly():
            known = settings()
            options = fleet_commands.options_of(
                known,
                sheet=sheet,
                dates=dates,
                decimals=decimal,
                currency=currency,
                country=country,
                category=category,
                manufacturer=manufacturer,
                mapping=mapping,
            )
            is_done = fleet_commands.import_list(known, file, options, report, dry_run=dry_run)
        raise typer.Exit(not is_done)

    @cli.command()
    def export(file: OutFile, what: What = Kind.DEVICES) -> None:
        """Write what is on record into a table; devices can be imported again without a difference."""
        from bot.fleet import commands as fleet_commands  # noqa: PLC0415

        with plainly():
            written = fleet_commands.export_list(settings(), what, file)
        typer.echo(f"{written:,} row{'' if written == 1 else 's'} in {file}.")
