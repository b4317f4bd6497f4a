"""Scenes that follow each other in every return: the kit goes out and the box comes back, all media are wiped."""

from collections.abc import Mapping

from bot.play.company.returning import have_kit, send_back, send_kit
from bot.play.company.scene import Scene
from bot.play.company.wiping import wipe
from lifecycle.sanitization import Method


def kit(
    days_ago: int,
    who: str,
    carrier: str,
    tracking: str,
    *,
    due: int,
    to: str = "",
    there: int | None = None,
    back: tuple[int, str] | None = None,
) -> tuple[Scene, ...]:
    """A kit as far as it has come: `who` sends it, `to` has it since `there`, and sent it back by the same carrier.

    `days_ago`, `there` and the first of `back` (with the tracking number of that parcel) are working days before today,
    `due` is the day on which it was expected, counted from today.
    """
    sent = Scene(days_ago, who, send_kit(carrier, tracking, expected_in=due))
    arrived = () if there is None else (Scene(there, to, have_kit()),)
    returned = () if back is None else (Scene(back[0], to, send_back(carrier, back[1])),)
    return (sent, *arrived, *returned)


def wiped(days_ago: int, who: str, methods: Mapping[int, Method]) -> tuple[Scene, ...]:
    """The media of several items are sanitized on one day, each by its method."""
    return tuple(Scene(days_ago, who, wipe(method, item)) for item, method in methods.items())
