"""What IT does with a device in use, as a scene tells it: repairs, and replacements that wait."""

from bot.play.company.scene import Doing
from lifecycle.devices.commands import BackFromRepair, SendToRepair
from lifecycle.refreshing.commands import PutOffRefresh
from lifecycle.retrieval import Condition


def to_repair(holder: str, profile: str, reason: str) -> Doing:
    """Something goes to repair."""
    return lambda book: [SendToRepair(device_id=book.held(holder, profile).id, reason=reason)]


def repaired(holder: str, profile: str, condition: Condition, note: str) -> Doing:
    """It is back."""
    return lambda book: [BackFromRepair(device_id=book.held(holder, profile).id, condition=condition, note=note)]


def use_on(holder: str, profile: str, reason: str, *, days: int) -> Doing:
    """It is old, and is used on until so many days from today."""
    return lambda book: [PutOffRefresh(device_id=book.held(holder, profile).id, until=book.day(days), reason=reason)]
