"""Word to open pages that something changed: they ask again for what they show, and exchange what is different."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from starlette.concurrency import run_in_threadpool

from sandbox.browser.shell.room import Room
from sandbox.people import User

BEAT = 15.0
"""Seconds after which a stream says that it is still there, and how late it is."""

START = "retry: 1000\n\n"
CHANGED = "event: changed\ndata:\n\n"


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that a page may show, as it stood at a turn of the workspace. What is in it never changes itself."""

    turn: int
    things: tuple[object, ...]


class Live:
    """One stream for each open page. Nothing is asked again and again: the workspace tells."""

    def __init__(self, room: Room, beat: float = BEAT) -> None:
        self._room = room
        self._beat = beat
        self._over = threading.Event()
        self._ends: list[asyncio.Event] = []

    async def stream(self, user: User, turn: int) -> AsyncIterator[str]:
        """Events for a person whose page was drawn at this turn, until the page or the sandbox goes."""
        rung = asyncio.Event()
        tell = partial(asyncio.get_running_loop().call_soon_threadsafe, rung.set)
        self._ends.append(rung)
        try:
            with self._room.workspace.watching(tell):
                yield START
                async for event in self._events(user, turn, rung):
                    yield event
        finally:
            self._ends.remove(rung)

    async def end(self) -> None:
        """End all streams, those to come too."""
        self._over.set()
        for rung in self._ends:
            rung.set()

    async def _events(self, user: User, turn: int, rung: asyncio.Event) -> AsyncIterator[str]:
        seen = await run_in_threadpool(self._look, user)
        if seen.turn != turn:
            yield CHANGED
        while not self._over.is_set():
            if not await _rings(rung, self._beat):
                yield f"event: beat\ndata: {self._room.slack.now().isoformat(timespec='seconds')}\n\n"
                continue
            rung.clear()
            if self._over.is_set():
                return
            before, seen = seen, await run_in_threadpool(self._look, user)
            if before.things != seen.things:
                yield CHANGED

    def _look(self, user: User) -> Seen:
        room, workspace = self._room, self._room.workspace
        with workspace.reading():
            journal = workspace.journal
            return Seen(
                workspace.turn,
                (
                    tuple(workspace.messages_for(user.id)),
                    workspace.screens.modals(user.id),
                    workspace.screens.home(user.id),
                    tuple(workspace.directory.users.values()),
                    tuple(workspace.directory.groups.values()),
                    tuple(workspace.conversations.channels.values()),
                    (sum(not call.ok for call in journal.calls), len(journal.refusals)),
                    tuple(room.marks.waiting(person, workspace) for person in room.people()),
                    (len(room.letters()), room.marks.letters_read),
                    room.walk,
                ),
            )


async def _rings(rung: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(rung.wait(), seconds)
    return rung.is_set()
