"""What somebody types who looks for devices, read: whole names of states, countries and the like are one word each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from lifecycle.device import DeviceState, as_labelled
from lifecycle.folding import folded
from lifecycle.policy import Category, Location, Policy
from lifecycle.reads.finding import Word
from lifecycle.reads.fleet import states_of
from messages import countries
from messages.labels import CONDITIONS, DEVICE_STATES, STANDINGS
from messages.reader import Reader
from messages.text import clean, unescape
from messages.voice import Voice, voice

MOST_WORDS = 10
MOST_LETTERS = 200
"""Whoever needs more knows the device's tag."""

LONGEST_NAME = 8
"""Words in the longest name of a country that is looked for: "South Georgia and the South Sandwich Islands"."""

FILLERS = frozenset({"and", "at", "by", "for", "from", "in", "of", "on", "the", "with"})
"""Small words between the others, which mean nothing unless they are written in capitals (IN is India)."""

NO_MEANING = Word(typed="", text="", label="")

_ENGLISH = Reader("en-US", "UTC")
_QUOTES = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}'
_PIECES = re.compile(
    rf"""
    <@(?P<account>[UW][A-Z0-9]+)(?:\|[^>]*)?>      # somebody who is mentioned [slack.dev: escaped mentions]
    | <(?:mailto:)?[^|>]*\|(?P<shown>[^>]*)>       # an address that Slack made a link of
    | <(?:mailto:)?(?P<bare>[^@#!|>][^|>]*)>
    | [{_QUOTES}](?P<quoted>[^{_QUOTES}]+)[{_QUOTES}]
    | (?P<plain>[^\s<{_QUOTES}]+)
    """,
    re.VERBOSE,
)


class Fault(StrEnum):
    """Why nothing can be looked for."""

    NOTHING = "nothing"
    TOO_LONG = "too_long"
    NO_LETTERS = "no_letters"


class Unclear(Exception):
    """Nothing can be looked for; `why` tells what was wrong with the words."""

    def __init__(self, why: Fault) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Piece:
    """What was typed between two spaces or in quotes, or somebody who was mentioned."""

    typed: str
    quoted: bool = False
    account: str | None = None

    def word(self) -> Word:
        """The piece by itself."""
        label = as_labelled(self.typed)
        return Word(typed=self.typed, text=folded(self.typed), label=label, quoted=self.quoted, account=self.account)


def parse(words: str, reader: Reader, policy: Policy) -> tuple[Word, ...]:
    """The words of a search, as Slack delivers them; raises `Unclear`."""
    typed = clean(words)
    if not typed:
        raise Unclear(Fault.NO_LETTERS if words.strip() else Fault.NOTHING)
    if len(typed) > MOST_LETTERS:
        raise Unclear(Fault.TOO_LONG)
    pieces = [piece for piece in _pieces(typed) if piece.account or folded(piece.typed)]
    if not pieces:
        raise Unclear(Fault.NO_LETTERS)
    found = tuple(_words(pieces, _all_names(reader.locale, policy.categories, policy.locations)))
    if not found:
        raise Unclear(Fault.NO_LETTERS)
    if len(found) > MOST_WORDS:
        raise Unclear(Fault.TOO_LONG)
    return found


def label_of(words: str) -> str | None:
    """The tag or serial number that somebody types who wants to see a device; None for no words at all."""
    label = as_labelled(unescape(clean(words)).strip("`"))
    return label[:MOST_LETTERS] or None


def _pieces(typed: str) -> Iterator[Piece]:
    for found in _PIECES.finditer(typed):
        text = unescape(found["quoted"] or found["shown"] or found["bare"] or found["plain"] or "")
        yield Piece(" ".join(text.split()), quoted=found["quoted"] is not None, account=found["account"])


def _words(pieces: Sequence[Piece], names: Mapping[str, Word]) -> Iterator[Word]:
    """The longest name at each place, else the piece that stands there; small words between them are passed over."""
    place = 0
    while place < len(pieces):
        length, named = _named(pieces[place : place + LONGEST_NAME], names)
        is_filler = length == 1 and pieces[place].typed in FILLERS and len(pieces) > 1
        if not is_filler:
            yield named
        place += length


def _named(pieces: Sequence[Piece], names: Mapping[str, Word]) -> tuple[int, Word]:
    """How many of the pieces make the longest name that they begin with, and what it names."""
    word = pieces[0].word()
    if word.quoted or word.account:
        return 1, word
    until = next((place for place, one in enumerate(pieces) if one.quoted or one.account), len(pieces))
    for length in range(until, 0, -1):
        typed = " ".join(piece.typed for piece in pieces[:length])
        if known := names.get(folded(typed)):
            return length, replace(known, typed=typed, text=folded(typed), label=as_labelled(typed))
    return 1, word


@lru_cache(maxsize=64)
def _names(locale: str) -> Mapping[str, Word]:
    """What the names of states, conditions and countries mean, in a language and in English.

    What the fleet is counted by is found by the same words, so that the figures add up.
    """
    known: dict[str, Word] = {}
    for speaking in (voice(_ENGLISH), voice(Reader(locale, "UTC"))):
        for name, states in _states(speaking):
            _add(known, name, replace(NO_MEANING, states=states))
        for condition, label in CONDITIONS.items():
            _add(known, speaking.gettext(label), replace(NO_MEANING, conditions=frozenset({condition})))
        for code, country in countries.names(speaking.locale).items():
            for name in (country, code):
                _add(known, name, replace(NO_MEANING, countries=frozenset({code})))
    return known


def _states(speaking: Voice) -> Iterator[tuple[str, frozenset[DeviceState]]]:
    for state, label in DEVICE_STATES.items():
        yield from ((name, frozenset({state})) for name in (speaking.gettext(label), state.value))
    for standing, label in STANDINGS.items():
        yield from ((name, frozenset(states_of(standing))) for name in (speaking.gettext(label), standing.value))


@lru_cache(maxsize=64)
def _all_names(locale: str, categories: Sequence[Category], locations: Sequence[Location]) -> Mapping[str, Word]:
    """These, and the names of the company's categories and stock locations."""
    known = dict(_names(locale))
    for category in categories:
        for name in (category.name, f"{category.name}s", category.id, f"{category.id}s"):
            _add(known, name, replace(NO_MEANING, categories=frozenset({category.id})))
    for location in locations:
        for name in (location.name, location.id):
            _add(known, name, replace(NO_MEANING, locations=frozenset({location.id})))
    return known


def _add(known: dict[str, Word], name: str, meaning: Word) -> None:
    """A name may mean several things, e.g. a country and a stock location."""
    before = known.get(folded(name), NO_MEANING)
    known[folded(name)] = replace(
        NO_MEANING,
        states=before.states | meaning.states,
        conditions=before.conditions | meaning.conditions,
        countries=before.countries | meaning.countries,
        categories=before.categories | meaning.categories,
        locations=before.locations | meaning.locations,
    )
