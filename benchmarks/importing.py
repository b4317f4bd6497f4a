"""An import of 100,000 devices next to a bare bulk insert of the same rows, and the memory that it holds.

The bare insert writes what the import leaves on record, a row and an event for each device, from values that are ready
in memory, through the same library, with one commit for as many rows.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import insert, select

from benchmarks.import_list import write_list
from benchmarks.preparing import NOW
from bot.config.policy import load_policy
from bot.config.settings import Settings
from bot.core import Core, build_core
from bot.fleet.file.options import Options
from bot.fleet.importing import FleetImporter, ImportCommand
from lifecycle.devices.listing import AT_ONCE
from lifecycle.importing import Verdict
from lifecycle.people import COMMAND_LINE
from store.engine import migrations
from store.tables.models import device, event
from tests.support import postgres

ROWS = 100_000
ROUNDS = 2
MOST_RATIO, MOST_MB = 6, 300

MakeUrl = Callable[[], str]
"""Makes a new and empty database, and tells its URL."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds of an import and of a bare insert of the same rows, and the importing process's megabytes at most.

    `case` names the database and the kind of file.
    """

    case: str
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
            f"import of {ROWS:,} rows, {self.case}: {self.imported:.1f} s,"
            f" {self.ratio:.1f} of a bare insert of the same rows ({self.inserted:.1f} s),"
            f" at most {self.memory_mb:.0f} MB: {kept} {MOST_RATIO} and {MOST_MB} MB"
        )


def figures(directory: Path, rows: int = ROWS, rounds: int = ROUNDS) -> Iterator[Figures]:
    """Import and insert in turn, round by round; the fastest of each counts. For either database, and kind of file."""
    table, workbook = directory / "fleet.csv", directory / "fleet.xlsx"
    write_list(table, rows)
    write_list(workbook, rows)
    sqlite = partial(_sqlite_url, directory, count())
    yield _measured("SQLite and CSV", table, sqlite, rounds)
    yield _measured("SQLite and .xlsx", workbook, sqlite, rounds)
    if programs := postgres.find_programs():
        with postgres.server(programs) as server, ExitStack() as stack:
            make = partial(_postgresql_url, server, stack)
            yield _measured("PostgreSQL and CSV", table, make, rounds)


def _sqlite_url(directory: Path, numbers: Iterator[int]) -> str:
    return f"sqlite:///{directory / f'{next(numbers)}.db'}"


def _postgresql_url(server: str, stack: ExitStack) -> str:
    return stack.enter_context(postgres.new_database(server))


def _measured(case: str, file: Path, make: MakeUrl, rounds: int) -> Figures:
    taken = [_round(file, make(), make()) for _ in range(rounds)]
    imported, inserted, memory_mb = zip(*taken, strict=True)
    return Figures(case, min(imported), min(inserted), max(memory_mb))


def _round(file: Path, imported: str, inserted: str) -> tuple[float, float, float]:
    """In a process of its own, so that its memory is told from ours."""
    with get_context("spawn").Pool(1) as pool:
        seconds, memory_mb = pool.apply(_imported, (imported, file))
    with get_context("spawn").Pool(1) as pool:
        return seconds, pool.apply(_inserted, (imported, inserted)), memory_mb


def _imported(url: str, file: Path) -> tuple[float, float]:
    core = _core(url)
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


def _inserted(imported: str, url: str) -> float:
    source, target = _core(imported), _core(url)
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


def _core(url: str) -> Core:
    migrations.upgrade(url)
    settings = Settings.model_validate({"DATABASE_URL": url, "SECRET_KEY": "bench " * 8})
    return build_core(settings, load_policy(Path("policy.toml"), "C0BENCH"))


def _tell(words: str) -> None:
    with suppress(OSError):
        sys.stderr.write(f"  {words}\r")


def main() -> None:
    """Measure, and print a line for each database and kind of file."""
    with tempfile.TemporaryDirectory() as folder:
        for one in figures(Path(folder)):
            sys.stdout.write(f"{one}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
