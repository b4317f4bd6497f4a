"""The event log: each event carries the hash of the one before it for the same subject."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from lifecycle.change import Change, Item
from lifecycle.ports import Stamp
from lifecycle.subject import Subject
from store.log.codec import Changes

BEGINNING = "0" * 64
"""What stands for the hash before the first event."""

HASHED = ("subject", "seq", "at", "name", "actor_id", "origin", "parts", "changes", "facts", "reason", "key")


def entry(change: Change[Item], stamp: Stamp, changes: Changes, prev_hash: str) -> Mapping[str, object]:
    """The row of a change's event, but for its own hash."""
    event = change.event
    return {
        "subject": change.after.subject,
        "seq": change.after.version,
        "at": stamp.at.astimezone(UTC),
        "name": event.name,
        "actor_id": stamp.actor_id,
        "origin": stamp.origin,
        "parts": event.parts,
        "changes": changes,
        "facts": event.facts,
        "reason": event.reason,
        "key": stamp.key,
        "prev_hash": prev_hash,
    }


def digest(row: Mapping[str, object]) -> str:
    """The SHA-256 of an event's row and of the hash before it, over canonical JSON."""
    told = [row["prev_hash"], *(row[name] for name in HASHED)]
    return sha256(_CANONICAL.encode(told).encode()).hexdigest()


def _plain(value: object) -> str:
    """Moments and subjects, which JSON does not know."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Subject):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not for the log")


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_plain)
