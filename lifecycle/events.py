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

    RETURN_OPENED = "return_opened"
    RETURN_CHANGED = "return_changed"
    KIT_SENT = "kit_sent"
    KIT_ARRIVED = "kit_arrived"
    RETURN_SHIPPED = "return_shipped"
    HELP_ASKED = "help_asked"
    HELP_GIVEN = "help_given"
    DEVICES_RECEIVED = "devices_received"
    NOT_RECOVERED = "not_recovered"
    HOLD_PLACED = "hold_placed"
    HOLD_LIFTED = "hold_lifted"
    RETURN_CALLED_OFF = "return_called_off"
    RETURN_HANDED_OVER = "return_handed_over"
    RETURN_HANDED_BACK = "return_handed_back"
    MAIL_REFUSED = "mail_refused"
    LEAVER_REMINDED = "leaver_reminded"
    RETURN_NUDGED = "return_nudged"

    WIPE_RECORDED = "wipe_recorded"
    CERTIFICATE_ACCEPTED = "certificate_accepted"
    CERTIFICATE_REJECTED = "certificate_rejected"

    AUDIT_OPENED = "audit_opened"
    AUDIT_ASKED_AGAIN = "audit_asked_again"
    AUDIT_ANSWERED = "audit_answered"
    AUDIT_SETTLED = "audit_settled"
    AUDIT_MOVED_ON = "audit_moved_on"
    AUDIT_CALLED_OFF = "audit_called_off"
    AUDIT_NUDGED = "audit_nudged"

    CAMPAIGN_BEGUN = "campaign_begun"
    CAMPAIGN_WENT_ON = "campaign_went_on"
    CAMPAIGN_ASKED_ALL = "campaign_asked_all"
    CAMPAIGN_STOPPED = "campaign_stopped"
    CAMPAIGN_CLOSED = "campaign_closed"

    DEVICE_ADDED = "device_added"
    DEVICE_EXPECTED = "device_expected"
    DEVICE_RECEIVED = "device_received"
    DEVICE_RESERVED = "device_reserved"
    DEVICE_RELEASED = "device_released"
    DEVICE_READY = "device_ready"
    DEVICE_SHIPPED = "device_shipped"
    DEVICE_ARRIVED = "device_arrived"
    DEVICE_REASSIGNED = "device_reassigned"
    DEVICE_ASSIGNED = "device_assigned"
    DEVICE_MOVED = "device_moved"
    DEVICE_SENT_TO_REPAIR = "device_sent_to_repair"
    DEVICE_REPAIRED = "device_repaired"
    DEVICE_FOUND = "device_found"
    DEVICE_CORRECTED = "device_corrected"
    DEVICE_RETURN_DUE = "device_return_due"
    DEVICE_RETURNING = "device_returning"
    DEVICE_RETURNED = "device_returned"
    DEVICE_KEPT = "device_kept"
    DEVICE_LOST = "device_lost"
    DEVICE_WRITTEN_OFF = "device_written_off"
    DEVICE_BOUGHT_OUT = "device_bought_out"
    DEVICE_HELD = "device_held"
    DEVICE_HOLD_LIFTED = "device_hold_lifted"
    DEVICE_SANITIZED = "device_sanitized"
    DEVICE_WIPED_AGAIN = "device_wiped_again"
    DEVICE_RESTOCKED = "device_restocked"
    DEVICE_SOLD = "device_sold"
    DEVICE_DONATED = "device_donated"
    DEVICE_RECYCLED = "device_recycled"
    DEVICE_REFRESH_PUT_OFF = "device_refresh_put_off"
    DEVICE_REFRESH_ACKNOWLEDGED = "device_refresh_acknowledged"
    DEVICE_REFRESH_RESUMED = "device_refresh_resumed"
    DEVICE_SUCCESSOR_ASKED = "device_successor_asked"
    DEVICE_SUCCESSOR_CAME = "device_successor_came"
    DEVICE_SUCCESSOR_OFF = "device_successor_off"
    DEVICE_AUDITED = "device_audited"
    DEVICE_DESTROYED = "device_destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to one subject. `parts` are the numbers of its parts it was about.

    These are a request's lines, or a return's items.
    """

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
