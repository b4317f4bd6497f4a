"""A change of one subject: from where to where, by which event."""

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from lifecycle.audit import Audit
from lifecycle.campaign import Campaign
from lifecycle.device import Device, moved
from lifecycle.events import Event, Happened
from lifecycle.request import Request
from lifecycle.retrieval import Return
from lifecycle.sanitization import Certificate

Item = Request | Device | Return | Certificate | Audit | Campaign
"""Everything that has a log of events."""

S = TypeVar("S", bound=Item)
I_co = TypeVar("I_co", bound=Item, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Generic[I_co]):
    """An item before (None: new) and after one event."""

    before: I_co | None
    after: I_co
    event: Event


def begun(item: S, event: Event) -> Change[S]:
    """An item that is new."""
    return Change(before=None, after=replace(item, version=1), event=event)


def changed(before: S, after: S, event: Event) -> Change[S]:
    """An item after one event more."""
    return Change(before=before, after=replace(after, version=before.version + 1), event=event)


def device_changed(before: Device, event: Happened, after: Device | None = None) -> Change[Device]:
    """A device moved by `event`; `after` carries further fields. Raises `Stale` when its state does not allow that."""
    return changed(before, replace(after or before, state=moved(before, event).state), Event(name=event))
