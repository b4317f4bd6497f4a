"""`python -m bot run` without Slack's tokens, in a process and a working directory of its own."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from sandbox.company import IT_DEVICES
from sandbox.installation import Installation

ROOT = Path(__file__).parents[2]
HERE = "127.0.0.1"
FIRST_PORT, PORTS = 20_000, 12_000


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


def started(folder: Path, command: str = "run", **settings: str) -> subprocess.Popen[str]:
    """A bot in a working directory of its own, doing what a command says."""
    (folder / "policy.toml").write_bytes((ROOT / "policy.toml").read_bytes())
    given = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", command],
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


def ports_in_a_row(stack: ExitStack, number: int) -> int:
    """The first of so many ports that nobody else has; `stack` lets go of all.

    They are below those that the system gives to whoever asks for any: one may be wanted again after it was let go.
    """
    for _ in range(100):
        port = FIRST_PORT + secrets.randbelow(PORTS)
        with ExitStack() as found:
            try:
                for place in range(number):
                    found.enter_context(socket.create_server((HERE, port + place)))
            except OSError:
                continue
            stack.push(found.pop_all())
            return port
    raise AssertionError("there are no free ports in a row")
