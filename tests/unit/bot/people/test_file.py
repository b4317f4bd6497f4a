"""HR's file: what is read of it, and every fault with its place."""

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.file import PeopleFile, Row, read_people

HEADINGS = "email,name,country,manager_email,first_day,last_day,private_email"
WILL = "will@example.com,Will Worker,DE,mia@example.com,2020-01-01,2026-12-31,will@home.example"
READ = Row(
    line=2,
    email="will@example.com",
    country="DE",
    manager_email="mia@example.com",
    last_day=date(2026, 12, 31),
    private_email="will@home.example",
)


def read(*lines: str, headings: str = HEADINGS) -> PeopleFile:
    return read_people("\n".join((headings, *lines)).encode())


def faults(*lines: str, headings: str = HEADINGS) -> list[str]:
    return [str(one) for one in read(*lines, headings=headings).faults]


def with_cell(column: str, text: str) -> str:
    """Will's line with another text in one cell."""
    cells = dict(zip(HEADINGS.split(","), WILL.split(","), strict=True)) | {column: text}
    return ",".join(cells.values())


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADINGS}\n{WILL}\n".encode(),
        f"{HEADINGS}\r\n{WILL}\r\n".encode("utf-8-sig"),
        f"{HEADINGS}\n{WILL}\n\n,,,,,,\n".replace(",", ";").encode(),
        f"Email,NAME,Country,Manager's email,First day,Last  Day,Private e-mail\n{WILL}".encode(),
        f"EMAIL,Name,country,manager’s_email,first-day,lastday,PrivateEmail\n{WILL.replace('DE', 'de')}".encode(),
        f'{HEADINGS}\n"{WILL.replace(",", chr(34) + " ," + chr(34))} "'.replace('" ,"', '","').encode(),
    ],
    ids=["commas", "mark and CRLF", "semicolons", "as people write", "as programs write", "quoted"],
)
def test_the_ways_to_write_a_file(content: bytes) -> None:
    assert read_people(content) == PeopleFile((READ,))


def test_columns_come_in_any_order_and_cells_may_be_empty() -> None:
    found = read(
        ",,,,,Noor,noor@example.com", headings="private_email,last_day,first_day,manager_email,country,name,email"
    )
    assert found == PeopleFile((Row(line=2, email="noor@example.com"),))


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (HEADINGS + ",salary", "line 1: 'salary' is none of the columns: email, name, country, manager's email, "),
        (HEADINGS.replace("last_day", "lastday,Last day"), "line 1: the column “last day” is there 2 times"),
        (HEADINGS.replace("manager_email", "manager email,Manager's email"), "“manager's email” is there 2 times"),
        (HEADINGS.replace(",country", ""), "line 1: the column “country” is missing"),
        (HEADINGS + ",", "line 1: '' is none of the columns"),
    ],
)
def test_columns_that_are_wrong(headings: str, told: str) -> None:
    found = faults(WILL, headings=headings)
    assert any(told in one for one in found), found


def test_a_file_of_something_else_is_told_what_it_misses() -> None:
    found = faults("1,2", headings="a,b")
    assert len(found) == 2 + 7


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("email", "", "line 2, email: is empty"),
        ("email", "will", "line 2, email: 'will' is not an email address"),
        ("country", "UK", "line 2, country: 'UK' is not a country’s code like DE"),
        ("country", "Germany", "line 2, country: 'Germany' is not a country’s code like DE"),
        ("manager_email", "Mia", "line 2, manager's email: 'Mia' is not an email address"),
        ("manager_email", "Will@example.com", "line 2, manager's email: is the person’s own"),
        ("first_day", "soon", "line 2, first day: 'soon' is not a date like 2026-12-31"),
        ("last_day", "31/12/2026", "line 2, last day: '31/12/2026' is not a date like 2026-12-31"),
        ("last_day", "20261231", "line 2, last day: '20261231' is not a date like 2026-12-31"),
        ("last_day", "2026-02-30", "line 2, last day: '2026-02-30' is not a date like 2026-12-31"),
        ("last_day", "2019-12-31", "line 2, last day: is before 2020-01-01"),
        ("private_email", "will at home", "line 2, private email: is not an email address"),
        ("private_email", "will@example.com", "line 2, private email: is the address at work, which will end"),
    ],
)
def test_cells_that_are_wrong(column: str, text: str, told: str) -> None:
    assert faults(with_cell(column, text)) == [told]


def test_everything_is_told_at_once() -> None:
    found = faults(WILL, "will,,XX,,,tomorrow,", "too,few", f"{WILL},more", WILL.replace("will@", "WILL@", 1))
    assert found == [
        "line 3, email: 'will' is not an email address",
        "line 3, country: 'XX' is not a country’s code like DE",
        "line 3, last day: 'tomorrow' is not a date like 2026-12-31",
        "line 4: has 2 cells where there are 7 columns",
        "line 5: has 8 cells where there are 7 columns",
        "line 6, email: WILL@example.com is on line 2 already",
    ]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    two_lines_long = with_cell("name", '"Will\nWorker"')
    assert faults(two_lines_long, "", with_cell("last_day", "31/12/2026"))[0].startswith("line 5, last day: ")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "line 1: has no headings: the file is empty"),
        (b"\xef\xbb\xbf\n\n", "line 1: has no headings: the file is empty"),
        (HEADINGS.encode(), "line 1: has nobody below it"),
        (f"{HEADINGS}\nJürgen".encode("latin-1"), "line 2: is not UTF-8 text: save the file as “CSV UTF-8”"),
        (f'{HEADINGS}\n"{WILL}'.encode(), "line 2: is no table that can be read: unexpected end of data"),
    ],
)
def test_files_that_are_no_table(content: bytes, told: str) -> None:
    assert [str(one) for one in read_people(content).faults] == [told]


@given(st.binary())
def test_no_file_is_too_odd(content: bytes) -> None:
    read_people(content)
    read_people(HEADINGS.encode() + b"\n" + content)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=7, max_size=7))
def test_no_line_is_too_odd(cells: list[str]) -> None:
    written = StringIO(newline="")
    csv.writer(written).writerow(cells)
    found = read(written.getvalue())
    assert found.faults or found.rows
