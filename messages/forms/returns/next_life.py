"""The next life of a device whose data is gone: stock, a buyer, a gift, a recycler, the shredder."""

from collections.abc import Callable, Iterator, Mapping

from lifecycle.policy import Policy
from lifecycle.reads.facts import DeviceFacts
from lifecycle.wipes.commands import BackToStock, DestroyDevice, Donate, OnDevice, Recycle, Resell
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.elements import line_input, one_of, option
from messages.forms.money import money, money_fields
from messages.forms.returns.parts import about_device, subject_id
from messages.i18n import N_
from messages.ids import Callback, Field, Opened
from messages.payload import Block, View
from messages.reader import Reader
from messages.voice import Voice, voice

TITLES: Mapping[Callback, str] = {
    Callback.BACK_TO_STOCK: N_("Back to stock"),
    Callback.RESELL: N_("Resell"),
    Callback.DONATE: N_("Donate"),
    Callback.RECYCLE: N_("Recycle"),
    Callback.DESTROY: N_("Destroy"),
}

WHO: Mapping[Callback, str] = {
    Callback.RESELL: N_("Buyer"),
    Callback.DONATE: N_("Given to"),
    Callback.RECYCLE: N_("Recycler"),
    Callback.DESTROY: N_("Destroyed by"),
}

PROVEN = frozenset({Callback.RECYCLE, Callback.DESTROY})
"""Ends for which somebody gives a certificate or a transfer note."""


def build(callback: Callback, facts: DeviceFacts, policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks for what this next life needs."""
    speaking = voice(reader)
    blocks = [about_device(facts.device, speaking), *_inputs(callback, facts, policy, speaking)]
    return modal(callback, blocks, (speaking.gettext(TITLES[callback]), speaking.gettext("Save")), speaking, opened)


def parse(callback: Callback, view: Mapping[str, object], reader: Reader) -> OnDevice:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    command = _COMMANDS[callback](typed, speaking)
    typed.check()
    return command


def _inputs(callback: Callback, facts: DeviceFacts, policy: Policy, voice: Voice) -> Iterator[Block]:
    if callback is Callback.BACK_TO_STOCK:
        places = [option(one.name, one.id) for one in policy.locations]
        only = places[0].value if len(places) == 1 else None
        yield field(Field.LOCATION, voice.gettext("Location"), one_of(places, only))
        return
    yield field(Field.WHO, voice.gettext(WHO[callback]), line_input())
    if callback is Callback.RESELL:
        currency = facts.device.price.currency if facts.device.price else policy.currency
        yield from money_fields(voice, Field.PRICE, voice.gettext("Price"), currency)
    if callback in PROVEN:
        hint = voice.gettext("The number of the certificate or the transfer note. It can be left empty.")
        yield field(Field.PROOF, voice.gettext("Proof"), line_input(), optional=True, hint=hint)


def _who(typed: Typed) -> str:
    return typed.needed(Field.WHO, typed.line(Field.WHO))


_COMMANDS: Mapping[Callback, Callable[[Typed, Voice], OnDevice]] = {
    Callback.BACK_TO_STOCK: lambda typed, _: BackToStock(
        device_id=subject_id(typed), location=typed.needed(Field.LOCATION, typed.chosen(Field.LOCATION))
    ),
    Callback.RESELL: lambda typed, voice: Resell(
        device_id=subject_id(typed), recipient=_who(typed), price=money(typed, Field.PRICE, voice)
    ),
    Callback.DONATE: lambda typed, _: Donate(device_id=subject_id(typed), recipient=_who(typed)),
    Callback.RECYCLE: lambda typed, _: Recycle(
        device_id=subject_id(typed), recipient=_who(typed), proof=typed.line(Field.PROOF)
    ),
    Callback.DESTROY: lambda typed, _: DestroyDevice(
        device_id=subject_id(typed), recipient=_who(typed), proof=typed.line(Field.PROOF)
    ),
}
