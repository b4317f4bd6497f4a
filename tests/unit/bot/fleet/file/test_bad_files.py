"""Files that are no list, and rows that cannot be: each is told, and the right rows are taken."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.fleet.file.options import Options
from bot.fleet.file.reporting import Report
from tests.support.fleet_files import WORDS, read, read_text, unfit, written

HEAD = "Serial,Asset tag,Category,Manufacturer,Model,Country\n"
GOOD = "PF1,T-1,Laptop,Lenovo,T14,DE\n"
LAST = "PF9,T-9,Laptop,Lenovo,T14,DE\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "It has no rows below a heading."),
        (b"\n\n ,,\n", "It has no rows below a heading."),
        (HEAD.encode(), "It has no rows below a heading."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "It is a workbook of before 2007 (.xls)"),
        (b"%PDF-1.7\n", "It is a PDF"),
        (b"\x1f\x8b\x08\x00", "It is compressed: unpack it first."),
        (b"PK\x03\x04 and no more", "The workbook is damaged"),
        (bytes(range(256)) * 8, "It is neither text (CSV) nor a workbook (.xlsx)"),
        (b'{"devices": []}', "It is neither text (CSV) nor a workbook (.xlsx)"),
        (b'\xef\xbb\xbf[{"serial": "PF1"}]', "It is neither text (CSV) nor a workbook (.xlsx)"),
        (b"\r\n<html><body>hello</body></html>", "It is neither text (CSV) nor a workbook (.xlsx)"),
        (
            b"Country\nDE\n",
            "The headings are: Country. Say below [columns] of a mapping file (--mapping FILE) which is,"
            ' like "Country" = "serial".',
        ),
        (
            b"Serial,Serial\n1,2\n",
            "Two columns are called “Serial”, and both would be the serial number: give one of them another name.",
        ),
        (b"Serial," + b"x," * 300 + b"\n1\n", "It has 302 columns: at most 300 can be read."),
    ],
)
def test_what_is_no_list(tmp_path: Path, content: bytes, words: str) -> None:
    with unfit() as told:
        read(written(tmp_path, content))
    assert words in told[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            "1.2E+10,T-2,Laptop,Lenovo,T14,DE",
            "A spreadsheet has made 1.2E+10 of the number in Serial, and digits are lost.",
        ),
        ("=A1+A2,T-2,Laptop,Lenovo,T14,DE", "Serial holds a formula, or its error."),
        ("PF2,T-2,=cmd|' /C calc'!A0,Lenovo,T14,DE", "Category holds a formula, or its error."),
        ("PF1,T-2,Laptop,Lenovo,T14,DE", "The serial number PF1 is in row 2 already."),
        ("PF2,T-1,Laptop,Lenovo,T14,DE", "The asset tag T-1 is in row 2 already."),
        (",,Laptop,Lenovo,T14,DE", "It has neither a serial number nor an asset tag."),
        ("n/a,-,Laptop,Lenovo,T14,DE", "It has neither a serial number nor an asset tag."),
        ("PF2,T-2,Laptop,Lenovo,T14,Atlantis", "“Atlantis” in Country is no country."),
        ("PF2,T-2,Laptop,Lenovo,,DE", "It is new here, and nothing tells its model."),
        ("PF2,T-2,Laptop,Lenovo,T14,DE,more", "It has 7 cells, and the heading has 6."),
        (f"PF2,T-2,Laptop,Lenovo,{'x' * 201},DE", "Model has 201 characters: at most 200 are kept."),
        (
            f"PF2,T-2,Laptop,Lenovo,{'x' * 10_000_000},DE",
            "A cell has more than 131,072 characters, or its quotation mark has no end.",
        ),
        ('PF2,"T"-2,Laptop,Lenovo,T14,DE', "A quotation mark stands in the middle of a cell."),
    ],
)
def test_a_wrong_row_stops_none_of_the_right_ones(tmp_path: Path, row: str, words: str) -> None:
    told = read_text(tmp_path, f"{HEAD}{GOOD}{row}\n{LAST}")
    assert [device.serial for device in told.devices] == ["PF1", "PF9"]
    assert list(told.refused) == [3]
    assert told.refused[3] == words
    assert told.helping[3].endswith(".") or told.helping[3].endswith('"ignore"')


def test_a_quotation_mark_without_an_end_is_told_with_its_line(tmp_path: Path) -> None:
    told = read_text(tmp_path, f'{HEAD}{GOOD}PF2,"T-2,Laptop,Lenovo,T14,DE\n{LAST}')
    assert told.counts == (1, 0, 0, 1)
    assert told.refused == {3: "A quotation mark is opened here and never closed, up to the end of the file."}


def test_a_workbook_of_several_sheets_is_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    for title in ("2024", "2025"):
        sheet = book.create_sheet(title)
        sheet.append(["Serial", "Category", "Manufacturer", "Model", "Country"])
        sheet.append([f"PF{title}", "Laptop", "Lenovo", "T14", "DE"])
    file = tmp_path / "list.xlsx"
    book.save(file)
    with unfit() as several:
        read(file)
    assert several == ["It has several sheets: 2024, 2025. Say which, like --sheet 2024."]
    with unfit() as missing:
        read(file, Options(sheet="2023"))
    assert missing == ["It has no sheet “2023”: there are Sheet, 2024, 2025."]
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
    assert told.refused[3].startswith("Serial holds a formula, or its error.")
    assert told.refused[4].startswith("Note holds a formula, or its error.")
    assert told.refused[5].startswith("Note holds a formula, or its error.")


def test_names_with_every_script(tmp_path: Path) -> None:
    names = [
        *("Łukasz Żółć", "山田 太郎", "김민수", "عمر الخيام", "שרה לוי", "Ольга", "Ελένη", "O'Brien", "👩‍💻 Zoë"),
        *("Zoe\N{COMBINING DIAERESIS}", "นภา", "आदित्य", "𠮷野 家", "a\N{RIGHT-TO-LEFT MARK}b"),
    ]
    rows = "".join(f"S{place},,Laptop,Lenovo,T14,DE,{name}\n" for place, name in enumerate(names))
    told = read_text(tmp_path, f"{HEAD.strip()},Assigned to\n{rows}")
    assert [device.keeper for device in told.devices] == names


def test_a_refused_row_is_named_by_what_stands_in_it(tmp_path: Path) -> None:
    text = (
        f"Tag,Serial,Serial number,Price\nT1,{'S' * 150},,1 EUR\nT2,=1+1,S2,much\n,,1.2E+10,1 EUR\nT4,S4,,1 EUR,more\n"
    )
    told = read_text(tmp_path, text)
    assert [row.named for row in told.rows] == [("S" * 100, "T1"), ("S2", "T2"), ("1.2E+10", ""), ("S4", "T4")]
    report = Report(WORDS)
    for row in told.rows:
        report.add(row)
    assert [line[:60].split()[:3] for line in report.table()][2:5] == [
        ["3", "S2", "T2"],
        ["4", "1.2E+10", "refused"],
        ["5", "S4", "T4"],
    ]
