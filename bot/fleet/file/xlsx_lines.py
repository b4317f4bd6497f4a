"""Workbooks: the lines of one sheet, read one after the other."""

import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any, Protocol
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.fleet.file.lines import FORMULA, Line, Unreadable
from bot.fleet.file.neutral import tidy
from lifecycle.list_flaws import Unfit

MOST_BYTES = 1 << 30
"""What a workbook may come to when it is unpacked: ten times a list of 100,000 devices."""

DAMAGED = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, ParseError, EOFError)
"""What openpyxl raises for files that are no workbook, or not a whole one."""


class Cell(Protocol):
    """A cell of openpyxl's."""

    value: object
    data_type: str


def xlsx_lines(file: Path, sheet: str | None) -> Iterator[Line]:
    """The lines of the sheet of that name, or of the only one with anything in it; raises `Unreadable`."""
    try:
        with zipfile.ZipFile(file) as packed:
            size = sum(one.file_size for one in packed.infolist())
        if size > MOST_BYTES:
            raise Unreadable(Unfit.TOO_LARGE)
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except DAMAGED as error:
        raise Unreadable(Unfit.DAMAGED) from error
    return _lines(book, _chosen(book, sheet))


def _chosen(book: Any, name: str | None) -> str:
    sheets = {one.title: one for one in book.worksheets if one.sheet_state == "visible"}
    if name is not None:
        if name not in book.sheetnames:
            raise Unreadable(Unfit.NO_SUCH_SHEET, sheet=name, sheets=", ".join(book.sheetnames))
        return name
    filled = [title for title, one in sheets.items() if any(row for row in one.iter_rows(max_row=1, values_only=True))]
    if len(filled) > 1:
        raise Unreadable(Unfit.SEVERAL_SHEETS, sheets=", ".join(filled), first=filled[0])
    if not filled:
        raise Unreadable(Unfit.NO_ROWS)
    return str(filled[0])


def _lines(book: Any, title: str) -> Iterator[Line]:
    sheet = book[title]
    sheet.reset_dimensions()  # some programs write that a sheet ends at A1
    try:
        for number, row in enumerate(sheet.iter_rows(), start=1):
            yield Line(number, tuple(_text(cell) for cell in row))
    except DAMAGED as error:
        raise Unreadable(Unfit.DAMAGED) from error
    finally:
        book.close()


def _text(cell: Cell) -> str:
    if cell.data_type in {"f", "e"}:
        return FORMULA
    value = cell.value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    return "" if value is None else tidy(str(value))


def _number(value: float) -> str:
    """A number in full; with three places it gets a fourth, so that nobody takes the point for a thousands sign."""
    if value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    text = repr(value)
    return f"{text}0" if len(text.partition(".")[2]) == 3 and text.replace(".", "").isdigit() else text
