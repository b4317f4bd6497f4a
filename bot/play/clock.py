"""The time in a sandbox: real time, from which it may be put ahead."""

import threading
from datetime import datetime, timedelta

from bot.clock import Clock


class MovableClock:
    """Goes as `real` does, from `start` (UTC; real time unless given) on, and can be put forward; never back.

    A company that has a past begins in it, and is put forward to the present before anybody comes.
    """

    def __init__(self, real: Clock, start: datetime | None = None) -> None:
        self._lock = threading.Lock()
        self._real = real
        self._ahead = timedelta() if start is None else start - real()

    def __call__(self) -> datetime:
        """The time that it shows."""
        with self._lock:
            return self._real() + self._ahead

    def walk_to(self, moment: datetime) -> datetime:
        """Put it forward to a moment (aware), if that is ahead; returns the time that it shows then."""
        with self._lock:
            self._ahead += max(moment - self._real() - self._ahead, timedelta())
            return self._real() + self._ahead
