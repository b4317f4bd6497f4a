"""What buttons carry that change nothing: a place of the Home, a page of a list, a list that was dropped."""

import re
from dataclasses import dataclass, replace
from typing import Self

from lifecycle.reads.worklist import Listing
from lifecycle.subject import MOST_DIGITS

HOME_BUTTON = "home:"
"""How the `action_id` begins of what turns the pages of the Home: in one row each needs its own."""

_NUMBER = rf"[0-9]{{1,{MOST_DIGITS - 1}}}"
_PLACE = re.compile(rf"(?P<listing>[a-z_]*)(?:/(?P<after>{_NUMBER}))?(?:@(?P<device>{_NUMBER}))?")
_LEAF = re.compile(rf"(?P<edge>{_NUMBER})(?P<apart>~)?\|(?P<words>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """What the Home shows: the overview, or a page of a list (what follows the number `after`), or a device from it."""

    listing: Listing | None = None
    after: int | None = None
    device: int | None = None

    def encode(self) -> str:
        """As a button's value and as private metadata: "to_approve/17", "my_devices@4"; nothing for the overview."""
        after = "" if self.after is None else f"/{self.after}"
        return f"{self.listing or ''}{after}{'' if self.device is None else f'@{self.device}'}"

    @property
    def around(self) -> Self:
        """Where a device was opened."""
        return replace(self, device=None)

    @property
    def action_id(self) -> str:
        """The id of the button that leads there."""
        if self.device is not None:
            return f"{HOME_BUTTON}device"
        return f"{HOME_BUTTON}{self.listing or 'overview'}{'' if self.after is None else ':more'}"

    @classmethod
    def decode(cls, text: str) -> Self:
        """The place that is written so; raises `ValueError` for anything that `encode` does not write."""
        found = _PLACE.fullmatch(text)
        if found is None or (found["after"] and not found["listing"]):
            raise ValueError(f"no place: {text[:40]!r}")
        listing = Listing(found["listing"]) if found["listing"] else None
        return cls(listing, *(int(found[name]) if found[name] else None for name in ("after", "device")))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of what was found: the words that were looked for, and the number of the device that it lies next to.

    `apart`: of what the company does not have (yet, or any more).
    """

    edge: int
    words: str
    apart: bool = False

    def encode(self) -> str:
        """As a button's value: "42|laptop berlin", "42~|laptop berlin"."""
        return f"{self.edge}{'~' if self.apart else ''}|{self.words}"

    @classmethod
    def decode(cls, text: str) -> Self:
        """The page behind a button's value; raises `ValueError` for anything that `encode` does not write."""
        found = _LEAF.fullmatch(text)
        if found is None:
            raise ValueError(f"no page: {text[:40]!r}")
        return cls(int(found["edge"]), found["words"], found["apart"] is not None)


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
