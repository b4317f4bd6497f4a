"""Numbers as they are read in each language."""

import pytest
from babel.numbers import format_decimal

from messages import i18n
from messages.reader import Reader
from messages.voice import voice
from tests.unit.messages.locales import EVERY_LOCALE

KINDRED = ("de-CH", "de-AT", "en-IN", "en-ZA", "es-MX", "fr-CA", "pt-PT", "ja-JP")


@pytest.mark.parametrize("locale", [*EVERY_LOCALE, *KINDRED])
def test_a_number_is_written_as_its_language_does(locale: str) -> None:
    said = {
        number: voice(Reader(locale, "UTC")).number(number) for number in (*range(1_001), 12_345, -7, 1_234_567, 0.5)
    }
    assert said == {number: format_decimal(number, locale=i18n.formats(locale)) for number in said}
