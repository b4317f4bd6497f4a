"""Counting from several threads."""

import threading
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Tally(Generic[K]):
    """Counts by key; none is lost when threads count at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[K] = Counter()

    def add(self, key: K) -> None:
        """Count one more."""
        with self._lock:
            self._counts[key] += 1

    def counts(self) -> Mapping[K, int]:
        """How many of each so far."""
        with self._lock:
            return dict(self._counts)
