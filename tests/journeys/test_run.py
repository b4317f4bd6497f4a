"""`python -m bot run` without Slack's tokens: a workspace on this machine, until it is told to end."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
COUNT_DEVICES, COUNT_EVENTS = "SELECT count(*) FROM device", "SELECT count(*) FROM event"


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[tuple[list[str], int]]:
    """A bot in a working directory of its own: the lines that it says once it is up, and the status of /healthz."""
    (folder / "policy.toml").write_bytes((ROOT / "policy.toml").read_bytes())
    given = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
    bot = subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", "run"],
        cwd=folder,
        env={**given, "PYTHONPATH": str(ROOT), "PORT": "0", **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    assert bot.stdout
    with bot, closing(bot.stdout) as said:
        try:
            lines: list[str] = []
            while not lines or "answers at" not in lines[-1]:
                line = said.readline()
                assert line, f"it ended: {lines}"
                lines.append(line.rstrip())
            (url,) = re.findall(r"answers at (\S+)", lines[-1])
            with urlopen(f"{url}/healthz") as answer:
                yield lines, answer.status
        finally:
            bot.send_signal(signal.SIGTERM)
            assert bot.wait(timeout=20) == 0


def asked(database: Path, query: str) -> int:
    with closing(sqlite3.connect(database)) as connection, connection:
        (number,) = connection.execute(query).fetchone()
    return int(number)


def test_it_says_where_it_listens_and_ends_when_told(tmp_path: Path) -> None:
    with running(tmp_path) as (lines, status):
        assert status == 200
        assert "sandbox, a workspace on this machine, listens at http://127.0.0.1:" in lines[0]
        assert "sandbox.db" in lines[1]
        assert "python -m bot tour" in lines[2]
        (url,) = re.findall(r"listens at (\S+)\.", lines[0])
        with urlopen(url) as page:
            shown = page.read().decode()
        assert "Ana Torres" in shown
        assert "#it-devices" in shown
        assert "python -m bot tour" in shown
        assert asked(tmp_path / "sandbox.db", COUNT_DEVICES) > 10
    assert not (tmp_path / "device-desk.db").exists(), "a real workspace's database is left alone"


def test_each_start_begins_with_an_empty_record(tmp_path: Path) -> None:
    with running(tmp_path):
        pass
    mark = "INSERT INTO counter (kind, value) VALUES ('mark', 1) RETURNING value"
    assert asked(tmp_path / "sandbox.db", mark) == 1
    with running(tmp_path):
        pass
    assert asked(tmp_path / "sandbox.db", "SELECT count(*) FROM counter WHERE kind = 'mark'") == 0


def test_a_database_that_was_chosen_is_kept(tmp_path: Path) -> None:
    chosen = tmp_path / "mine.db"
    with running(tmp_path, DATABASE_URL=f"sqlite:///{chosen}") as (lines, _):
        assert "DATABASE_URL" in lines[1]
        before = asked(chosen, COUNT_EVENTS)
    with running(tmp_path, DATABASE_URL=f"sqlite:///{chosen}"):
        pass
    assert asked(chosen, COUNT_EVENTS) == before > 10
    assert not (tmp_path / "sandbox.db").exists()
