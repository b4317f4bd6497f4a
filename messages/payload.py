"""What goes to Slack: a message, a view."""

from dataclasses import dataclass, replace
from typing import Self, TypeAlias

Block: TypeAlias = dict[str, object]
"""One block of Block Kit, as JSON."""

View: TypeAlias = dict[str, object]
"""A modal or a Home tab, as JSON."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message: `text` says all of it in sentences (phones show it, screen readers read it), `blocks` show it."""

    text: str
    blocks: list[Block]

    def without_pictures(self) -> Self:
        """The same in words alone: Slack refuses a whole message for one file that it does not show (any more)."""
        return replace(self, blocks=[block for block in self.blocks if block.get("type") != "image"])
