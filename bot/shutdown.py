"""The end: waited for, and then gone about in order."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from types import FrameType

log = logging.getLogger(__name__)

ENDS = (signal.SIGTERM, signal.SIGINT)

LOOKS_UP_AFTER = 0.5
"""Seconds, which whoever has told the bot to end may have to wait."""

Step = tuple[str, Callable[[], object]]
"""A part of the bot by name, and how to stop it."""


class End:
    """Comes with SIGTERM or SIGINT; a second signal ends the process at once, whatever is under way."""

    def __init__(self) -> None:
        self._come = threading.Event()

    def listen(self) -> None:
        """Take the signals from now on; only in the main thread."""
        for one in ENDS:
            signal.signal(one, self._hear)

    def has_come(self) -> bool:
        """Whether it has."""
        return self._come.is_set()

    def wait(self) -> None:
        """Return when the end has come.

        A signal is heard by whoever runs in the main thread, and wakes nobody who is just about to wait there: so
        whoever waits looks up now and then.
        """
        while not self._come.wait(LOOKS_UP_AFTER):
            pass

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        for one in ENDS:
            signal.signal(one, signal.SIG_DFL)
        self._come.set()


def stop_all(groups: Iterable[Sequence[Step]], within: timedelta) -> None:
    """Stop group after group, and the parts of one group at the same time.

    A part that fails keeps none of the others from ending well. All have until `within` is over; what is not through
    then is left behind: the database knows what is unfinished.
    """
    deadline = time.monotonic() + within.total_seconds()
    for group in groups:
        endings = [threading.Thread(target=_stop, args=step, name=f"end of {step[0]}", daemon=True) for step in group]
        for ending in endings:
            ending.start()
        for ending in endings:
            ending.join(max(deadline - time.monotonic(), 0))
            if ending.is_alive():
                log.warning("the %s did not come in time", ending.name)


def _stop(name: str, stop: Callable[[], object]) -> None:
    try:
        stop()
    except Exception:
        log.exception("%s did not stop well", name)
