"""Columns that follow from others, so that an index can answer what SQL alone cannot."""

import re
from decimal import Decimal

from lifecycle.folding import folded

LONGEST_WORD = 100
"""Characters of a word that people are found by."""

MOST_DIGITS = 15
"""Longer digits at the end of a tag are no running number."""

UNITS = 10_000
"""Of these units, as whole numbers, one of a currency's own consists: no currency has more than four digits after the
point [ISO 4217], and whole numbers are added up exactly by every database."""

_TAG = re.compile(rf"(.*?)(\d{{1,{MOST_DIGITS}}})", re.DOTALL | re.ASCII)


def plain_name(name: str) -> str:
    """A person's name, whatever its case and spaces."""
    return " ".join(name.casefold().split())


def tag_parts(asset_tag: str | None) -> tuple[str | None, int | None]:
    """An asset tag's words and its running number: ("DD-", 42) for "DD-00042"."""
    found = _TAG.fullmatch(asset_tag or "")
    return (found[1], int(found[2])) if found else (None, None)


def tag_stem(prefix: str) -> str:
    """What stands before the number in the company's tags: "DD-" for "DD" and for "DD-"."""
    return f"{prefix.removesuffix('-')}-"


def called(name: str, email: str | None) -> frozenset[str]:
    """What a person is found by: every word of the name and of the address before the @, and the whole address."""
    address = (email or "").casefold()
    words = f"{folded(name)} {folded(address.partition('@')[0])}".split()
    return frozenset(word[:LONGEST_WORD] for word in (*words, *filter(None, [address])))


def name_words(name: str | None) -> str | None:
    """The words of a name, with a space before and after each."""
    return None if name is None else f" {folded(name)} "


def price_units(amount: Decimal | None) -> int | None:
    """An amount of money in whole `UNITS`; what is finer is rounded."""
    return None if amount is None else round(amount * UNITS)
