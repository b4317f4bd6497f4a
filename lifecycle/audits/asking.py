"""Opening audits: everybody is asked for all that they have at once, a shelf is gone through as a whole."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from lifecycle.audit import Audit, AuditItem, AuditState, is_same_keeper
from lifecycle.audits import cycle as audit_cycle
from lifecycle.audits.commands import LookAtDevice
from lifecycle.case import Case, Decision
from lifecycle.change import Change, begun, changed
from lifecycle.device import Device, DeviceState
from lifecycle.events import Event, Happened
from lifecycle.subject import SubjectKind


def look_at_device(case: Case, command: LookAtDevice, device: Device) -> Decision:
    """Whoever has it is asked for all that they have, if it is their turn and they are not being asked already."""
    if not audit_cycle.is_due(device, case.policy, case.now):
        return Decision()
    if device.holder_id is not None:
        return Decision(changes=tuple(ask(case, device.holder_id)))
    return Decision(changes=tuple(ask_for_kept(case, device.keeper or "")))


def ask(case: Case, holder_id: int, campaign_id: int | None = None) -> Iterator[Change[Audit]]:
    """An audit of everything that a person has in use, unless they have nothing.

    Whoever is being asked already is asked again, for what has come to them since, too: by a campaign, which counts it
    from now on, or once they have not answered for half a cycle; whoever has answered for everything, and waits for IT,
    is not. Whoever cannot be asked in Slack is IT's to find out about.
    """
    devices = [one for one in case.look.held_by(holder_id) if one.state is DeviceState.IN_USE]
    if not devices:
        return
    audit, holder = case.look.open_audit_of(holder_id), case.look.person(holder_id)
    if audit is not None:
        yield from _asked_again(case, audit, devices, campaign_id)
    else:
        is_reachable = holder is not None and holder.is_reachable
        yield _opened(case, devices, holder_id=holder_id, campaign_id=campaign_id, is_with_it=not is_reachable)


def ask_for_kept(case: Case, keeper: str, campaign_id: int | None = None) -> Iterator[Change[Audit]]:
    """The same for somebody who is not in Slack and known by name: IT asks them, or looks, and answers."""
    devices = [
        one for one in case.look.kept_by(keeper) if one.state is DeviceState.IN_USE and is_same_keeper(keeper, one)
    ]
    if not devices:
        return
    audit = case.look.open_audit_of_keeper(keeper)
    if audit is not None:
        yield from _asked_again(case, audit, devices, campaign_id)
    else:
        yield _opened(case, devices, keeper=keeper, campaign_id=campaign_id, is_with_it=True)


def ask_for_shelf(case: Case, location: str, campaign_id: int) -> Iterator[Change[Audit]]:
    """An audit of everything in stock at a place, which IT answers; one at a time."""
    devices = case.look.in_stock_at(location)
    if devices and not case.look.is_shelf_asked_for(location):
        yield _opened(case, devices, location=location, campaign_id=campaign_id, is_with_it=True)


def _asked_again(
    case: Case, audit: Audit, devices: Iterable[Device], campaign_id: int | None
) -> Iterator[Change[Audit]]:
    if campaign_id is None and case.now - audit.opened_at <= timedelta(days=case.policy.audits.every_days // 2):
        return
    known, first = {item.device_id for item in audit.items}, len(audit.items) + 1
    more = [one for one in devices if one.id not in known]
    if not more and not audit.unanswered():
        return
    items = tuple(AuditItem(number=number, device_id=one.id) for number, one in enumerate(more, start=first))
    after = replace(
        audit,
        items=(*audit.items, *items),
        campaign_id=campaign_id or audit.campaign_id,
        opened_at=case.now,
        nudges=(),
    )
    event = Event(name=Happened.AUDIT_ASKED_AGAIN, parts=tuple(item.number for item in items))
    yield changed(audit, after, event)


def _opened(
    case: Case,
    devices: Iterable[Device],
    *,
    is_with_it: bool,
    holder_id: int | None = None,
    keeper: str | None = None,
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
        keeper=keeper,
        location=location,
        campaign_id=campaign_id,
        items=items,
        is_with_it=is_with_it,
    )
    return begun(audit, Event(name=Happened.AUDIT_OPENED, parts=tuple(item.number for item in items)))
