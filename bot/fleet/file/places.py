"""Countries by code or by their name in several languages."""

import re
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from bot.fleet.file.fields import plain
from lifecycle.list_flaws import NotTaken, Why
from messages.countries import codes

LONGEST_CODE = 3

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "da", "nb", "fi", "cs", "tr", "uk", "ja", "zh", "ko")

COMMON: Mapping[str, str] = {
    "UK": "GB",
    "Great Britain": "GB",
    "England": "GB",
    "Scotland": "GB",
    "Wales": "GB",
    "USA": "US",
    "U.S.": "US",
    "United States of America": "US",
    "The Netherlands": "NL",
    "Holland": "NL",
    "Czech Republic": "CZ",
    "Großbritannien": "GB",
    "Grande-Bretagne": "GB",
    "Gran Bretaña": "GB",
    "Grã-Bretanha": "GB",
    "Brasil": "BR",
    "Deutschland": "DE",
    "South Korea": "KR",
    "Korea": "KR",
    "Turkey": "TR",
    "UAE": "AE",
}
"""What people write that no list of names has."""


def country_of(text: str) -> str:
    """The ISO 3166-1 alpha-2 code; raises `NotTaken`."""
    found = _known().get(plain(text))
    if found is None:
        raise NotTaken(Why.BAD_COUNTRY, value=text)
    return found


def parts_of(place: str) -> tuple[str, ...]:
    """The parts of a place within places, the widest first as GLPI writes them: "France > Lyon > Building B"."""
    return tuple(filter(None, (one.strip() for one in re.split(r"[>/]", place))))


def country_in(place: str) -> str | None:
    """The country that a place within places names; a code does not count: "IT" may be a department."""
    parts = parts_of(place)
    named = [one for one in parts if len(one) > LONGEST_CODE and plain(one) in _known()]
    return _known()[plain(named[0])] if named and len(parts) > 1 else None


@lru_cache
def _known() -> Mapping[str, str]:
    named = {plain(Locale(one).territories.get(code, code)): code for one in LANGUAGES for code in codes()}
    aliases = get_global("territory_aliases")
    threes = {plain(old): new[0] for old, new in aliases.items() if len(old) == 3 and new[0] in codes()}
    return {**named, **threes, **{plain(one): one for one in codes()}, **{plain(k): v for k, v in COMMON.items()}}
