"""Text files with a table: which sign stands between the cells, and the lines."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from bot.fleet.file.encodings import encoding_of
from bot.fleet.file.lines import FORMULA, Line
from bot.fleet.file.neutral import tidy
from lifecycle.list_flaws import Why

DELIMITERS = ",;\t|"

LITERAL = ('="', '"')
"""How a spreadsheet writes text that must not become a number: ="00123"."""

LONGEST_CELL = csv.field_size_limit()
"""Characters; a longer one mostly has a quotation mark without an end."""

PROBLEMS = (
    ("field larger", Why.HUGE_CELL),
    ("unexpected end", Why.OPEN_QUOTE),
)


def csv_lines(file: Path) -> tuple[str, Iterator[Line]]:
    """The encoding of a text file, and its lines; raises `Unreadable`."""
    name = encoding_of(file)
    return name, _lines(file, name)


def _lines(file: Path, encoding: str) -> Iterator[Line]:
    with file.open(encoding=encoding, newline="") as stream:
        delimiter, skipped = _delimiter(stream)
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        while True:
            before = reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Line(before + skipped + 1, (), _problem(str(error)))
                continue
            yield Line(before + skipped + 1, tuple(_text(cell) for cell in cells))


def _delimiter(stream: TextIO) -> tuple[str, int]:
    """The sign between the cells, by the first line that has something; a line "sep=;" says it itself."""
    number, start, line = 0, 0, "\n"
    while line and not line.strip():
        start, line = stream.tell(), stream.readline()
        number += 1
    if line.casefold().startswith("sep=") and len(line.strip("\r\n")) == len("sep=;"):
        return line[len("sep=")], number
    sample = line + "".join(islice(iter(stream.readline, ""), 5))
    stream.seek(start)
    return max(DELIMITERS, key=lambda sign: _columns(sample, sign)), number - 1


def _columns(sample: str, delimiter: str) -> int:
    """How many cells the first line has by a delimiter; what stands in quotation marks does not count."""
    try:
        return len(next(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter), ()))
    except csv.Error:
        return 0


def _problem(error: str) -> Why:
    return next((why for sign, why in PROBLEMS if sign in error), Why.STRAY_QUOTE)


def _text(cell: str) -> str:
    cell = tidy(cell)
    if not cell.startswith("="):
        return cell
    start, end = LITERAL
    is_literal = cell.startswith(start) and cell.endswith(end) and '"' not in cell[len(start) : -1]
    return cell[len(start) : -1] if is_literal and len(cell) > len(start) else FORMULA
