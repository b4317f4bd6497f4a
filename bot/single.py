"""One bot at a time on a SQLite database: it is one file with one writer, and replicas belong on PostgreSQL."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

if sys.platform == "win32":
    import msvcrt

    def _take(file: TextIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: TextIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class AlreadyRunning(Exception):
    """Another bot runs on this database."""


@contextmanager
def only_one(database_url: str) -> Iterator[None]:
    """Hold the database's lock file; the system lets it go when the process ends, however it ends.

    Raises:
        AlreadyRunning: another process holds it.
    """
    if not database_url.startswith("sqlite"):
        yield
        return
    database = database_url.partition(":///")[2].partition("?")[0]
    with Path(f"{database}.lock").open("a", encoding="ascii") as file:
        try:
            _take(file)
        except OSError:
            raise AlreadyRunning(
                f"Another Device Desk already runs on {database}: stop it first, or use PostgreSQL for several."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
