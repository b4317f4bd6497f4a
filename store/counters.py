"""Numbers for what is new."""

from sqlalchemy import Connection, bindparam
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT reads the same

from lifecycle.subject import SubjectKind
from store.models import counter

_NEXT = (
    insert(counter)
    .values(kind=bindparam("kind"), value=1)
    .on_conflict_do_update(index_elements=["kind"], set_={"value": counter.c.value + 1})
    .returning(counter.c.value)
)


def next_number(connection: Connection, kind: SubjectKind) -> int:
    """The next number of its kind; a transaction that is rolled back gives its number back."""
    number: int = connection.execute(_NEXT, {"kind": kind.value}).scalar_one()
    return number
