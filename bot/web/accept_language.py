"""Which language a browser asks for (`Accept-Language`, RFC 9110 section 12.5.4)."""

import re
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from messages import i18n

LONGEST = 500
"""Characters of the header that are looked at."""

_RANGE = re.compile(r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*(?:;\s*[qQ]=([01](?:\.\d{0,3})?)\s*)?")


def wanted_locale(header: str, otherwise: str) -> str:
    """The locale, like "pt-PT", that is wanted most among those that there is a catalogue for, else `otherwise`."""
    ranked = sorted(_wanted(header), key=lambda wish: wish[1], reverse=True)
    spoken = {name.partition("_")[0] for name in i18n.languages()}
    known = (locale for locale, weight in ranked if weight > 0 and locale.partition("-")[0].lower() in spoken)
    return next((locale for locale in known if _is_locale(locale)), otherwise)


def _wanted(header: str) -> Iterator[tuple[str, float]]:
    for part in header[:LONGEST].split(","):
        if found := _RANGE.fullmatch(part):
            yield found[1], float(found[2] or 1)


def _is_locale(locale: str) -> bool:
    try:
        return bool(Locale.parse(locale, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False
