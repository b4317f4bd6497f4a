"""Why a device is flagged for replacement."""

from enum import StrEnum


class RefreshReason(StrEnum):
    """A device has had its time, is out of warranty or of updates, was repaired often, or is damaged."""

    AGE = "age"
    WARRANTY = "warranty"
    OS_SUPPORT = "os_support"
    REPAIRS = "repairs"
    CONDITION = "condition"
