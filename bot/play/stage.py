"""What the bot adds to the sandbox's page: time that can be walked, and a tour of what to try."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app import Assembly
from bot.calendar import Holidays
from bot.play.chronicle import Chronicle
from bot.play.clock import MovableClock
from bot.play.company.org import ROLES
from bot.play.hints import hints
from bot.play.tasks import WHAT_NEXT, Tour
from bot.play.walker import Walker
from lifecycle.calendar import Calendar, working_days_later, working_moment
from lifecycle.policy import WorkingHours
from sandbox.browser.stage import Happening, Hint, Task, TimeStands
from sandbox.company import CHIARA

LONGEST = timedelta(days=400)
"""How far time may be walked at once: well over a year, beyond which nothing is planned."""

LATE = timedelta(minutes=1)
"""How long ago a moment may be that counts as the present: the page takes a while to say what was pressed."""

NOT_OPEN = "The desk is still being set up: try again in a moment."
WALKING = "Somebody is letting time go on already: try again once it has come to an end."
PASSED = "That has passed already: time goes on, and never back."
TOO_FAR = f"That is too far: time goes on by {LONGEST.days} days at a time at most."
ENDING = "The bot is ending: time has come as far as the clock shows."


@dataclass(frozen=True, slots=True)
class _Open:
    """What there is once the bot runs."""

    bot: Assembly
    walker: Walker
    tour: Tour


class PlayStage:
    """Implements `sandbox.browser.stage.Stage` for a company with these working hours.

    Until it is `open`, nothing is due and time stands.
    """

    def __init__(
        self,
        clock: MovableClock,
        hours: WorkingHours,
        *,
        begin_as: str = CHIARA,
        roles: Mapping[str, str] = ROLES,
        calendar: Calendar | None = None,
    ) -> None:
        self.begin_as = begin_as
        self.roles = roles
        self.hints: Sequence[Hint] = hints()
        self.what_next: Sequence[str] = WHAT_NEXT
        self._clock = clock
        self._hours = hours
        self._calendar = calendar or Holidays()
        self._open: _Open | None = None
        self._walking = threading.Lock()
        self._is_over = threading.Event()

    def open(self, bot: Assembly, tour: Tour) -> None:
        """The bot works: from now on time can be walked, and there is something to try."""
        self._open = _Open(bot, Walker(bot.office, self._clock), tour)

    @property
    def is_open(self) -> bool:
        """Whether the bot works: before that, visitors would see the past go by, and could act in it."""
        return self._open is not None

    def close(self) -> None:
        """Let whoever walks time stop at the next moment, and nobody begin."""
        self._is_over.set()

    def tasks(self) -> Sequence[Task]:
        """What to try, and what of it is done, told by what is on record."""
        return self._open.tour.tasks(self._clock()) if self._open else ()

    def next_due(self) -> datetime | None:
        """The next moment (UTC) at which anything happens by itself; the present, where it is about to happen."""
        due = self._open.walker.next_due() if self._open else None
        return None if due is None else max(due, self._clock())

    def next_morning(self) -> datetime:
        """The beginning (UTC) of IT's next working day: of today, where work has not begun yet."""
        now = self._clock()
        begins = working_moment(now, self._hours, self._calendar)
        return begins if begins > now else working_days_later(now, 1, self._hours, self._calendar)

    def walk(self, to: datetime) -> Sequence[Happening]:
        """Let time go on to `to` (UTC), and tell what happened; raises `TimeStands`, see `Stage`."""
        with self._alone() as now_open:
            now = self._clock()
            if to < now - LATE:
                raise TimeStands(PASSED)
            if to - now > LONGEST:
                raise TimeStands(TOO_FAR)
            chronicle, happened = Chronicle(now_open.bot.core, now), list[Happening]()
            with closing(now_open.walker.walk(to)) as moments:
                for _ in moments:
                    happened += chronicle.news()
                    if self._is_over.is_set():
                        raise TimeStands(ENDING)
            return happened

    @contextmanager
    def _alone(self) -> Iterator[_Open]:
        if self._open is None:
            raise TimeStands(NOT_OPEN)
        if not self._walking.acquire(blocking=False):
            raise TimeStands(WALKING)
        try:
            yield self._open
        finally:
            self._walking.release()
