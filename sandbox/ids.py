"""Identifiers that look like Slack's and are the same in every run."""

import hashlib
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import TypeAlias

Timestamp: TypeAlias = tuple[int, int]

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDTH = 8


class Ids:
    """Counts up per prefix. Not locked: the workspace's lock covers it."""

    def __init__(self) -> None:
        self._counters: Counter[str] = Counter()
        self._last: Timestamp = (0, 0)

    def new(self, prefix: str) -> str:
        """The next id with this prefix, such as `D0SB0000001`."""
        self._counters[prefix] += 1
        return f"{prefix}0SB{_base36(self._counters[prefix]).rjust(_WIDTH - 1, '0')}"

    def of(self, prefix: str, names: Collection[str]) -> str:
        """The id of what these names share, whenever and in whatever order they meet: a page may be open there."""
        digest = hashlib.sha256(" ".join(sorted(names)).encode()).digest()
        number = int.from_bytes(digest) % len(_ALPHABET) ** (_WIDTH - 1)
        return f"{prefix}0SB{_base36(number).rjust(_WIDTH - 1, '0')}"

    def ts(self, now: datetime) -> str:
        """A message timestamp (`seconds.microseconds`): unique and rising, also when the clock stands still."""
        moment = (int(now.timestamp()), now.microsecond)
        self._last = moment if moment > self._last else _next(self._last)
        return f"{self._last[0]}.{self._last[1]:06d}"


def parse_ts(ts: str) -> Timestamp:
    """A timestamp as numbers that compare rightly.

    Raises:
        ValueError: it is not `seconds` or `seconds.microseconds`.
    """
    seconds, _, micros = ts.partition(".")
    return int(seconds), int(micros.ljust(6, "0")[:6])


def _next(moment: Timestamp) -> Timestamp:
    seconds, micros = moment
    return (seconds, micros + 1) if micros < 999_999 else (seconds + 1, 0)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits
