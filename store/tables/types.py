"""The column types: what Python means by a value is what the database keeps, alike on SQLite and PostgreSQL."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from lifecycle.subject import Subject

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")

Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite makes a primary key the row's own address only when its type is exactly INTEGER."""

Exact = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its code points, so that a prefix is a range: `>= 'C02'` and `< 'C03'`."""


class Utc(TypeDecorator[datetime]):
    """A moment. A naive datetime is refused, an aware one is kept and read back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], object] | None:
        """The conversion, which remembers the last ones: many rows of a unit of work keep the same moment."""
        convert = super().bind_processor(dialect)
        return convert and lru_cache(maxsize=32)(convert)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """The conversion; from SQLite's text in one step, because lists and sweeps read many moments."""
        return _read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Raises `ValueError` for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """PostgreSQL tells moments in the zone of its own."""
        return None if value is None else value.astimezone(UTC)


def _read(kept: str | None) -> datetime | None:
    """SQLite keeps no zone: what it holds is UTC by `Utc.process_bind_param`."""
    return None if kept is None else datetime.fromisoformat(kept).replace(tzinfo=UTC)


class Word(TypeDecorator[E], Generic[E]):
    """A member of an enumeration, kept as its plain string and checked on the way in and out."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind
        self._members: Mapping[str | None, E | None] = {None: None} | {member.value: member for member in kind}
        self._values: Mapping[str | None, str | None] = {None: None} | {member: member.value for member in kind}

    def process_bind_param(self, value: E | None, _dialect: Dialect) -> str | None:
        """Raises `ValueError` for what is no member."""
        if value not in self._values:
            raise ValueError(f"{value!r} is no {self.kind.__name__}")
        return self._values[value]

    def process_result_value(self, value: str | None, _dialect: Dialect) -> E | None:
        """Raises `ValueError` for what is no member."""
        if value not in self._members:
            raise ValueError(f"{value!r} is no {self.kind.__name__}")
        return self._members[value]


class About(TypeDecorator[Subject]):
    """A subject, kept as "request:17"."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Subject | None, _dialect: Dialect) -> str | None:
        """As it is written."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Subject | None:
        """Raises `ValueError` for what is no subject."""
        return None if value is None else Subject.parse(value)


class Amount(TypeDecorator[Decimal]):
    """An exact amount of money, kept as text because SQLite's numbers are floating."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        """Raises `ValueError` for infinity and its like."""
        if value is None:
            return None
        if not value.is_finite():
            raise ValueError(f"{value} is no amount of money")
        return format(value, "f")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        """The amount, with the places that it was written with."""
        return None if value is None else Decimal(value)


class Json(TypeDecorator[V], Generic[V]):
    """A small value of a fixed type, kept as JSON text."""

    impl = Text
    cache_ok = True

    def __init__(self, adapter: TypeAdapter[V]) -> None:
        super().__init__()
        self.adapter = adapter

    def process_bind_param(self, value: V | None, _dialect: Dialect) -> str | None:
        """Raises pydantic's error for what is not of the type."""
        return None if value is None else self.adapter.dump_json(value).decode()

    def process_result_value(self, value: str | None, _dialect: Dialect) -> V | None:
        """Raises pydantic's error for what is not of the type."""
        return None if value is None else self.adapter.validate_json(value)
