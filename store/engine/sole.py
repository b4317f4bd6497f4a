"""One process at a time on a PostgreSQL database, where several would make no sense."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import DatabaseError

from store.engine.database import promptly
from store.errors import Unreachable

NUMBER = 0x736F6C65
"""The advisory lock's number: "sole"."""

_TAKE = text("SELECT pg_try_advisory_lock(:number)")


@contextmanager
def alone(url: str) -> Iterator[bool]:
    """Whether this process is alone here with whoever asks for it; the lock ends with the process, however it ends.

    Raises `Unreachable`.
    """
    engine = create_engine(
        url, poolclass=NullPool, hide_parameters=True, isolation_level="AUTOCOMMIT", connect_args=promptly(url)
    )
    try:
        connection = engine.connect()
    except DatabaseError as error:
        raise Unreachable(" ".join(str(error.orig).split()).rstrip(".")) from error
    with closing(connection):
        yield bool(connection.scalar(_TAKE, {"number": NUMBER}))
