from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.calendar import day_starts, local_day, working_days_later, working_moment
from lifecycle.policy import WorkingHours
from tests.support.company import Weekdays

ZONES = ("Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Auckland", "America/New_York", "UTC")
BERLIN = WorkingHours(zone="Europe/Berlin", country="DE")
NO_HOLIDAYS = Weekdays()

moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
all_hours = st.builds(
    WorkingHours,
    start=st.sampled_from([time(0), time(7, 30), time(9)]),
    end=st.sampled_from([time(12), time(18), time(23, 59)]),
    zone=st.sampled_from(ZONES),
)
calendars = st.builds(Weekdays, st.frozensets(st.dates(date(2020, 1, 1), date(2035, 1, 1)), max_size=20))


@dataclass(frozen=True, slots=True)
class Never:
    """A calendar of somebody who does not work."""

    def is_working_day(self, country: str, day: date) -> bool:
        return False


def berlin(day: str, wall: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{wall}").replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


def is_working(moment: datetime, hours: WorkingHours, calendar: Weekdays) -> bool:
    local = moment.astimezone(ZoneInfo(hours.zone))
    return hours.start <= local.time() < hours.end and calendar.is_working_day(hours.country, local.date())


@given(moment=moments, hours=all_hours, calendar=calendars)
def test_a_working_moment_is_in_working_hours_and_the_first(
    moment: datetime, hours: WorkingHours, calendar: Weekdays
) -> None:
    found = working_moment(moment, hours, calendar)
    assert found.tzinfo is UTC
    assert found >= moment
    assert is_working(found, hours, calendar)
    assert found == moment or found.astimezone(ZoneInfo(hours.zone)).time() == hours.start
    assert working_moment(found, hours, calendar) == found
    if found != moment:
        assert not is_working(moment, hours, calendar)
        assert not is_working(found - timedelta(minutes=1), hours, calendar)


@given(earlier=moments, later=moments, hours=all_hours, calendar=calendars)
def test_working_moments_keep_their_order(
    earlier: datetime, later: datetime, hours: WorkingHours, calendar: Weekdays
) -> None:
    earlier, later = sorted((earlier, later))
    assert working_moment(earlier, hours, calendar) <= working_moment(later, hours, calendar)


@given(moment=moments, days=st.integers(1, 10), hours=all_hours, calendar=calendars)
def test_working_days_later_begins_work_with_so_many_working_days_between(
    moment: datetime, days: int, hours: WorkingHours, calendar: Weekdays
) -> None:
    found = working_days_later(moment, days, hours, calendar)
    zone = ZoneInfo(hours.zone)
    first, last = moment.astimezone(zone).date(), found.astimezone(zone).date()
    between = [first + timedelta(days=number + 1) for number in range((last - first).days)]
    assert found.astimezone(zone).time() == hours.start
    assert sum(calendar.is_working_day(hours.country, day) for day in between) == days
    assert calendar.is_working_day(hours.country, last)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (berlin("2026-11-24", "08:59:59"), berlin("2026-11-24", "09:00")),
        (berlin("2026-11-24", "09:00"), berlin("2026-11-24", "09:00")),
        (berlin("2026-11-24", "17:59:59"), berlin("2026-11-24", "17:59:59")),
        (berlin("2026-11-24", "18:00"), berlin("2026-11-25", "09:00")),
        (berlin("2026-11-27", "18:00"), berlin("2026-11-30", "09:00")),
        (berlin("2026-03-28", "12:00"), datetime(2026, 3, 30, 7, tzinfo=UTC)),
        (berlin("2026-10-24", "12:00"), datetime(2026, 10, 26, 8, tzinfo=UTC)),
    ],
    ids=["before", "at the start", "at the end", "after", "Friday evening", "summer time begins", "summer time ends"],
)
def test_the_hours_are_those_of_the_clock_on_the_wall(asked: datetime, answer: datetime) -> None:
    assert working_moment(asked, BERLIN, NO_HOLIDAYS) == answer


def test_a_holiday_is_no_working_day() -> None:
    calendar = Weekdays(frozenset({date(2026, 12, 25)}))
    assert working_moment(berlin("2026-12-25", "10:00"), BERLIN, calendar) == berlin("2026-12-28", "09:00")
    assert working_days_later(berlin("2026-12-24", "10:00"), 1, BERLIN, calendar) == berlin("2026-12-28", "09:00")


def test_no_working_days_later_is_the_moment_itself() -> None:
    moment = berlin("2026-11-28", "03:00")
    assert working_days_later(moment, 0, BERLIN, NO_HOLIDAYS) == moment


def test_a_calendar_without_work_is_wrong() -> None:
    with pytest.raises(ValueError, match="no working day in DE"):
        working_moment(berlin("2026-11-24", "10:00"), BERLIN, Never())


def test_a_day_is_that_of_the_zone() -> None:
    moment = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert local_day(moment, "Europe/Berlin") == date(2026, 11, 25)
    assert local_day(moment, "America/New_York") == date(2026, 11, 24)
    assert day_starts(date(2026, 11, 25), "Asia/Kathmandu") == datetime(2026, 11, 24, 18, 15, tzinfo=UTC)
