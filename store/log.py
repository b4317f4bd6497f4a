"""The event log: each event carries the hash of the one before it for the same subject."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from lifecycle.events import Event
from lifecycle.ports import Stamp
from store.codec import Changes

BEGINNING = "0" * 64
"""What stands for the hash before the first event."""

HASHED = ("subject", "seq", "at", "name", "actor_id", "origin", "lines", "changes", "facts", "reason", "key")


@dataclass(frozen=True, slots=True)
class Link:
    """What an event says of itself, and the hash of the one before it."""

    event: Event
    stamp: Stamp
    prev_hash: str

    def entry(self, subject: str, seq: int, changes: Changes) -> Mapping[str, object]:
        """The row of the event, but for its own hash."""
        return {
            "subject": subject,
            "seq": seq,
            "at": self.stamp.at.astimezone(UTC),
            "name": self.event.name,
            "actor_id": self.stamp.actor_id,
            "origin": self.stamp.origin,
            "lines": self.event.lines,
            "changes": changes,
            "facts": self.event.facts,
            "reason": self.event.reason,
            "key": self.stamp.key,
            "prev_hash": self.prev_hash,
        }


def digest(row: Mapping[str, object]) -> str:
    """The SHA-256 of an event's row and of the hash before it, over canonical JSON."""
    told = [row["prev_hash"], *(row[name] for name in HASHED)]
    return sha256(_CANONICAL.encode(told).encode()).hexdigest()


def _plain(value: object) -> str:
    """Moments, which JSON does not know."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not for the log")


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_plain)
