"""The person has given the box to the carrier."""

from collections.abc import Mapping

from lifecycle.reads.facts import ReturnFacts
from lifecycle.returns.commands import MarkSent
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.elements import line_input
from messages.forms.returns.parts import about, subject_id
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: ReturnFacts, reader: Reader, opened: Opened, *, by_holder: bool = True) -> View:
    """Asks for what stands on the receipt, all of which may be left out."""
    speaking = voice(reader)
    hint = speaking.gettext("It stands on the carrier’s receipt. You may leave it empty.")
    blocks = [
        about(facts, speaking, own=by_holder),
        field(Field.CARRIER, speaking.gettext("Carrier"), line_input(), optional=True),
        field(Field.TRACKING, speaking.gettext("Tracking number"), line_input(), optional=True, hint=hint),
    ]
    words = (speaking.gettext("I have sent it"), speaking.gettext("Send"))
    return modal(Callback.SENT_BACK, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> MarkSent:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    carrier, tracking = typed.line(Field.CARRIER), typed.line(Field.TRACKING)
    typed.check()
    return MarkSent(return_id=subject_id(typed), carrier=carrier, tracking=tracking)
