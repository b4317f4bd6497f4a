"""The event log: each event carries the hash of the one before it for the same subject."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from lifecycle.events import Event
from lifecycle.ports import Stamp
from store.codec import Changes

BEGINNING = "0" * 64
"""What stands for the hash before the first event."""

HASHED = ("subject", "seq", "at", "name", "actor_id", "origin", "lines", "changes", "facts", "reason", "key")


def entry(subject: str, seq: int, event: Event, changes: Changes, *, stamp: Stamp, prev_hash: str) -> dict[str, object]:
    """The row of an event, but for its own hash."""
    return {
        "subject": subject,
        "seq": seq,
        "at": stamp.at.astimezone(UTC),
        "name": event.name,
        "actor_id": stamp.actor_id,
        "origin": stamp.origin,
        "lines": event.lines,
        "changes": changes,
        "facts": event.facts,
        "reason": event.reason,
        "key": stamp.key,
        "prev_hash": prev_hash,
    }


def digest(row: Mapping[str, object]) -> str:
    """The SHA-256 of an event's row and of the hash before it, over canonical JSON."""
    told = [row["prev_hash"], *(row[name] for name in HASHED)]
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), default=_plain)
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    """Moments, which JSON does not know."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not for the log")
