"""`python -m bot run` without Slack's tokens: a workspace on this machine, until it is told to end, or is killed."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from sandbox.company import ANA, IT_DEVICES
from sandbox.installation import Installation
from sandbox.larger_company import LARISSA, larger_company

ROOT = Path(__file__).parents[2]
HERE = "127.0.0.1"
COUNT_DEVICES, COUNT_EVENTS = "SELECT count(*) FROM device", "SELECT count(*) FROM event"
MARK = "INSERT INTO counter (kind, value) VALUES ('mark', 1) RETURNING value"
COUNT_MARKS = "SELECT count(*) FROM counter WHERE kind = 'mark'"


@dataclass
class Running:
    """A bot that is up: what it has said so far, and where it and its page are."""

    process: subprocess.Popen[str]
    lines: list[str]

    @property
    def url(self) -> str:
        (found,) = re.findall(r"answers at (\S+)", self.lines[-1])
        return str(found)

    @property
    def page(self) -> str:
        (found,) = (re.findall(r"Open this page in a browser: (\S+)", line) for line in self.lines if "Open" in line)
        return str(found[0])

    def call(self, method: str, **values: str) -> dict[str, object]:
        """What the sandbox's Web API says."""
        token = Installation("").bot_token
        answer = httpx.post(f"{self.page}/api/{method}", data={"token": token, **values}, trust_env=False)
        answered: dict[str, object] = answer.json()
        assert answered["ok"], answered
        return answered

    def people(self) -> dict[str, str]:
        """Who is in the workspace, by their ids."""
        members = self.call("users.list", limit="200")["members"]
        assert isinstance(members, list)
        return {one["id"]: one["real_name"] for one in members}

    def cards(self) -> list[str]:
        """The names of the cards in IT's channel: "Request #7"."""
        messages = self.call("conversations.history", channel=IT_DEVICES, limit="200")["messages"]
        assert isinstance(messages, list)
        return sorted(name for one in messages if (name := str(one["text"]).partition(":")[0]) and "#" in name)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=20)


def started(folder: Path, **settings: str) -> subprocess.Popen[str]:
    """A bot in a working directory of its own."""
    (folder / "policy.toml").write_bytes((ROOT / "policy.toml").read_bytes())
    given = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", "run"],
        cwd=folder,
        env={**given, "PYTHONPATH": str(ROOT), "PORT": "0", **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Running]:
    """A bot that is up, and ends in order when it is told to, unless it was killed."""
    bot = started(folder, **settings)
    assert bot.stdout
    assert bot.stderr
    with bot, closing(bot.stdout) as said, closing(bot.stderr):
        try:
            lines: list[str] = []
            while not lines or "answers at" not in lines[-1]:
                line = said.readline()
                assert line, f"it ended: {lines} {bot.stderr.read()}"
                lines.append(line.rstrip())
            yield Running(bot, lines)
        finally:
            if bot.poll() is None:
                bot.send_signal(signal.SIGTERM)
                try:
                    assert bot.wait(timeout=20) == 0
                finally:
                    bot.kill()


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
    for _ in range(100):
        with ExitStack() as stack:
            port: int = stack.enter_context(socket.create_server((HERE, 0))).getsockname()[1]
            try:
                for number in (1, 2):
                    stack.enter_context(socket.create_server((HERE, port + number)))
            except (OSError, OverflowError):
                continue
            yield port, stack
            return
    pytest.fail("there are no free ports in a row")


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


def test_a_database_that_was_chosen_is_kept(tmp_path: Path) -> None:
    chosen = tmp_path / "mine.db"
    with running(tmp_path, DATABASE_URL=f"sqlite:///{chosen}") as first:
        assert any("DATABASE_URL" in line for line in first.lines)
        before, people = asked(chosen, COUNT_EVENTS), first.people()
        assert before > 100
        assert asked(chosen, MARK) == 1
    with running(tmp_path, DATABASE_URL=f"sqlite:///{chosen}") as again:
        assert again.people() == people
        assert {"Request #1", "Return #1"} <= {*again.cards()}, "every card is there anew"
    assert asked(chosen, COUNT_EVENTS) == before
    assert asked(chosen, COUNT_MARKS) == 1
    assert not (tmp_path / "sandbox.db").exists()
