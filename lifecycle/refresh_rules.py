"""What may be done about a device that is due for replacement: one table, which desk, buttons and forms go by."""

from lifecycle import refresh_commands, refreshing
from lifecycle.device import Device, DeviceState
from lifecycle.permissions import it
from lifecycle.rule import Rule, Rules

IN_USE = frozenset({DeviceState.IN_USE})


def _has_holder(device: Device) -> bool:
    return device.holder_id is not None


REFRESH_RULES: Rules = {
    refresh_commands.ReplaceDevice: Rule(decide=refreshing.replace_device, may=it, states=IN_USE, when=_has_holder),
    refresh_commands.PutOffRefresh: Rule(decide=refreshing.put_off, may=it, states=IN_USE),
}
