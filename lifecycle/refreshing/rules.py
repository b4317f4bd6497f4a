"""What may be done about a device that is due for replacement: one table, which desk, buttons and forms go by."""

from collections.abc import Callable, Mapping
from datetime import date

from lifecycle.command import OnSubject
from lifecycle.device import Device, DeviceState
from lifecycle.events import Happened
from lifecycle.permissions import it
from lifecycle.policy import Policy
from lifecycle.refresh import is_put_off, reasons, unknown
from lifecycle.refreshing import commands as refresh_commands
from lifecycle.refreshing import deciding as refreshing
from lifecycle.rule import Rule, Rules

IN_USE = frozenset({DeviceState.IN_USE})
ASKED = frozenset({Happened.DEVICE_SUCCESSOR_ASKED})


def _is_to_be_decided(device: Device) -> bool:
    """Whether no successor is on its way."""
    return device.successor_id is None


def _may_be_replaced(device: Device) -> bool:
    return device.holder_id is not None and _is_to_be_decided(device)


def _is_decided(device: Device) -> bool:
    return device.refresh_after is not None or bool(device.acknowledged)


REFRESH_RULES: Rules = {
    refresh_commands.ReplaceDevice: Rule(
        decide=refreshing.replace_device, may=it, states=IN_USE, when=_may_be_replaced, settled_by=ASKED
    ),
    refresh_commands.PutOffRefresh: Rule(
        decide=refreshing.put_off, may=it, states=IN_USE, when=_is_to_be_decided, settled_by=ASKED
    ),
    refresh_commands.AcknowledgeRefresh: Rule(
        decide=refreshing.acknowledge, may=it, states=IN_USE, when=_is_to_be_decided, settled_by=ASKED
    ),
    refresh_commands.ResumeRefresh: Rule(decide=refreshing.resume, may=it, states=IN_USE, when=_is_decided),
}

OFFERED: Mapping[type[OnSubject], Callable[[Device, Policy, date], bool]] = {
    refresh_commands.PutOffRefresh: lambda *case: bool(unknown(*case)),
    refresh_commands.AcknowledgeRefresh: lambda *case: bool(reasons(*case)),
    refresh_commands.ResumeRefresh: lambda device, _, today: is_put_off(device, today) or bool(device.acknowledged),
}
"""When the day and the policy have a say in whether a command makes sense; the desk says so in its refusals, too."""


def is_offered(command: type[OnSubject], device: Device, policy: Policy, today: date) -> bool:
    """Whether there is a button for a command on that day."""
    offered = OFFERED.get(command)
    return offered is None or offered(device, policy, today)
