"""Files that are no list, and rows that cannot be: each is told, and the right rows are taken."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.fleet_file.lines import Unreadable
from bot.fleet_file.options import Options
from tests.support.fleet_files import read, read_text, written

HEAD = "Serial,Asset tag,Category,Manufacturer,Model,Country\n"
GOOD = "PF1,T-1,Laptop,Lenovo,T14,DE\n"
LAST = "PF9,T-9,Laptop,Lenovo,T14,DE\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it has no rows"),
        (b"\n\n ,,\n", "it has no rows"),
        (HEAD.encode(), "it has no rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook of before 2007"),
        (b"%PDF-1.7\n", "it is a PDF"),
        (b"\x1f\x8b\x08\x00", "it is compressed"),
        (b"PK\x03\x04 and no more", "the workbook is damaged"),
        (bytes(range(256)) * 8, "neither text (CSV) nor a workbook"),
        (b'{"devices": []}', "no column is a serial number or an asset tag"),
        (b"<html><body>hello</body></html>", "no column is a serial number or an asset tag"),
        (b"Country\nDE\n", "the headings are 'Country'"),
        (b"Serial,Serial\n1,2\n", "two columns are called 'Serial', both for the serial number"),
        (b"Serial," + b"x," * 300 + b"\n1\n", "it has 302 columns"),
    ],
)
def test_what_is_no_list(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as no:
        read(written(tmp_path, content))
    assert words in str(no.value)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1.2E+10,T-2,Laptop,Lenovo,T14,DE", "Serial: a spreadsheet has made 1.2E+10 of it"),
        ("=A1+A2,T-2,Laptop,Lenovo,T14,DE", "Serial: a formula, or its error"),
        ("PF2,T-2,=cmd|' /C calc'!A0,Lenovo,T14,DE", "Category: a formula, or its error"),
        ("PF1,T-2,Laptop,Lenovo,T14,DE", "the serial number PF1 is in row 2 already"),
        ("PF2,T-1,Laptop,Lenovo,T14,DE", "the asset tag T-1 is in row 2 already"),
        (",,Laptop,Lenovo,T14,DE", "it has neither a serial number nor an asset tag"),
        ("n/a,-,Laptop,Lenovo,T14,DE", "it has neither a serial number nor an asset tag"),
        ("PF2,T-2,Laptop,Lenovo,T14,Atlantis", "Country: 'Atlantis' is not a country"),
        ("PF2,T-2,Laptop,Lenovo,,DE", "nothing tells the model of a device that is new here"),
        ("PF2,T-2,Laptop,Lenovo,T14,DE,more", "it has 7 cells, the heading has 6"),
        (f"PF2,T-2,Laptop,Lenovo,{'x' * 201},DE", "Model: 201 characters, at most 200 are kept"),
        (f"PF2,T-2,Laptop,Lenovo,{'x' * 10_000_000},DE", "a cell has more than 131,072 characters"),
        ('PF2,"T"-2,Laptop,Lenovo,T14,DE', "a quotation mark stands in the wrong place"),
    ],
)
def test_a_wrong_row_stops_none_of_the_right_ones(tmp_path: Path, row: str, words: str) -> None:
    told = read_text(tmp_path, f"{HEAD}{GOOD}{row}\n{LAST}")
    assert [device.serial for device in told.devices] == ["PF1", "PF9"]
    assert list(told.refused) == [3]
    assert told.refused[3].startswith(words)


def test_a_quotation_mark_without_an_end_is_told_with_its_line(tmp_path: Path) -> None:
    told = read_text(tmp_path, f'{HEAD}{GOOD}PF2,"T-2,Laptop,Lenovo,T14,DE\n{LAST}')
    assert told.counts == (1, 0, 0, 1)
    assert told.refused == {3: "a quotation mark is opened and never closed, from here to the end of the file"}


def test_a_workbook_of_several_sheets_is_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    for title in ("2024", "2025"):
        sheet = book.create_sheet(title)
        sheet.append(["Serial", "Category", "Manufacturer", "Model", "Country"])
        sheet.append([f"PF{title}", "Laptop", "Lenovo", "T14", "DE"])
    file = tmp_path / "list.xlsx"
    book.save(file)
    with pytest.raises(Unreadable, match="several sheets, '2024', '2025': say which with --sheet"):
        read(file)
    with pytest.raises(Unreadable, match="there is no sheet '2023'"):
        read(file, Options(sheet="2023"))
    assert [device.serial for device in read(file, Options(sheet="2025")).devices] == ["PF2025"]


def test_formulas_and_numbers_in_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Serial", "Category", "Manufacturer", "Model", "Country", "Note"])
    sheet.append([12345678901, "Laptop", "Lenovo", "T14", "DE", None])
    sheet.append(["=1+1", "Laptop", "Lenovo", "T14", "DE", None])
    sheet.append([1.25e17, "Laptop", "Lenovo", "T14", "DE", "#N/A"])
    sheet.append(["PF4", "Laptop", "Lenovo", "T14", "DE", "=HYPERLINK(1)"])
    file = tmp_path / "list.xlsx"
    book.save(file)
    told = read(file)
    assert [device.serial for device in told.devices] == ["12345678901"]
    assert told.refused[3].startswith("Serial: a formula, or its error")
    assert told.refused[4].startswith("Note: a formula, or its error")
    assert told.refused[5].startswith("Note: a formula, or its error")


def test_names_with_every_script(tmp_path: Path) -> None:
    names = ["Łukasz Żółć", "山田 太郎", "عمر الخيام", "Ольга", "O'Brien", "👩‍💻 Zoë"]
    rows = "".join(f"S{place},,Laptop,Lenovo,T14,DE,{name}\n" for place, name in enumerate(names))
    told = read_text(tmp_path, f"{HEAD.strip()},Assigned to\n{rows}")
    assert [device.keeper for device in told.devices] == names
