"""`/device find` and `/device show`: looking for devices, and at one of them."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from slack_sdk import WebClient

from handlers.reception import Reception, Visit
from lifecycle.device import Device
from lifecycle.people import Person, Role
from lifecycle.ports import Reads
from lifecycle.reads.finding import FIRST, Edge, Found, Sought
from lifecycle.subject import SubjectKind
from messages import finding
from messages.devices import card, found
from messages.ids import Target
from messages.payload import Message

PATIENCE = timedelta(milliseconds=1_500)
"""How long devices are looked through: Slack waits three seconds for the answer."""


def find(reception: Reception, visit: Visit, _: WebClient, words: str) -> Message:
    """The first page of the devices that fit all the words."""
    return page(reception, visit, words, FIRST)


def page(reception: Reception, visit: Visit, words: str, edge: Edge, *, apart: bool = False) -> Message:
    """A page of the devices that fit all the words, of those that the visitor sees; `apart` as `Sought` has it."""
    try:
        sought = finding.parse(words, visit.reader, reception.desk.policy)
    except finding.Unclear as unclear:
        return found.unclear(unclear.why, words, visit.reader)
    with reception.desk.reading() as reads:
        holders = seen_by(visit, reads)
        asked = Sought(words=sought, team_id=visit.incoming.team_id, holders=holders, apart=apart)
        result = reads.find(asked, edge, _in_time(reception, visit))
    return found.listed(result, words.strip(), visit.reader, reception.desk.policy, sees_all=holders is None)


def show(reception: Reception, visit: Visit, _: WebClient, words: str) -> Message:
    """The card of the device with that tag or serial number; else those that may be meant."""
    label = finding.label_of(words)
    if label is None:
        return found.which(visit.reader)
    with reception.desk.reading() as reads:
        holders = seen_by(visit, reads)
        devices = reads.labelled(label, holders)
        if len(devices) == 1:
            return _card(reception, visit, reads, devices[0].id, FIRST)
        near = devices or reads.nearest(label, holders)
        people = {one: person for one in _holders(near) if (person := reads.person(one))}
    return found.several(
        Found(devices=tuple(near), people=people),
        label,
        visit.reader,
        reception.desk.policy,
        sees_all=holders is None,
        exact=bool(devices),
    )


def one(reception: Reception, visit: Visit, device_id: int, edge: Edge = FIRST) -> Message:
    """The card of a device, with a page of its history; that it is gone for whoever does not see it (any more)."""
    with reception.desk.reading() as reads:
        device, holders = reads.device(device_id), seen_by(visit, reads)
        if device is None or not (holders is None or device.holder_id in holders):
            return found.gone(visit.reader)
        return _card(reception, visit, reads, device_id, edge)


def holder_of(reception: Reception, visit: Visit, target: Target | None) -> Person | None:
    """Who has a device, if it is one and the visitor sees it, and can be asked in Slack."""
    if target is None or target.subject.kind is not SubjectKind.DEVICE:
        return None
    with reception.desk.reading() as reads:
        device, holders = reads.device(target.subject.id), seen_by(visit, reads)
        if device is None or device.holder_id is None or not (holders is None or device.holder_id in holders):
            return None
        holder = reads.person(device.holder_id)
    return holder if holder and holder.is_reachable else None


def seen_by(visit: Visit, reads: Reads) -> frozenset[int] | None:
    """Whose devices the visitor sees: their own and those of the people whom they manage; None, of IT: everybody's."""
    return None if Role.IT in visit.visitor.roles else reads.circle(visit.visitor.person.id)


def _card(reception: Reception, visit: Visit, reads: Reads, device_id: int, edge: Edge) -> Message:
    story = reads.story(device_id, edge)
    if story is None:
        return found.gone(visit.reader)
    return card.build(story, visit.reader, reception.desk.policy, visit.now, actor=visit.visitor.actor)


def _holders(devices: Iterable[Device]) -> set[int]:
    return {device.holder_id for device in devices if device.holder_id is not None}


def _in_time(reception: Reception, visit: Visit) -> Callable[[], bool]:
    return lambda: reception.clock() - visit.now < PATIENCE
