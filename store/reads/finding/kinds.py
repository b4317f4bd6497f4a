"""What kinds of devices there are: category, manufacturer and model."""

from functools import lru_cache

from sqlalchemy import Connection, func, select

from lifecycle.folding import folded
from store.tables.models import device

MOST_KINDS = 10_000
"""More different models than any company buys; beyond that they are sought one row after the other."""

_first = select(func.min(device.c.kind).label("kind")).cte("kinds", recursive=True)
_next = select(func.min(device.c.kind)).where(device.c.kind > _first.c.kind).scalar_subquery()
_kinds = _first.union_all(select(_next).where(_first.c.kind.is_not(None)))
_EVERY_KIND = select(_kinds.c.kind).where(_kinds.c.kind.is_not(None)).limit(MOST_KINDS + 1)
"""Steps from one kind to the next through the index: it never looks at two devices of the same kind."""


def every_kind(connection: Connection) -> list[str]:
    """Every kind of device on record, as `kind_key` writes it; at most one more than `MOST_KINDS`."""
    return [*connection.scalars(_EVERY_KIND).all()]


@lru_cache(maxsize=2 * MOST_KINDS)
def words_of(kind: str) -> str:
    """The words of a kind, with a space before and after each."""
    return f" {folded(kind)} "


def category_of(kind: str) -> str:
    """The category of a kind, in small letters, as the ids of categories are."""
    return kind.partition("\n")[0]
