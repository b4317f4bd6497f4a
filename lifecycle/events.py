"""What has happened: the names of events, in the past tense, and their shape.

An event carries what changed (`facts` beside the row's own differences, which the store adds), so the log alone
rebuilds the row. Ids only: no event ever holds private data, because events are never deleted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Happened(StrEnum):
    """The name of an event."""

    REQUEST_SUBMITTED = "request_submitted"
    LIMIT_APPROVED = "limit_approved"
    REQUEST_APPROVED = "request_approved"
    REQUEST_DECLINED = "request_declined"
    REQUEST_CANCELLED = "request_cancelled"
    SOURCE_CHANGED = "source_changed"
    LINE_ORDERED = "line_ordered"
    LINE_RECEIVED = "line_received"
    LINE_READY = "line_ready"
    LINES_SHIPPED = "lines_shipped"
    LINES_ARRIVED = "lines_arrived"
    PROBLEM_REPORTED = "problem_reported"
    RECIPIENT_JOINED = "recipient_joined"
    REQUEST_NUDGED = "request_nudged"

    DEVICE_ADDED = "device_added"
    DEVICE_EXPECTED = "device_expected"
    DEVICE_RECEIVED = "device_received"
    DEVICE_RESERVED = "device_reserved"
    DEVICE_RELEASED = "device_released"
    DEVICE_READY = "device_ready"
    DEVICE_SHIPPED = "device_shipped"
    DEVICE_ARRIVED = "device_arrived"
    DEVICE_REASSIGNED = "device_reassigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to one subject. `parts` are the numbers of its parts it was about: a request's lines."""

    name: Happened
    parts: tuple[int, ...] = ()
    facts: Mapping[str, str | int | None] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event as the log holds it: who (None is the scheduler), when (UTC), what."""

    name: Happened
    at: datetime
    actor_id: int | None
    parts: tuple[int, ...]
