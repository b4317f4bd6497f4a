"""The servers under measurement, each in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.signing import SECRET
from sandbox import Sandbox
from sandbox.company import ANA, BRUNO, IT_DEVICES

PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `start_up` is in seconds, from the process's start to its first answer."""

    port: int
    pid: int
    start_up: float

    @property
    def memory_mb(self) -> float | None:
        """Resident memory in MB, where the system tells."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024


@contextmanager
def bare(kind: str, directory: Path) -> Iterator[Server]:
    """A bare Bolt app: "default" or "commit"; see `benchmarks/bare.py`."""
    port = free_port()
    database = str(directory / f"{kind}.db")
    with _process([sys.executable, "-m", "benchmarks.bare", kind, str(port), database], port, "/", {}) as server:
        yield server


@contextmanager
def bot(sandbox: Sandbox, database: Path) -> Iterator[Server]:
    """The whole bot over HTTP, in the sandbox's workspace."""
    port = free_port()
    settings = {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": sandbox.api_url,
        "DATABASE_URL": f"sqlite:///{database}",
        "IT_CHANNEL": IT_DEVICES,
        "IT_USERS": f"{ANA},{BRUNO}",
        "PORT": str(port),
        "LOG_LEVEL": "WARNING",
        "SECRET_KEY": "bench " * 8,
    }
    with _process([sys.executable, "-m", "bot", "run"], port, "/healthz", settings) as server:
        yield server


@contextmanager
def playground(directory: Path) -> Iterator[Server]:
    """The sandbox with its company, and the bot in it; the page is at the port after the bot's."""
    port = free_port()
    policy = Path("policy.toml").resolve()
    settings = {"PORT": str(port), "POLICY_FILE": str(policy), "PYTHONPATH": str(policy.parent), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "bot", "run"]
    with _process(command, port, "/healthz", settings, directory) as server:
        yield server


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _process(
    command: list[str], port: int, path: str, settings: Mapping[str, str], directory: Path | None = None
) -> Iterator[Server]:
    began, environment = time.perf_counter(), {**os.environ, **settings}
    with subprocess.Popen(command, cwd=directory, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(process, f"http://127.0.0.1:{port}{path}")
            yield Server(port, process.pid, time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    """Until it answers anything at all, a 404 too."""
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"{url} did not answer")
