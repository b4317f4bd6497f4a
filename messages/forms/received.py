"""The ordered device is here, and gets its serial number and its asset tag."""

from collections.abc import Mapping

from lifecycle.reads.facts import RequestFacts
from lifecycle.requests.commands import MarkReceived
from messages.blocks import field, modal, section
from messages.forms.base import Typed
from messages.forms.elements import line_input
from messages.forms.lines import about
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: RequestFacts, reader: Reader, opened: Opened, offered_tag: str) -> View:
    """Asks for the serial number; the next free tag is filled in, or both numbers of a device that comes back."""
    speaking = voice(reader)
    line, words = about(facts, opened, speaking)
    device = facts.devices.get(line.device_id or 0)
    known_tag = device.asset_tag if device else None
    blocks = [
        section("about", words),
        field(Field.SERIAL, speaking.gettext("Serial number"), line_input(device.serial if device else None)),
        field(
            Field.ASSET_TAG,
            speaking.gettext("Asset tag"),
            line_input(known_tag or offered_tag),
            hint=None if known_tag else speaking.gettext("The next free one is filled in."),
        ),
    ]
    words_of_form = (speaking.gettext("Mark received"), speaking.gettext("Save"))
    return modal(Callback.RECEIVED, blocks, words_of_form, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> MarkReceived:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    serial = typed.needed(Field.SERIAL, typed.line(Field.SERIAL))
    asset_tag = typed.needed(Field.ASSET_TAG, typed.line(Field.ASSET_TAG))
    typed.check()
    return MarkReceived(
        request_id=typed.target.subject.id,
        line=typed.target.number or 0,
        serial=serial,
        asset_tag=asset_tag,
    )
