"""Working moments: when people may be spoken to."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from lifecycle.policy import WorkingHours

LONGEST_BREAK = 40
"""Days after which a calendar without a working day is taken to be wrong."""

PLANNED_AHEAD = timedelta(days=2 * 365)
"""How far ahead something may be needed or expected; a day beyond that is a slip of the finger."""


class Calendar(Protocol):
    """Which days are worked, by country (ISO 3166-1 alpha-2)."""

    def is_working_day(self, country: str, day: date) -> bool:
        """False on the country's weekend and public holidays."""


def working_moment(after: datetime, hours: WorkingHours, calendar: Calendar) -> datetime:
    """The first moment within working hours that is not before `after` (aware); in UTC.

    Raises `ValueError` where a country has no working day within `LONGEST_BREAK` days.
    """
    zone = ZoneInfo(hours.zone)
    local = after.astimezone(zone)
    for offset in range(LONGEST_BREAK):
        day = local.date() + timedelta(days=offset)
        start, end = _at(day, hours.start, zone), _at(day, hours.end, zone)
        if calendar.is_working_day(hours.country, day) and after < end:
            return max(after.astimezone(UTC), start)
    raise ValueError(f"no working day in {hours.country} within {LONGEST_BREAK} days of {local.date()}")


def working_days_later(moment: datetime, days: int, hours: WorkingHours, calendar: Calendar) -> datetime:
    """The start of work on the `days`-th working day after the local day of `moment`; in UTC."""
    zone = ZoneInfo(hours.zone)
    day = moment.astimezone(zone).date()
    result = moment
    for _ in range(days):
        day += timedelta(days=1)
        result = working_moment(_at(day, time.min, zone), hours, calendar)
        day = result.astimezone(zone).date()
    return result


def local_day(moment: datetime, zone: str) -> date:
    """The date on the wall calendar in an IANA zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def last_plannable(today: date) -> date:
    """The last day that may be planned for."""
    return today + PLANNED_AHEAD


def day_starts(day: date, zone: str) -> datetime:
    """Midnight at the beginning of `day` in an IANA zone; in UTC."""
    return _at(day, time.min, ZoneInfo(zone))


def _at(day: date, wall: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, wall, zone).astimezone(UTC)
