"""A table as lines of text, whatever file it came from."""

from dataclasses import dataclass

FORMULA = "\ufdd0"
"""Stands for a cell that holds a formula or its error: what it comes to is nobody's word. No character [Unicode]."""


class Unreadable(Exception):
    """A file that is no table; the message tells what to do about it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the file (from 1), its cells as text, and what is wrong with all of it, if anything."""

    number: int
    cells: tuple[str, ...]
    problem: str | None = None
