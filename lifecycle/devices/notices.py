"""Who must be told what about a device beside its request or return: IT of losses, people of what is theirs."""

from collections.abc import Iterator
from dataclasses import replace

from lifecycle.calendar import working_moment
from lifecycle.case import Case
from lifecycle.change import Change
from lifecycle.device import AT_HAND, Device
from lifecycle.events import Happened
from lifecycle.ladder import hours_of
from lifecycle.notices import Kind, Notice, channel, person
from lifecycle.people import Origin

NEWS = frozenset({Happened.DEVICE_LOST, Happened.DEVICE_FOUND})
"""What the whole of IT's channel sees at once."""

OF_HOLDERS = frozenset(
    {
        Happened.DEVICE_ASSIGNED,
        Happened.DEVICE_SENT_TO_REPAIR,
        Happened.DEVICE_REPAIRED,
        Happened.DEVICE_LOST,
        Happened.DEVICE_FOUND,
    }
)
"""What whoever has a device, or had it last, hears of."""

OF_CHANGED_HOLDERS = frozenset({Happened.DEVICE_ADDED, Happened.DEVICE_CORRECTED})
"""What only those hear of whom it gives a device, or takes it from; of whole lists that are read in, nobody does."""


def of_device(case: Case, change: Change[Device]) -> Iterator[Notice]:
    """The news and notes after a change of a device; what a return is at work on, the return tells."""
    if change.event.name is Happened.DEVICE_LOST and change.before and change.before.state not in AT_HAND:
        return
    if change.event.name in NEWS:
        yield _notice(case, change, Kind.DEVICE_NEWS, channel(case.policy.it_channel))
    for one in _hearers(case, change):
        reader = None if one == case.actor.person_id else case.look.person(one)
        if reader is not None and reader.is_reachable:
            at = working_moment(case.now, hours_of(reader, case.policy), case.calendar)
            yield replace(_notice(case, change, Kind.DEVICE_NOTE, person(one)), at=at)


def _hearers(case: Case, change: Change[Device]) -> Iterator[int]:
    """Ids, each once, whoever has it now before whoever had it."""
    before, after = change.before.holder_id if change.before else None, change.after.holder_id
    concerned = dict.fromkeys(one for one in (after, before) if one is not None)
    is_news = before != after and case.actor.origin is Origin.SLACK
    if change.event.name in OF_HOLDERS or (change.event.name in OF_CHANGED_HOLDERS and is_news):
        yield from concerned


def _notice(case: Case, change: Change[Device], kind: Kind, to: str) -> Notice:
    device, event = change.after, change.event
    return Notice(
        kind=kind,
        to=to,
        key=f"{device.subject}:v{device.version}:{kind}:{to}",
        at=case.now,
        subject=device.subject,
        event=event.name,
        actor_id=case.actor.person_id,
        reason=event.reason,
        facts=event.facts,
    )
