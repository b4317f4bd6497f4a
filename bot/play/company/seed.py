"""Everything that would be chance is reckoned from a name and one seed: the company is the same each time."""

import hashlib
from collections.abc import Mapping

SEED = "Tallpine"

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
_DIGITS = "0123456789"
_HEX = "0123456789ABCDEF"

SERIALS: Mapping[str, tuple[str, str, int]] = {
    "Lenovo": ("PF", _LETTERS, 6),
    "Apple": ("", _LETTERS, 10),
    "Dell": ("", _LETTERS, 7),
    "CalDigit": ("T4E", _DIGITS, 8),
    "Jabra": ("0070BF", _HEX, 6),
}
"""What serial numbers look like, by the manufacturer: how they begin, of what the rest is, and how long that is."""

USUAL = ("SN", _DIGITS, 8)


def number_of(name: str) -> int:
    """A large number that belongs to a name."""
    return int.from_bytes(hashlib.sha256(f"{SEED}:{name}".encode()).digest())


def serial(manufacturer: str, name: str) -> str:
    """The serial number of a manufacturer's device that is called so here."""
    start, letters, length = SERIALS.get(manufacturer, USUAL)
    number, rest = number_of(name), ""
    for _ in range(length):
        number, place = divmod(number, len(letters))
        rest += letters[place]
    return start + rest
