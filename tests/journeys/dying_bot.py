"""A bot that is killed at its first approval, `before` or `after` its commit, and always before Slack gets its receipt.

It is the bot that `bot.app` builds, but for its desk.
"""

import os
import signal
import threading
from dataclasses import replace
from datetime import datetime

from bot.app import build
from bot.calendar import Holidays
from bot.config.settings import Settings
from bot.core import build_core
from bot.web.metrics import CountingDesk
from lifecycle.desk import Command, Outcome
from lifecycle.people import Actor
from lifecycle.policy import Policy
from lifecycle.ports import Store
from lifecycle.requests.commands import ApproveRequest
from tests.support.clock import WalkingClock
from tests.support.desk import AT_ONCE, MORNING
from tests.support.policy import POLICY


class DyingDesk(CountingDesk):
    """Does its first approval or begins it, and nothing after that: not even the answer."""

    def __init__(self, store: Store, policy: Policy, dies: str) -> None:
        super().__init__(store, policy, Holidays())
        self._dies = dies

    def perform(self, command: Command, *, actor: Actor, key: str, now: datetime) -> Outcome:
        is_the_end = isinstance(command, ApproveRequest)
        if is_the_end and self._dies == "before":
            die()
        outcome = super().perform(command, actor=actor, key=key, now=now)
        if is_the_end:
            die()
        return outcome


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def work(dies: str, settings: Settings) -> None:
    """Be at work, until death."""
    core = build_core(settings, POLICY)
    dying = replace(core, desk=DyingDesk(core.store, POLICY, dies))
    build(dying, settings, clock=WalkingClock(MORNING), timing=AT_ONCE).start()
    threading.Event().wait()
