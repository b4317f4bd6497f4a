"""Processes that all act at the same moment: each gets ready, says so, and waits for the word.

Run as `python -m tests.support.at_once approve|upgrade URL NUMBER [REQUEST_ID]`.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from lifecycle.commands import ApproveRequest
from lifecycle.desk import Desk
from lifecycle.errors import Stale
from lifecycle.people import Actor, Role
from store.migrations import upgrade
from tests.support.company import NOW, POLICY, Weekdays, open_store

ROOT = Path(__file__).parents[2]
READY = "ready"


def all_at_once(number: int, *arguments: str) -> list[str]:
    """What `number` processes answer that begin at the same moment."""
    command = [sys.executable, "-m", "tests.support.at_once", *arguments]
    processes = [
        subprocess.Popen([*command, str(one)], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for one in range(number)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline().strip() == READY
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=50)[0].strip() for process in processes]


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _ready() -> None:
    _say(READY)
    sys.stdin.readline()


def approve_at_once(desk: Desk, request_id: int, person_id: int, key: str) -> str:
    """Approve, and say how it went: "approved", or who was faster."""
    actor = Actor(person_id=person_id, roles=frozenset({Role.IT}))
    try:
        desk.perform(ApproveRequest(request_id=request_id), actor=actor, key=key, now=NOW)
    except Stale as stale:
        return f"stale: {stale.last.name} by {stale.last.actor_id}" if stale.last else "stale"
    return f"approved by {person_id}"


def main(arguments: Sequence[str]) -> None:
    match arguments:
        case "approve", url, request_id, person_id, number:
            with open_store(url) as store:
                desk = Desk(store, POLICY, Weekdays())
                store.people.visitor("T", "U")
                _ready()
                _say(approve_at_once(desk, int(request_id), int(person_id), f"process-{number}"))
        case "upgrade", url, _:
            _ready()
            upgrade(url)
            _say("upgraded")


if __name__ == "__main__":
    main(sys.argv[1:])
