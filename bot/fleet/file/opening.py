"""Opens a list of devices, whatever it was saved as, and keeps it aside as plain lines to go over more than once."""

import codecs
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from bot.fleet.file.csv_lines import csv_lines
from bot.fleet.file.lines import Line, Unreadable
from bot.fleet.file.neutral import unquoted
from lifecycle.list_flaws import Unfit, Why

FOREIGN = (
    (b"\xd0\xcf\x11\xe0", Unfit.OLD_WORKBOOK),
    (b"%PDF", Unfit.PDF),
    (b"\x1f\x8b", Unfit.COMPRESSED),
)
ZIP = b"PK\x03\x04"

OTHERWISE = (b"<", b"{", b"[{")
"""How HTML, XML and JSON begin; programs give such files the names of workbooks and of CSV, too."""


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
            raise Unreadable(Unfit.NO_ROWS)
        if head.problem:
            raise Unreadable(Unfit.BAD_HEADING, row=head.number)
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
            yield Line(number, tuple(cells), Why(problem) if problem else None)

    def close(self) -> None:
        """Forget the lines."""
        self._spool.close()


def _source(file: Path, sheet: str | None) -> tuple[str | None, Iterator[Line]]:
    try:
        with file.open("rb") as stream:
            start = stream.read(64)
    except OSError as error:
        raise Unreadable(Unfit.NOT_OPENED, problem=error.strerror) from error
    for sign, unfit in FOREIGN:
        if start.startswith(sign):
            raise Unreadable(unfit)
    if start.startswith(ZIP):
        from bot.fleet.file.xlsx_lines import xlsx_lines  # noqa: PLC0415  (the first workbook pays, not every start)

        return None, xlsx_lines(file, sheet)
    if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(OTHERWISE):
        raise Unreadable(Unfit.NO_TABLE)
    if not start:
        raise Unreadable(Unfit.NO_ROWS)
    return csv_lines(file)
