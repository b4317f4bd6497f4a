"""What can be done about a device that is due for replacement: imperative, one dataclass each."""

from dataclasses import dataclass
from datetime import date

from lifecycle.wipe_commands import OnDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOffRefresh(OnDevice):
    """The device is used on; it is flagged again after that day, or never (`until` None)."""

    until: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceDevice(OnDevice):
    """Its holder gets another one, a profile or bundle of the catalogue, and gives this one back."""

    choice: str
    needed_by: date
    note: str | None = None
