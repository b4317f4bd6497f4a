"""Text on a label: which letters can be drawn, and in what size it fits.

The typeface is DejaVu Sans Bold, which matplotlib brings: it has Latin, Greek, Cyrillic and more. What it has no
letters for, or what is written from right to left or joined, would come out wrong; so it is not drawn at all.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT = "Tag"
LARGEST, SMALLEST, STEP = 16.0, 4.0, 0.5
"""Sizes in points; below the smallest nobody reads it."""

READABLE = 7.0
"""Points from which on a line is not broken for the sake of larger letters."""

LEADING = 1.2
"""Distance of lines, in sizes."""

FROM_LEFT = {"L", "EN", "ES", "ET", "CS", "WS", "ON"}
"""Classes of the Unicode bidirectional algorithm that are written from left to right as they stand."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of one size in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Points from the top of the first line to the bottom of the last."""
        return len(self.lines) * self.size * LEADING


def undrawable(text: str) -> str:
    """The characters of a text that cannot be drawn, each once."""
    glyphs = _font().face.charToGlyph
    wrong = (one for one in text if ord(one) not in glyphs or unicodedata.bidirectional(one) not in FROM_LEFT)
    return "".join(dict.fromkeys(wrong))


def fitted(
    text: str, width: float, height: float, *, largest: float = LARGEST, by_words: bool = False
) -> Fitted | None:
    """The text as large as it goes into `width` x `height` points; None when it does not go in at all.

    It stands in one line as long as that can be read well, else in as many as it takes, which end anywhere or, with
    `by_words`, between words.
    """
    pieces = text.split() if by_words else list(text)
    glue = " " if by_words else ""
    for size, most in _tries(largest, len(pieces)):
        lines = tuple(_wrapped(pieces, glue, width, size))
        one = Fitted(lines, size)
        if 0 < len(lines) <= most and one.height <= height:
            return one
    return None


def _tries(largest: float, most: int) -> Iterator[tuple[float, int]]:
    """Sizes, each with how many lines are allowed."""
    sizes = [largest - step * STEP for step in range(int((largest - SMALLEST) / STEP) + 1)]
    yield from ((size, 1) for size in sizes if size >= READABLE)
    yield from ((size, most) for size in sizes)


def _wrapped(pieces: Sequence[str], glue: str, width: float, size: float) -> Iterator[str]:
    """Lines that are no wider; none at all when a piece is too wide alone."""
    if any(_width(piece, size) > width for piece in pieces):
        return
    line = ""
    for piece in pieces:
        longer = f"{line}{glue}{piece}" if line else piece
        if line and _width(longer, size) > width:
            yield line
            longer = piece
        line = longer
    yield line


def _width(text: str, size: float) -> float:
    width: float = _font().stringWidth(text, size)
    return width


@lru_cache(maxsize=1)
def _font() -> TTFont:
    import matplotlib  # noqa: PLC0415  (loaded when it is needed: it takes a while)

    font = TTFont(FONT, Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans-Bold.ttf")
    pdfmetrics.registerFont(font)
    return font
