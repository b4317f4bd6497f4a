"""The translations: complete, with the same placeholders, and whole where Slack leaves little room."""

import re
from collections.abc import Iterator
from functools import lru_cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from messages import i18n, pseudo
from messages.labels import ACTIONS
from messages.reader import Reader
from messages.voice import voice
from tests.support.samples import NOW, POLICY, SHIPPED
from tests.unit.messages.forms.test_forms import FORMS
from tests.unit.messages.test_limits import forms

TRANSLATED = [language for language in i18n.languages() if language != i18n.SOURCE]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
WORDS = i18n.CATALOGUES.parent


@lru_cache
def extracted() -> frozenset[str | tuple[str, ...]]:
    """Every message of the templates and the code."""
    with (WORDS / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    return frozenset(found[2] for found in extract_from_dir(str(WORDS), methods, options))


@lru_cache
def catalogue(language: str) -> Catalog:
    with (i18n.CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale=language)


def entries(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def forms_of(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def test_there_are_words_to_translate() -> None:
    assert "Who is it for?" in extracted()
    assert "Approved by %(who)s, %(at)s." in extracted()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_is_complete(language: str) -> None:
    known = {message.id if isinstance(message.id, str) else tuple(message.id) for message in entries(language)}
    assert known == extracted(), "run `make messages` and translate"
    assert not catalogue(language).obsolete
    for message in entries(language):
        assert forms_of(message.string), message.id
        assert all(forms_of(message.string)), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    for message in entries(language):
        wanted = [set(PLACEHOLDER.findall(words)) for words in forms_of(message.id)]
        for words in forms_of(message.string):
            assert set(PLACEHOLDER.findall(words)) in wanted, message.id
            assert "%" not in PLACEHOLDER.sub("", words), message.id


@pytest.mark.parametrize("language", i18n.languages())
def test_titles_and_buttons_are_whole_in_every_language(language: str) -> None:
    reader = Reader(language.replace("_", "-"), "UTC")
    for view in forms(SHIPPED, POLICY, reader, "").values():
        assert "…" not in str([view["title"], view["submit"], view["close"]])
    assert all(len(voice(reader).gettext(words)) <= 30 for words in ACTIONS.values())


def test_the_forms_speak_english_as_they_are_written() -> None:
    titles = {str(view["title"]["text"]) for view in FORMS.values()}  # type: ignore[index]
    assert {"Request a device", "Decline request", "Mark shipped"} <= titles


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en-US", "en"),
        ("en-GB", "en"),
        ("de-AT", "de"),
        ("pt-BR", "pt_BR"),
        ("pt-PT", "pt_BR"),
        ("es-LA", "es"),
        ("ja-JP", "en"),
        ("", "en"),
        ("nonsense", "en"),
        ("../../etc", "en"),
    ],
)
def test_the_language_for_a_locale(locale: str, language: str) -> None:
    assert i18n.language(locale) == language
    assert i18n.formats(locale).language == language.partition("_")[0]


def test_dates_and_amounts_are_written_as_words_are() -> None:
    assert voice(Reader("en-GB", "UTC")).day(NOW.date()) == "24 Nov 2026"
    assert voice(Reader("de-DE", "UTC")).day(NOW.date()) == "24.11.2026"
    assert voice(Reader("ja-JP", "UTC")).day(NOW.date()) == "Nov 24, 2026"
    assert voice(Reader("en-US", "UTC")).weekday(NOW.date()) == "Tue, Nov 24, 2026"
    assert voice(Reader("de-DE", "UTC")).weekday(NOW.date()) == "Di., 24. Nov. 2026"
    assert voice(Reader("pt-BR", "UTC")).country("DE") == "Alemanha"
    moment = voice(Reader("de-DE", "Europe/Berlin")).moment(NOW)
    assert moment == f"<!date^{int(NOW.timestamp())}^{{date_short_pretty}} um {{time}}|24.11.2026 um 11:30 CET>"


def test_the_pseudo_language_is_longer_and_keeps_what_is_filled_in() -> None:
    words = pseudo.stretched("Approved by %(who)s, %(at)s.")
    assert PLACEHOLDER.findall(words) == ["%(who)s", "%(at)s"]
    assert len(PLACEHOLDER.sub("", words)) >= 1.4 * len("Approved by , .") - 1
