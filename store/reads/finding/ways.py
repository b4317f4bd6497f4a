"""Ways in which a device may fit a word: as conditions that an index serves, and as conditions on a row at hand."""

import json
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, and_, func, or_, text, type_coerce

from lifecycle.device import DeviceState
from store.tables.models import KEPT_OUTSIDE, device

AFTER_ALL = "\U0010ffff"
"""No tag and no serial number goes on with this, so that a beginning is a range."""

Test = Callable[[ColumnElement[Any]], ColumnElement[bool]]


class Way(NamedTuple):
    """The same condition twice: as an index may serve it, if any does (`indexed`), and `plain`, as no index can.

    The latter is made when it is asked for, because most words are looked up. Where rows are read in the order of their
    numbers, an index that serves a wide condition would be worse than none.
    """

    served: ColumnElement[bool]
    as_plain: Callable[[], ColumnElement[bool]]
    indexed: bool = True

    @property
    def plain(self) -> ColumnElement[bool]:
        """The condition on a row at hand."""
        return self.as_plain()


def anything_but_indexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as an expression that no index is made for."""
    return func.coalesce(column, column)


def by(column: ColumnElement[Any], test: Test, *, indexed: bool = True) -> Way:
    """A test of a column."""
    return Way(test(column), lambda: test(anything_but_indexed(column)), indexed)


def labelled(label: str) -> tuple[Way, Way]:
    """The device with that asset tag, or with that serial number."""
    return by(device.c.asset_tag, lambda column: column == label), by(device.c.serial, lambda column: column == label)


def beginning(label: str) -> tuple[Way, Way]:
    """The devices whose asset tags begin so, and those whose serial numbers do."""

    def test(column: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(column >= label, column < label + AFTER_ALL)

    return by(device.c.asset_tag, test), by(device.c.serial, test)


def among(column: ColumnElement[Any], values: Collection[object], *, indexed: bool = True) -> Way:
    """The devices whose column holds one of these values."""
    given = sorted(values, key=str)
    return by(column, lambda one: one.in_(given), indexed=indexed)


def in_countries(countries: Collection[str]) -> Way:
    """The devices in these countries; the index begins with the states, so each of them is named."""
    here = among(device.c.country, countries)
    return Way(and_(device.c.state.in_([*DeviceState]), device.c.country.in_(sorted(countries))), here.as_plain)


def held_by(people: Select[tuple[int]] | Collection[int]) -> Way:
    """The devices of these people."""
    given = people if isinstance(people, Select) else sorted(people)
    return by(device.c.holder_id, lambda column: column.in_(given))


def kept_by(part: str) -> Way:
    """The devices whose keepers have that in their names: few are kept by people who are not in Slack."""
    called = device.c.keeper_words.contains(part, autoescape=True)
    return Way(and_(text(KEPT_OUTSIDE), called), lambda: called)


def noted(words: str) -> tuple[Way, Way]:
    """The devices about which that was noted, in words or in a column of the company's own."""
    own = type_coerce(device.c.attributes, Text)
    return written(device.c.note, words), written(own, json.dumps(words, ensure_ascii=False)[1:-1])


def written(column: ColumnElement[Any], words: str) -> Way:
    """The devices about which that was written, whatever its case; SQLite itself only knows the case of ASCII."""
    forms = dict.fromkeys((words.lower(), words.upper(), words.capitalize(), words)) if not words.isascii() else ()
    tests = (func.lower(column).contains(words.lower(), autoescape=True),)
    fits = or_(*tests, *(column.contains(one, autoescape=True) for one in forms))
    return Way(fits, lambda: fits, indexed=False)
