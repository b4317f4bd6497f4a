"""Moments as their reader has them on the wall: in the reader's zone, days by their names."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.ids import parse_ts
from sandbox.people import User

_NEAR = {0: "Today", -1: "Yesterday", 1: "Tomorrow"}


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment for one reader; `now` decides which day is today."""

    at: datetime
    now: datetime

    @property
    def iso(self) -> str:
        """For machines."""
        return self.at.isoformat(timespec="minutes")

    @property
    def clock(self) -> str:
        """The time of day."""
        return f"{self.at:%H:%M}"

    @property
    def day(self) -> str:
        """The day in words."""
        days = (self.at.date() - self.now.date()) // timedelta(days=1)
        year = "" if self.at.year == self.now.year else f" {self.at.year}"
        return _NEAR.get(days) or f"{self.at:%A}, {self.at.day} {self.at:%B}{year}"

    @property
    def short(self) -> str:
        """The time of day, or the date when it is another day."""
        return self.clock if self.at.date() == self.now.date() else f"{self.at.day} {self.at:%b}"

    @property
    def both(self) -> str:
        """Day and time."""
        return f"{self.day}, {self.clock}"

    @property
    def dated(self) -> str:
        """Date and time, whichever day it is."""
        return f"{self.at:%a} {self.at.day} {self.at:%b} {self.at.year}, {self.clock}"

    @property
    def town(self) -> str:
        """Where it is that time of day, by the zone's name."""
        return str(self.at.tzinfo).rpartition("/")[2].replace("_", " ")

    @property
    def date(self) -> date:
        """The date."""
        return self.at.date()


def moment(at: datetime, user: User, now: datetime) -> Moment:
    """A moment for a reader."""
    zone = ZoneInfo(user.tz)
    return Moment(at.astimezone(zone), now.astimezone(zone))


def moment_of(ts: str, user: User, now: datetime) -> Moment:
    """When a message was posted, for a reader."""
    seconds, micros = parse_ts(ts)
    return moment(datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=micros), user, now)


def from_wall(words: str, user: User) -> datetime:
    """What a person put into a date picker, as a moment (UTC).

    Raises:
        ValueError: it is no date and time.
    """
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(user.tz)).astimezone(UTC)
