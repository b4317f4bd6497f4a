"""What buttons carry that change nothing: a place of the Home, a page of a list, a list that was dropped."""

from dataclasses import dataclass
from typing import Self

from lifecycle.subject import MOST_DIGITS
from lifecycle.worklist import Listing

HOME_BUTTON = "home:"
"""How the `action_id` begins of what turns the pages of the Home: in one row each needs its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the Home shows: the overview, or a page of a list (what follows the number `after`)."""

    listing: Listing | None = None
    after: int | None = None

    def encode(self) -> str:
        """As a button's value and as private metadata: "to_approve/17", or nothing for the overview."""
        return f"{self.listing or ''}{'' if self.after is None else f'/{self.after}'}"

    @property
    def action_id(self) -> str:
        """The id of the button that leads there."""
        return f"{HOME_BUTTON}{self.listing or 'overview'}{'' if self.after is None else ':more'}"

    @classmethod
    def decode(cls, text: str) -> Self:
        """The place that is written so; raises `ValueError` for anything that `encode` does not write."""
        listing, slash, after = text.partition("/")
        if slash and not (listing and after.isascii() and after.isdigit() and len(after) < MOST_DIGITS):
            raise ValueError(f"no place: {text[:40]!r}")
        return cls(Listing(listing) if listing else None, int(after) if slash else None)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of what was found: the words that were looked for, and the number of the device that it lies next to."""

    edge: int
    words: str

    def encode(self) -> str:
        """As a button's value: "42|laptop berlin"."""
        return f"{self.edge}|{self.words}"

    @classmethod
    def decode(cls, text: str) -> Self:
        """The page behind a button's value; raises `ValueError` for anything that `encode` does not write."""
        edge, bar, words = text.partition("|")
        if not (bar and edge.isascii() and edge.isdigit() and len(edge) < MOST_DIGITS):
            raise ValueError(f"no page: {text[:40]!r}")
        return cls(int(edge), words)


@dataclass(frozen=True, slots=True)
class DroppedList:
    """A list of devices that somebody has dropped into their conversation with the desk, and what they wrote along."""

    file_id: str
    words: str = ""

    def encode(self) -> str:
        """As a button's value: "F0123|day-first EUR"."""
        return f"{self.file_id}|{self.words[:LONGEST_WORDS]}"

    @classmethod
    def decode(cls, text: str) -> Self:
        """The list behind a button's value."""
        file_id, _, words = text.partition("|")
        return cls(file_id, words)


LONGEST_WORDS = 1_500
"""Characters of what was written that a button keeps: its value takes 2,000 [slack.dev: button element]."""
