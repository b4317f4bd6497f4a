"""The gate: a device that came back with somebody's data on it goes nowhere until its wipe is proved.

It holds by `returned_at`, whatever road the device takes meanwhile
[docs/adr/0014-data-on-a-device-is-told-by-one-moment.md].
"""

from lifecycle.case import Case
from lifecycle.device import DEVICE_ENDS, Device, DeviceState
from lifecycle.errors import Reason, Refused
from lifecycle.sanitization import CertificateState, Method
from lifecycle.wipes.wiping import check_free

BARE = frozenset({DeviceState.IN_STOCK, DeviceState.SANITIZED})
"""States in which nobody's data is on a device."""


def check_bare(device: Device, field: str | None = None) -> None:
    """Raises `Refused` for a device that may have somebody's data on it, or is under legal hold."""
    check_free(device)
    if not is_bare(device):
        raise Refused(Reason.NOT_SANITIZED, field=field)


def is_bare(device: Device) -> bool:
    """Whether nobody's data is on it: in stock or wiped, at repair from there, or gone from there for good.

    What was bought by whoever had it left without a wipe, and without a disposition.
    """
    if device.returned_at is not None:
        return False
    gone_bare = device.state in DEVICE_ENDS and device.disposition is not None
    at_repair = device.state is DeviceState.IN_REPAIR and not is_held(device)
    return device.state in BARE or gone_bare or at_repair


def is_held(device: Device) -> bool:
    """Whether somebody has it, in Slack or not."""
    return device.holder_id is not None or device.keeper is not None


def was_only_cleared(case: Case, device: Device) -> bool:
    """Whether the last wipe left a medium cleared, not purged; what was proved in an earlier stay counts no more."""
    proofs = [one for one in case.look.certificates_of([device.id]) if one.state is CertificateState.ACCEPTED]
    since = case.look.came_back_at(device.id)
    here = [one for one in proofs if since is None or one.recorded_at >= since]
    last_stay = [one for one in here if one.return_id == here[-1].return_id]
    newest = {one.media_serial or one.id: one.method for one in last_stay}
    return Method.CLEAR in newest.values()
