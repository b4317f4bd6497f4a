"""Dates as people write them; whether the day or the month comes first is found out from a column as a whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale

from bot.fleet.file.choices import Order
from bot.fleet.file.fields import plain
from lifecycle.list_flaws import NotTaken, Why

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
"""In which the names of months are known."""

CENTURY = 2000
"""Of years with two digits: no device on a list is from the last century."""

DAY_FIRST_SIGN = "."
"""Between the parts of a date: nobody writes the month first with it [Unicode CLDR, short dates of all locales]."""

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}.*)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")
_NAMED = (
    re.compile(
        r"(?:[^\W\d]+,? )?(?P<day>\d{1,2})\.?[- ](?:de )?(?P<month>[^\W\d]+)\.?[- ,]+(?:de )?"
        rf"(?P<year>\d{{4}}|\d{{2}}){_TIME}"
    ),
    re.compile(rf"(?:[^\W\d]+, )?(?P<month>[^\W\d]+)\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}){_TIME}"),
)


@dataclass
class Seen:
    """What a column's dates have shown so far; `ambiguous` is one that could be read both ways."""

    day_first: str | None = None
    month_first: str | None = None
    ambiguous: str | None = None

    def look(self, text: str) -> None:
        """Take one more cell into account."""
        found = _NUMBERS.fullmatch(text)
        if found is None:
            return
        first, second = int(found[1]), int(found[3])
        if second <= 12 and (first > 12 or found[2] == DAY_FIRST_SIGN):
            self.day_first = self.day_first or text
        elif second > 12 >= first:
            self.month_first = self.month_first or text
        elif first != second and first <= 12:
            self.ambiguous = self.ambiguous or text

    def order(self) -> Order | None:
        """What comes first; None: nothing tells, or the dates contradict each other."""
        if self.day_first and self.month_first:
            return None
        if self.day_first or self.month_first:
            return Order.DAY_FIRST if self.day_first else Order.MONTH_FIRST
        return None if self.ambiguous else Order.ISO


_MONTH = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})|(?P<name>[^\W\d]+)\.? (?P<of>\d{4})")
_MILLISECONDS = re.compile(r"\d{12,13}")
_DAY = 86_400_000


def read_end(text: str, order: Order) -> date:
    """The day on which something ends: a date, a month up to its last day, or milliseconds as Google counts them.

    Raises `NotTaken`.
    """
    if _MILLISECONDS.fullmatch(text):
        return date(1970, 1, 1) + timedelta(days=int(text) // _DAY)
    try:
        if found := _MONTH.fullmatch(text):
            year = int(found["year"] or found["of"])
            month = int(found["month"]) if found["month"] else _months()[plain(found["name"])]
            return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except (ValueError, KeyError):
        raise NotTaken(Why.BAD_DATE, value=text, order=Order.ISO) from None
    return read_date(text, order)


def read_date(text: str, order: Order) -> date:
    """The date, by `order` where it does not say itself what is what; raises `NotTaken`."""
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := next(filter(None, (one.fullmatch(text) for one in _NAMED)), None):
            return date(_year(found["year"]), _months()[plain(found["month"])], int(found["day"]))
        if found := _NUMBERS.fullmatch(text):
            return _of_numbers(int(found[1]), int(found[3]), _year(found[4]), order)
    except (ValueError, KeyError):
        pass
    if re.fullmatch(r"\d{5}", text):
        raise NotTaken(Why.DATE_NUMBER, value=text)
    raise NotTaken(Why.BAD_DATE, value=text, order=order)


def _of_numbers(first: int, second: int, year: int, order: Order) -> date:
    if order is Order.ISO and first != second:
        raise ValueError
    day, month = (second, first) if order is Order.MONTH_FIRST else (first, second)
    return date(year, month, day)


def _year(text: str) -> int:
    return int(text) + (CENTURY if len(text) == 2 else 0)


@lru_cache
def _months() -> Mapping[str, int]:
    return {
        plain(name): number
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in Locale(language).months[context][width].items()
    } | {"sept": 9, "mrz": 3}
