"""Inputs and menus on a screen: which one a person means, and what goes into it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.blocks import walk
from sandbox.conversations import Message
from sandbox.filling import BadAnswer, filled, listed
from sandbox.inputs import KEPT
from sandbox.mrkdwn import read_object
from sandbox.payload import Payload, child, text
from sandbox.person.eyes import Eyes
from sandbox.person.filling import by_words, chosen
from sandbox.person.pressing import places_near
from sandbox.person.uploads import picked
from sandbox.screens import View
from sandbox.widgets import value_of, value_words


@dataclass(frozen=True, slots=True)
class Input:
    """An element that keeps a value, in its block; `label` is empty for one outside of an input block."""

    where: Message | View
    block: Payload
    element: Payload
    label: str

    @property
    def block_id(self) -> str:
        """The id of its block."""
        return text(self.block, "block_id")

    @property
    def action_id(self) -> str:
        """Its own id."""
        return text(self.element, "action_id")

    @property
    def is_required(self) -> bool:
        """Whether the client asks for a value before it submits."""
        return bool(self.label) and self.block.get("optional") is not True

    @property
    def reports_at_once(self) -> bool:
        """Whether the app hears of a new value before anything is submitted."""
        return not self.label or self.block.get("dispatch_action") is True

    def value(self, eyes: Eyes) -> object:
        """What stands in it now; None for nothing."""
        return value_of(self.block, self.element, eyes.typed(self.where))

    def words(self, eyes: Eyes) -> str:
        """What stands in it now, as a person reads it."""
        return value_words(self.element, self.value(eyes), eyes.reader)


def inputs(where: Message | View, eyes: Eyes) -> Iterator[Input]:
    """Everything that keeps a value, in order."""
    for block, element in walk(where.blocks):
        if text(element, "type") in KEPT:
            yield Input(where, block, element, read_object(child(block, "label"), eyes.reader))


def menus(where: Message | View, near: str | None, eyes: Eyes) -> list[Input]:
    """What keeps a value outside of input blocks; with `near`, only in or right under a block with that text."""
    places = range(len(where.blocks)) if near is None else places_near(where.blocks, near, eyes.reader)
    blocks = [where.blocks[place] for place in places]
    return [found for found in inputs(where, eyes) if not found.label and found.block in blocks]


def value_for(found: Input, given: object, eyes: Eyes) -> object:
    """The value that the input holds once the person has put `given` into it.

    Raises:
        BadAnswer: it does not take that.
    """
    kind = text(found.element, "type")
    if given in (None, ""):
        return [] if KEPT[kind].is_list else None
    if kind == "file_input":
        return picked(eyes, found.element, given)
    if kind == "external_select":
        return _suggested(found, given, eyes)
    if kind == "multi_external_select":
        return [_suggested(found, words, eyes) for words in listed(given)]
    return filled(found.element, given, by_words(eyes.reader))


def may_take(found: Input, given: object, eyes: Eyes) -> bool:
    """Whether `given` could go into this menu. Of one whose options only the app knows it always could."""
    if text(found.element, "type").endswith("external_select"):
        return True
    try:
        filled(found.element, given, by_words(eyes.reader))
    except BadAnswer:
        return False
    return True


def _suggested(found: Input, words: object, eyes: Eyes) -> Payload:
    offered = eyes.sandbox.interactions.suggest(
        eyes.user_id, found.where, found.block_id, found.action_id, query=str(words)
    )
    return chosen(offered, words, eyes.reader)
