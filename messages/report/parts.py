"""What a report consists of."""

from collections.abc import Callable
from dataclasses import dataclass

from messages.payload import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: a PNG with the name of its file, its title, and what somebody is told who does not see it."""

    png: bytes
    name: str
    title: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report for one person: the words, the picture once somebody has time to draw it, what is said without it."""

    message: Message
    draw: Callable[[], Picture]
    without: str
