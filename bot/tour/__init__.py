"""The tour: the road of a device from the request to its arrival, played as people play it, over real sockets.

A demonstration and a check at once: every step says who does what and shows what that person sees, and holds what must
be seen and what must be on record.
"""

import sys
from collections.abc import Sequence
from io import StringIO, TextIOWrapper
from typing import TextIO

from bot import logs
from bot.config.settings import Settings
from bot.faults import Faulty
from bot.tour.narrator import Narrator
from bot.tour.stage import Stage, Step, raised
from bot.tour.story import STORY


def main(story: Sequence[Step] = STORY) -> int:
    """Play a story on standard output; 1, after an account of what was different, when it went otherwise."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    logged = StringIO()
    logs.configure(Settings(log_level="WARNING"), logged)
    went_well = play(story, sys.stdout)
    if not went_well and logged.getvalue():
        sys.stdout.write(f"\nThe bot's log says:\n{logged.getvalue()}")
    return 0 if went_well else 1


def play(story: Sequence[Step], out: TextIO) -> bool:
    """Play the steps one after the other; whether each went as it must, with an account on `out` either way."""
    tell = Narrator(out)
    try:
        with raised(tell) as stage:
            tell.title("Device Desk, from the question to “It has arrived”", *_introduction(stage))
            for number, step in enumerate(story, start=1):
                tell.step(number, step.title)
                step.play(stage)
    except (AssertionError, TimeoutError, Faulty) as otherwise:
        tell.failure(str(otherwise))
        return False
    tell.end()
    return True


def _introduction(stage: Stage) -> Sequence[str]:
    return (
        f"The sandbox stands in for Slack at {stage.sandbox.url}, and the bot that works in it answers at"
        f" {stage.bot.web.url}. Both are on this machine alone, and gone when the tour is over.",
        "│ marks what people see on their screens, ✓ what was checked there or in the record.",
    )
