"""Letting time go on, by whoever looks at the page."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sandbox.browser.shell.moments import from_wall
from sandbox.browser.shell.room import Unfit, Walk
from sandbox.browser.shell.visit import Visit
from sandbox.browser.stage import Stage, TimeStands
from sandbox.payload import Payload

HOUR = timedelta(hours=1)

Step = Callable[[Stage, datetime], datetime | None]

STEPS: Mapping[str, Step] = {
    "hour": lambda _, now: now + HOUR,
    "morning": lambda stage, _: stage.next_morning(),
    "due": lambda stage, _: stage.next_due(),
}
"""Where time can go with one click."""


def walk(visit: Visit) -> Payload:
    """Let time go on to a step's end, or to the moment that was picked."""
    room, stage = visit.room, visit.room.stage
    if stage is None:
        raise Unfit("Time cannot be moved here.")
    since = room.slack.now()
    try:
        until = _aim(visit, stage, since)
        happened = tuple(stage.walk(until))
    except TimeStands as reason:
        raise Unfit(str(reason)) from reason
    with room.workspace.changing():
        room.walk = Walk(since, until, happened)
    return {}


def _aim(visit: Visit, stage: Stage, now: datetime) -> datetime:
    words = visit.text("to")
    if words not in STEPS:
        try:
            return from_wall(words, visit.user)
        except (ValueError, OverflowError):
            raise Unfit("Please pick a date and a time.") from None
    aim = STEPS[words](stage, now)
    if aim is None:
        raise Unfit("Nothing is due: nothing would happen by itself.")
    return aim
