"""Files for spreadsheets: text stays text, numbers stay numbers, and nothing is worked on."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from bot.fleet.file.writing import LONGEST, Unwritable, Value, writing

HEADING = ("Asset tag", "Operating system of the device")

CELLS: tuple[tuple[Value, str, object], ...] = (
    ("DD-1", "DD-1", "DD-1"),
    ("=1+1", "'=1+1", "=1+1"),
    ("@SUM(A1)", "'@SUM(A1)", "@SUM(A1)"),
    ("+49 30 901820", "'+49 30 901820", "+49 30 901820"),
    ("-", "'-", "-"),
    ("＝1", "'＝1", "＝1"),
    ("\t=1", "'\t=1", "'\t=1"),
    ("\r=1", "'\r=1", "'\r=1"),
    ("'=1", "''=1", "''=1"),
    (" x", "' x", "' x"),
    ("x ", "'x ", "'x "),
    ("a\vb", "a\vb", "ab"),
    (Decimal("-5.00"), "-5.00", -5.0),
    (-5, "-5", -5),
    (date(2026, 11, 24), "2026-11-24", date(2026, 11, 24)),
    (None, "", None),
)
"""What is written, as a cell of a text file, and as one of a workbook."""


def written(file: Path, *values: Value) -> Path:
    with writing(file, "devices") as sheet:
        sheet.write(HEADING)
        for value in values:
            sheet.write((value, "x"))
    return file


def test_a_text_file(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", *(value for value, _, _ in CELLS))
    with file.open(encoding="utf-8-sig", newline="") as stream:
        heading, *rows = csv.reader(stream)
    assert tuple(heading) == HEADING
    assert [row[0] for row in rows] == [text for _, text, _ in CELLS]


def test_a_workbook(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path / "a.xlsx", *(value for value, _, _ in CELLS)))["devices"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    for cell, (value, _, wanted) in zip(cells, CELLS, strict=True):
        assert isinstance(cell, Cell)
        assert cell.data_type != "f"
        is_day = isinstance(wanted, date)
        found = cell.value.date() if is_day else cell.value
        assert found == (wanted.replace("\r", "\n") if isinstance(wanted, str) else wanted), value
        assert cell.quotePrefix is (isinstance(wanted, str) and wanted.startswith(("=", "@", "+", "-", "＝")))
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["B"].width == len(HEADING[1]) + 2


def test_what_a_workbook_cannot_hold_is_told_and_not_cut_off(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with pytest.raises(Unwritable, match="at most 32,767 characters: write CSV"):
        written(file, "x" * (LONGEST + 1))
    assert list(tmp_path.iterdir()) == []
