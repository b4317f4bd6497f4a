"""Numbers for what is new."""

from sqlalchemy import Connection, bindparam
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from lifecycle.subject import SubjectKind
from store.tables.models import counter

_NEXT = (
    insert(counter)
    .values(kind=bindparam("kind"), value=bindparam("many"))
    .on_conflict_do_update(index_elements=["kind"], set_={"value": counter.c.value + bindparam("many")})
    .returning(counter.c.value)
)


def next_number(connection: Connection, kind: SubjectKind) -> int:
    """The next number of its kind; a transaction that is rolled back gives its number back."""
    return next_numbers(connection, kind, 1)[0]


def next_numbers(connection: Connection, kind: SubjectKind, many: int) -> range:
    """The next so many numbers of a kind."""
    last: int = connection.execute(_NEXT, {"kind": kind.value, "many": many}).scalar_one()
    return range(last - many + 1, last + 1)
