"""Records of the company with its past, to copy: to play it takes longer than to go on with it."""

import shutil
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot import clock as clocks
from bot.clock import Clock
from bot.config.settings import Settings
from tests.support.clock import WalkingClock
from tests.support.desk import MORNING, SECRET
from tests.support.once import Workshop
from tests.support.play import POLICY_FILE, played

HOURS_LATER = timedelta(hours=2)
"""It was played somewhat later on the day on which other tests play it."""


def of_a_tuesday(made_once: Workshop, empty: Path) -> Path:
    """The record of a company that was played up to a Tuesday at noon; `empty` is a migrated SQLite file."""
    return _record(made_once, "tuesday.sqlite3", empty, WalkingClock(MORNING + HOURS_LATER))


def of_today(made_once: Workshop, empty: Path) -> Path:
    """The same up to now, for bots that go by real time; its key is `SECRET`."""
    return _record(made_once, "today-in-the-sandbox.sqlite3", empty, clocks.now)


def _record(made_once: Workshop, name: str, empty: Path, real: Clock) -> Path:
    def play(path: Path) -> None:
        shutil.copy(empty, path)
        with played(f"sqlite:///{path}", real):
            pass

    return made_once.made(name, play)


def settings_of_today(database: Path) -> Settings:
    """Of a bot that plays in a database of one's choice, on free ports."""
    return Settings(
        database_url=f"sqlite:///{database}",
        port=0,
        policy_file=POLICY_FILE,
        secret_key=SecretStr(SECRET),
        log_level="ERROR",
    )
