"""A legal hold is placed or lifted."""

from collections.abc import Iterator, Mapping

from lifecycle.device import HOLDABLE
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import Item
from lifecycle.returns.commands import LiftHold, PlaceHold
from lifecycle.rules import possible
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.elements import one_of, option
from messages.forms.returns.parts import about, choose_items, reason, subject_id
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice

PLACE, LIFT = "place", "lift"


def build(facts: ReturnFacts, reader: Reader, opened: Opened) -> View:
    """Asks which devices, whether the hold begins or ends, and why."""
    speaking = voice(reader)
    items = list(_holdable(facts))
    held = [item for item in items if facts.devices[item.device_id].legal_hold]
    ways = [
        option(speaking.gettext("Place it: nothing is wiped or disposed of"), PLACE),
        option(speaking.gettext("Lift it: what is still out has to come back"), LIFT),
    ]
    blocks = [
        about(facts, speaking),
        field(Field.HOLD, speaking.gettext("Legal hold"), one_of(ways, LIFT if held else PLACE)),
        *choose_items(facts, items, speaking, held or items),
        reason(speaking),
    ]
    words = (speaking.gettext("Legal hold"), speaking.gettext("Save"))
    return modal(Callback.LEGAL_HOLD, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> PlaceHold | LiftHold:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    items = typed.numbers(Field.ITEMS)
    why = typed.needed(Field.REASON, typed.text(Field.REASON))
    typed.check()
    command = LiftHold if typed.chosen(Field.HOLD) == LIFT else PlaceHold
    return command(return_id=subject_id(typed), items=items, reason=why)


def _holdable(facts: ReturnFacts) -> Iterator[Item]:
    for item in facts.case.items:
        device = facts.devices.get(item.device_id)
        if device and (
            device.legal_hold or (device.state in HOLDABLE and possible(PlaceHold, facts.case, item.number))
        ):
            yield item
