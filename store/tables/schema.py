"""What all tables share: the naming of constraints, the JSON types, partial indexes."""

from collections.abc import Mapping

from pydantic import TypeAdapter
from sqlalchemy import Index, MetaData, text

from lifecycle.device import Disposition
from lifecycle.flag import RefreshReason
from lifecycle.request import Nudge
from store.tables.types import Json

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Numbers = Json(TypeAdapter(tuple[int, ...]))
Reasons = Json(TypeAdapter(tuple[RefreshReason, ...]))
Texts = Json(TypeAdapter(tuple[str, ...]))
Attributes = Json(TypeAdapter(Mapping[str, str]))
Nudges = Json(TypeAdapter(tuple[Nudge, ...]))
Disposed = Json(TypeAdapter(Disposition))
Facts = Json(TypeAdapter(Mapping[str, str | int | None]))
Changes = Json(TypeAdapter(Mapping[str, object]))


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the rows that meet a condition, which both databases know."""
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
