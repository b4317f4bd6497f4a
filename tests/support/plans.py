"""What a database is asked, and how it would go about it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event, text

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


@contextmanager
def asked(where: Connection | type[Engine]) -> Iterator[list[tuple[str, object]]]:
    """The statements that are executed meanwhile, on a connection or anywhere, with their parameters."""
    statements: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        statements.append((statement, parameters))

    event.listen(where, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(where, "before_cursor_execute", note)


def plan(connection: Connection, statement: str, parameters: object) -> list[str]:
    """The lines of the database's plan; PostgreSQL, which scans small tables, is told not to where it can."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL enable_seqscan = off"))
    rows = connection.exec_driver_sql(EXPLAIN[connection.dialect.name] + statement, parameters)  # type: ignore[arg-type]
    return [str(row[-1]) for row in rows]
