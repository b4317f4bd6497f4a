"""A form that was not taken, shown again."""

from collections.abc import Mapping

from messages.blocks import alert
from messages.payload import View

WRITABLE = ("type", "callback_id", "title", "submit", "close", "private_metadata", "clear_on_close", "notify_on_close")
"""What Slack takes back of the view that it sent; ids, hashes and the team are its own."""

WHY = "why"


def with_alert(view: Mapping[str, object], words: str) -> View:
    """The view that was submitted, with `words` above its fields; the ids stay, and with them what was typed."""
    blocks = view.get("blocks")
    kept = [block for block in blocks if block.get("block_id") != WHY] if isinstance(blocks, list) else []
    return {**{key: view[key] for key in WRITABLE if key in view}, "blocks": [alert(WHY, words), *kept]}
