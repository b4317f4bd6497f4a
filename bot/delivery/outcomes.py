"""How the attempt to deliver one notice ended, as far as that can be known."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Sent:
    """It is in Slack, there; or a mail server has taken it, under that name."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing was posted, for certain; try again after `wait`."""

    wait: timedelta
    error: str


@dataclass(frozen=True, slots=True)
class Left:
    """Nobody knows whether it was posted: once the lease has run out it is looked up before it is posted again."""

    error: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing was posted and nothing will be: IT must hear of it, unless it `is_known` to them in other words."""

    error: str
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class NoMailbox(Failed):
    """A mail server has said that it takes nothing for that address."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """There is nobody to tell."""

    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been posted, and cannot be looked up: it is not posted again."""

    error: str


Outcome: TypeAlias = Sent | Later | Left | Failed | Skipped | Unknown
