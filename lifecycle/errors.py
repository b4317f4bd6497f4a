"""Why the desk says no.

The rules name the reason and the facts; the wording of every reason lives in `messages/`. A refusal leaves no trace:
whatever the command had done is rolled back, its idempotency key included.
"""

from collections.abc import Mapping
from enum import StrEnum

from lifecycle.events import Recorded
from lifecycle.subject import Subject

Fact = str | int | None


class Reason(StrEnum):
    """Every reason for which a command is refused; each has its wording in `messages/templates/refusal/`."""

    NOT_ALLOWED = "not_allowed"
    OWN_REQUEST = "own_request"
    STALE = "stale"
    NOT_FOUND = "not_found"
    LIMIT_FIRST = "limit_first"
    FOUR_EYES = "four_eyes"
    NOT_REACHABLE = "not_reachable"
    IN_SLACK_ALREADY = "in_slack_already"
    NOTHING_CHOSEN = "nothing_chosen"
    UNKNOWN_PROFILE = "unknown_profile"
    TOO_MANY_LINES = "too_many_lines"
    DATE_IN_PAST = "date_in_past"
    DATE_TOO_FAR = "date_too_far"
    DEVICE_TAKEN = "device_taken"
    SERIAL_KNOWN = "serial_known"
    TAG_KNOWN = "tag_known"
    NOT_ENROLLED = "not_enrolled"
    ALREADY_SHIPPED = "already_shipped"
    NO_DEVICES = "no_devices"
    RETURN_OPEN = "return_open"
    WRONG_SERIAL = "wrong_serial"
    ON_HOLD = "on_hold"
    NOT_ON_HOLD = "not_on_hold"
    ON_RECORD = "on_record"
    NOT_PUT_OFF = "not_put_off"
    NOT_DUE = "not_due"
    DUE_TODAY = "due_today"
    OWN_MANAGER = "own_manager"
    REMINDED_ENOUGH = "reminded_enough"
    REMINDED_TODAY = "reminded_today"
    NOT_TOLD_YET = "not_told_yet"
    NO_WAY_TO_REACH = "no_way_to_reach"
    NOT_A_PASS = "not_a_pass"  # noqa: S105  (no password)
    VALIDATOR_IS_OPERATOR = "validator_is_operator"
    DESTROYED_MEDIA = "destroyed_media"
    CLEARED_ONLY = "cleared_only"
    UNKNOWN_LOCATION = "unknown_location"
    AMOUNT_MISSING = "amount_missing"
    LEFT_ALREADY = "left_already"
    NOT_ON_SHELF = "not_on_shelf"
    NOBODY_TO_ASK = "nobody_to_ask"
    SHELF_ALONE = "shelf_alone"
    NOT_SANITIZED = "not_sanitized"
    NOTHING_CHANGED = "nothing_changed"
    UNDER_WAY = "under_way"
    HOLDER_MISSING = "holder_missing"
    NO_HOLDER_HERE = "no_holder_here"
    ONLY_ITS_BUYER = "only_its_buyer"
    STATE_NOT_CORRECTED = "state_not_corrected"
    BUSY = "busy"


class Refused(Exception):
    """A command that the rules do not allow.

    `field` names the command's field at fault, so that a form can show the words beside it; None means the command as a
    whole. `facts` are what the wording needs (ids and names, never private data).
    """

    def __init__(self, reason: Reason, *, field: str | None = None, **facts: Fact) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.field = field
        self.facts: Mapping[str, Fact] = facts


class Stale(Refused):
    """The subject has moved on: somebody else was faster, or the screen was old. `last` is what happened to it."""

    def __init__(self, subject: Subject | None = None, last: Recorded | None = None) -> None:
        super().__init__(Reason.STALE)
        self.subject = subject
        self.last = last


class Conflict(Exception):
    """A row changed between being read and being written; the command is decided again from what stands there now."""


class Congested(Conflict):
    """So many want the same that waiting took too long; to try again at once would be to wait as long again."""
