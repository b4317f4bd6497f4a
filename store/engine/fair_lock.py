"""A lock that serves in the order of arrival."""

from collections import deque
from threading import Lock
from types import TracebackType


class FairLock:
    """Threads get it one by one, first come, first served, so that none starves.

    SQLite's own waiting is unfair: under load a writer could wait for a second while others passed.
    """

    def __init__(self) -> None:
        self._mutex = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_held = False

    @property
    def waiting(self) -> int:
        """How many threads stand in the queue now."""
        return len(self._waiting)

    def __enter__(self) -> None:
        turn = Lock()
        turn.acquire()
        with self._mutex:
            if not self._is_held:
                self._is_held = True
                return
            self._waiting.append(turn)
        turn.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_held = False
