"""A row of a table as a device: every cell read as what its column holds, and what is wrong with it said."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import TypeVar

from bot.fleet.file.amounts import currency_of, read_amount
from bot.fleet.file.choices import Order
from bot.fleet.file.csv_lines import LONGEST_CELL
from bot.fleet.file.dates import read_date, read_end
from bot.fleet.file.fields import Field, plain
from bot.fleet.file.layout import KEYS, Layout
from bot.fleet.file.lines import FORMULA, Line
from bot.fleet.file.neutral import unquoted
from bot.fleet.file.options import Options
from bot.fleet.file.places import country_in, country_of, parts_of
from bot.fleet.file.survey import Survey
from bot.fleet.file.words import category_by_model, category_of, check_ours, condition_of, maker_of, state_of, with_name
from lifecycle.device import as_labelled
from lifecycle.importing import Listed
from lifecycle.list_flaws import NotTaken, Why
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.policy import Location, Policy

V = TypeVar("V")

LONGEST: Mapping[Field, int] = {Field.NOTE: 3000, Field.SERIAL: 100, Field.ASSET_TAG: 100, Field.ATTRIBUTE: 1000}
LONGEST_ELSE = 200

MANGLED = re.compile(r"\d+([.,]\d+)?E\+\d+", re.IGNORECASE)
"""What a spreadsheet makes of a long number: the digits that are left out are lost."""

NUMBER = re.compile(r"[1-9][0-9]{0,17}")
"""What a database takes for a number of a device."""

NOTHING = frozenset(map(plain, ("n/a", "none", "unknown", "null", "not assigned", "unassigned", "uncategorized")))
"""What people and programs write where there is nothing."""

FILLERS = ("to be filled by o.e.m.", "default string", "system serial number", "0")
NO_KEYS = NOTHING | frozenset(map(plain, FILLERS))
"""What stands for a serial number that is not there, in hands and in firmware."""

NAMED = frozenset({Field.CATEGORY, Field.MANUFACTURER, Field.MODEL, Field.HOLDER, Field.COUNTRY, Field.LOCATION})
"""Where such a word is no name."""


@dataclass
class RowReader:
    """Reads rows of one table. `people` are the accounts of holders by their address in small letters."""

    heading: tuple[str, ...]
    layout: Layout
    survey: Survey
    options: Options
    policy: Policy
    people: Mapping[str, Person]
    _seen: dict[str, int] = field(default_factory=dict)
    _numbers: set[str] = field(default_factory=set)

    def read(self, line: Line) -> Listed:
        """The device of a line; raises `NotTaken`. A serial number or an asset tag counts once in a table."""
        if line.problem:
            raise NotTaken(line.problem, most=LONGEST_CELL)
        cells = self._checked(line)
        keys = {one: self._key(cells, one) for one in KEYS}
        number = None if any(keys.values()) else self._number(cells)
        self._check_first(line, keys)
        self._value(cells, Field.OWNERSHIP, check_ours)
        holder, keeper = self._hands(cells)
        state = self._value(cells, Field.STATE, partial(state_of, more=self.options.meanings.states))
        location, country = self._place(cells)
        model, category = self._text(cells, Field.MODEL), self._text(cells, Field.CATEGORY)
        known = {one.id for one in self.policy.locations}
        return Listed(
            row=line.number,
            serial=keys[Field.SERIAL],
            asset_tag=keys[Field.ASSET_TAG],
            number=number,
            category=category and category_of(category, self.policy.categories, self.options.meanings.categories),
            manufacturer=self._text(cells, Field.MANUFACTURER),
            model=model,
            country=country,
            state=state,
            holder_id=holder.id if holder else None,
            keeper=keeper,
            location=location if location in known else None,
            price=self._price(cells),
            purchased_on=self._date(cells, Field.PURCHASED_ON),
            warranty_until=self._warranty(cells),
            condition=self._value(cells, Field.CONDITION, condition_of),
            system=self._system(cells, model),
            supported_until=self._end(cells),
            note=self._text(cells, Field.NOTE),
            attributes=self._attributes(cells),
            otherwise=self._otherwise(cells, model, location, holder),
        )

    def named(self, line: Line) -> tuple[str, str]:
        """The serial number and the asset tag as they stand in a line, however wrong it is."""
        cells = ["" if one == FORMULA else unquoted(one)[: LONGEST[Field.SERIAL]] for one in line.cells]
        serial, tag = (
            next(
                (cells[place] for place in self.layout.columns.get(one, ()) if place < len(cells) and cells[place]), ""
            )
            for one in KEYS
        )
        return serial, tag

    def _checked(self, line: Line) -> tuple[str, ...]:
        cells = line.cells
        if any(cells[self.layout.width :]):
            raise NotTaken(Why.TOO_WIDE, number=len(cells), most=self.layout.width)
        for place, text in enumerate(cells):
            if text == FORMULA and self.heading[place] and self.heading[place] not in self.layout.left_out:
                raise NotTaken(Why.FORMULA, column=self.heading[place])
        return tuple(map(unquoted, cells)) + ("",) * (self.layout.width - len(cells))

    def _text(self, cells: tuple[str, ...], wanted: Field) -> str | None:
        for place in self.layout.columns.get(wanted, ()):
            text = cells[place]
            if text and (wanted not in NAMED or _is_told(text)):
                self._check_length(place, text, wanted)
                return text
        return None

    def _check_length(self, place: int, text: str, wanted: Field) -> None:
        longest = LONGEST.get(wanted, LONGEST_ELSE)
        if len(text) > longest:
            raise NotTaken(Why.LONG_CELL, column=self.heading[place], number=len(text), most=longest)

    def _value(self, cells: tuple[str, ...], wanted: Field, read: Callable[[str], V]) -> V | None:
        text = self._text(cells, wanted)
        try:
            return None if text is None else read(text)
        except NotTaken as error:
            column = self.layout.heading_of(wanted, self.heading)
            raise NotTaken(error.why, **{**error.facts, "column": column}) from None

    def _key(self, cells: tuple[str, ...], wanted: Field) -> str | None:
        text = self._text(cells, wanted)
        if text is None or not plain(text) or plain(text) in NO_KEYS:
            return None
        if MANGLED.fullmatch(text):
            title = self.layout.heading_of(wanted, self.heading)
            raise NotTaken(Why.MANGLED, column=title, value=text)
        return as_labelled(text)

    def _number(self, cells: tuple[str, ...]) -> int:
        """The record's own number, of what has no other; raises `NotTaken`, also for a copy of such a row."""
        text = self._text(cells, Field.NUMBER) or ""
        if not NUMBER.fullmatch(text) or text in self._numbers:
            raise NotTaken(Why.NO_KEY)
        self._numbers.add(text)
        return int(text)

    def _check_first(self, line: Line, keys: Mapping[Field, str | None]) -> None:
        for one, key in keys.items():
            before = self._seen.get(f"{one}:{key}") if key else None
            if before is not None:
                raise NotTaken(Why.TWICE, field=one, value=key, row=before)
        self._seen.update({f"{one}:{key}": line.number for one, key in keys.items() if key})

    def _system(self, cells: tuple[str, ...], model: str | None) -> str | None:
        """What it runs: lists have the name and the version in one column, or in two, or the version alone."""
        told = dict.fromkeys(
            text for place in self.layout.columns.get(Field.SYSTEM, ()) if _is_told(text := cells[place])
        )
        parts = [text for text in told if not any(text != other and text in other for other in told)]
        system = " ".join(parts)
        if len(system) > LONGEST_ELSE:
            column = self.layout.heading_of(Field.SYSTEM, self.heading)
            raise NotTaken(Why.LONG_CELL, column=column, number=len(system), most=LONGEST_ELSE)
        return with_name(system, model or "") if system else None

    def _end(self, cells: tuple[str, ...]) -> date | None:
        """Until when its maker keeps it up to date."""
        order = self.survey.orders.get(Field.SUPPORTED_UNTIL, Order.ISO)
        return self._value(cells, Field.SUPPORTED_UNTIL, partial(read_end, order=order))

    def _hands(self, cells: tuple[str, ...]) -> tuple[Person | None, str | None]:
        """Who has it: an account by its address, or a name; an address that nobody in Slack has stands for a name."""
        told = [text for place in self.layout.columns.get(Field.HOLDER, ()) if _is_told(text := cells[place])]
        for text in told:
            found = self.people.get(text.casefold())
            if found and not found.is_bot:
                return found, None
        names = filter(None, (self._text(cells, Field.FIRST_NAME), self._text(cells, Field.LAST_NAME)))
        whole = " ".join(names)
        keeper = next((text for text in told if "@" not in text), whole or next(iter(told), None))
        if keeper and len(keeper) > LONGEST_ELSE:
            column = self.layout.heading_of(Field.HOLDER, self.heading)
            raise NotTaken(Why.LONG_CELL, column=column, number=len(keeper), most=LONGEST_ELSE)
        return None, whole or keeper or None

    def _place(self, cells: tuple[str, ...]) -> tuple[str | None, str | None]:
        """The policy's location by its id or name, alone or within others, or the words for one; and the country."""
        country = self._value(cells, Field.COUNTRY, country_of)
        text = self._text(cells, Field.LOCATION)
        known = (self._locations().get(plain(one)) for one in (text, *reversed(parts_of(text)))) if text else ()
        return next(filter(None, known), text), country

    def _locations(self) -> Mapping[str, str]:
        return _locations(self.policy.locations)

    def _price(self, cells: tuple[str, ...]) -> Money | None:
        currency = self._value(cells, Field.CURRENCY, currency_of)
        read = self._value(cells, Field.PRICE, partial(read_amount, decimals=self.survey.decimals))
        if read is None:
            return None
        amount, own = read
        named = own or currency or self.options.currency
        if named is None:
            column = self.layout.heading_of(Field.PRICE, self.heading)
            raise NotTaken(Why.NO_CURRENCY, column=column, value=self._text(cells, Field.PRICE))
        return Money(amount, named)

    def _date(self, cells: tuple[str, ...], wanted: Field) -> date | None:
        order = self.survey.orders.get(wanted, Order.ISO)
        return self._value(cells, wanted, partial(read_date, order=order))

    def _warranty(self, cells: tuple[str, ...]) -> date | None:
        """The last day of the warranty: as told, or so many months after the purchase."""
        until = self._date(cells, Field.WARRANTY_UNTIL)
        bought, months = self._date(cells, Field.PURCHASED_ON), self._text(cells, Field.WARRANTY_MONTHS)
        if until or not bought or not months or not (number := re.match(r"\d{1,3}\b", months)):
            return until
        return _later(bought, int(number[0]))

    def _attributes(self, cells: tuple[str, ...]) -> Mapping[str, str]:
        kept = {}
        for place, title in self.layout.attributes.items():
            if text := cells[place]:
                self._check_length(place, text, Field.ATTRIBUTE)
                kept[title] = text
        return kept | dict(self._unplaced(cells))

    def _unplaced(self, cells: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """A place that is none of the policy's is kept in its own words."""
        text = self._text(cells, Field.LOCATION)
        if text and plain(text) not in self._locations():
            yield self.layout.heading_of(Field.LOCATION, self.heading), text

    def _otherwise(
        self, cells: tuple[str, ...], model: str | None, location: str | None, holder: Person | None
    ) -> Mapping[str, str]:
        """What a new device is taken for: by the model's name, its place, its holder, and what was said."""
        here = next((one.country for one in self.policy.locations if one.id == location), None)
        told = {
            "category": category_by_model(model or "", self.policy.categories) or self.options.category,
            "manufacturer": maker_of(model or "") or self.options.manufacturer,
            "country": here
            or (country_in(location) if location else None)
            or (holder.country if holder else None)
            or self.options.country,
            "keeper": self._text(cells, Field.LOCATION),
        }
        return {name: value for name, value in told.items() if value}


def _is_told(text: str) -> bool:
    return bool(text) and plain(text) not in NOTHING


@lru_cache
def _locations(locations: tuple[Location, ...]) -> Mapping[str, str]:
    return {plain(name): one.id for one in locations for name in (one.id, one.name)}


def _later(day: date, months: int) -> date:
    """The day so many months later; the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{months} months after {day} is no day")
