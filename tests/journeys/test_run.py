"""`python -m bot run` without Slack's tokens: a workspace on this machine, until it is told to end, or is killed."""

import re
import socket
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pytest

from sandbox.company import ANA
from sandbox.larger_company import LARISSA, larger_company
from tests.support.desk import SECRET
from tests.support.once import copied
from tests.support.running import HERE, Running, ports_in_a_row, running, started

COUNT_DEVICES, COUNT_EVENTS = "SELECT count(*) FROM device", "SELECT count(*) FROM event"
MARK = "INSERT INTO counter (kind, value) VALUES ('mark', 1) RETURNING value"
COUNT_MARKS = "SELECT count(*) FROM counter WHERE kind = 'mark'"


def refused(folder: Path, **settings: str) -> str:
    """What a bot says that does not start."""
    with started(folder, **settings) as bot:
        try:
            _, told = bot.communicate(timeout=60)
        finally:
            bot.kill()
    assert bot.returncode == 1
    return told


def asked(database: Path, query: str) -> int:
    with closing(sqlite3.connect(database)) as connection, connection:
        (number,) = connection.execute(query).fetchone()
    return int(number)


@pytest.fixture
def ports() -> Iterator[tuple[int, ExitStack]]:
    """Three ports in a row that nobody else has: the first one, and what lets go of all."""
    with ExitStack() as stack:
        yield ports_in_a_row(stack, 3), stack


def told(folder: Path, command: str, **settings: str) -> tuple[int, str]:
    """How a command ends in the same working directory, and what it says."""
    with started(folder, command, **settings) as shell:
        try:
            said, _ = shell.communicate(timeout=60)
        finally:
            shell.kill()
    return shell.returncode, said


def is_checked_from_another_shell(folder: Path, port: int) -> None:
    """What is encrypted there is read with the key that the sandbox left beside its record."""
    assert told(folder, "verify") == (0, "The record is whole.\n")
    assert stat.S_IMODE((folder / "sandbox.db.key").stat().st_mode) == 0o600
    code, said = told(folder, "doctor", PORT=str(port))
    assert (code, "kept in sandbox.db.key" in said, "answers at" in said) == (0, True, True)


def refuses_a_second_one_before_that_touches_anything(first: Running, folder: Path) -> None:
    events = asked(folder / "sandbox.db", COUNT_EVENTS)
    whole = f"Another Device Desk already runs on {folder / 'sandbox.db'}: stop it first"
    assert refused(folder) == f"{whole}, or use PostgreSQL for several.\n"
    assert asked(folder / "sandbox.db", COUNT_EVENTS) == events > 100
    assert httpx.get(f"{first.url}/healthz", trust_env=False).status_code == 200
    assert first.cards()


def test_it_says_where_its_page_is_stays_alone_and_is_the_same_again_after_a_kill(
    tmp_path: Path, ports: tuple[int, ExitStack]
) -> None:
    port, taken = ports
    taken.close()
    with running(tmp_path, PORT=str(port)) as first:
        assert (first.url, first.page) == (f"http://{HERE}:{port}", f"http://{HERE}:{port + 1}")
        assert any("sandbox, a workspace on this machine, listens at" in line for line in first.lines)
        assert any("sandbox.db" in line for line in first.lines)
        assert any("python -m bot tour" in line for line in first.lines)
        health = httpx.get(f"{first.url}/healthz", trust_env=False)
        assert (health.status_code, health.json()["faults"]) == (200, {})
        shown = httpx.get(first.page, trust_env=False, follow_redirects=True)
        assert shown.status_code == 200
        assert "Chiara Rossi" in shown.text
        assert {user.id for user in larger_company().people} | {LARISSA} == first.people().keys()
        assert asked(tmp_path / "sandbox.db", COUNT_DEVICES) > 100
        people, cards = first.people(), first.cards()
        assert len(cards) > 30
        assert asked(tmp_path / "sandbox.db", MARK) == 1
        refuses_a_second_one_before_that_touches_anything(first, tmp_path)
        is_checked_from_another_shell(tmp_path, port)
        first.kill()
    with running(tmp_path, PORT=str(port)) as again:
        assert (again.page, again.people()) == (first.page, people)
        assert again.cards() == cards
        assert asked(tmp_path / "sandbox.db", COUNT_MARKS) == 0, "each start begins with an empty record"
        assert httpx.get(f"{again.page}/as/{ANA}", trust_env=False, follow_redirects=True).status_code == 200
    assert not (tmp_path / "device-desk.db").exists(), "a real workspace's database is left alone"


def test_a_port_that_is_taken_is_told_with_one_that_is_free(tmp_path: Path, ports: tuple[int, ExitStack]) -> None:
    port, _ = ports
    told = refused(tmp_path, PORT=str(port))
    first, found = re.fullmatch(
        r"The settings: 1 fault\n  PORT: (\d+) is in use: stop what listens there, or choose another one,"
        r" like this: PORT=(\d+) make run\n",
        told,
    ).groups()  # type: ignore[union-attr]
    assert (int(first), int(found) > port + 2) == (port, True)
    assert not (tmp_path / "sandbox.db").exists()


def test_the_pages_port_is_looked_at_before_anything_is_touched(tmp_path: Path, ports: tuple[int, ExitStack]) -> None:
    port, taken = ports
    taken.close()
    with socket.create_server((HERE, port + 1)):
        told = refused(tmp_path, PORT=str(port))
    assert f"PORT: {port} would have the page at {port + 1}, and that is in use" in told
    assert re.search(r"like this: PORT=\d+ make run\n$", told)
    assert not (tmp_path / "sandbox.db").exists()


def test_a_database_that_is_for_something_else_is_not_filled(tmp_path: Path) -> None:
    (tmp_path / "mine.db").touch()
    told = refused(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'mine.db'}")
    assert "DATABASE_URL: names a database that no sandbox has played in" in told
    assert (tmp_path / "mine.db").read_bytes() == b""


def test_a_database_that_was_chosen_is_kept(today: Path, tmp_path: Path) -> None:
    chosen = copied(today, tmp_path)
    settings = {"DATABASE_URL": f"sqlite:///{chosen}", "SECRET_KEY": SECRET}
    with running(tmp_path, **settings) as first:
        assert any("DATABASE_URL" in line for line in first.lines)
        before, people = asked(chosen, COUNT_EVENTS), first.people()
        assert before > 100
        assert asked(chosen, MARK) == 1
    with running(tmp_path, **settings) as again:
        assert again.people() == people
        assert {"Request #1", "Return #1"} <= {*again.cards()}, "every card is there anew"
    assert asked(chosen, COUNT_EVENTS) == before
    assert asked(chosen, COUNT_MARKS) == 1
    assert not (tmp_path / "sandbox.db").exists()
