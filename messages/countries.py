"""The countries of ISO 3166-1, by their names in the reader's language."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby

from babel import Locale

NOT_IN_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})
"""What Unicode counts among the territories and ISO 3166-1 does not have."""


@lru_cache
def codes() -> frozenset[str]:
    """Every code of ISO 3166-1 alpha-2."""
    territories = (code for code in Locale("en").territories if isinstance(code, str))
    return frozenset(code for code in territories if len(code) == 2 and code.isalpha()) - NOT_IN_ISO


def names(locale: Locale) -> Mapping[str, str]:
    """The countries' names by code, in the order of the alphabet."""
    named = {code: locale.territories.get(code, code) for code in codes()}
    return dict(sorted(named.items(), key=lambda country: _collated(country[1])))


def by_letter(locale: Locale) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The countries, (code, name), by the letter that their names begin with: a list of Slack's holds 100."""
    ordered = names(locale).items()
    return {letter: tuple(group) for letter, group in groupby(ordered, key=lambda country: _collated(country[1])[0])}


def _collated(name: str) -> str:
    """The name as it is sorted: accents do not count."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name).upper() if letter.isalnum())
