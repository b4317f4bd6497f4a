"""Plays what has happened in the company: real commands, each at its moment, with the post delivered as it went."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

from bot.app import Office
from bot.calendar import Holidays
from bot.clock import Clock
from bot.company import furnish
from bot.delivery.deliverer import Delivery, Timing
from bot.play.clock import MovableClock
from bot.play.company import owned
from bot.play.company.accounts import Accounts
from bot.play.company.book import Book
from bot.play.company.habits import Habits
from bot.play.company.org import LEADS
from bot.play.company.requests import REQUESTS
from bot.play.company.returns import RETURNS
from bot.play.company.scene import Account, Dated, Deed, Saying, Story, dated
from bot.play.company.talk import TALK
from bot.play.company.upkeep import AUDITS, SPEAKERS, UPKEEP
from bot.play.walker import Walker
from lifecycle.calendar import Calendar, local_day
from lifecycle.desk import Outcome
from lifecycle.errors import Refused
from sandbox import Sandbox
from sandbox.company import TEAM
from sandbox.larger_company import NEWCOMER

log = logging.getLogger(__name__)

STORIES = (*REQUESTS, *RETURNS, *UPKEEP, *TALK)

ANSWERED = frozenset(story.name for story in AUDITS)
"""Stories in which people say what they have."""

LONG_AGO = timedelta(days=130)
"""When the clock of a company begins that has its past still before it."""

WEEK = timedelta(days=7)


class Sparing(Delivery):
    """Posts, and leaves what was posted as it is: nobody looks before the end, and then all is shown as it stands."""

    def deliver_due(self, now: datetime) -> int:
        """Deliver what is new."""
        self._outbox.leave_as_is(now)
        return super().deliver_due(now)


class Past:
    """The company's past, to be played on an empty record; `real` tells the present that it leads up to.

    Implements `bot.play.walker.Agenda`.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        office: Office,
        clock: MovableClock,
        real: Clock,
        *,
        stories: Sequence[Story] = STORIES,
        calendar: Calendar | None = None,
    ) -> None:
        core = office.core
        self._sandbox = sandbox
        self._office = office
        self._clock = clock
        self._real = real
        self._accounts = Accounts(sandbox.workspace, office.directory, core.desk)
        people = {user.id: user for user in (*self._accounts.everybody(), NEWCOMER)}
        calendar = calendar or Holidays()
        now = real()
        today = local_day(now, core.policy.working_hours.zone)
        self._scenes = deque(dated(stories, people, core.policy, calendar, now))
        spoken = [
            (one.scene.who, one.at) for one in self._scenes if one.scene.who in SPEAKERS and one.story in ANSWERED
        ]
        self._habits = Habits(core.desk, calendar, spoken)
        self._books = {story.name: Book(core, story.name, today) for story in stories}
        self._broken: list[str] = []

    def play(self, is_over: Callable[[], bool] = lambda: False) -> Sequence[str]:
        """Play all of it up to the present, or until it `is_over`; cards are left as they were posted: see `Sparing`.

        Returns the stories that broke off, because the policy is another one.
        """
        self._meet()
        delivery = self._delivery()
        try:
            walker = Walker(replace(self._office, delivery=delivery), self._clock, self)
            with closing(walker.walk(self._real(), WEEK)) as moments:
                any(is_over() for _ in moments)
        finally:
            delivery.stop()
        self._clock.walk_to(self._real())
        return self._broken

    def next(self) -> datetime | None:
        """When the next scene is, or somebody does what they always do."""
        moments = (self._scenes[0].at if self._scenes else None, self._habits.next())
        return min((one for one in moments if one is not None), default=None)

    def keep(self, moment: datetime) -> None:
        """Play what has come to its moment."""
        self._habits.keep(moment)
        while self._scenes and self._scenes[0].at <= moment:
            one = self._scenes.popleft()
            if one.story not in self._broken:
                self._play(one, moment)

    def _meet(self) -> None:
        """Everybody is on record, with their managers and what they have."""
        office, now = self._office, self._clock()
        ids = self._accounts.meet(now)
        office.directory.refresh_groups()
        for manager, people in LEADS.items():
            for one in people:
                office.core.store.people.set_hr(ids[one], ids[manager], None)
        furnish(office.core, office.directory, now, tuple(owned.items(office.core.policy)))

    def _delivery(self) -> Delivery:
        core, office = self._office.core, self._office
        timing = replace(Timing(), patience=timedelta(), pace=office.delivery.pace)
        return Sparing(
            core.store.outbox,
            office.courier,
            core.bell,
            self._clock,
            owner=office.owner,
            it_channel=core.policy.it_channel,
            timing=timing,
        )

    def _play(self, one: Dated, now: datetime) -> None:
        book = self._books[one.story]
        try:
            for number, deed in enumerate(one.scene.do(book), start=1):
                outcome = self._do(deed, one, f"past:{one.story}:{one.number}:{number}", now)
                if outcome:
                    book.keep(outcome)
        except (Refused, LookupError) as refusal:
            log.info("the story %r ends at its scene %d: %r", one.story, one.number, refusal)
            self._broken.append(one.story)

    def _do(self, deed: Deed, one: Dated, key: str, now: datetime) -> Outcome | None:
        match deed:
            case Account(user):
                self._accounts.change(user, now)
            case Saying(channel, words):
                self._sandbox.happenings.write(one.scene.who, channel, words)
            case command:
                visitor = self._office.directory.visitor(TEAM.id, one.scene.who)
                if visitor is None:
                    raise LookupError(one.scene.who)
                return self._office.core.desk.perform(command, actor=visitor.actor, key=key, now=now)
        return None
