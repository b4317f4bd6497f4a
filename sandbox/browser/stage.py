"""What whoever runs the sandbox adds to its page: time that can be walked, and a tour of what to try."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to try: what, how in a few sentences (plain text), as whom (an id), and whether it has really happened.

    `place` is where it is done: the id of a conversation, "home", "mail" or "people"; None is wherever that person
    begins. `thread` is the message there (its ts) that it is about.
    """

    title: str
    how: str
    user_id: str | None
    is_done: bool
    place: str | None = None
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """A slash command as the composer completes it: "/device request", and what it does."""

    line: str
    words: str


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened by itself: when (UTC), and what in a few words."""

    at: datetime
    words: str


class TimeStands(Exception):
    """Time could not be walked there; its text says why, for whoever asked."""


class Stage(Protocol):
    """What the page asks of whoever runs the sandbox; every method may be called from any thread."""

    begin_as: str
    """The id of the person whose screen the page opens with."""

    hints: Sequence[Hint]
    """What can be typed into the composer."""

    roles: Mapping[str, str]
    """What people are in the company, by their ids: "IT", "approves what is expensive"."""

    what_next: Sequence[str]
    """What is said once every task is done, one paragraph each."""

    @property
    def is_open(self) -> bool:
        """Whether the workspace may be visited already: what stands in it at first may still be being made."""

    def tasks(self) -> Sequence[Task]:
        """What to try, in order."""

    def next_due(self) -> datetime | None:
        """The next moment (UTC) at which anything happens by itself, if anything does."""

    def next_morning(self) -> datetime:
        """The beginning (UTC) of the next working day of the company."""

    def walk(self, to: datetime) -> Sequence[Happening]:
        """Let time go on to `to` (UTC): whatever is due on the way happens as of its own moment.

        Returns what happened, the earliest first.

        Raises:
            TimeStands: `to` has passed already, or is too far.
        """
