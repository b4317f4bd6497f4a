"""One device of a return is in IT's hands."""

from collections.abc import Mapping

from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Condition
from lifecycle.returns.commands import ReceiveDevice
from lifecycle.rules import possible
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.elements import line_input, one_of, text_input
from messages.forms.returns.parts import about, choice, chosen, item_options, subject_id
from messages.ids import Callback, Field, Opened
from messages.labels import CONDITIONS
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: ReturnFacts, reader: Reader, opened: Opened) -> View:
    """Asks which device it is, by choice and by its serial number, and for its condition."""
    speaking = voice(reader)
    fitting = [item for item in facts.case.items if possible(ReceiveDevice, facts.case, item.number)]
    listed = item_options(facts, fitting)
    only = str(listed[0].value) if len(listed) == 1 else None
    devices = [facts.devices.get(item.device_id) for item in fitting]
    blocks = [
        about(facts, speaking),
        field(Field.ITEM, speaking.gettext("Device"), one_of(listed, only)),
        field(
            Field.SERIAL,
            speaking.gettext("Serial number"),
            line_input(),
            optional=any(device is not None and device.serial is None for device in devices),
            hint=speaking.gettext("Read it off the device: so that the wrong one is noticed."),
        ),
        choice(Field.CONDITION, speaking.gettext("Condition"), CONDITIONS, speaking),
        field(
            Field.NOTE,
            speaking.gettext("Note"),
            text_input(),
            optional=True,
            hint=speaking.gettext("Only IT reads it."),
        ),
    ]
    words = (speaking.gettext("Mark received"), speaking.gettext("Save"))
    return modal(Callback.RECEIVE, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> ReceiveDevice:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    item = typed.chosen(Field.ITEM) or ""
    if not (item.isascii() and item.isdigit()):
        typed.fault(Field.ITEM, speaking.gettext("Please choose one."))
    serial = typed.line(Field.SERIAL)
    if not typed.may_be_empty(Field.SERIAL):
        typed.needed(Field.SERIAL, serial)
    condition = chosen(typed, Field.CONDITION, Condition, speaking)
    note = typed.text(Field.NOTE)
    typed.check()
    return ReceiveDevice(
        return_id=subject_id(typed), item=int(item), serial=serial or "", condition=condition, note=note
    )
