"""The QR code on a label."""

from dataclasses import dataclass

import segno

QUIET = 4
"""Modules around the code that stay white [ISO/IEC 18004]."""

FINEST = 0.25
"""Width of a module in mm, the least: six dots of a printer with 600 dpi [qrcode.com: point of setting the module
size]."""

EASY = 0.33
"""Width of a module in mm from which on any office printer and any phone will do: four dots with 300 dpi, and the
makers advise four or more [qrcode.com, the same page]."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: rows of modules, True is black."""

    rows: tuple[tuple[bool, ...], ...]

    def module(self, side: float) -> float:
        """How wide a module is, when code and margin together are `side` wide."""
        return side / (len(self.rows) + 2 * QUIET)


def code_of(address: str) -> Code:
    """The smallest QR code that says the address and stands a scratch: at least 15 % of it may be lost (level M).

    Raises:
        ValueError: no QR code holds that much.
    """
    made = segno.make_qr(address, error="m", boost_error=True)
    return Code(tuple(tuple(bool(module) for module in row) for row in made.matrix))
