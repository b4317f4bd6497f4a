"""Public holidays and weekends, by country."""

import threading
from datetime import date
from functools import lru_cache
from typing import Protocol

SATURDAY = 5


class _Country(Protocol):
    """A calendar of the package. It is a dictionary too, and as such empty (false) until it is first asked."""

    def is_working_day(self, key: date) -> bool: ...


class Holidays:
    """The calendar of the package `holidays`; a country that it does not know works from Monday to Friday.

    The package computes a year when it is first asked about it, in place, so one thread asks at a time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def is_working_day(self, country: str, day: date) -> bool:
        """False on the country's weekend and public holidays."""
        with self._lock:
            known = _country(country)
            return day.weekday() < SATURDAY if known is None else known.is_working_day(day)


@lru_cache
def _country(code: str) -> _Country | None:
    from holidays import country_holidays  # noqa: PLC0415  (the first look at a calendar pays, not every start)

    try:
        return country_holidays(code)
    except NotImplementedError:
        return None
