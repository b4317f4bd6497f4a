"""A clock that goes on by itself, and can be put forward."""

import threading
import time
from datetime import datetime, timedelta


class WalkingClock:
    """Begins at `start` (aware, UTC) and goes at the speed of real time; never backwards."""

    def __init__(self, start: datetime) -> None:
        self._lock = threading.Lock()
        self._start = start
        self._began = time.monotonic()
        self._walked = timedelta()

    def __call__(self) -> datetime:
        return self.now()

    def now(self) -> datetime:
        """The time that it shows."""
        with self._lock:
            return self._start + self._walked + timedelta(seconds=time.monotonic() - self._began)

    def walk(self, step: timedelta) -> datetime:
        """Put the clock forward; returns the new time."""
        with self._lock:
            self._walked += step
        return self.now()

    def walk_to(self, moment: datetime) -> datetime:
        """Put the clock forward to `moment`, if that is ahead; returns the new time."""
        return self.walk(max(moment - self.now(), timedelta()))
