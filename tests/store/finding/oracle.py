"""A small fleet, and what must be found in it: the rules of finding, told once more without a database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from lifecycle.device import Device, DeviceState
from lifecycle.folding import folded
from lifecycle.people import Person
from lifecycle.reads.finding import Word
from lifecycle.retrieval import Condition
from messages import finding
from messages.reader import Reader
from store.people import PEOPLE
from store.person_words import keep_words
from store.shelves import DEVICES
from store.tables.models import device
from store.tables.models import person as person_table
from tests.support.company import POLICY

APART = (DeviceState.EXPECTED, DeviceState.SOLD, DeviceState.WRITTEN_OFF)
"""States of what the company does not have."""

TEAM = "T0COMPANY"
READER = Reader("de-DE", "UTC")
NAMES = ("Greta Lindqvist", "Ana Grün", "Jordan Green", "Łukasz O'Brien", "Anne-Marie Thomas", "王 伟")
MODELS = (("Lenovo", "ThinkPad T14"), ("Apple", "MacBook Pro 16"), ("Dell", "T14 Dock"), ("Green", "Lost & Found"))
LABELS = ("A1", "A12", "A123", "B%", "B_1", "O'NEIL", "GRETA", "PF 77", "ÄÖ1")
QUERIES = (
    *("a1", "A12", "b", "B%", "b_1", "o'neil", "greta", "gre", "pf 77", "äö", "%", "_", "'", '"'),
    *("Lindqvist", "grün", "grun", "jordan", "Jordanien", "anne-marie", "o'brien", "lukasz", "王", "thomas"),
    *("thinkpad", "t14", "dock", "lenovo t14", "macbook pro", "laptop", "Laptops", "monitor"),
    *("de", "Deutschland", "germany", "in use", "sold", "In Benutzung", "lost", "berlin", "London", "JO"),
    *("greta@c.example", "ana", "<@U2>", "<@U9>", "zzz", "in", "berlin in use", "green"),
    *("zoe", "outs", "damaged", "gut", "kratzer", "50%", "größe", "GRÖSSE", "l_1", "4711", "kosten", "farbe"),
    *('"screen has"', '"laptop"', '"Space \\"Gray"', '"gray"', "does not start", '":"', '"{k"'),
)


@dataclass(frozen=True, slots=True)
class Fleet:
    """Devices and the people who hold them."""

    devices: tuple[Device, ...]
    people: tuple[Person, ...]

    def lay(self, connection: Connection) -> None:
        """Put all of it into the database."""
        for one in self.people:
            connection.execute(insert(person_table), PEOPLE.values(one))
            keep_words(connection, one)
        for item in self.devices:
            connection.execute(insert(device), {**DEVICES.values(item), "log_hash": "0" * 64})

    def fitting(self, words: str, holders: frozenset[int] | None) -> tuple[list[int], list[int]]:
        """The devices that must be found, newest first: what the company has, and what it does not (any more)."""
        left = {one.id for one in self.devices if holders is None or one.holder_id in holders}
        for word in finding.parse(words, READER, POLICY):
            left &= self._fitting(word, sees_all=holders is None)
        apart = {one.id for one in self.devices if one.state in APART}
        return sorted(left - apart, reverse=True), sorted(left & apart, reverse=True)

    def _fitting(self, word: Word, *, sees_all: bool) -> set[int]:
        if word.account:
            selves = {one.id for one in self.people if one.slack_id == word.account}
            selves |= {one.id for one in self.people if one.tied_to in selves}
            return {one.id for one in self.devices if one.holder_id in selves}
        if word.quoted:
            return self._noted(word) if sees_all else set()
        for is_same in (str.__eq__, str.startswith):
            people = {one.id for one in self.people if _called(one, word, is_same)}
            kinds = {one.id for one in self.devices if _is_kind(one, word, is_same)}
            labels = {one.id for one in self.devices if _has_label(one, word, is_same)}
            kept = {one.id for one in self.devices if one.keeper and _is_within(one.keeper, word, is_same)}
            found = kinds | labels | kept | {one.id for one in self.devices if one.holder_id in people}
            if is_same == str.__eq__ and _is_name(word):
                return found | {one.id for one in self.devices if _is_named(one, word)}
            if people or found:
                return found
        return self._noted(word) if sees_all else set()

    def _noted(self, word: Word) -> set[int]:
        def told(one: Device) -> str:
            return "\n".join((one.note or "", *one.attributes, *one.attributes.values())).lower()

        return {one.id for one in self.devices if word.typed.lower() in told(one)}


Same = Callable[[str, str], bool]


def _called(one: Person, word: Word, is_same: Same) -> bool:
    address = (one.email or "").casefold()
    if "@" in word.typed:
        return is_same(address, word.typed.casefold())
    own = folded(f"{one.name} {address.partition('@')[0]}").split()
    *before, last = word.text.split()
    return all(part in own for part in before) and any(is_same(name, last) for name in (*own, address))


def _is_kind(one: Device, word: Word, is_same: Same) -> bool:
    return _is_within(f"{one.category} {one.manufacturer} {one.model}", word, is_same)


def _is_within(text: str, word: Word, is_same: Same) -> bool:
    """Whether the words stand in the text one after the other."""
    words, sought = folded(text).split(), word.text.split()
    runs = (words[at : at + len(sought)] for at in range(len(words)))
    return any(run[:-1] == sought[:-1] and len(run) == len(sought) and is_same(run[-1], sought[-1]) for run in runs)


def _has_label(one: Device, word: Word, is_same: Same) -> bool:
    return any(is_same(number, word.label) for number in (one.asset_tag, one.serial) if number is not None)


def _is_name(word: Word) -> bool:
    """Whether it is the whole name of a state, a condition, a country, a category or a stock location."""
    return any((word.states, word.conditions, word.countries, word.categories, word.locations))


def _is_named(one: Device, word: Word) -> bool:
    return (
        one.state in word.states
        or one.country in word.countries
        or one.category in word.categories
        or one.location in word.locations
        or one.condition in word.conditions
    )


@st.composite
def fleets(draw: st.DrawFn) -> Fleet:
    """Up to a dozen devices, alike enough to be mistaken for each other."""
    people = tuple(
        Person(
            id=100 + number,
            team_id=TEAM,
            slack_id=f"U{number}",
            name=name,
            email=f"{folded(name).split()[0]}@company.example",
        )
        for number, name in enumerate(NAMES)
    )
    hire = Person(id=199, name="Noor Before", tied_to=102)
    some = st.lists(st.sampled_from(LABELS), unique=True, min_size=6)
    tags, serials = draw(some), draw(some)
    devices = [
        draw(_devices(number, _at(tags, number), _at(serials, number), [one.id for one in (*people, hire)]))
        for number in range(max(len(tags), len(serials)))
    ]
    return Fleet(tuple(devices), (*people, hire))


def _devices(number: int, tag: str | None, serial: str | None, people: Sequence[int]) -> st.SearchStrategy[Device]:
    made = st.sampled_from(MODELS)
    return st.builds(
        lambda made, bare: replace(bare, manufacturer=made[0], model=made[1]),
        made,
        st.builds(
            Device,
            id=st.just(1 + number * 3),
            state=st.sampled_from([*[DeviceState.IN_USE, DeviceState.LOST, DeviceState.IN_STOCK] * 2, *APART]),
            category=st.sampled_from(["laptop", "monitor"]),
            manufacturer=st.just(""),
            model=st.just(""),
            country=st.sampled_from(["DE", "GB", "JO"]),
            asset_tag=st.just(tag),
            serial=st.just(serial),
            location=st.none() | st.sampled_from(["berlin", "london"]),
            holder_id=st.none() | st.sampled_from(people),
            keeper=st.sampled_from([None, None, "Zoë Outside", "Anne Marie"]),
            condition=st.sampled_from([None, *Condition]),
            note=st.sampled_from([None, "Screen has 50% of a Kratzer", "Größe L_1"]),
            attributes=st.sampled_from([{}, {"Kostenstelle": "4711"}, {"Farbe": 'Space "Gray"'}]),
        ),
    )


def _at(some: Sequence[str], place: int) -> str | None:
    return some[place] if place < len(some) else None
