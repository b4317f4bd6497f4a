"""Languages: the catalogues in `messages/locale/`, compiled in memory at first use."""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from messages import pseudo

CATALOGUES = Path(__file__).parent / "locale"
SOURCE = "en"
"""The language that the templates are written in."""


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for a message that is translated where it is shown)
    """Marks a message for the catalogues."""
    return message


@lru_cache
def languages() -> tuple[str, ...]:
    """The languages that there is a catalogue for, as the folders are named, after English."""
    return (SOURCE, *sorted(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir()))


def language(locale: str) -> str:
    """The language for a reader with that locale ("pt-PT"): the very one, a kindred one, or English."""
    wanted = locale.replace("-", "_").casefold()
    by_name = {name.casefold(): name for name in languages()}
    kindred = (name for name in languages() if name.partition("_")[0] == wanted.partition("_")[0])
    return by_name.get(wanted) or next(kindred, SOURCE)


@lru_cache
def formats(locale: str) -> Locale:
    """Babel's locale for numbers, dates and money.

    The reader's own, as long as the words are in its language; otherwise that of the words, so that they agree.
    """
    spoken = Locale.parse(language(locale))
    try:
        own = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return spoken
    return own if own.language == spoken.language else spoken


def translations(locale: str) -> NullTranslations:
    """The catalogue for a reader with that locale."""
    if locale == pseudo.LOCALE:
        return pseudo.PseudoTranslations()
    return _catalogue(language(locale))


@lru_cache
def _catalogue(name: str) -> NullTranslations:
    if name == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    with (CATALOGUES / name / "LC_MESSAGES" / "messages.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=name))
    compiled.seek(0)
    return GNUTranslations(compiled)
