"""What can be pressed on a screen, and which of it a person means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sandbox.blocks import elements
from sandbox.mrkdwn import Reader, read_object
from sandbox.payload import Payload, child, text
from sandbox.screen import block_lines
from sandbox.widgets import caption, choices

_BUTTON_ROWS = frozenset({"actions", "context_actions"})
_DIALOG_PARTS = ("title", "text", "deny", "confirm")


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button, or an entry of an overflow menu (then `value` is its option), in block number `place`."""

    words: str
    place: int
    block: Payload
    element: Payload
    value: Payload | None = None


def pressables(blocks: Sequence[Payload], reader: Reader) -> Iterator[Pressable]:
    """Everything that can be pressed, in order."""
    for place, block in enumerate(blocks):
        for element in elements(block):
            kind = text(element, "type")
            if kind in ("button", "icon_button"):
                yield Pressable(caption(element, reader), place, block, element)
            elif kind == "overflow":
                for option in choices(element):
                    yield Pressable(caption(option, reader), place, block, element, option)


def matching(blocks: Sequence[Payload], words: str, near: str | None, reader: Reader) -> list[Pressable]:
    """What has these words on it; with `near`, only in the blocks that hold that text or the button rows below them."""
    places = range(len(blocks)) if near is None else places_near(blocks, near, reader)
    return [found for found in pressables(blocks, reader) if found.words == words and found.place in places]


def places_near(blocks: Sequence[Payload], near: str, reader: Reader) -> set[int]:
    """The places of the blocks that hold these words, and of the button rows right under them."""
    places: set[int] = set()
    for place, block in enumerate(blocks):
        follows = place - 1 in places and text(block, "type") in _BUTTON_ROWS
        if follows or squeezed(near) in squeezed(" ".join(block_lines(block, reader))):
            places.add(place)
    return places


def squeezed(words: str) -> str:
    """Text with each run of spaces and line ends as one space, as the eye takes it."""
    return " ".join(words.split())


def dialog(element: Payload, reader: Reader) -> str:
    """The confirm dialog of an element as text, empty where it has none."""
    confirm = child(element, "confirm")
    if not confirm:
        return ""
    title, question, deny, agree = (read_object(child(confirm, key), reader) for key in _DIALOG_PARTS)
    return f"{title}\n{question}\n[{deny}] [{agree}]"
