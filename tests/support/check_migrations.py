"""Are the migrations in order? On SQLite and on PostgreSQL: one head, up, no difference to the tables, down, up."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import ScriptDirectory

from store.engine.migrations import config, revision
from tests.support import postgres


def check(url: str) -> None:
    """Raises when the migrations of a database at `url` (empty) are not in order."""
    settings = config(url)
    (head,) = ScriptDirectory.from_config(settings).get_heads()
    command.upgrade(settings, "head")
    command.check(settings)
    command.downgrade(settings, "base")
    command.upgrade(settings, "head")
    if (found := revision(url)) != head:
        raise RuntimeError(f"{url} is at {found}, not at {head}")


@contextmanager
def sqlite_url() -> Iterator[str]:
    """An empty SQLite database."""
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'check.sqlite3'}"


@contextmanager
def postgres_url() -> Iterator[str | None]:
    """An empty PostgreSQL database; None when there is no server to be had and none is asked for."""
    programs = postgres.find_programs()
    if given := os.environ.get("TEST_DATABASE_URL"):
        with postgres.new_database(given) as url:
            yield url
    elif programs:
        with postgres.server(programs) as server, postgres.new_database(server) as url:
            yield url
    elif os.environ.get("CI") == "true":
        raise RuntimeError("PostgreSQL is not installed here and TEST_DATABASE_URL is not set")
    else:
        yield None


def main() -> int:
    for database in (sqlite_url, postgres_url):
        with database() as url:
            if url is None:
                sys.stderr.write("Migrations: PostgreSQL is not installed here, so only SQLite was checked.\n")
            else:
                check(url)
    return 0


if __name__ == "__main__":
    sys.exit(main())
