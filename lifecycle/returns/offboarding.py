"""The beginning of a return, its plan, and its end without devices: open, change, call off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from lifecycle.calendar import last_plannable, local_day
from lifecycle.case import Case, Decision
from lifecycle.change import Change, begun, changed, device_changed
from lifecycle.device import Device, DeviceState
from lifecycle.errors import Fact, Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.people import Actor, Person, Role
from lifecycle.permissions import may_begin_return
from lifecycle.retrieval import Item, ItemOutcome, Return, ReturnCause, ReturnState, settled, with_items
from lifecycle.returns import reach
from lifecycle.returns.commands import CallOffReturn, ChangeReturn, OpenReturn
from lifecycle.returns.handover import MOST_ITEMS, with_the_rest
from lifecycle.subject import SubjectKind

LONGEST_AGO = timedelta(days=2 * 365)
"""How long ago a last day may be; a day before that is a slip of the finger."""


def may_open(case: Case, command: OpenReturn) -> bool:
    """IT, the person themselves, or their manager: the one on record, whatever the command says."""
    return may_begin_return(case.actor, command.holder_id, case.look.manager_of(command.holder_id))


def no_devices(actor: Actor, holder: Person) -> Refused:
    """That there is nothing to be given back, as it is told to the person themselves or to somebody else."""
    name = None if actor.person_id == holder.id else holder.name
    return Refused(Reason.NO_DEVICES, field="holder_id", name=name)


def return_open(actor: Actor, holder: Person, found: Return) -> Refused:
    """That there is a return already, as it is told to IT, to the person themselves, or to their manager."""
    by_it = Role.IT in actor.roles
    reader = "leaver" if actor.person_id == holder.id else ("it" if by_it else "manager")
    return Refused(Reason.RETURN_OPEN, field="holder_id", number=found.id, reader=reader)


def open_return(case: Case, command: OpenReturn) -> Decision:
    """A new return with what the person holds; one at a time for each person."""
    holder = _person(case, command.holder_id, "holder_id")
    if found := case.look.open_return_of(holder.id):
        raise return_open(case.actor, holder, found)
    _check_last_day(case, command.last_day, holder)
    devices = _devices(case, command)
    if not devices and not (command.empty_too and Role.IT in case.actor.roles):
        raise no_devices(case.actor, holder)
    return begun_with(case, command, holder, devices, opened_by=case.actor.person_id)


def begun_with(
    case: Case, command: OpenReturn, holder: Person, devices: Sequence[Device], *, opened_by: int | None
) -> Decision:
    """The new return of these devices, which are the holder's and in use; `opened_by` is whoever wants them back."""
    opened = _opened(case, command, holder, devices, opened_by)
    moved = (
        device_changed(device, Happened.DEVICE_RETURN_DUE, replace(device, return_id=opened.id)) for device in devices
    )
    facts: dict[str, Fact] = {
        "cause": command.cause,
        "compressed": int(command.last_day <= local_day(case.now, holder.zone)),
        "exposed": int(bool(devices) and holder.is_deactivated),
    }
    event = Event(name=Happened.RETURN_OPENED, parts=tuple(item.number for item in opened.items), facts=facts)
    return Decision(changes=(begun(opened, event), *moved), contacts=tuple(reach.kept(case, opened, command.reach)))


def change(case: Case, command: ChangeReturn, item: Return) -> Decision:
    """Another last day, manager, or way to reach the person: the plan follows from it."""
    holder = _person(case, item.holder_id, "holder_id")
    if command.last_day is not None and command.last_day != item.last_day:
        _check_last_day(case, command.last_day, holder)
    if command.manager_id is not None:
        _check_manager(case, command.manager_id, holder)
    by_it = Role.IT in case.actor.roles
    after = replace(item, last_day=command.last_day or item.last_day, manager_id=command.manager_id or item.manager_id)
    given, removed = reach.given(command.reach), reach.removed(case, item, command.reach)
    reach.check_given(case, item, (*given, *removed))
    _check_put_off(case, command, item)
    decided = item.is_undecided and (command.leaving or (by_it and command.last_day is not None))
    if decided or (command.leaving and item.cause is ReturnCause.SWAP):
        is_wider = item.cause is ReturnCause.SWAP
        after = replace(after, cause=ReturnCause.LEAVING, swapped=len(item.items) if is_wider else item.swapped)
    after, taken_in = with_the_rest(case, after) if command.leaving else (after, ())
    if after == item and not given and not removed:
        return Decision()
    facts: dict[str, Fact] = {
        "last_day": after.last_day.isoformat() if after.last_day != item.last_day else None,
        "manager": after.manager_id if after.manager_id != item.manager_id else None,
        "reach": ", ".join((*given, *removed)) or None,
        "removed": ", ".join(removed) or None,
        "added": len(taken_in),
        "decided": int(decided),
    }
    if case.actor.person_id == item.holder_id:
        after = replace(after, answered_at=case.now)
    parts = tuple(one.number for one in after.items[len(item.items) :])
    event = Event(name=Happened.RETURN_CHANGED, parts=parts, facts=facts)
    contacts = tuple(reach.kept(case, item, command.reach))
    return Decision(changes=(changed(item, after, event), *taken_in), contacts=contacts)


def _check_put_off(case: Case, command: ChangeReturn, item: Return) -> None:
    """Raises `Refused(NOT_PUT_OFF)`: nobody who leaves puts it off by themselves."""
    is_theirs = case.actor.person_id == item.holder_id and Role.IT not in case.actor.roles
    later = command.last_day is not None and command.last_day > item.last_day
    if later and is_theirs and item.cause is not ReturnCause.SWAP:
        raise Refused(Reason.NOT_PUT_OFF, field="last_day")


def call_off(case: Case, command: CallOffReturn, item: Return) -> Decision:
    """Nothing has to come back after all: what is still out stays where it is; what is lost is written off.

    Where a swap has become the return of everything, and the person stays after all, the swap goes on: what was to be
    swapped has to come back all the same.
    """
    stays = item.swapped if item.handed_over_at is None else 0
    outstanding = tuple(one for one in item.outstanding() if one.number > stays)
    devices = {one.number: case.device(one.device_id) for one in outstanding}
    ended = tuple(
        replace(
            one,
            outcome=ItemOutcome.WRITTEN_OFF if _is_lost(devices[one.number]) else ItemOutcome.KEPT,
            settled_at=case.now,
            reason=command.reason,
        )
        for one in outstanding
    )
    after = with_items(item, *ended)
    if stays:
        after = replace(after, cause=ReturnCause.SWAP, swapped=0)
    after = settled(after, case.now, case.actor.person_id)
    facts = {"swap_goes_on": int(after.is_open)}
    event = Event(name=Happened.RETURN_CALLED_OFF, parts=tuple(devices), facts=facts, reason=command.reason)
    return Decision(changes=(changed(item, after, event), *map(_left, devices.values())))


def _is_lost(device: Device) -> bool:
    return device.state is DeviceState.LOST


def _left(device: Device) -> Change[Device]:
    if _is_lost(device):
        return device_changed(device, Happened.DEVICE_WRITTEN_OFF)
    return device_changed(device, Happened.DEVICE_KEPT, replace(device, return_id=None))


def _opened(
    case: Case, command: OpenReturn, holder: Person, devices: Sequence[Device], opened_by: int | None
) -> Return:
    manager = command.manager_id
    if manager is None and (known := case.look.manager_of(holder.id)):
        manager = known.id
    elif manager is not None:
        _check_manager(case, manager, holder)
    country = holder.country or case.policy.default_country
    return Return(
        id=case.look.new_id(SubjectKind.RETURN),
        state=ReturnState.OPEN,
        cause=command.cause,
        holder_id=holder.id,
        manager_id=manager,
        opened_by=opened_by,
        opened_at=case.now,
        last_day=command.last_day,
        channel=case.policy.channel_for(country, frozenset(device.category for device in devices)),
        items=tuple(Item(number=number, device_id=device.id) for number, device in enumerate(devices, start=1)),
        handed_over_at=case.now if holder.is_deactivated else None,
        answered_at=case.now if opened_by == holder.id else None,
    )


def _devices(case: Case, command: OpenReturn) -> Sequence[Device]:
    """What comes back: devices in use by the person; raises `Refused` for one that is not (any more)."""
    held = [device for device in case.look.held_by(command.holder_id) if device.state is DeviceState.IN_USE]
    if command.device_ids is None:
        return held[:MOST_ITEMS]
    chosen = [device for device in held if device.id in command.device_ids]
    if len(chosen) != len(set(command.device_ids)) or not chosen:
        raise Refused(Reason.NOTHING_CHOSEN, field="device_ids")
    return chosen


def _person(case: Case, person_id: int, field: str) -> Person:
    person = case.look.person(person_id)
    if person is None or person.is_bot:
        raise Refused(Reason.NOT_REACHABLE, field=field)
    return person


def _check_manager(case: Case, manager_id: int, holder: Person) -> None:
    """Raises `Refused` for somebody who cannot be asked to call whoever leaves."""
    if manager_id == holder.id:
        raise Refused(Reason.OWN_MANAGER, field="manager_id", name=holder.name)
    _person(case, manager_id, "manager_id")


def _check_last_day(case: Case, last_day: date, holder: Person) -> None:
    """A last day that has passed is allowed, one that nobody can mean is not."""
    today = local_day(case.now, holder.zone)
    if last_day < today - LONGEST_AGO:
        raise Refused(Reason.DATE_IN_PAST, field="last_day")
    if last_day > last_plannable(today):
        raise Refused(Reason.DATE_TOO_FAR, field="last_day")
