"""What is done about a device that is due for replacement: it is put off, acknowledged, or replaced."""

from collections.abc import Mapping
from dataclasses import replace

from lifecycle.case import Case, Decision
from lifecycle.change import changed
from lifecycle.device import Device, moved
from lifecycle.errors import Fact, Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.refresh import reasons, unknown
from lifecycle.refreshing.commands import AcknowledgeRefresh, PutOffRefresh, ReplaceDevice, ResumeRefresh
from lifecycle.requests.commands import SubmitRequest
from lifecycle.requests.submission import submit


def put_off(case: Case, command: PutOffRefresh, device: Device) -> Decision:
    """Nobody is told until that day; another day takes the place of the one before.

    Raises `Refused(NOT_DUE)` for a device that there is nothing to be put off about.
    """
    if not unknown(device, case.policy, case.today):
        raise Refused(Reason.NOT_DUE)
    case.check_day(command.until, "until")
    if command.until == case.today:
        raise Refused(Reason.DUE_TODAY, field="until")
    if command.until == device.refresh_after:
        raise Refused(Reason.NOTHING_CHANGED, field="until")
    after = replace(device, refresh_after=command.until)
    facts = {"until": command.until.isoformat()}
    return _decided(device, after, Happened.DEVICE_REFRESH_PUT_OFF, command.reason, facts)


def acknowledge(case: Case, command: AcknowledgeRefresh, device: Device) -> Decision:
    """Its reasons are known from now on; raises `Refused(NOT_DUE)` for a device that nobody is told of now."""
    known = reasons(device, case.policy, case.today)
    if not known:
        raise Refused(Reason.NOT_DUE)
    after = replace(device, acknowledged=(*device.acknowledged, *known), refresh_after=None)
    facts = {"known": ", ".join(known)}
    return _decided(device, after, Happened.DEVICE_REFRESH_ACKNOWLEDGED, command.reason, facts)


def resume(case: Case, command: ResumeRefresh, device: Device) -> Decision:
    """It is due again for whatever reason it has."""
    after = replace(device, acknowledged=(), refresh_after=None)
    return _decided(device, after, Happened.DEVICE_REFRESH_RESUMED, command.reason, {})


def replace_device(case: Case, command: ReplaceDevice, device: Device) -> Decision:
    """A request for its successor; what becomes of the device follows from what becomes of that (`succession`).

    Raises `Refused(HOLDER_MISSING)` where nobody in Slack or awaited there has it.
    """
    if device.holder_id is None:
        raise Refused(Reason.HOLDER_MISSING)
    wanted = SubmitRequest(
        recipient=device.holder_id,
        country=device.country,
        choices=(command.choice,),
        needed_by=command.needed_by,
        note=command.note,
    )
    asked = submit(case, wanted, replaces=device.id)
    (request,) = asked.changes
    waiting = replace(moved(device, Happened.DEVICE_SUCCESSOR_ASKED), successor_id=request.after.id)
    event = Event(name=Happened.DEVICE_SUCCESSOR_ASKED, facts={"request": request.after.id})
    return replace(asked, changes=(request, changed(device, waiting, event)))


def _decided(device: Device, after: Device, name: Happened, reason: str, facts: Mapping[str, Fact]) -> Decision:
    event = Event(name=name, facts=facts, reason=reason)
    return Decision(changes=(changed(device, replace(after, state=moved(device, name).state), event),))
