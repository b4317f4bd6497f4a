"""A compact table in letters of one width."""

import unicodedata
from collections.abc import Sequence

from messages.text import ELLIPSIS, Mrkdwn, escape, unescape

NARROWEST, WIDEST_NAME, WIDEST_NUMBER = 3, 14, 11
"""Columns are at most so wide, in letters: a phone breaks lines of more than 39 or so."""

ISOLATE_BEGINS, ISOLATE_ENDS = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def grid(rows: Sequence[Sequence[str]]) -> Mrkdwn:
    """The rows as a block of code: names to the left, numbers to the right; the first row names the columns."""
    cut = [[_cut(cell, WIDEST_NUMBER if place else WIDEST_NAME) for place, cell in enumerate(row)] for row in rows]
    widths = [max(NARROWEST, *(width(row[place]) for row in cut)) for place in range(len(cut[0]))]
    lines = ("  ".join(_filled(cell, widths[place], place) for place, cell in enumerate(row)).rstrip() for row in cut)
    return Mrkdwn("```" + escape("\n".join(lines)) + "```")


def width(text: str) -> int:
    """How many letters wide a text is shown: East Asian letters take two, accents and what steers the others none."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _cut(cell: str, most: int) -> str:
    words = unescape(cell).replace("`", "'")
    if width(words) <= most:
        return words
    while width(words) >= most:
        words = words[:-1]
    return words + (ELLIPSIS + ISOLATE_ENDS if ISOLATE_BEGINS in words else ELLIPSIS)


def _filled(cell: str, most: int, place: int) -> str:
    blanks = " " * (most - width(cell))
    return f"{blanks}{cell}" if place else f"{cell}{blanks}"
