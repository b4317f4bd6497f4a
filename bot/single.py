"""One bot at a time on a SQLite database, and one sandbox on any: replicas belong on PostgreSQL, and into Slack."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from store.engine.database import check_folder
from store.engine.sole import alone
from store.errors import Unreachable

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
def only_one(database_url: str, *, has_replicas: bool = True) -> Iterator[None]:
    """Hold the database's lock file; the system lets it go when the process ends, however it ends.

    It lies beside the file itself, whichever links lead there. Without replicas, as with a sandbox, which no other
    process sees, a PostgreSQL database is held as well.

    Raises:
        AlreadyRunning: another process holds it.
        Unreachable: it cannot be made.
    """
    if not database_url.startswith("sqlite"):
        with nullcontext(enter_result=True) if has_replicas else alone(database_url) as is_ours:
            if not is_ours:
                raise AlreadyRunning("Another sandbox already runs on this database: stop it first.")
            yield
        return
    database = Path(database_url.partition(":///")[2].partition("?")[0]).resolve()
    with _opened(database) as file:
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


def _opened(database: Path) -> TextIO:
    check_folder(database)
    lock = database.with_name(f"{database.name}.lock")
    try:
        return lock.open("a", encoding="ascii")
    except OSError as error:
        raise Unreachable(f"{lock}: {error.strerror}") from error
