"""Tables as files that spreadsheets open, CSV or a workbook by the file’s name, with no formula in them."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from bot.fleet.file.neutral import is_like_a_formula, kept, quoted

Value = str | int | Decimal | date | None

MOST_ROWS = 1_048_576
"""Rows of a sheet [Microsoft: Excel specifications and limits]."""

LONGEST = 32_767
"""Characters of a cell [the same page]; openpyxl would cut off the rest without a word."""

NARROWEST = 12
"""Characters that are seen of a column at least."""

SUFFIXES = (".csv", ".xlsx")


class Sheet(Protocol):
    """A table that is written line by line."""

    def write(self, values: Sequence[Value]) -> None:
        """Add a line."""


class Unwritable(Exception):
    """A file that cannot be written; the message tells why."""


class _Csv:
    def __init__(self, writer: "csv.writer") -> None:  # type: ignore[valid-type]
        self._writer = writer

    def write(self, values: Sequence[Value]) -> None:
        cells = [quoted(one) if isinstance(one, str) else _plain(one) for one in values]  # a number stays a number
        self._writer.writerow(cells)  # type: ignore[attr-defined]


class _Workbook:
    """One sheet; its first line is the heading, which stays in sight."""

    def __init__(self, title: str) -> None:
        import openpyxl  # noqa: PLC0415  (the first workbook pays, not every start)

        self._library = openpyxl
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        self._rows = 0

    def write(self, values: Sequence[Value]) -> None:
        if not self._rows:
            letter = self._library.utils.get_column_letter
            for place, name in enumerate(values, start=1):
                self._sheet.column_dimensions[letter(place)].width = max(NARROWEST, len(str(name)) + 2)
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise Unwritable(f"a sheet of a workbook has at most {MOST_ROWS:,} rows: write CSV")
        self._sheet.append([self._cell(one) if isinstance(one, str) else one for one in values])

    def _cell(self, text: str) -> object:
        """Text as it is; what looks like a formula is known to be text, for good, when it is typed over too."""
        text = kept(text)
        if len(text) > LONGEST:
            raise Unwritable(f"a cell of a workbook has at most {LONGEST:,} characters: write CSV")
        if not is_like_a_formula(text):
            return text
        cell = self._library.cell.WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell

    def end(self) -> None:
        """Write no more; a sheet that is not ended breaks when it is forgotten."""
        self._sheet.close()

    def save(self, file: Path) -> None:
        self._book.save(file)


@contextmanager
def writing(file: Path, title: str) -> Iterator[Sheet]:
    """A new file, of the kind that its suffix tells; there is none when the block fails. Raises `Unwritable`."""
    if file.suffix.casefold() not in SUFFIXES:
        raise Unwritable(f"{file.name} must end with .csv or .xlsx")
    half = file.with_name(f".{file.name}.part")
    try:
        with _half_written(half, title, is_book=file.suffix.casefold() == ".xlsx") as sheet:
            yield sheet
        half.replace(file)
    except OSError as error:
        raise Unwritable(f"{file} cannot be written: {error.strerror}") from error
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def _half_written(file: Path, title: str, *, is_book: bool) -> Iterator[Sheet]:
    if is_book:
        book = _Workbook(title)
        try:
            yield book
        finally:
            book.end()
        book.save(file)
        return
    with file.open("w", encoding="utf-8-sig", newline="") as stream:  # with the mark, spreadsheets know the encoding
        yield _Csv(csv.writer(stream))


def _plain(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return format(value, "f")
    return str(value)
