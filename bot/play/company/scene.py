"""The shape of what has happened: stories of scenes, each on a working day of whoever acts in it, in their hours."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.config.zones import country_of
from bot.play.company.book import Book
from bot.play.company.seed import number_of
from lifecycle.calendar import Calendar, local_day, working_moment
from lifecycle.desk import Command
from lifecycle.policy import Policy, WorkingHours
from sandbox.people import User

APART = timedelta(minutes=20)
"""Between two scenes of a story, whatever the time zones of those who act in them."""

EARLIEST, LATEST = time(9, 20), time(16, 40)
"""The wall clock of whoever acts, where a scene names no hour."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account in Slack is like this from now on."""

    user: User


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that is said in a channel."""

    channel: str
    words: str


Deed = Command | Account | Saying
Doing = Callable[[Book], Iterable[Deed]]
"""What somebody does, decided from what is on record when they do it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What `who` (an id in Slack) does, `back` working days before today."""

    back: int
    who: str
    do: Doing


@dataclass(frozen=True, slots=True)
class Story:
    """What happens about one thing, in this order."""

    name: str
    scenes: tuple[Scene, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A scene of a story at its moment (UTC); `number` counts from 1 within the story."""

    at: datetime
    story: str
    number: int
    scene: Scene


def dated(
    stories: Sequence[Story], people: Mapping[str, User], policy: Policy, calendar: Calendar, now: datetime
) -> Sequence[Dated]:
    """Every scene at its moment before `now` (UTC), the earliest first; a story stops where it would overtake it."""
    plan = _Plan(people, policy, calendar, local_day(now, policy.working_hours.zone))
    found = (one for story in stories for one in plan.moments(story) if one.at < now)
    return sorted(found, key=lambda one: one.at)


@dataclass(frozen=True, slots=True)
class _Plan:
    people: Mapping[str, User]
    policy: Policy
    calendar: Calendar
    today: date

    def moments(self, story: Story) -> Iterator[Dated]:
        soonest: datetime | None = None
        for number, scene in enumerate(story.scenes, start=1):
            hours = self._hours(self.people[scene.who])
            meant = self._meant(scene, f"{story.name}:{number}", hours)
            at = working_moment(meant if soonest is None else max(meant, soonest), hours, self.calendar)
            soonest = at + APART
            yield Dated(at, story.name, number, scene)

    def _meant(self, scene: Scene, name: str, hours: WorkingHours) -> datetime:
        day, left = self.today, scene.back
        while left:
            day -= timedelta(days=1)
            left -= self.calendar.is_working_day(hours.country, day)
        minutes = (LATEST.hour - EARLIEST.hour) * 60 + LATEST.minute - EARLIEST.minute
        start = datetime.combine(day, EARLIEST, ZoneInfo(hours.zone))
        return start + timedelta(minutes=number_of(name) % minutes)

    def _hours(self, user: User) -> WorkingHours:
        country = country_of(user.tz) or self.policy.default_country
        return replace(self.policy.working_hours, zone=user.tz, country=country)
