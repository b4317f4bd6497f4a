"""How the tour is told: for a terminal of 100 columns."""

import textwrap
import time
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TextIO

WIDTH = 100
INDENT = "    "
BAR = f"{INDENT}│ "
UNCHANGED = "⋮"
"""Stands for lines that were shown before and are still the same."""


class Narrator:
    """Writes every sentence at once, so that the tour can be followed as it is played."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._began = time.monotonic()
        self._shown: dict[object, Sequence[str]] = {}

    def title(self, words: str, *paragraphs: str) -> None:
        """The name of the tour, and what there is to know before it begins."""
        self._line(words)
        self._line("─" * len(words))
        for paragraph in paragraphs:
            self._wrapped(paragraph)

    def step(self, number: int, title: str) -> None:
        """A new step begins."""
        self._line()
        self._line()
        self._line(f"{number:2}. {title}")

    def act(self, words: str) -> None:
        """What somebody does."""
        self._line()
        self._wrapped(words, INDENT)

    def screen(self, caption: str, text: str, what: object) -> None:
        """What somebody sees, as it is on their screen; of `what` was shown before, only what is different now."""
        lines = text.splitlines()
        before = self._shown.get(what)
        self._shown[what] = lines
        self._line()
        self._wrapped(f"{caption}:", INDENT)
        for line in lines if before is None else different(before, lines):
            self._wrapped(line, BAR)

    def fact(self, words: str) -> None:
        """What was looked up, and is as it must be."""
        self._wrapped(f"✓ {words}", INDENT, hang="  ")

    def failure(self, account: str) -> None:
        """What was not as it must be."""
        self._line()
        self._line("IT WENT OTHERWISE")
        for line in account.splitlines():
            self._wrapped(line, INDENT)

    def end(self) -> None:
        """That everything was as it must be."""
        self._line()
        self._line()
        self._line(f"Everything was as it must be, in {time.monotonic() - self._began:.1f} seconds.")

    def _wrapped(self, text: str, indent: str = "", *, hang: str = "") -> None:
        lines = textwrap.wrap(
            text, WIDTH, initial_indent=indent, subsequent_indent=indent + hang, break_on_hyphens=False
        )
        for line in lines or [indent.rstrip()]:
            self._line(line)

    def _line(self, text: str = "") -> None:
        self._out.write(f"{text}\n")
        self._out.flush()


def different(before: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    """The lines that are new, each stretch of them under the line above it; `UNCHANGED` for the others."""
    shown: set[int] = set()
    for kind, _, __, start, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind != "equal":
            shown.update(range(max(start - 1, 0), end))
    for number, line in enumerate(now):
        if number in shown:
            yield line
        elif number == 0 or number - 1 in shown:
            yield UNCHANGED
