"""What this process has learnt of Slack, so that it does not ask in vain: limits, and conversations with people."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

MOST_KEPT = 10_000
"""Conversations remembered at the same time: the oldest goes first."""


class Holds:
    """Methods that Slack wants left alone for a while; `ticks` counts seconds and never goes back."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._until: dict[str, float] = {}

    def hold(self, method: str, wait: timedelta) -> None:
        """Leave it alone for so long from now on."""
        self._until[method] = self._ticks() + wait.total_seconds()

    def left(self, method: str) -> timedelta | None:
        """How long it is still to be left alone; None: it may be called."""
        seconds = self._until.get(method, 0) - self._ticks()
        return timedelta(seconds=seconds) if seconds > 0 else None


class Conversations:
    """The ids of conversations with people, by their Slack ids."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._ids: dict[str, str] = {}

    def find(self, slack_id: str) -> str | None:
        """The conversation with somebody, if it is known."""
        with self._lock:
            return self._ids.get(slack_id)

    def keep(self, slack_id: str, channel: str) -> None:
        """Remember a conversation in which a message has arrived."""
        with self._lock:
            self._ids.setdefault(slack_id, channel)
            if len(self._ids) > self._most:
                del self._ids[next(iter(self._ids))]

    def drop(self, slack_id: str) -> bool:
        """Forget a conversation that is not there any more; whether it was known."""
        with self._lock:
            return self._ids.pop(slack_id, None) is not None
