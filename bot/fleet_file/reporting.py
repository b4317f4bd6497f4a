"""The result of an import, row by row: a file for spreadsheets, and a table for a terminal."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from bot.fleet_file.planning import FleetFile, Row
from bot.fleet_file.telling import Tally, what
from bot.fleet_file.writing import Sheet, writing
from lifecycle.importing import Verdict

HEADING = ("Row", "Serial number", "Asset tag", "Result", "What")
MOST_SHOWN = 40
WIDE = 24


@dataclass
class Report:
    """Takes down what becomes of each row; only the first of them are kept for the table."""

    sheet: Sheet | None = None
    tally: Tally = field(default_factory=Tally)
    _refused: list[Row] = field(default_factory=list)
    _others: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """One row more."""
        self.tally.add(row)
        if self.sheet:
            self.sheet.write((row.number, *_numbers(row), row.verdict.value, what(row)))
        kept = self._refused if row.verdict is Verdict.REFUSED else self._others
        if row.verdict is not Verdict.LEFT and len(kept) < MOST_SHOWN:
            kept.append(row)

    def table(self) -> Iterator[str]:
        """The refused rows, then those that are made or changed, as far as there is room."""
        shown = (self._refused + self._others)[:MOST_SHOWN]
        if not shown:
            return
        cells = [HEADING, *((str(row.number), *_numbers(row), row.verdict.value, what(row)) for row in shown)]
        widths = [min(max(len(line[place]) for line in cells), WIDE) for place in range(4)]
        for line in cells:
            yield "  ".join([*(_fitted(line[place], widths[place]) for place in range(4)), line[4][:200]]).rstrip()
        counts = self.tally.counts
        more = self.tally.rows - counts[Verdict.LEFT] - len(shown)
        if more > 0:
            yield f"… and {more:,} more: --report FILE.csv has every row"


@contextmanager
def reported(file: Path | None) -> Iterator[Report]:
    """A report that is also written to a file, where one is given; raises `Unwritable`."""
    with writing(file, "import") if file else nullcontext() as sheet:
        if sheet:
            sheet.write(HEADING)
        yield Report(sheet)


def columns(file: FleetFile) -> Iterator[str]:
    """How the columns were read, in a few lines."""
    heading = file.table.heading
    meant = (
        f"{meaning.value.replace('_', ' ')}: {', '.join(repr(heading[place]) for place in places)}"
        for meaning, places in file.layout.columns.items()
    )
    yield f"Columns: {'; '.join(meant)}."
    yield from _listed("Kept as attributes", file.layout.attributes.values())
    yield from _listed("Left out", file.layout.left_out)
    if file.table.encoding == "cp1252":
        yield "The file is no UTF-8: it was read as Windows-1252."


def _listed(words: str, names: Iterable[str]) -> Iterator[str]:
    told = ", ".join(map(repr, names))
    if told:
        yield f"{words}: {told}."


def _numbers(row: Row) -> tuple[str, str]:
    """By what the row's device is known."""
    device = row.judgement.device if row.judgement else None
    known = device or row.listed
    return (known.serial or "", known.asset_tag or "") if known else ("", "")


def _fitted(text: str, width: int) -> str:
    plain = "".join(one if one.isprintable() else " " for one in text)
    return (plain if len(plain) <= width else f"{plain[: width - 1]}…").ljust(width)
