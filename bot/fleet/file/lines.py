"""A table as lines of text, whatever file it came from."""

from collections.abc import Mapping
from dataclasses import dataclass

from lifecycle.errors import Fact
from lifecycle.list_flaws import Unfit, Why

FORMULA = "\ufdd0"
"""Stands for a cell that holds a formula or its error: what it comes to is nobody's word. No character [Unicode]."""


class Unreadable(Exception):
    """A file that is no list; `facts` are what the reason is worded with."""

    def __init__(self, unfit: Unfit, **facts: Fact) -> None:
        super().__init__(unfit.value)
        self.unfit = unfit
        self.facts: Mapping[str, Fact] = facts


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the file (from 1), its cells as text, and why none of it counts, if anything."""

    number: int
    cells: tuple[str, ...]
    problem: Why | None = None
