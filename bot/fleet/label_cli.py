"""`labels` as it is typed."""

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Annotated

import typer

from bot.config.policy import load_policy
from bot.config.settings import Settings

Tags = Annotated[
    list[str],
    typer.Argument(metavar="TAG", default_factory=list, show_default=False, help="Asset tags, one label each."),
]
PdfFile = Annotated[Path, typer.Argument(metavar="OUT.pdf", help="Where to write the sheets.")]
InStock = Annotated[bool, typer.Option("--all-in-stock", help="Labels for every device in stock.")]
Country = Annotated[str | None, typer.Option("--country", help="Only devices in this country, like DE.")]
Category = Annotated[str | None, typer.Option("--category", help="Only devices of this category of the policy.")]
SheetName = Annotated[str, typer.Option("--sheet", help="The sheet of labels; a name that is none lists them.")]
Skip = Annotated[int, typer.Option("--skip", help="How many labels of the first sheet are used up.")]
Right = Annotated[float, typer.Option("--dx", help="Millimetres to the right by which everything is moved.")]
Down = Annotated[float, typer.Option("--dy", help="Millimetres down by which everything is moved.")]
Outlines = Annotated[bool, typer.Option("--outlines", help="Draw the edges of the labels too, to align a print.")]

Plainly = Callable[[], AbstractContextManager[None]]


def register(cli: typer.Typer, read_settings: Callable[[], Settings], plainly: Plainly) -> None:
    """Put the command on the command line; `plainly` tells what a person can mend."""

    @cli.command()
    def labels(  # noqa: PLR0913, PLR0917  (one for each option)
        tags: Tags,
        out: PdfFile,
        in_stock: InStock = False,
        country: Country = None,
        category: Category = None,
        sheet: SheetName = "L7159",
        skip: Skip = 0,
        dx: Right = 0.0,
        dy: Down = 0.0,
        outlines: Outlines = False,
    ) -> None:
        """Print asset tags with QR codes on sheets of labels (PDF)."""
        from bot.core import build_core  # noqa: PLC0415  (heavy: other commands start without it)
        from bot.fleet.labels import Choice, Printer, Stationery  # noqa: PLC0415
        from messages.tags.paper import Alignment  # noqa: PLC0415
        from store.engine.migrations import check_current  # noqa: PLC0415

        with plainly():
            settings = read_settings()
            check_current(settings.database_url)
            core = build_core(settings, load_policy(settings.policy_file, settings.it_channel or ""))
            with closing(core.database):
                choice = Choice.of(tags, in_stock=in_stock, country=country, category=category)
                printer = Printer(
                    register=core.store.register, policy=core.policy, public_url=settings.public_url, tell=typer.echo
                )
                alignment = Alignment(right=dx, down=dy, outlines=outlines)
                is_done = printer.run(choice, Stationery(sheet=sheet, skip=skip, alignment=alignment), out)
        raise typer.Exit(not is_done)
