"""A device without data leaves the company from stock."""

from collections.abc import Mapping

from lifecycle.device import DeviceState
from lifecycle.devices.commands import RetireDevice
from lifecycle.devices.life import RETIRED
from lifecycle.policy import Policy
from lifecycle.reads.facts import DeviceFacts
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.elements import line_input
from messages.forms.money import money, money_fields
from messages.forms.returns.parts import about_device, choice, chosen, subject_id
from messages.ids import Callback, Field, Opened
from messages.labels import DEVICE_STATES
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: DeviceFacts, policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks how it ends, by whom, and for how much."""
    speaking, device = voice(reader), facts.device
    proof = speaking.gettext("The number of the certificate or the transfer note. It can be left empty.")
    currency = device.price.currency if device.price else policy.currency
    only = speaking.gettext("Only for what is sold.")
    ends = {one: DEVICE_STATES[one] for one in RETIRED}
    blocks = [
        about_device(device, speaking),
        choice(Field.END, speaking.gettext("What becomes of it?"), ends, speaking),
        field(Field.WHO, speaking.gettext("Who gets it?"), line_input()),
        *money_fields(speaking, Field.PRICE, speaking.gettext("Price"), currency, optional=True, hint=only),
        field(Field.PROOF, speaking.gettext("Proof"), line_input(), optional=True, hint=proof),
    ]
    words = (speaking.gettext("Retire"), speaking.gettext("Save"))
    return modal(Callback.RETIRE, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> RetireDevice:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    end = chosen(typed, Field.END, DeviceState, speaking)
    recipient, proof = typed.needed(Field.WHO, typed.line(Field.WHO)), typed.line(Field.PROOF)
    price = money(typed, Field.PRICE, speaking) if typed.is_filled(Field.PRICE) else None
    if price is not None and end is not DeviceState.SOLD:
        typed.fault(Field.PRICE, speaking.gettext("Only what is sold has a price: leave it empty."))
    typed.check()
    return RetireDevice(device_id=subject_id(typed), end=end, recipient=recipient, proof=proof, price=price)
