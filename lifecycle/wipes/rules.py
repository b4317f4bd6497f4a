"""What may be done with a device that is back and with its certificates, and what follows: one table."""

from collections.abc import Iterator, Sequence

from lifecycle.command import OnSubject
from lifecycle.device import Device, DeviceState
from lifecycle.permissions import it
from lifecycle.rule import Rule, Rules
from lifecycle.sanitization import Certificate, CertificateState, Method, WipeResult
from lifecycle.subject import Subject
from lifecycle.wipes import commands as wipe_commands
from lifecycle.wipes import next_life, wiping

RETURNED = frozenset({DeviceState.RETURNED})
SANITIZED = frozenset({DeviceState.SANITIZED})
RECORDED = frozenset({CertificateState.RECORDED})

WIPE_RULES: Rules = {
    wipe_commands.RecordWipe: Rule(decide=wiping.record_wipe, may=it, states=RETURNED | SANITIZED),
    wipe_commands.AcceptCertificate: Rule(decide=wiping.accept, may=it, states=RECORDED),
    wipe_commands.RejectCertificate: Rule(decide=wiping.reject, may=it, states=RECORDED),
    wipe_commands.BackToStock: Rule(decide=next_life.back_to_stock, may=it, states=SANITIZED),
    wipe_commands.Resell: Rule(decide=next_life.resell, may=it, states=SANITIZED),
    wipe_commands.Donate: Rule(decide=next_life.donate, may=it, states=SANITIZED),
    wipe_commands.Recycle: Rule(decide=next_life.recycle, may=it, states=SANITIZED),
    wipe_commands.DestroyDevice: Rule(decide=next_life.destroy, may=it, states=SANITIZED),
}


def next_steps(device: Device, certificates: Sequence[Certificate]) -> Iterator[tuple[type[OnSubject], Subject]]:
    """What makes sense to be done with a device now, each with what it is about; nothing while it is on hold."""
    if device.legal_hold:
        return
    if device.state is DeviceState.SANITIZED:
        yield from ((command, device.subject) for command in _lives(device))
    if device.state is not DeviceState.RETURNED:
        return
    waiting = [one for one in wiping.of_this_stay(device, certificates) if one.state is CertificateState.RECORDED]
    for one in waiting[:1]:
        if one.result is WipeResult.PASS:
            yield wipe_commands.AcceptCertificate, one.subject
        yield wipe_commands.RejectCertificate, one.subject
    yield wipe_commands.RecordWipe, device.subject


def _lives(device: Device) -> Iterator[type[OnSubject]]:
    if device.sanitized_by is Method.CLEAR:
        yield wipe_commands.RecordWipe
    if device.sanitized_by is not Method.DESTROY:
        yield wipe_commands.BackToStock
        yield wipe_commands.Resell
        yield wipe_commands.Donate
    yield wipe_commands.Recycle
    yield wipe_commands.DestroyDevice
