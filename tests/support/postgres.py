"""A throwaway PostgreSQL server for the tests, and empty databases in it."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

# Durability is off because the server never outlives the tests. The language and the time zone are those of no
# developer's laptop, so that code that leans on byte order or on UTC by luck shows it here.
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
full_page_writes = off
synchronous_commit = off
timezone = 'Asia/Kathmandu'
"""
INITDB_OPTIONS = (
    *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"),
    *("--locale-provider=icu", "--icu-locale=en-US", "--no-sync", "--no-instructions"),
)


def find_programs() -> Path | None:
    """The folder that holds `initdb` and `pg_ctl` (on the path, or where Debian keeps them), newest version first."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((program.parent for program in installed), key=lambda folder: int(folder.parent.name), default=None)


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Where a server's programs and files are, and the account it runs under (PostgreSQL refuses to run as root)."""

    programs: Path
    folder: Path
    account: pwd.struct_passwd | None

    def run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.programs / program, *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            user=self.account and self.account.pw_uid,
            group=self.account and self.account.pw_gid,
            extra_groups=self.account and [],
        )


def _unprivileged_account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Start a server that only this machine's user reaches, through a socket in its own folder; stop it at the end.

    Yields the URL of its maintenance database. Needs PostgreSQL 15 or newer (for ICU as a database's language).
    """
    with TemporaryDirectory(prefix="device-desk-") as name:
        cluster = _Cluster(programs, Path(name), _unprivileged_account())
        if cluster.account:
            os.chown(cluster.folder, cluster.account.pw_uid, cluster.account.pw_gid)
        data = cluster.folder / "data"
        cluster.run("initdb", f"--pgdata={data}", *INITDB_OPTIONS)
        with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write(CONFIGURATION.format(folder=cluster.folder))
        cluster.run("pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={cluster.folder / 'log'}")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={cluster.folder}"
        finally:
            cluster.run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={data}")


@contextmanager
def new_database(server_url: str, template: str = "template1") -> Iterator[str]:
    """Create a database under a name of its own, yield its URL, and drop it with whoever is still connected.

    `template` names the database that it is a copy of; nobody may be connected to that one. Its files are copied as
    they are: writing each page to the log as well is for databases that outlive a crash, and takes half as long again.
    """
    url = make_url(server_url)
    name = f"test_{uuid4().hex}"
    conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(
            SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(Identifier(name), Identifier(template))
        )
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
