"""A form that was not taken, shown again."""

from collections.abc import Mapping

from messages.blocks import alert
from messages.payload import View

WRITABLE = ("type", "callback_id", "title", "submit", "close", "private_metadata", "clear_on_close", "notify_on_close")
"""What Slack takes back of the view that it sent; ids, hashes and the team are its own."""

WHY, WARNED = "why", "warned"
"""The blocks above the fields: why a form was not taken, and what is to be known before it is sent once more."""


LEVELS = {WHY: "error", WARNED: "warning"}


class WarnFirst(Exception):
    """What was typed is taken, but only once the person has read these words and sends it again."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def with_alert(view: Mapping[str, object], words: str, block_id: str = WHY) -> View:
    """The view that was submitted, with `words` above its fields; the ids stay, and with them what was typed."""
    blocks = view.get("blocks")
    kept = [block for block in blocks if block.get("block_id") not in {WHY, WARNED}] if isinstance(blocks, list) else []
    return {
        **{key: view[key] for key in WRITABLE if key in view},
        "blocks": [alert(block_id, words, LEVELS[block_id]), *kept],
    }


def is_warned(view: Mapping[str, object]) -> bool:
    """Whether the form was sent by somebody who had read the warning."""
    blocks = view.get("blocks")
    listed = blocks if isinstance(blocks, list) else []
    return any(isinstance(block, Mapping) and block.get("block_id") == WARNED for block in listed)
