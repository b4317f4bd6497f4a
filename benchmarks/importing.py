"""An import of 100,000 devices next to a bare bulk insert of the same rows, and the memory that it holds.

The bare insert writes what the import leaves on record, a row and an event for each device, from values that are ready
in memory, through the same library, with one commit for as many rows.
"""

import csv
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import insert, select

from benchmarks.preparing import NOW
from bot.core import Core, build_core
from bot.fleet_file.options import Options
from bot.fleet_import import FleetImporter, ImportCommand
from bot.policy import load_policy
from bot.settings import Settings
from lifecycle.importing import Verdict
from lifecycle.listing import AT_ONCE
from lifecycle.people import COMMAND_LINE
from store import migrations
from store.models import device, event

ROWS = 100_000
ROUNDS = 2
MOST_RATIO, MOST_MB = 6, 300

HEADING = (
    *("Serial number", "Asset tag", "Category", "Manufacturer", "Model", "Status", "Assigned to", "Country"),
    *("Purchase date", "Price", "Currency", "Warranty until", "RAM", "Notes"),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds of an import and of a bare insert of the same rows, and the importing process's megabytes at most."""

    imported: float
    inserted: float
    memory_mb: float

    @property
    def ratio(self) -> float:
        """How many bare inserts an import takes."""
        return self.imported / self.inserted

    def __str__(self) -> str:
        kept = "within" if self.ratio <= MOST_RATIO and self.memory_mb < MOST_MB else "BEYOND"
        return (
            f"import of {ROWS:,} rows: {self.imported:.1f} s, {self.ratio:.1f} of a bare insert of the same rows"
            f" ({self.inserted:.1f} s), at most {self.memory_mb:.0f} MB: {kept} {MOST_RATIO} and {MOST_MB} MB"
        )


def figures(directory: Path, rows: int = ROWS, rounds: int = ROUNDS) -> Figures:
    """Import and insert in turn, round by round; the fastest of each counts."""
    file = directory / "fleet.csv"
    write_list(file, rows)
    pairs = [_round(directory / str(number), file) for number in range(rounds)]
    return Figures(
        imported=min(one.imported for one in pairs),
        inserted=min(one.inserted for one in pairs),
        memory_mb=max(one.memory_mb for one in pairs),
    )


def write_list(file: Path, rows: int) -> None:
    """A list as people have it: two thirds are in use by people who are not in Slack."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADING)
        writer.writerows(_row(number) for number in range(rows))


def _row(number: int) -> Iterator[object]:
    is_used = number % 3 > 0
    yield from (f"PF{number:08}", f"AT-{number:07}", "Notebook", "Lenovo", f"ThinkPad T{14 + number % 4}")
    yield from ("Deployed" if is_used else "In stock", f"Person {number % 5000}" if is_used else "", "Germany")
    yield from (f"{1 + number % 28}/{1 + number % 12}/2024", "1,449.90", "EUR", "2027-03-31", "32 GB", "")


def _round(folder: Path, file: Path) -> Figures:
    """In a process of its own, so that its memory is told from ours."""
    folder.mkdir()
    with get_context("spawn").Pool(1) as pool:
        seconds, memory_mb = pool.apply(_imported, (folder, file))
    with get_context("spawn").Pool(1) as pool:
        return Figures(seconds, pool.apply(_inserted, (folder,)), memory_mb)


def _imported(folder: Path, file: Path) -> tuple[float, float]:
    core = _core(folder / "imported.db")
    with closing(core.database):
        importer = FleetImporter(desk=core.desk, people=core.store.people)
        command = ImportCommand(
            importer=importer, actor=COMMAND_LINE, key="bench", now=NOW, tell=lambda _: None, progress=_tell
        )
        begun = time.perf_counter()
        tally = command.run(file, Options(), None, dry_run=False)
        seconds = time.perf_counter() - begun
    assert tally.counts[Verdict.MADE] == tally.rows, tally.counts
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _inserted(folder: Path) -> float:
    source, target = _core(folder / "imported.db"), _core(folder / "inserted.db")
    with closing(source.database) as database, database.reader() as connection:
        devices = [dict(row) for row in connection.execute(select(device).order_by(device.c.id)).mappings()]
        events = [dict(row) for row in connection.execute(select(event).order_by(event.c.id)).mappings()]
    begun = time.perf_counter()
    rows, log = iter(devices), iter(events)
    while part := list(islice(rows, AT_ONCE)):
        with target.store.writing() as connection:
            connection.execute(insert(device), part)
            connection.execute(insert(event), list(islice(log, AT_ONCE)))
    seconds = time.perf_counter() - begun
    target.database.close()
    return seconds


def _core(database: Path) -> Core:
    url = f"sqlite:///{database}"
    migrations.upgrade(url)
    settings = Settings.model_validate({"DATABASE_URL": url, "SECRET_KEY": "bench " * 8})
    return build_core(settings, load_policy(Path("policy.toml"), "C0BENCH"))


def _tell(words: str) -> None:
    with suppress(OSError):
        sys.stderr.write(f"  {words}\r")


def main() -> None:
    """Measure, and print a line."""
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(f"{figures(Path(folder))}\n")


if __name__ == "__main__":
    main()
