"""The end: waited for, and then gone about in order."""

import logging
import signal
import threading
from collections.abc import Callable, Iterable
from types import FrameType

log = logging.getLogger(__name__)

ENDS = (signal.SIGTERM, signal.SIGINT)

Step = tuple[str, Callable[[], None]]
"""A part of the bot by name, and how to stop it."""


class End:
    """Comes with SIGTERM or SIGINT; a second signal ends the process at once, whatever is under way."""

    def __init__(self) -> None:
        self._come = threading.Event()

    def listen(self) -> None:
        """Take the signals from now on; only in the main thread."""
        for one in ENDS:
            signal.signal(one, self._hear)

    def wait(self) -> None:
        """Return when the end has come."""
        self._come.wait()

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        for one in ENDS:
            signal.signal(one, signal.SIG_DFL)
        self._come.set()


def stop_all(steps: Iterable[Step]) -> None:
    """Stop the parts one after the other; one that fails keeps none of the others from ending well."""
    for name, stop in steps:
        try:
            stop()
        except Exception:
            log.exception("%s did not stop well", name)
