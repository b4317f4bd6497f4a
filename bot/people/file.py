"""HR's file of people: a table of text, read line by line; everything that is wrong with it is found at once."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from io import StringIO
from typing import TypeVar

from email_validator import EmailNotValidError, validate_email

from messages.countries import codes

T = TypeVar("T")


class Column(StrEnum):
    """The columns, as faults name them."""

    EMAIL = "email"
    NAME = "name"
    COUNTRY = "country"
    MANAGER_EMAIL = "manager's email"
    FIRST_DAY = "first day"
    LAST_DAY = "last day"
    PRIVATE_EMAIL = "private email"


_IGNORED = re.compile(r"[\s_'’-]")
_HEADINGS: Mapping[str, Column] = {
    **{_IGNORED.sub("", column): column for column in Column},
    "manageremail": Column.MANAGER_EMAIL,
}
"""How a heading may be written, without what is ignored: "Manager's email", "manager_email"."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person of the file; `line` counts from 1, the heading's line included. None: the cell is empty or faulty."""

    line: int
    email: str | None
    country: str | None = None
    manager_email: str | None = None
    last_day: date | None = None
    private_email: str | None = None


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with a line, or with the cell of one column."""

    line: int
    column: Column | None
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"

    @property
    def where(self) -> str:
        """The place in the file: "line 4, last day"."""
        return f"line {self.line}, {self.column}" if self.column else f"line {self.line}"


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """What could be read of a file, and what is wrong with it."""

    rows: tuple[Row, ...] = ()
    faults: tuple[LineFault, ...] = ()


def read_people(content: bytes) -> PeopleFile:
    """Read a file: UTF-8, separated by commas or semicolons, with a line of headings."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return PeopleFile(faults=(LineFault(line, None, "is not UTF-8 text: save the file as “CSV UTF-8”"),))
    try:
        lines = list(_lines(text))
    except csv.Error as error:
        return PeopleFile(faults=(LineFault(text.count("\n") + 1, None, f"is no table that can be read: {error}"),))
    if not lines:
        return PeopleFile(faults=(LineFault(1, None, "has no headings: the file is empty"),))
    (heading_line, headings), *below = lines
    if problems := tuple(_heading_faults(heading_line, headings)):
        return PeopleFile(faults=problems)
    if not below:
        return PeopleFile(faults=(LineFault(heading_line, None, "has nobody below it"),))
    return _read(below, [_HEADINGS[_plain(heading)] for heading in headings])


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines with anything in them, by the number of the first line of text that each stands on."""
    heading = next((line for line in text.splitlines() if line.strip(" ;,")), "")
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, [cell.strip() for cell in cells]
        begins = reader.line_num + 1


def _plain(heading: str) -> str:
    return _IGNORED.sub("", heading).casefold()


def _heading_faults(line: int, headings: Sequence[str]) -> Iterator[LineFault]:
    found = Counter(_HEADINGS[_plain(heading)] for heading in headings if _plain(heading) in _HEADINGS)
    for heading in headings:
        if _plain(heading) not in _HEADINGS:
            known = ", ".join(Column)
            yield LineFault(line, None, f"{heading!r} is none of the columns: {known}")
    for column in Column:
        if not found[column]:
            yield LineFault(line, None, f"the column “{column}” is missing")
        elif found[column] > 1:
            yield LineFault(line, None, f"the column “{column}” is there {found[column]} times")


@dataclass
class _Cells:
    """One line; what is wrong with a cell is noted in `faults`."""

    line: int
    texts: Mapping[Column, str]
    faults: list[LineFault] = field(default_factory=list)

    def read(self, column: Column, parse: Callable[[str], T]) -> T | None:
        """The value of a cell; None when it is empty, or faulty: then that is noted."""
        text = self.texts[column]
        try:
            return parse(text) if text else None
        except ValueError as error:
            self.faults.append(LineFault(self.line, column, str(error)))
            return None

    def row(self) -> Row:
        """The person on this line."""
        if not self.texts[Column.EMAIL]:
            self.faults.append(LineFault(self.line, Column.EMAIL, "is empty"))
        row = Row(
            line=self.line,
            email=self.read(Column.EMAIL, _email),
            country=self.read(Column.COUNTRY, _country),
            manager_email=self.read(Column.MANAGER_EMAIL, _email),
            last_day=self.read(Column.LAST_DAY, _date),
            private_email=self.read(Column.PRIVATE_EMAIL, _private_email),
        )
        first_day = self.read(Column.FIRST_DAY, _date)
        for column, is_wrong, problem in (
            (Column.MANAGER_EMAIL, _same(row.manager_email, row.email), "is the person’s own"),
            (Column.PRIVATE_EMAIL, _same(row.private_email, row.email), "is the address at work, which will end"),
            (Column.LAST_DAY, first_day and row.last_day and row.last_day < first_day, f"is before {first_day}"),
        ):
            if is_wrong:
                self.faults.append(LineFault(self.line, column, problem))
        return row


def _read(lines: Sequence[tuple[int, list[str]]], columns: Sequence[Column]) -> PeopleFile:
    rows: list[Row] = []
    faults: list[LineFault] = []
    first_line: dict[str, int] = {}
    for line, texts in lines:
        if len(texts) != len(columns):
            faults.append(LineFault(line, None, f"has {len(texts)} cells where there are {len(columns)} columns"))
            continue
        cells = _Cells(line, dict(zip(columns, texts, strict=True)))
        row = cells.row()
        faults += cells.faults
        rows.append(row)
        earlier = first_line.setdefault(row.email.casefold(), line) if row.email else line
        if earlier != line:
            faults.append(LineFault(line, Column.EMAIL, f"{row.email} is on line {earlier} already"))
    return PeopleFile(tuple(rows), tuple(faults))


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.casefold() == other.casefold()


def _email(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueError(f"{text!r} is not an email address") from None


def _private_email(text: str) -> str:
    """The same, but what is private is not repeated."""
    try:
        return _email(text)
    except ValueError:
        raise ValueError("is not an email address") from None


def _country(text: str) -> str:
    if text.upper() not in codes():
        raise ValueError(f"{text!r} is not a country’s code like DE")
    return text.upper()


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text if _ISO_DATE.fullmatch(text) else "")
    except ValueError:
        raise ValueError(f"{text!r} is not a date like 2026-12-31") from None
