"""Asking people for what they hold, and what follows from their answers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from lifecycle import audit_cycle, audit_plan
from lifecycle.audit import (
    Audit,
    AuditAnswer,
    AuditItem,
    AuditState,
    is_there,
    settled,
    with_items,
)
from lifecycle.audit_commands import (
    AnswerAudit,
    CallOffAudit,
    CountShelf,
    LookAtAudit,
    LookAtDevice,
    SettleAudit,
)
from lifecycle.audit_plan import AuditReader, Parties
from lifecycle.case import Case, Decision
from lifecycle.change import Change, Item, begun, changed, device_changed
from lifecycle.device import Device, DeviceState, as_labelled
from lifecycle.errors import Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.people import Person
from lifecycle.retrieval import Condition
from lifecycle.subject import SubjectKind

LONGEST_LIST = 10
"""How many unknown numbers of a shelf are named at once."""


def look_at_device(case: Case, command: LookAtDevice, device: Device) -> Decision:
    """Its holder is asked for everything that they hold, if it is their turn and they are not being asked already."""
    if device.holder_id is None or not audit_cycle.is_due(device, case.policy, case.now):
        return Decision()
    return Decision(changes=tuple(ask(case, device.holder_id)))


def ask(case: Case, holder_id: int, campaign_id: int | None = None) -> Iterator[Change[Audit]]:
    """An audit of everything that a person has in use, unless they have nothing.

    Whoever is being asked already is asked again, for what has come to them since, too: by a campaign, which counts it
    from now on, or once they have not answered for half a cycle. Whoever cannot be asked in Slack is IT's to find out
    about.
    """
    devices = [one for one in case.look.held_by(holder_id) if one.state is DeviceState.IN_USE]
    holder = case.look.person(holder_id)
    if not devices:
        return
    audit = case.look.open_audit_of(holder_id)
    if audit is None:
        is_reachable = holder is not None and holder.is_reachable
        yield _opened(case, devices, holder_id=holder_id, campaign_id=campaign_id, is_with_it=not is_reachable)
    elif campaign_id is not None or case.now - audit.opened_at > timedelta(days=case.policy.audits.every_days // 2):
        yield _asked_again(case, audit, devices, campaign_id)


def _asked_again(case: Case, audit: Audit, devices: Iterable[Device], campaign_id: int | None) -> Change[Audit]:
    known, first = {item.device_id for item in audit.items}, len(audit.items) + 1
    more = [one for one in devices if one.id not in known]
    items = tuple(AuditItem(number=number, device_id=one.id) for number, one in enumerate(more, start=first))
    after = replace(
        audit,
        items=(*audit.items, *items),
        campaign_id=campaign_id or audit.campaign_id,
        opened_at=case.now,
        nudges=(),
    )
    event = Event(name=Happened.AUDIT_ASKED_AGAIN, parts=tuple(item.number for item in items))
    return changed(audit, after, event)


def ask_for_shelf(case: Case, location: str, campaign_id: int) -> Iterator[Change[Audit]]:
    """An audit of everything in stock at a place, which IT answers; one at a time."""
    devices = case.look.in_stock_at(location)
    if devices and not case.look.is_shelf_asked_for(location):
        yield _opened(case, devices, location=location, campaign_id=campaign_id, is_with_it=True)


def answer(case: Case, command: AnswerAudit, audit: Audit) -> Decision:
    """What is known of these items; raises `Refused(LEFT_ALREADY)` for a single one that has left its holder."""
    devices = _devices(case, audit)
    numbers = command.items or tuple(item.number for item in audit.unanswered())
    if not numbers:
        raise Refused(Reason.NOTHING_CHOSEN)
    items = [audit.item(number) for number in numbers]
    gone = [item for item in items if not is_there(audit, devices.get(item.device_id))]
    if gone and len(gone) == len(items):
        raise Refused(Reason.LEFT_ALREADY)
    answered = [
        replace(
            item,
            answer=AuditAnswer.GONE if item in gone else command.answer,
            answered_by=case.actor.person_id,
            answered_at=case.now,
            whereabouts=command.whereabouts,
            note=command.note,
        )
        for item in items
    ]
    return _answered(case, audit, answered, devices)


def count_shelf(case: Case, command: CountShelf, audit: Audit) -> Decision:
    """What was read off a shelf is there; with `is_all` the rest is not.

    Raises `Refused(NOT_ON_SHELF)` for numbers that no device of the audit has.
    """
    devices = _devices(case, audit)
    by_number = {
        number: item
        for item in audit.items
        for number in _numbers(devices.get(item.device_id))
        if is_there(audit, devices.get(item.device_id))
    }
    read = dict.fromkeys(as_labelled(number) for number in command.numbers)
    unknown = [number for number in read if number not in by_number]
    if unknown:
        raise Refused(Reason.NOT_ON_SHELF, field="numbers", numbers=", ".join(unknown[:LONGEST_LIST]))
    there = {by_number[number].number for number in read}
    answers = dict.fromkeys(there, AuditAnswer.HAS_IT)
    if command.is_all:
        rest = [one for one in audit.unanswered() if one.number not in there]
        answers.update({one.number: _missing(audit, one, devices) for one in rest})
    if not answers:
        raise Refused(Reason.NOTHING_CHOSEN, field="numbers")
    by, at = case.actor.person_id, case.now
    answered = [
        replace(audit.item(number), answer=one, answered_by=by, answered_at=at)
        for number, one in sorted(answers.items())
    ]
    return _answered(case, audit, answered, devices)


def _missing(audit: Audit, item: AuditItem, devices: dict[int, Device]) -> AuditAnswer:
    """What is known of a device that was not read off its shelf: it may have left before."""
    return AuditAnswer.NOT_WITH_ME if is_there(audit, devices.get(item.device_id)) else AuditAnswer.GONE


def settle(case: Case, command: SettleAudit, audit: Audit) -> Decision:
    """IT has found out about an item; a device that is where it should be counts as seen."""
    item = replace(
        audit.item(command.item),
        settled_by=case.actor.person_id,
        settled_at=case.now,
        settlement=command.settlement,
    )
    after = settled(with_items(audit, item), Happened.AUDIT_SETTLED, case.now)
    event = Event(name=Happened.AUDIT_SETTLED, parts=(item.number,), reason=command.settlement)
    device = case.look.device(item.device_id)
    seen = (_seen(case, device),) if device is not None and is_there(audit, device) else ()
    return Decision(changes=(changed(audit, after, event), *seen))


def call_off(case: Case, command: CallOffAudit, audit: Audit) -> Decision:
    """Nobody is asked any more."""
    after = replace(audit, state=AuditState.CLOSED, closed_at=case.now)
    return Decision(changes=(changed(audit, after, Event(name=Happened.AUDIT_CALLED_OFF, reason=command.reason)),))


def look_again(case: Case, command: LookAtAudit, audit: Audit) -> Decision:
    """Take out what has moved on meanwhile; say the step that is due."""
    moved = tuple(_moved_on(case, audit))
    if moved:
        after = settled(with_items(audit, *moved), Happened.AUDIT_MOVED_ON, case.now)
        event = Event(name=Happened.AUDIT_MOVED_ON, parts=tuple(item.number for item in moved))
        return Decision(changes=(changed(audit, after, event),))
    due = audit_plan.next_step(audit, parties(case, audit), case.policy, case.calendar, case.now)
    if due is None or due[1] > case.now:
        return Decision()
    after = audit_plan.said(audit, due[0], case.now)
    if due[0].reader is AuditReader.IT:
        after = replace(after, is_with_it=True)
    event = Event(name=Happened.AUDIT_NUDGED, facts={"reader": due[0].reader, "day": due[0].day})
    return Decision(changes=(changed(audit, after, event),))


def parties(case: Case, audit: Audit) -> Parties:
    """Whom an audit concerns and who can be asked."""
    if audit.holder_id is None:
        return Parties(holder=None, manager=None)
    holder, manager = case.look.person(audit.holder_id), case.look.manager_of(audit.holder_id)
    return Parties(holder=_reachable(holder), manager=_reachable(manager))


def _reachable(person: Person | None) -> Person | None:
    return person if person is not None and person.is_reachable else None


def _opened(
    case: Case,
    devices: Iterable[Device],
    *,
    is_with_it: bool,
    holder_id: int | None = None,
    location: str | None = None,
    campaign_id: int | None = None,
) -> Change[Audit]:
    items = tuple(AuditItem(number=number, device_id=one.id) for number, one in enumerate(devices, start=1))
    audit = Audit(
        id=case.look.new_id(SubjectKind.AUDIT),
        state=AuditState.OPEN,
        opened_at=case.now,
        channel=case.policy.it_channel,
        holder_id=holder_id,
        location=location,
        campaign_id=campaign_id,
        items=items,
        is_with_it=is_with_it,
    )
    return begun(audit, Event(name=Happened.AUDIT_OPENED, parts=tuple(item.number for item in items)))


def _answered(case: Case, audit: Audit, items: list[AuditItem], devices: dict[int, Device]) -> Decision:
    after = settled(with_items(audit, *items), Happened.AUDIT_ANSWERED, case.now)
    event = Event(
        name=Happened.AUDIT_ANSWERED,
        parts=tuple(item.number for item in items),
        facts={"tasks": sum(item.is_task for item in items)},
    )
    changes: list[Change[Item]] = [changed(audit, after, event)]
    seen = (AuditAnswer.HAS_IT, AuditAnswer.DAMAGED)
    before = {item.number: audit.item(item.number) for item in items}
    changes.extend(
        _seen(case, devices[item.device_id], item, before[item.number]) for item in items if item.answer in seen
    )
    return Decision(changes=tuple(changes))


def _seen(case: Case, device: Device, item: AuditItem | None = None, before: AuditItem | None = None) -> Change[Device]:
    is_damaged = item is not None and item.answer is AuditAnswer.DAMAGED
    condition = Condition.DAMAGED if is_damaged else device.condition
    if not is_damaged and before is not None and before.answer is AuditAnswer.DAMAGED:
        condition = None  # what was said by mistake; what it was before is in the log
    return device_changed(device, Happened.DEVICE_AUDITED, replace(device, audited_at=case.now, condition=condition))


def _moved_on(case: Case, audit: Audit) -> Iterator[AuditItem]:
    """Items whose device is not where the audit asks for it any more, be they unanswered or a task."""
    devices = _devices(case, audit)
    for item in audit.items:
        if item.is_done or is_there(audit, devices.get(item.device_id)):
            continue
        if item.answer is None:
            yield replace(item, answer=AuditAnswer.GONE, answered_at=case.now)
        else:
            yield replace(item, settled_at=case.now)


def _devices(case: Case, audit: Audit) -> dict[int, Device]:
    return {one.id: one for one in case.look.devices([item.device_id for item in audit.items])}


def _numbers(device: Device | None) -> Iterator[str]:
    if device is not None:
        yield from (one for one in (device.serial, device.asset_tag) if one is not None)
