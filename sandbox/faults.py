"""Faults on order: what goes wrong between an app and Slack, when a test wants it to."""

import threading
from collections import deque
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class RateLimited:
    """HTTP 429 with `Retry-After`, in seconds; nothing is done."""

    retry_after: int = 1


@dataclass(frozen=True, slots=True)
class ServerError:
    """An answer without JSON and with this status; nothing is done."""

    status: int = 500


@dataclass(frozen=True, slots=True)
class Slow:
    """The call is done and answered, `seconds` later."""

    seconds: float


@dataclass(frozen=True, slots=True)
class LostBefore:
    """The connection breaks before anything is done."""


@dataclass(frozen=True, slots=True)
class LostAfter:
    """Everything is done, and the connection breaks before the answer."""


Fault: TypeAlias = RateLimited | ServerError | Slow | LostBefore | LostAfter


class Faults:
    """The faults still to come. They may be ordered and taken from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_method: dict[str, deque[Fault | None]] = {}
        self._copies: deque[int] = deque()

    def order(self, method: str, fault: Fault, *, times: int = 1, after: int = 0) -> None:
        """Let the next `times` calls of `method` meet `fault`, once `after` more calls went well.

        Orders for one method queue up. `response_url`, `upload` and `download` count as methods.
        """
        with self._lock:
            queue = self._by_method.setdefault(method, deque())
            queue.extend([None] * after)
            queue.extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, if any."""
        with self._lock:
            queue = self._by_method.get(method)
            return queue.popleft() if queue else None

    def duplicate(self, copies: int, *, payloads: int = 1) -> None:
        """Let each of the next `payloads` payloads reach the app `copies` times at the same moment."""
        with self._lock:
            self._copies.extend([copies] * payloads)

    def take_copies(self) -> int:
        """How many times the next payload is delivered."""
        with self._lock:
            return self._copies.popleft() if self._copies else 1

    def clear(self) -> None:
        """Forget everything that was ordered."""
        with self._lock:
            self._by_method.clear()
            self._copies.clear()
