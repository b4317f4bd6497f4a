"""`python -m tests.support.check_fresh_clone`: a newcomer's first minute.

Clones the committed project into an empty folder and runs `make run` there, with nothing of this checkout: the bot must
answer at /healthz, end well when it is told to, and have installed nothing that only tests need.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PATIENCE = 300.0
"""Seconds until the bot must answer: a cold package cache is slow."""

LEAVE_BEHIND = ("VIRTUAL_ENV", "PYTHONPATH", "DATABASE_URL", "SECRET_KEY")


def main() -> int:
    """0 when all went well; otherwise says what did not, and 1."""
    root = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "device-desk"
        subprocess.run(["git", "clone", "--quiet", str(root), str(clone)], check=True)
        began = time.monotonic()
        fault = _run(clone) or _installed_too_much(clone)
    sys.stdout.write(f"fresh clone: {fault or f'make run is fine, {time.monotonic() - began:.0f} s in all'}\n")
    return 1 if fault else 0


def _run(clone: Path) -> str | None:
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name not in LEAVE_BEHIND}
    environment["PORT"] = str(port)
    with subprocess.Popen(["make", "run"], cwd=clone, env=environment, start_new_session=True) as process:
        try:
            if not _answers(process, f"http://127.0.0.1:{port}/healthz"):
                return "make run did not get to a healthy bot"
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    return None


def _answers(process: subprocess.Popen[bytes], url: str) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.2)
    return False


def _installed_too_much(clone: Path) -> str | None:
    return "make run installed what only tests need" if (clone / ".venv/bin/pytest").exists() else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
