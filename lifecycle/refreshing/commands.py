"""What can be done about a device that is due for replacement: imperative, one dataclass each."""

from dataclasses import dataclass
from datetime import date

from lifecycle.wipes.commands import OnDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOffRefresh(OnDevice):
    """Nobody is told that the device is due until that day."""

    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeRefresh(OnDevice):
    """Its reasons of today are known, and it is used on: it is due again only for another one."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeRefresh(OnDevice):
    """What was put off or acknowledged is taken back."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceDevice(OnDevice):
    """Its holder is to get another one, a profile or bundle of the catalogue, and gives this one back for it."""

    choice: str
    needed_by: date
    note: str | None = None
