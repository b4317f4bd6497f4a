"""Through whose eyes blocks are drawn, and what stands in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.inputs import Typed
from sandbox.mrkdwn import Reader
from sandbox.payload import Payload, text
from sandbox.widgets import value_of


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, what they typed so far, and the error under each block that has one.

    `place` tells apart what is drawn on one page: two messages with the same block ids need different places.
    """

    reader: Reader
    typed: Typed = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    place: str = ""

    def id_of(self, *parts: str) -> str:
        """An id for the page, of which no two are the same within a place."""
        return re.sub(r"[^\w-]", lambda found: f".{ord(found[0]):x}.", "-".join(("b", self.place, *parts)))


@dataclass(frozen=True, slots=True)
class Spot:
    """An element in the block that it stands in."""

    block: Payload
    element: Payload
    sight: Sight

    @property
    def kind(self) -> str:
        """Slack's type of the element."""
        return text(self.element, "type")

    @property
    def block_id(self) -> str:
        """The id of its block."""
        return text(self.block, "block_id")

    @property
    def id(self) -> str:
        """Its id on the page."""
        return self.sight.id_of(self.block_id, text(self.element, "action_id"))

    @property
    def is_input(self) -> bool:
        """Whether it stands in an input block, which gives it a label."""
        return self.block.get("type") == "input"

    @property
    def is_required(self) -> bool:
        """Whether a form does not go without it."""
        return self.is_input and self.block.get("optional") is not True

    @property
    def error(self) -> str:
        """What is wrong with it, empty when nothing is."""
        return self.sight.errors.get(self.block_id, "") if self.is_input else ""

    @property
    def value(self) -> object:
        """What stands in it: an option, a text, an id, or a list of those."""
        return value_of(self.block, self.element, self.sight.typed)

    @property
    def described_by(self) -> str | None:
        """The ids of the hint and the error that belong to it."""
        has = {"hint": self.is_input and "hint" in self.block, "error": bool(self.error)}
        return " ".join(f"{self.id}-{part}" for part, is_there in has.items() if is_there) or None
