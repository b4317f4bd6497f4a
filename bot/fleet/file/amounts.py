"""Money as people write it; what the point and the comma mean is found out from a column as a whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import list_currencies

from bot.fleet.file.choices import Decimals
from lifecycle.list_flaws import NotTaken, Why

SIGNS: Mapping[Decimals, str] = {Decimals.POINT: ".", Decimals.COMMA: ","}

SYMBOLS: Mapping[str, str] = {
    "€": "EUR",
    "£": "GBP",
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "R$": "BRL",
    "₹": "INR",
    "zł": "PLN",
    "Kč": "CZK",
    "CHF": "CHF",
    "Fr.": "CHF",
    "₪": "ILS",
    "₺": "TRY",
    "₴": "UAH",
    "₩": "KRW",
    "NZ$": "NZD",
    "S$": "SGD",
    "HK$": "HKD",
    "MX$": "MXN",
    "лв": "BGN",
    "Ft": "HUF",
    "₫": "VND",
    "฿": "THB",
}
"""Signs that mean one currency; "$", "¥" and "kr" mean several."""

MOST = Decimal(1_000_000_000)
_PARTS = re.compile(r"(?P<before>[^\d.,-]*)(?P<number>-?[\d][\d.,'’\s]*|-?[.,]\d+)(?P<after>[^\d]*)")
_SPACES = re.compile(r"[\s'’]")


@dataclass
class Seen:
    """What a column's amounts have shown so far."""

    point: str | None = None
    comma: str | None = None
    ambiguous: str | None = None
    nameless: str | None = None

    def look(self, text: str, *, has_currency: bool) -> None:
        """Take one more cell into account."""
        found = _PARTS.fullmatch(text)
        if found is None:
            return
        if not has_currency and _currency(found["before"], found["after"]) is None:
            self.nameless = self.nameless or text
        match _decimal_sign(_SPACES.sub("", found["number"])):
            case ".":
                self.point = self.point or text
            case ",":
                self.comma = self.comma or text
            case "?":
                self.ambiguous = self.ambiguous or text

    def decimals(self) -> Decimals | None:
        """What stands before the cents; None: nothing tells, or the amounts contradict each other."""
        if self.point and self.comma:
            return None
        if self.point or self.comma:
            return Decimals.POINT if self.point else Decimals.COMMA
        return None if self.ambiguous else Decimals.POINT


def _decimal_sign(number: str) -> str:
    """Which sign is before the cents, as far as this number tells: "." or ",", "?" for both, nothing where none is."""
    signs = [one for one in number if one in ".,"]
    if not signs:
        return ""
    last = signs[-1]
    if len(set(signs)) == 2:
        return last
    other = "," if last == "." else "."
    if len(signs) > 1:
        return other
    return "?" if len(number.rpartition(last)[2]) == 3 and not number.startswith(("0", last)) else last


def read_amount(text: str, decimals: Decimals) -> tuple[Decimal, str | None]:
    """The amount, and its currency where it is written there; raises `NotTaken`."""
    found = _PARTS.fullmatch(text)
    if found is None:
        raise NotTaken(Why.BAD_AMOUNT, value=text, decimals=None)
    sign = SIGNS[decimals]
    whole, _, cents = _SPACES.sub("", found["number"]).partition(sign)
    groups = re.split(r"[.,]", whole)
    is_grouped = all(len(one) == 3 for one in groups[1:])
    if not is_grouped or not (cents.isdigit() or not cents):
        raise NotTaken(Why.BAD_AMOUNT, value=text, decimals=decimals)
    amount = Decimal(f"{''.join(groups) or '0'}.{cents or '0'}") if cents else Decimal("".join(groups) or "0")
    if not 0 <= amount < MOST:
        raise NotTaken(Why.BAD_AMOUNT, value=text, decimals=None)
    return amount, _currency(found["before"], found["after"])


def currency_of(text: str) -> str:
    """The currency by its ISO 4217 code or a sign that means one only; raises `NotTaken`."""
    found = _known(text)
    if found is None:
        raise NotTaken(Why.BAD_CURRENCY, value=text)
    return found


def _currency(before: str, after: str) -> str | None:
    return _known(before) or _known(after)


def _known(text: str) -> str | None:
    text = text.strip(" \u00a0\u202f")
    return text.upper() if text.upper() in _codes() else SYMBOLS.get(text)


@lru_cache
def _codes() -> frozenset[str]:
    return frozenset(list_currencies())
