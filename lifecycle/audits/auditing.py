"""What follows from the answers of people who are asked for what they have, and from time going by."""

from collections.abc import Iterator
from dataclasses import replace

from lifecycle.audit import (
    Audit,
    AuditAnswer,
    AuditItem,
    AuditState,
    is_there,
    settled,
    with_items,
)
from lifecycle.audits import plan as audit_plan
from lifecycle.audits.commands import AnswerAudit, CallOffAudit, CountShelf, LookAtAudit, SettleAudit
from lifecycle.audits.plan import AuditReader, Parties
from lifecycle.case import Case, Decision
from lifecycle.change import Change, Item, changed, device_changed
from lifecycle.device import Device, as_labelled
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Event, Happened
from lifecycle.people import Person
from lifecycle.retrieval import Condition

LONGEST_LIST = 10
"""How many unknown numbers of a shelf are named at once."""


def answer(case: Case, command: AnswerAudit, audit: Audit) -> Decision:
    """What is known of these items.

    Raises `Refused(LEFT_ALREADY)` where all of them have left their holder, and `Stale` where that was said already.
    """
    devices = _devices(case, audit)
    numbers = command.items or tuple(item.number for item in audit.unanswered())
    items = [audit.item(number) for number in numbers]
    if all(_is_said(item, command) for item in items):
        raise Stale(audit.subject)
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


def _is_said(item: AuditItem, command: AnswerAudit) -> bool:
    return (item.answer, item.whereabouts, item.note) == (command.answer, command.whereabouts, command.note)


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
    return Decision(changes=(called_off(case, audit, command.reason),))


def called_off(case: Case, audit: Audit, reason: str | None = None) -> Change[Audit]:
    """The audit, closed with what is not answered."""
    after = replace(audit, state=AuditState.CLOSED, closed_at=case.now)
    return changed(audit, after, Event(name=Happened.AUDIT_CALLED_OFF, reason=reason))


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
