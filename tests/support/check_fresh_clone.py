"""`python -m tests.support.check_fresh_clone`: a newcomer's first minute.

Clones the committed project into an empty folder and runs `make run` there, with nothing of this checkout: somebody's
screen must be there at the page's address and the bot answer at /healthz, it must end well when it is told to, and have
installed nothing that only tests need.
"""

import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

PATIENCE = 300.0
"""Seconds until the bot must answer: a cold package cache is slow."""

USABLE_WITHIN = 60.0
"""Seconds until the page is to be usable, where the packages need not be fetched; told, and a fault at twice of it.

A machine that has other things to do meanwhile takes longer, and nobody can mend that here.
"""

WORK_WITHIN = 45.0
"""Seconds of work that all of it may take, however busy the machine is: more would not be through within a minute."""

SCREEN = b'id="tour"'
"""What somebody's screen has once the company is there, beside which the tour stands."""

LEAVE_BEHIND = ("VIRTUAL_ENV", "PYTHONPATH", "DATABASE_URL", "SECRET_KEY")


def main() -> int:
    """0 when all went well; otherwise says what did not, and 1."""
    root = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "device-desk"
        subprocess.run(["git", "clone", "--quiet", str(root), str(clone)], check=True)
        began = time.monotonic()
        fault = _run(clone, began) or _installed_too_much(clone) or _worked_too_long()
    sys.stdout.write(f"fresh clone: {fault or f'make run is fine, {time.monotonic() - began:.0f} s in all'}\n")
    return 1 if fault else 0


def _run(clone: Path, began: float) -> str | None:
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name not in LEAVE_BEHIND}
    environment["PORT"] = str(port)
    with subprocess.Popen(["make", "run"], cwd=clone, env=environment, start_new_session=True) as process:
        try:
            if not _answers(process, f"http://127.0.0.1:{port}/healthz"):
                return "make run did not get to a healthy bot"
            if not _answers(process, f"http://127.0.0.1:{port + 1}/", SCREEN):
                return "make run did not get to a usable page"
            took = time.monotonic() - began
            sys.stdout.write(f"fresh clone: a usable page after {took:.0f} s (to reach: {USABLE_WITHIN:.0f})\n")
            if took > 2 * USABLE_WITHIN:
                return f"the page took {took:.0f} s to become usable"
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    return None


def _answers(process: subprocess.Popen[bytes], url: str, containing: bytes = b"") -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:
            if answer.status == 200 and containing in answer.read():
                return True
        time.sleep(0.2)
    return False


def _installed_too_much(clone: Path) -> str | None:
    return "make run installed what only tests need" if (clone / ".venv/bin/pytest").exists() else None


def _worked_too_long() -> str | None:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = used.ru_utime + used.ru_stime
    sys.stdout.write(f"fresh clone: {worked:.0f} s of work (at most {WORK_WITHIN:.0f})\n")
    return f"setting it up and starting it took {worked:.0f} s of work" if worked > WORK_WITHIN else None


def _free_port() -> int:
    """A port that is free, and the next one, too: the page is there."""
    while True:
        with socket.socket() as probe, socket.socket() as beside:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
            with suppress(OSError):
                beside.bind(("127.0.0.1", port + 1))
                return port


if __name__ == "__main__":
    sys.exit(main())
