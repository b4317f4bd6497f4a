"""What a message may weigh, and how it gets lighter.

Slack refuses a message whose blocks hold about 12,000 characters, a number that it does not publish; this budget stays
well below (facts/slack.md, 1.1).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from slack_sdk.errors import SlackObjectFormationError

from messages.payload import Block, Message
from messages.room import ROOMS, Room
from messages.text import size

MOST_BLOCKS = 40
MOST_BLOCK_TEXT = 9_000
MOST_TEXT = 3_500


class OverBudget(ValueError):
    """A message that Slack might refuse, however short its texts are cut."""


def fitted(build: Callable[[Room], Message]) -> Message:
    """The message with its text and its blocks each in the largest room in which they are within the budget.

    Names and notes are cut, nothing is left out.

    Raises:
        OverBudget: not even the smallest room is small enough.
    """
    messages = (message for message in map(partial(_built, build), ROOMS) if message)
    text, blocks, excess = None, None, ["too long for a block"]
    for message in messages:
        text_excess, blocks_excess = list(over_text(message.text)), list(over_blocks(message.blocks))
        text = message.text if text is None and not text_excess else text
        blocks = message.blocks if blocks is None and not blocks_excess else blocks
        if text is not None and blocks is not None:
            return Message(text, blocks)
        excess = text_excess + blocks_excess
    raise OverBudget("; ".join(excess))


def spoken(ways: Iterable[str]) -> str:
    """A message's `text`: the first of these ways to say it that is short enough, else the last.

    None is asked for that comes after the first that fits.
    """
    said = ""
    for said in ways:
        if size(said) <= MOST_TEXT:
            break
    return said


def over_text(text: str) -> Iterator[str]:
    """What is wrong with a message's text, one sentence each."""
    if not 0 < size(text) <= MOST_TEXT:
        yield f"text has {size(text)} characters, 1 to {MOST_TEXT} are allowed"


def over_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """What is wrong with a message's blocks, one sentence each."""
    if len(blocks) > MOST_BLOCKS:
        yield f"{len(blocks)} blocks, at most {MOST_BLOCKS} are allowed"
    weight = sum(size(text) for block in blocks for text in _texts(block))
    if weight > MOST_BLOCK_TEXT:
        yield f"blocks hold {weight} characters, at most {MOST_BLOCK_TEXT} are allowed"
    ids = [block.get("block_id") for block in blocks]
    if len(set(ids)) < len(ids):
        yield "two blocks have the same id"


def _built(build: Callable[[Room], Message], room: Room) -> Message | None:
    try:
        return build(room)
    except SlackObjectFormationError:
        return None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key == "text" and isinstance(item, str):
                yield item
            else:
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
