"""When a device counts as seen: whoever has it said so, or IT had it in its hands, since it came to where it is."""

from dataclasses import replace
from datetime import datetime

from lifecycle.change import Change
from lifecycle.device import Device
from lifecycle.events import Happened

SEEN = frozenset({Happened.DEVICE_RECEIVED, Happened.DEVICE_ARRIVED, Happened.DEVICE_RETURNED, Happened.DEVICE_FOUND})
"""What nobody can say of a device that is not there, beside the answer to an audit: it was unpacked, or came back."""

SAME_HANDS = frozenset({Happened.DEVICE_REASSIGNED})
"""A new hire has got an account: on record it is somebody else, and it is the same person."""


def noted(change: Change[Device], now: datetime) -> Change[Device]:
    """The change with when the device was last seen (UTC).

    In new hands that is unknown where they are only on record: what the last holder said of it is of no use.
    """
    before, after, event = change.before, change.after, change.event.name
    if event in SEEN:
        return replace(change, after=replace(after, audited_at=now))
    is_elsewhere = before is not None and (before.holder_id, before.keeper) != (after.holder_id, after.keeper)
    if is_elsewhere and event not in SAME_HANDS:
        return replace(change, after=replace(after, audited_at=None))
    return change
