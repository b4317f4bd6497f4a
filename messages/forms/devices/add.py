"""Putting a device on record that the company has already."""

from collections.abc import Mapping
from datetime import date

from lifecycle.policy import Policy
from lifecycle.requests.commands import AddDevice
from messages.blocks import modal
from messages.forms.base import Typed
from messages.forms.devices import values
from messages.forms.devices.values import Known, Values
from messages.ids import Callback, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(policy: Policy, reader: Reader, offered_tag: str, answer_to: str | None = None) -> View:
    """Asks what it is; the next free tag is filled in."""
    speaking = voice(reader)
    blocks = list(values.fields(Known(asset_tag=offered_tag), policy, speaking))
    words = (speaking.gettext("Add a device"), speaking.gettext("Add"))
    return modal(Callback.ADD_DEVICE, blocks, words, speaking, Opened(answer_to=answer_to))


def parse(view: Mapping[str, object], policy: Policy, reader: Reader, today: date) -> Values:
    """What was typed; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    values.check_category(typed, policy, speaking)
    found = values.read(typed, policy, speaking, today)
    typed.check()
    return found


def command(found: Values, policy: Policy, holder_id: int | None) -> AddDevice:
    """The command, once the holder's account is known as a person; a stock location tells the country."""
    place = next((one for one in policy.locations if one.id == found.location), None)
    return AddDevice(
        category=found.category,
        manufacturer=found.manufacturer,
        model=found.model,
        country=place.country if place else found.country,
        serial=found.serial,
        asset_tag=found.asset_tag,
        location=found.location,
        holder_id=holder_id,
        price=found.price,
        purchased_on=found.purchased_on,
        warranty_until=found.warranty_until,
        keeper=found.keeper,
        system=found.system,
        note=found.note,
        condition=found.condition,
    )
