"""Reading the words that say which devices are meant, and saying them back."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from babel import Locale

from lifecycle.device import DeviceState
from lifecycle.policy import Policy
from lifecycle.reads.fleet import STANDINGS, Narrowing, states_of
from messages import countries
from messages.labels import DEVICE_STATES
from messages.labels import STANDINGS as STANDING_LABELS
from messages.text import Mrkdwn
from messages.voice import Voice

LONGEST = 300
"""Characters that are read; nobody means more."""

ALSO: Mapping[str, str] = {"uk": "GB", "usa": "US", "england": "GB", "holland": "NL", "czech republic": "CZ"}
"""What countries are called besides."""

FILLERS = frozenset({"in", "and", "or", "of", "the", "all", "devices", "device"})
"""English words that say nothing here, in small letters: India is "IN" or "India"."""

MOST_SHOWN = 8
"""How many names of a kind are said back."""


_BLANKS = str.maketrans("_-,", "   ")


class Unknown(Exception):
    """Words that mean nothing here."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for."""

    categories: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    states: frozenset[DeviceState] = frozenset()


@dataclass(slots=True)
class Vocabulary:
    """The phrases that are understood, by their plain spelling, in the reader's language and in English."""

    known: dict[str, Meaning] = field(default_factory=dict)

    def read(self, words: str) -> Narrowing:
        """Which devices the words mean; raises `Unknown`."""
        tokens, meant, unknown = words[:LONGEST].replace(",", " ").split(), [], []
        while tokens:
            length = next((n for n in range(len(tokens), 0, -1) if plain(tokens[:n]) in self.known), 0)
            is_filler = length < 2 and tokens[0] in FILLERS
            if length and not is_filler:
                meant.append(self.known[plain(tokens[:length])])
            elif not is_filler:
                unknown.append(tokens[0])
            tokens = tokens[max(length, 1) :]
        if unknown:
            raise Unknown(" ".join(unknown))
        return Narrowing(
            categories=frozenset(one for each in meant for one in each.categories),
            countries=frozenset(one for each in meant for one in each.countries),
            states=frozenset(one for each in meant for one in each.states),
        )


def vocabulary(policy: Policy, categories: Collection[str], voice: Voice) -> Vocabulary:
    """What is understood from a reader; `categories` are those of the devices on record."""
    known: dict[str, Meaning] = {}
    for phrase, meaning in (*_of_countries(voice), *_of_states(voice), *_of_categories(policy, categories)):
        known[plain([phrase])] = meaning
    return Vocabulary(known)


def plain(words: Iterable[str]) -> str:
    """A phrase without case, accents, commas, lines between its words, and the s of an English plural."""
    letters = unicodedata.normalize("NFKD", " ".join(words).translate(_BLANKS).casefold())
    spelt = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(spelt.split()).removesuffix("s")


def named(narrowing: Narrowing, policy: Policy, voice: Voice) -> Mrkdwn | None:
    """Which devices are meant, in words; None when all are."""
    parts = (
        *(category_name(one, policy) for one in sorted(narrowing.categories)[:MOST_SHOWN]),
        *(voice.country(one) for one in sorted(narrowing.countries)[:MOST_SHOWN]),
        *(voice.gettext(DEVICE_STATES[one]) for one in sorted(narrowing.states)[:MOST_SHOWN]),
    )
    return voice.listed(parts) if parts else None


def category_name(category: str, policy: Policy) -> str:
    """A category as the policy names it; one that it does not have, as the devices are filed under it."""
    return next((one.name for one in policy.categories if one.id == category), category)


def _of_categories(policy: Policy, categories: Collection[str]) -> Iterator[tuple[str, Meaning]]:
    for category in sorted({*categories, *(one.id for one in policy.categories)}):
        meaning = Meaning(categories=frozenset({category}))
        yield category_name(category, policy), meaning
        yield category, meaning


def _of_countries(voice: Voice) -> Iterator[tuple[str, Meaning]]:
    for locale in (Locale("en"), voice.locale):
        for code, name in countries.names(locale).items():
            yield name, Meaning(countries=frozenset({code}))
    for name, code in (*ALSO.items(), *((code, code) for code in countries.codes())):
        yield name, Meaning(countries=frozenset({code}))


def _of_states(voice: Voice) -> Iterator[tuple[str, Meaning]]:
    for state in STANDINGS:
        meaning = Meaning(states=frozenset({state}))
        for phrase in (DEVICE_STATES[state], voice.gettext(DEVICE_STATES[state]), state.value):
            yield phrase, meaning
    for standing, label in STANDING_LABELS.items():
        meaning = Meaning(states=frozenset(states_of(standing)))
        if meaning.states:
            yield from ((phrase, meaning) for phrase in (label, voice.gettext(label), standing.value))
