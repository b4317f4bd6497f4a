"""Nothing has to come back after all."""

from collections.abc import Mapping

from lifecycle.reads.facts import ReturnFacts
from lifecycle.returns.commands import CallOffReturn
from messages.blocks import modal
from messages.forms.base import Typed
from messages.forms.returns.parts import about, reason, subject_id
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: ReturnFacts, reader: Reader, opened: Opened) -> View:
    """Asks why."""
    speaking = voice(reader)
    hint = speaking.gettext("The person and their manager read it. The devices stay where they are.")
    if facts.case.swapped and facts.case.handed_over_at is None:
        hint = speaking.gettext("The person and their manager read it. Only what was to be swapped still comes back.")
    words = (speaking.gettext("Call off return"), speaking.gettext("Call off"))
    return modal(Callback.CALL_OFF, [about(facts, speaking), reason(speaking, hint)], words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> CallOffReturn:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    why = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    return CallOffReturn(return_id=subject_id(typed), reason=why)
