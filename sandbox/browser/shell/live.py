"""Word to open pages that something changed: they ask again for what they show, and exchange what is different."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from starlette.concurrency import run_in_threadpool

from sandbox.browser.shell.marks import channels_of
from sandbox.browser.shell.places import Sort
from sandbox.browser.shell.room import Room
from sandbox.people import User

PAUSE = 0.3
"""Seconds after a change in which more may come before a page hears of it: one click changes several messages."""

BEAT = 15.0
"""Seconds after which a stream says that it is still there, and how late it is."""

Rest: TypeAlias = Callable[[float], Awaitable[None]]
"""Lets seconds go by."""

START = "retry: 1000\n\n"


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that a page shows, as it stood at a turn of the workspace. What is in it never changes itself."""

    turn: int
    things: tuple[object, ...]


class Live:
    """One stream for each open page. Nothing is asked again and again: the workspace tells."""

    def __init__(self, room: Room, beat: float = BEAT, rest: Rest = asyncio.sleep) -> None:
        self._room = room
        self._beat = beat
        self._rest = rest
        self._over = threading.Event()
        self._ends: list[asyncio.Event] = []

    async def stream(self, user: User, turn: int, place: str) -> AsyncIterator[str]:
        """Events for a person whose page shows a place and was drawn at this turn, until the page or the sandbox goes.

        A change is told with its turn, so that a page that was drawn later needs nothing; with none for a page whose
        turn is not of this workspace, or is over.
        """
        rung = asyncio.Event()
        tell = partial(asyncio.get_running_loop().call_soon_threadsafe, rung.set)
        self._ends.append(rung)
        try:
            with self._room.workspace.watching(tell):
                yield START
                async for event in self._events(user, turn, place, rung):
                    yield event
        finally:
            self._ends.remove(rung)

    async def end(self) -> None:
        """End all streams, those to come too."""
        self._over.set()
        for rung in self._ends:
            rung.set()

    async def _events(self, user: User, turn: int, place: str, rung: asyncio.Event) -> AsyncIterator[str]:
        seen = await run_in_threadpool(self._look, user, place)
        if seen.turn != turn:
            yield changed()
        while not self._over.is_set():
            if not await _rings(rung, self._beat):
                yield f"event: beat\ndata: {self._room.slack.now().isoformat(timespec='seconds')}\n\n"
                continue
            await self._gather(rung)
            if self._over.is_set():
                return
            before, seen = seen, await run_in_threadpool(self._look, user, place)
            if before.things != seen.things:
                yield changed(seen.turn)

    async def _gather(self, rung: asyncio.Event) -> None:
        """Let what belongs together happen."""
        if not self._over.is_set():
            await self._rest(PAUSE)
        rung.clear()

    def _look(self, user: User, name: str) -> Seen:
        room, workspace = self._room, self._room.workspace
        stage = room.stage
        tasks = tuple(stage.tasks()) if stage else ()
        with workspace.reading():
            return Seen(workspace.turn, (tasks, *_around(room, user), *_shown(room, user, name)))


def changed(turn: int | None = None) -> str:
    """The event that something on the page is different from this turn on, or from whenever on."""
    return f"event: changed\ndata: {turn or ''}\n\n"


def _around(room: Room, user: User) -> tuple[object, ...]:
    """What stands around every place; how much is new for each of the others is looked up when their list opens."""
    workspace, journal = room.workspace, room.workspace.journal
    others = (other for other in room.people() if other.id != user.id)
    return (
        workspace.screens.modals(user.id),
        tuple(workspace.directory.users.values()),
        tuple(workspace.directory.groups.values()),
        tuple(workspace.conversations.channels.values()),
        (sum(not call.ok for call in journal.calls), len(journal.refusals)),
        sum(room.marks.waiting(other, workspace) > 0 for other in others),
        room.walk,
    )


def _shown(room: Room, user: User, name: str) -> tuple[object, ...]:
    """What is new everywhere, and what stands at the place of this name."""
    workspace, letters = room.workspace, len(room.letters())
    news = {channel.id: room.marks.unread(user, channel, workspace) for channel in channels_of(workspace, user)}
    said = [one for one in workspace.conversations.in_channel(name) if one.only_for in (None, user.id)]
    at_home = workspace.screens.home(user.id) if name == Sort.HOME else None
    return news, letters - room.marks.letters_read, said if name in news else at_home, letters * (name == Sort.MAIL)


async def _rings(rung: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(rung.wait(), seconds)
    return rung.is_set()
