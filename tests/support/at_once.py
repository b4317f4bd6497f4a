"""Processes that all act at the same moment: each gets ready, says so, and waits for the word."""

from collections.abc import Callable
from multiprocessing.connection import Connection

from lifecycle.desk import Desk
from lifecycle.errors import Stale
from lifecycle.people import Actor, Role
from lifecycle.requests.commands import ApproveRequest
from store.engine import migrations
from tests.support import processes
from tests.support.company import NOW, POLICY, Weekdays, open_store


def all_at_once(number: int, work: Callable[..., None], *given: object) -> list[object]:
    """What `number` processes answer that begin at the same moment; `work` gets a line, `given`, and a number."""
    lines = [processes.line() for _ in range(number)]
    under_way = [processes.started(work, theirs, *given, one) for one, (_, theirs) in enumerate(lines)]
    for ours, _ in lines:
        processes.heard(ours)
    for ours, _ in lines:
        ours.send("go")
    answers = [processes.heard(ours) for ours, _ in lines]
    for process in under_way:
        assert processes.ended(process) == 0
    for end in (end for both in lines for end in both):
        end.close()
    return answers


def approve(line: Connection, url: str, request_id: int, person_id: int, number: int) -> None:
    """Approve over a connection of one's own."""
    with open_store(url) as store:
        desk = Desk(store, POLICY, Weekdays())
        store.people.visitor("T", "U")
        _get_ready(line)
        line.send(approve_at_once(desk, request_id, person_id, f"process-{number}"))


def upgrade(line: Connection, url: str, _: int) -> None:
    """Migrate."""
    _get_ready(line)
    migrations.upgrade(url)
    line.send("upgraded")


def approve_at_once(desk: Desk, request_id: int, person_id: int, key: str) -> str:
    """Approve, and say how it went: "approved", or who was faster."""
    actor = Actor(person_id=person_id, roles=frozenset({Role.IT}))
    try:
        desk.perform(ApproveRequest(request_id=request_id), actor=actor, key=key, now=NOW)
    except Stale as stale:
        return f"stale: {stale.last.name} by {stale.last.actor_id}" if stale.last else "stale"
    return f"approved by {person_id}"


def _get_ready(line: Connection) -> None:
    line.send("ready")
    line.recv()
