"""The device is set up and packed for its person."""

from collections.abc import Mapping

from lifecycle.reads.facts import RequestFacts
from lifecycle.requests.commands import MarkReady
from messages.blocks import field, modal, section
from messages.cards.subject import tag
from messages.forms.base import Typed
from messages.forms.elements import option, some_of
from messages.forms.lines import about
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice

ENROLLED = "enrolled"


def build(facts: RequestFacts, reader: Reader, opened: Opened) -> View:
    """Asks whether it is enrolled; unchecked on purpose, so that somebody looks."""
    speaking = voice(reader)
    line, words = about(facts, opened, speaking)
    device = facts.devices.get(line.device_id or 0)
    blocks = [
        section("about", words),
        *([section("device", speaking.write("form/device", tag=tag(device, speaking)))] if device else []),
        field(
            Field.ENROLLED,
            speaking.gettext("Enrolled in device management"),
            some_of([option(speaking.gettext("Yes"), ENROLLED)]),
            optional=True,
        ),
    ]
    return modal(Callback.READY, blocks, (speaking.gettext("Mark ready"), speaking.gettext("Save")), speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> MarkReady:
    """The command."""
    typed = Typed(view, voice(reader))
    return MarkReady(
        request_id=typed.target.subject.id,
        line=typed.target.number or 0,
        enrolled=ENROLLED in typed.several(Field.ENROLLED),
    )
