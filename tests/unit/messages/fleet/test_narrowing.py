"""The words after `/device fleet`."""

import pytest

from lifecycle.device import DeviceState
from lifecycle.reads.fleet import Narrowing
from messages.fleet.narrowing import Unknown, vocabulary
from messages.reader import Reader
from messages.voice import voice
from tests.support.samples import POLICY

OWN = frozenset({"laptop", "3D printer", "Škoda"})
IN_STOCK = frozenset({DeviceState.IN_STOCK, DeviceState.READY})


def read(words: str, locale: str = "en-US") -> Narrowing:
    return vocabulary(POLICY, OWN, voice(Reader(locale, "UTC"))).read(words)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("laptops", Narrowing(categories=frozenset({"laptop"}))),
        ("LAPTOP de", Narrowing(categories=frozenset({"laptop"}), countries=frozenset({"DE"}))),
        ("all the laptops in Germany", Narrowing(categories=frozenset({"laptop"}), countries=frozenset({"DE"}))),
        ("united kingdom, us", Narrowing(countries=frozenset({"GB", "US"}))),
        ("uk usa", Narrowing(countries=frozenset({"GB", "US"}))),
        ("IN", Narrowing(countries=frozenset({"IN"}))),
        ("in use", Narrowing(states=frozenset({DeviceState.IN_USE}))),
        ("in_transit", Narrowing(states=frozenset({DeviceState.IN_TRANSIT}))),
        ("in stock India", Narrowing(states=IN_STOCK, countries=frozenset({"IN"}))),
        ("3d printers", Narrowing(categories=frozenset({"3D printer"}))),
        ("skoda", Narrowing(categories=frozenset({"Škoda"}))),
        ("lost", Narrowing(states=frozenset({DeviceState.LOST}))),
        ("", Narrowing()),
    ],
)
def test_words_are_understood(words: str, meant: Narrowing) -> None:
    assert read(words) == meant


def test_countries_are_known_by_the_readers_language_too() -> None:
    assert read("Deutschland laptop", "de-DE") == read("germany laptop", "de-DE")


@pytest.mark.parametrize("words", ["unicorns", "%", "'; DROP TABLE device", "<@U123>", "名" * 500, "*"])
def test_what_means_nothing_is_named(words: str) -> None:
    with pytest.raises(Unknown):
        read(words)


def test_only_what_is_not_understood_is_named() -> None:
    with pytest.raises(Unknown, match=r"^pink fluffy$"):
        read("pink laptops in Germany fluffy")
