"""How a dataclass lies in a table."""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Generic, TypeVar

from sqlalchemy import Table

from lifecycle.money import Money

D = TypeVar("D")
Values = dict[str, object]


class Record(Generic[D]):
    """A column for each field, of the same name; two, `_amount` and `_currency`, for a field that holds money.

    A field without a column is a part that is kept elsewhere: `item` is given it.
    """

    def __init__(self, kind: type[D], table: Table) -> None:
        names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
        self._kind = kind
        self._plain = [name for name in names if name in table.c]
        self._money = [name for name in names if f"{name}_amount" in table.c]
        parts = [f"{name}_{part}" for name in self._money for part in ("amount", "currency")]
        self.columns = [table.c[name] for name in (*self._plain, *parts)]

    def values(self, item: D) -> Values:
        """The row of an item, by column."""
        values: Values = {name: getattr(item, name) for name in self._plain}
        for name in self._money:
            money: Money | None = getattr(item, name)
            values[f"{name}_amount"] = money and money.amount
            values[f"{name}_currency"] = money and money.currency
        return values

    def item(self, row: Sequence[object], **parts: object) -> D:
        """The item of a row that begins with `columns`."""
        parts.update(zip(self._plain, row, strict=False))
        for position, name in enumerate(self._money):
            start = len(self._plain) + 2 * position
            parts[name] = _money(*row[start : start + 2])
        return self._kind(**parts)


def differing(before: Values, after: Values) -> Values:
    """The columns of a row that have changed, with their new values.

    Only these are written: a database works on the indexes of what is set, changed or not.
    """
    return {name: value for name, value in after.items() if before[name] != value}


def _money(amount: object, currency: object) -> Money | None:
    return Money(amount, currency) if isinstance(amount, Decimal) and isinstance(currency, str) else None
