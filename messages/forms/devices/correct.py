"""The record of a device was wrong: everything that it says, as it should be, and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from slack_sdk.models.blocks import Option

from lifecycle.device import Device, DeviceState
from lifecycle.devices.commands import CorrectDevice
from lifecycle.devices.correcting import STATES
from lifecycle.policy import Policy
from lifecycle.reads.facts import DeviceFacts
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.devices import values
from messages.forms.devices.values import Known, Values
from messages.forms.elements import one_of, option
from messages.forms.returns.parts import about_device, chosen, reason, subject_id
from messages.ids import Callback, Field, Opened, Target
from messages.labels import DEVICE_STATES
from messages.payload import View
from messages.reader import Reader
from messages.voice import Voice, voice


def build(facts: DeviceFacts, policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks for everything that can be corrected, as it is; keeps which version was looked at."""
    speaking, device = voice(reader), facts.device
    known = Known(device=device, holder=facts.people.get(device.holder_id or 0))
    hint = speaking.gettext("Only where the record is wrong. A device that comes back is received, not corrected.")
    blocks = [
        about_device(device, speaking),
        *values.fields(known, policy, speaking),
        field(
            Field.STATE,
            speaking.gettext("State"),
            one_of(_states(device, speaking), device.state),
            hint=hint,
        ),
        reason(speaking),
    ]
    seen = replace(opened, target=Target(device.subject, device.version))
    words = (speaking.gettext("Correct"), speaking.gettext("Save"))
    return modal(Callback.CORRECT, blocks, words, speaking, seen)


def number(view: Mapping[str, object], reader: Reader) -> int:
    """The device that the form is about."""
    return subject_id(Typed(view, voice(reader)))


def parse(view: Mapping[str, object], device: Device, policy: Policy, reader: Reader, today: date) -> Values:
    """What was typed; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    values.check_category(typed, policy, speaking, device.category)
    found = values.read(typed, policy, speaking, today)
    chosen(typed, Field.STATE, DeviceState, speaking)
    typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return found


def command(
    view: Mapping[str, object], found: Values, device: Device, holder_id: int | None, reader: Reader
) -> CorrectDevice:
    """The command, once the holder's account is known as a person; what the form does not ask for stays."""
    typed = Typed(view, voice(reader))
    state = chosen(typed, Field.STATE, DeviceState, voice(reader))
    return CorrectDevice(
        device_id=device.id,
        version=typed.target.number or 0,
        reason=typed.text(Field.REASON) or "",
        category=found.category,
        manufacturer=found.manufacturer,
        model=found.model,
        country=found.country,
        serial=found.serial,
        asset_tag=found.asset_tag,
        location=found.location,
        holder_id=holder_id,
        keeper=found.keeper,
        condition=found.condition,
        price=found.price,
        purchased_on=found.purchased_on,
        warranty_until=found.warranty_until,
        system=found.system,
        note=found.note,
        attributes=device.attributes,
        state=None if state is device.state else state,
    )


def _states(device: Device, voice: Voice) -> list[Option]:
    """The present state, and those that it can be corrected to."""
    offered = dict.fromkeys((device.state, *STATES))
    return [option(voice.gettext(DEVICE_STATES[one]), one.value) for one in offered]
