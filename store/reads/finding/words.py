"""What the words of a search mean here: whom and what they name among the people and devices on record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Exists, Select, exists, or_, select

from lifecycle.reads.finding import Sought, Word
from store.derived import LONGEST_WORD
from store.reads.finding import ways
from store.reads.finding.kinds import MOST_KINDS, category_of, every_kind, words_of
from store.reads.finding.ways import AFTER_ALL, Way
from store.tables.models import device, person, person_word

Asked = tuple[Way, Exists | None]
"""A way, and what tells whether it leads anywhere; None where that is known."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """What is on record when the words of a search are read: the kinds of devices."""

    connection: Connection
    sought: Sought
    kinds: Sequence[str]

    def ways(self) -> list[list[Way]]:
        """For each word the ways in which a device may fit it; none where it means nothing here.

        What a word names as a whole comes before what only begins with it, and that before what was written.
        """
        words = {place: word for place, word in enumerate(self.sought.words) if not (word.quoted or word.account)}
        known = self._there({place: list(self._whole(word)) for place, word in words.items()})
        unknown = {place: list(self._begun(word)) for place, word in words.items() if not known[place]}
        known |= self._there(unknown)
        return [known.get(place) or self._otherwise(word) for place, word in enumerate(self.sought.words)]

    def _otherwise(self, word: Word) -> list[Way]:
        if word.account is not None:
            return [ways.held_by(_mentioned(word.account, self.sought.team_id))]
        return list(self._written(word))

    def _whole(self, word: Word) -> Iterator[Asked]:
        yield from map(_asked, ways.labelled(word.label))
        yield from ((way, None) for way in _named(word))
        if word.categories:
            yield self._in_categories(word), None
        if kinds := self._kinds(f" {word.text} "):
            yield ways.among(device.c.kind, kinds), None
        yield _held_by(_people(word))
        yield _asked(ways.kept_by(f" {word.text} "))

    def _begun(self, word: Word) -> Iterator[Asked]:
        yield from map(_asked, ways.beginning(word.label))
        if len(self.kinds) > MOST_KINDS:
            yield ways.written(device.c.kind, word.typed), None
        elif kinds := self._kinds(f" {word.text}"):
            yield ways.among(device.c.kind, kinds), None
        yield _held_by(_people(word, begun=True))
        yield _asked(ways.kept_by(f" {word.text}"))

    def _there(self, asked: Mapping[int, Sequence[Asked]]) -> dict[int, list[Way]]:
        """Of the ways of each word those that lead anywhere, all asked in one query."""
        questions = [question for some in asked.values() for _, question in some if question is not None]
        answers: Iterator[Any] = iter(self.connection.execute(select(*questions)).one() if questions else ())
        return {
            place: [way for way, question in some if question is None or next(answers)] for place, some in asked.items()
        }

    def _in_categories(self, word: Word) -> Way:
        categories = {one.casefold() for one in word.categories}
        if len(self.kinds) > MOST_KINDS:
            return ways.among(device.c.category, word.categories, indexed=False)
        return ways.among(device.c.kind, [one for one in self.kinds if category_of(one) in categories])

    def _kinds(self, part: str) -> list[str]:
        """The kinds with that in their words; none where there are too many to be told apart here."""
        return [one for one in self.kinds if part in words_of(one)] if len(self.kinds) <= MOST_KINDS else []

    def _written(self, word: Word) -> Iterator[Way]:
        """What was noted is for IT alone."""
        return iter(ways.noted(word.typed) if self.sought.sees_all else ())


def meanings(connection: Connection, sought: Sought) -> Meanings:
    """Look up once what the words may name."""
    return Meanings(connection, sought, every_kind(connection))


def _asked(way: Way) -> Asked:
    return way, exists().where(way.served)


def _held_by(people: Select[tuple[int]]) -> Asked:
    return ways.held_by(people), people.exists()


def _named(word: Word) -> Iterator[Way]:
    if word.states:
        yield ways.among(device.c.state, word.states)
    if word.countries:
        yield ways.in_countries(word.countries)
    if word.conditions:
        yield ways.among(device.c.condition, word.conditions, indexed=False)
    if word.locations:
        yield ways.among(device.c.location, word.locations, indexed=False)


def _people(word: Word, *, begun: bool = False) -> Select[tuple[int]]:
    """Whoever is called by every part of a word (of "anne-marie", by both); `begun`: by what the last part begins."""
    if "@" in word.typed:
        return _with_word(word.typed.casefold()[:LONGEST_WORD], begun=begun)
    *before, last = word.text.split() or [word.typed]
    found = _with_word(last, begun=begun)
    return found.where(*(person_word.c.person_id.in_(_with_word(one, begun=False)) for one in before))


def _with_word(word: str, *, begun: bool) -> Select[tuple[int]]:
    if begun:
        return select(person_word.c.person_id).where(person_word.c.word >= word, person_word.c.word < word + AFTER_ALL)
    return select(person_word.c.person_id).where(person_word.c.word == word)


def _mentioned(account: str, team_id: str) -> Select[tuple[int]]:
    """The person behind an account, and whom they were before they had it."""
    account_of = select(person.c.id).where(person.c.team_id == team_id, person.c.slack_id == account)
    theirs = account_of.scalar_subquery()
    return select(person.c.id).where(or_(person.c.id == theirs, person.c.tied_to == theirs))
