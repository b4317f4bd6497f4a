"""What may be done with a device beside requests, returns and wipes: one table, which desk, buttons and forms go by."""

from collections.abc import Iterator
from datetime import date

from lifecycle.change import Item
from lifecycle.command import OnSubject
from lifecycle.device import AT_HAND, REPAIRABLE, Device, DeviceState
from lifecycle.devices import commands as device_commands
from lifecycle.devices import correcting
from lifecycle.devices import life as device_life
from lifecycle.devices import loss as device_loss
from lifecycle.devices.gate import is_bare
from lifecycle.events import Happened
from lifecycle.people import Actor
from lifecycle.permissions import it, it_holder_or_manager
from lifecycle.policy import Policy
from lifecycle.reads.facts import DeviceFacts
from lifecycle.refreshing.rules import REFRESH_RULES, is_offered
from lifecycle.rule import Rule, Rules, possible
from lifecycle.subject import Subject
from lifecycle.wipes.rules import next_steps

IN_STOCK = frozenset({DeviceState.IN_STOCK})
MISSING = frozenset({DeviceState.LOST, DeviceState.WRITTEN_OFF})
MAY_BE_LOST = AT_HAND | {DeviceState.RETURN_DUE, DeviceState.RETURNING}


def _is_free(device: Device) -> bool:
    """Whether no request has set it aside: what that needs is said there."""
    return device.request_id is None


def _may_be_opened(device: Device) -> bool:
    return _is_free(device) and not device.legal_hold


def _may_go(device: Device) -> bool:
    return _may_be_opened(device) and is_bare(device)


DEVICE_RULES: Rules = {
    device_commands.AssignDevice: Rule(decide=device_life.assign, may=it, states=IN_STOCK, when=_may_go),
    device_commands.MoveDevice: Rule(decide=device_life.move, may=it, states=AT_HAND, when=_is_free),
    device_commands.SendToRepair: Rule(
        decide=device_life.send_to_repair, may=it, states=REPAIRABLE, when=_may_be_opened
    ),
    device_commands.BackFromRepair: Rule(
        decide=device_life.back_from_repair,
        may=it,
        states=frozenset({DeviceState.IN_REPAIR}),
        settled_by=frozenset({Happened.DEVICE_REPAIRED}),
    ),
    device_commands.ReportLost: Rule(
        decide=device_loss.report_lost,
        may=it_holder_or_manager,
        states=MAY_BE_LOST,
        when=_is_free,
        settled_by=frozenset({Happened.DEVICE_LOST}),
    ),
    device_commands.MarkFound: Rule(decide=device_loss.mark_found, may=it, states=MISSING),
    device_commands.RetireDevice: Rule(decide=device_life.retire, may=it, states=IN_STOCK, when=_may_go),
    device_commands.CorrectDevice: Rule(
        decide=correcting.correct,
        may=it,
        states=frozenset(DeviceState),
        settled_by=frozenset({Happened.DEVICE_CORRECTED}),
    ),
}


def may_do(
    facts: DeviceFacts, actor: Actor, policy: Policy, today: date
) -> tuple[tuple[type[OnSubject], Subject], ...]:
    """What somebody may do with a device now, the likeliest first, each with what it is about: it or a certificate.

    `today` is IT's.
    """
    device = facts.device
    every = {**DEVICE_RULES, **REFRESH_RULES}
    taken = (command for command, rule in every.items() if _takes(rule, actor, facts))
    own = ((command, device.subject) for command in taken if is_offered(command, device, policy, today))
    return (*_wiping(facts, actor), *own)


def _takes(rule: Rule[Device], actor: Actor, facts: DeviceFacts) -> bool:
    return rule.may(actor, facts.device, facts.people.get) and possible(rule, facts.device)


def _wiping(facts: DeviceFacts, actor: Actor) -> Iterator[tuple[type[OnSubject], Subject]]:
    item: Item = facts.device
    if it(actor, item, lambda _: None):
        yield from next_steps(facts.device, facts.certificates)
