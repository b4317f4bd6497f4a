"""What is done about a device that is due for replacement: it is put off, or replaced."""

from dataclasses import replace
from datetime import timedelta

from lifecycle.case import Case, Decision
from lifecycle.change import changed
from lifecycle.commands import SubmitRequest
from lifecycle.device import Device
from lifecycle.errors import Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.offboarding import open_return
from lifecycle.refresh import FOR_GOOD
from lifecycle.refresh_commands import PutOffRefresh, ReplaceDevice
from lifecycle.retrieval import ReturnCause
from lifecycle.return_commands import OpenReturn
from lifecycle.submission import submit

TIME_TO_CHANGE = timedelta(days=14)
"""What a person has to move from the old device to the new one, before the old one is asked for."""


def put_off(case: Case, command: PutOffRefresh, device: Device) -> Decision:
    """The device is used on, until a day or for good."""
    case.check_day(command.until, "until")
    after = replace(device, refresh_after=command.until or FOR_GOOD)
    event = Event(
        name=Happened.DEVICE_REFRESH_PUT_OFF,
        facts={"until": command.until.isoformat() if command.until else None},
        reason=command.reason,
    )
    return Decision(changes=(changed(device, after, event),))


def replace_device(case: Case, command: ReplaceDevice, device: Device) -> Decision:
    """A request for its successor, and the return of the old one a while after that is needed."""
    if device.holder_id is None:
        raise Refused(Reason.HOLDER_MISSING)
    asked = submit(
        case,
        SubmitRequest(
            recipient=device.holder_id,
            country=device.country,
            choices=(command.choice,),
            needed_by=command.needed_by,
            note=command.note,
        ),
    )
    swap = OpenReturn(
        holder_id=device.holder_id,
        cause=ReturnCause.SWAP,
        last_day=command.needed_by + TIME_TO_CHANGE,
        device_ids=(device.id,),
    )
    given_back = open_return(case, swap)
    return Decision(changes=(*asked.changes, *given_back.changes), contacts=given_back.contacts)
