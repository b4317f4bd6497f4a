"""The workspace: all its state, under one lock, with a bell that rings at every change."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sandbox.clock import Clock, system_clock
from sandbox.conversations import Channel, Conversations, Kind, Message
from sandbox.files import Files
from sandbox.ids import Ids
from sandbox.journal import Journal
from sandbox.people import Directory, User, UserGroup
from sandbox.screens import Screens

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Team:
    """The workspace's own names."""

    id: str
    name: str
    domain: str


class Workspace:
    """State of one Slack workspace.

    Whoever changes anything does so within `changing()`, at the end of which everybody in `wait_until` looks again and
    everybody who is `watching` is told. Whoever only reads more than one thing that must fit together does so within
    `reading()`, of which nobody hears.
    """

    def __init__(
        self,
        team: Team,
        people: Iterable[User],
        groups: Iterable[UserGroup] = (),
        channels: Iterable[Channel] = (),
        *,
        clock: Clock = system_clock,
    ) -> None:
        self.team = team
        self.directory = Directory(people, groups)
        self.conversations = Conversations(channels)
        self.screens = Screens()
        self.files = Files()
        self.journal = Journal()
        self.ids = Ids()
        self.clock = clock
        self.turn = 0
        self._bell = threading.Condition(threading.RLock())
        self._watchers: list[Callable[[], object]] = []

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the lock; count a `turn`, and wake everybody who waits or watches, when done."""
        with self._bell:
            try:
                yield
            finally:
                self.ring()

    def ring(self) -> None:
        """Count a turn, and wake everybody who waits or watches: something outside of the workspace changed, too."""
        with self._bell:
            self.turn += 1
            self._bell.notify_all()
            for tell in self._watchers:
                tell()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold the lock, and wake nobody."""
        with self._bell:
            yield

    @contextmanager
    def watching(self, tell: Callable[[], object]) -> Iterator[None]:
        """Call `tell` after every change: within the lock, in whatever thread made it, so it has to be quick."""
        with self._bell:
            self._watchers.append(tell)
        try:
            yield
        finally:
            with self._bell:
                self._watchers.remove(tell)

    def wait_until(self, look: Callable[[], T | None], timeout: float = 5.0) -> T:
        """Wait until `look` finds something true, and return it.

        Raises:
            TimeoutError: it found nothing within `timeout` seconds of real time.
        """
        with self._bell:
            found = self._bell.wait_for(look, timeout)
            if not found:
                raise TimeoutError(f"not seen within {timeout:g} s")
            return found

    def user(self, user_id: str) -> User:
        """The user with this id.

        Raises:
            KeyError: there is none.
        """
        return self.directory.users[user_id]

    def open_dm(self, members: Iterable[str]) -> Channel:
        """The direct conversation of these people, made when it is not there yet."""
        people = tuple(dict.fromkeys(members))
        with self.changing():
            found = self.conversations.dm_of(people)
            if found:
                return found
            kind, prefix = (Kind.DM, "D") if len(people) <= 2 else (Kind.GROUP_DM, "G")
            created = int(self.clock().timestamp())
            channel = Channel(self.ids.of(prefix, people), "", kind, people, created=created)
            self.conversations.channels[channel.id] = channel
            return channel

    def messages_for(self, user_id: str) -> list[Message]:
        """What this person sees, oldest first: nothing at all once deactivated, since they cannot sign in."""
        with self.reading():
            return [] if self.user(user_id).deleted else self.conversations.seen_by(user_id)
