"""A bell between those who put something into the outbox and those who deliver it."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from lifecycle.ports import Reads, Store, Transaction


class Bell:
    """Whoever waits is woken by the next ring; a ring that came since the last look is not missed."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings = 0

    @property
    def rings(self) -> int:
        """How often it has rung; taken before a look, it tells `wait` whether something came meanwhile."""
        with self._condition:
            return self._rings

    def ring(self) -> None:
        """Wake everybody."""
        with self._condition:
            self._rings += 1
            self._condition.notify_all()

    def wait(self, heard: int, timeout: float) -> None:
        """Return once there are more than `heard` rings, or after `timeout` seconds."""
        with self._condition:
            self._condition.wait_for(lambda: self._rings > heard, timeout)


class RingingStore:
    """A store that rings after every commit."""

    def __init__(self, store: Store, bell: Bell) -> None:
        self._store = store
        self._bell = bell

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A unit of work of the store."""
        with self._store.transaction() as work:
            yield work
        self._bell.ring()

    def reading(self) -> AbstractContextManager[Reads]:
        """A view of the store."""
        return self._store.reading()
