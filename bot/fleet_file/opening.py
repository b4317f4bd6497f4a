"""Opens a list of devices, whatever it was saved as, and keeps it aside as plain lines to go over more than once."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from bot.fleet_file.csv_lines import csv_lines
from bot.fleet_file.lines import Line, Unreadable
from bot.fleet_file.neutral import unquoted
from bot.fleet_file.xlsx_lines import xlsx_lines

FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "it is a workbook of before 2007 (.xls): save it as .xlsx or CSV"),
    (b"%PDF", "it is a PDF: export the list as CSV or .xlsx"),
    (b"\x1f\x8b", "it is compressed: unpack it first"),
)
ZIP = b"PK\x03\x04"
EMPTY = "it has no rows"


@dataclass
class Table:
    """A table whose lines wait on disk: `heading` is the first of them that has anything, the rest are `lines`.

    `encoding` is what a text file was read in. Memory does not grow with the file.
    """

    heading: tuple[str, ...]
    encoding: str | None
    _spool: IO[str]

    @classmethod
    def open(cls, file: Path, sheet: str | None = None) -> Self:
        """Read a CSV file or a workbook to its end; raises `Unreadable`."""
        encoding, lines = _source(file, sheet)
        found = (line for line in lines if line.problem or any(line.cells))
        head = next(found, None)
        if head is None:
            raise Unreadable(EMPTY)
        if head.problem:
            raise Unreadable(f"line {head.number}: {head.problem}")
        spool = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  (closed with the table)
        try:
            for line in found:
                spool.write(json.dumps((line.number, line.cells, line.problem)) + "\n")
        except BaseException:
            spool.close()
            raise
        return cls(tuple(map(unquoted, head.cells)), encoding, spool)

    def lines(self) -> Iterator[Line]:
        """Everything below the heading, as often as it is asked for."""
        self._spool.seek(0)
        for text in self._spool:
            number, cells, problem = json.loads(text)
            yield Line(number, tuple(cells), problem)

    def close(self) -> None:
        """Forget the lines."""
        self._spool.close()


def _source(file: Path, sheet: str | None) -> tuple[str | None, Iterator[Line]]:
    try:
        with file.open("rb") as stream:
            start = stream.read(8)
    except OSError as error:
        raise Unreadable(f"it cannot be read: {error.strerror}") from error
    for sign, words in FOREIGN:
        if start.startswith(sign):
            raise Unreadable(words)
    if start.startswith(ZIP):
        return None, xlsx_lines(file, sheet)
    if not start:
        raise Unreadable(EMPTY)
    return csv_lines(file)
