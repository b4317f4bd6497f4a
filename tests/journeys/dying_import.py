"""A bot that is killed while it takes a list over.

It dies `before` or `after` the commit of the second part, or when it has `told` the result and not yet noted that.
It is the bot that `bot.app` builds, but for its desk and its book of lists.
"""

import threading
from dataclasses import replace
from datetime import datetime

from bot.app import build
from bot.calendar import Holidays
from bot.config.settings import Settings
from bot.core import build_core
from bot.web.metrics import CountingDesk
from lifecycle.desk import Command, Outcome
from lifecycle.devices.listing import ImportDevices
from lifecycle.people import Actor
from lifecycle.policy import Policy
from lifecycle.ports import Store
from store.dropped import DroppedLists
from tests.journeys.dying_bot import die
from tests.support.clock import WalkingClock
from tests.support.desk import AT_ONCE, MORNING
from tests.support.policy import POLICY

LAST = 2
"""The part of a list that is its last."""


class DyingDesk(CountingDesk):
    """Takes one part of a list over, and the second or not."""

    def __init__(self, store: Store, policy: Policy, dies: str) -> None:
        super().__init__(store, policy, Holidays())
        self._dies = dies
        self._parts = 0

    def perform(self, command: Command, *, actor: Actor, key: str, now: datetime) -> Outcome:
        self._parts += isinstance(command, ImportDevices)
        is_the_end = isinstance(command, ImportDevices) and self._parts == LAST
        if is_the_end and self._dies == "before":
            die()
        outcome = super().perform(command, actor=actor, key=key, now=now)
        if is_the_end and self._dies == "after":
            die()
        return outcome


class DyingBook(DroppedLists):
    """Comes to an end before a list does."""

    def finish(self, key: str, owner: str, now: datetime) -> None:
        die()


def work(dies: str, settings: Settings) -> None:
    """Be at work, until death."""
    core = build_core(settings, POLICY)
    if dies == "told":
        core.store.dropped = DyingBook(core.store.writing, core.database.reader)
    dying = replace(core, desk=DyingDesk(core.store, POLICY, dies))
    build(dying, settings, clock=WalkingClock(MORNING), timing=AT_ONCE).start()
    threading.Event().wait()
