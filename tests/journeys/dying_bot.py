"""A bot that is killed the moment its first approval is committed, before Slack gets its receipt.

Its settings come from the environment, as the real one's.
"""

import os
import signal
import threading
from datetime import datetime, timedelta
from pathlib import Path

from slack_bolt import App

from bot.answers import BackgroundAnswers
from bot.app import open_office
from bot.calendar import Holidays
from bot.core import build_core
from bot.ear import Ear
from bot.settings import read_settings
from bot.slack import web_client
from handlers import register
from lifecycle.commands import ApproveRequest, Command
from lifecycle.desk import Desk, Outcome
from lifecycle.people import Actor
from tests.support.clock import WalkingClock
from tests.support.desk import AT_ONCE, MORNING
from tests.support.policy import POLICY

PATIENCE = timedelta(seconds=2)


class DyingDesk(Desk):
    """Does its first approval, and nothing after it: not even the answer."""

    def perform(self, command: Command, *, actor: Actor, key: str, now: datetime) -> Outcome:
        outcome = super().perform(command, actor=actor, key=key, now=now)
        if isinstance(command, ApproveRequest):
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome


def main() -> None:
    settings = read_settings(os.environ, Path(os.devnull))
    clock = WalkingClock(MORNING)
    core = build_core(settings, POLICY)
    office = open_office(core, settings, clock=clock, timing=AT_ONCE)
    client = web_client(settings, timeout=PATIENCE)
    app = App(client=client, process_before_response=True)
    desk = DyingDesk(core.store, POLICY, Holidays())
    register(app, desk, office.directory, clock, BackgroundAnswers(client))
    Ear(app, os.environ["SLACK_APP_TOKEN"], client, clock).start_hearing()
    threading.Event().wait()


if __name__ == "__main__":
    main()
