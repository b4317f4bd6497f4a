"""Dates in messages, as Slack's clients draw them: in the reader's zone, and in the reader's language.

Slack documents the tokens in English and draws them in the language of whoever reads [D:formatting-message-text].
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time

_TOKEN = re.compile(r"\{(\w+)\}")

_NEAR: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "de": ("gestern", "heute", "morgen"),
        "en": ("yesterday", "today", "tomorrow"),
        "es": ("ayer", "hoy", "mañana"),
        "fr": ("hier", "aujourd’hui", "demain"),
        "it": ("ieri", "oggi", "domani"),
        "ja": ("昨日", "今日", "明日"),
        "pt": ("ontem", "hoje", "amanhã"),
    }
)
"""The day before, the day itself and the day after, by language; in another one such days have their dates."""

_ENGLISH = Locale("en", "US")

Draw = Callable[[datetime, Locale], str]

_DRAW: Mapping[str, Draw] = MappingProxyType(
    {
        "date_num": lambda moment, _: f"{moment:%Y-%m-%d}",
        "date": lambda moment, locale: format_date(moment, "long", locale),
        "date_short": lambda moment, locale: format_date(moment, "medium", locale),
        "date_long": lambda moment, locale: format_date(moment, "full", locale),
        "time": lambda moment, locale: format_time(moment, "HH:mm", locale=locale),
        "time_secs": lambda moment, locale: format_time(moment, "HH:mm:ss", locale=locale),
    }
)
"""How each token is drawn; the wall clock has 24 hours, as a person can choose in Slack."""


def draw_date(pattern: str, moment: datetime, now: datetime, locale: str) -> str:
    """A pattern with tokens for a moment, both it and `now` in the reader's zone; `locale` is Slack's, as "de-DE".

    Raises:
        KeyError: there is no such token.
    """
    known = _locale(locale)
    days = (moment.date() - now.date()) // timedelta(days=1)
    near = _NEAR.get(known.language) if abs(days) <= 1 else None

    def token(found: re.Match[str]) -> str:
        name = found[1]
        if name.endswith("_pretty") and near:
            return near[days + 1]
        return _DRAW[name.removesuffix("_pretty")](moment, known)

    return _TOKEN.sub(token, pattern)


def _locale(name: str) -> Locale:
    """The locale that Slack means; English where it is none."""
    try:
        return Locale.parse(name, sep="-")
    except (UnknownLocaleError, ValueError):
        return _ENGLISH
