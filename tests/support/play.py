"""A place to play in, for a test: a sandbox and a bot that share a clock which can be walked, and mail beside it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import select

from bot import local
from bot.app import Assembly, build
from bot.clock import Clock
from bot.config.policy import fingerprint, load_policy
from bot.config.settings import Settings
from bot.core import Core, build_core
from bot.play.clock import MovableClock
from bot.play.company.playing import LONG_AGO, Past
from bot.play.company.revival import as_on_record, show_all
from bot.play.stage import PlayStage
from bot.play.tasks import Tour
from bot.play.walker import latest
from lifecycle.policy import Policy
from sandbox import Sandbox
from sandbox.browser.stage import Happening
from sandbox.company import IT_DEVICES, Company
from sandbox.larger_company import larger_company
from sandbox.mailroom import Letter
from sandbox.person import Person
from store.tables import models
from store.verify import verify
from tests.support.clock import WalkingClock
from tests.support.desk import MORNING, SECRET, english_company
from tests.support.policy import POLICY

POLICY_FILE = Path(__file__).parents[2] / "policy.toml"
SHIPPED = load_policy(POLICY_FILE, IT_DEVICES)
"""The policy that the project comes with."""

FAR_PORT = 65_000
"""Where links in letters lead: nobody follows them here."""


@dataclass(frozen=True)
class Ground:
    """A sandbox, the bot at work in it, and the stage that walks their time; `broken` are stories that broke off."""

    sandbox: Sandbox
    bot: Assembly
    clock: MovableClock
    stage: PlayStage
    broken: Sequence[str]

    def person(self, user_id: str) -> Person:
        """Somebody at their screen."""
        return Person(self.sandbox, user_id)

    @property
    def letters(self) -> Sequence[Letter]:
        """What came by mail."""
        return self.sandbox.mailroom.letters if self.sandbox.mailroom else ()

    def settle(self, timeout: float = 20) -> None:
        """Wait until everything that is due was told."""
        self.sandbox.dispatcher.wait_for_events(timeout)
        core, deadline = self.bot.core, time.monotonic() + timeout
        while True:
            heard = core.bell.rings
            is_under_way = "sending" in core.store.outbox.waiting()
            following = core.store.outbox.next_available(self.clock(), pace=self.bot.office.delivery.pace)
            if not is_under_way and (following is None or following > self.clock()):
                return
            assert time.monotonic() < deadline, core.store.outbox.counts()
            core.bell.wait(heard, 1)

    def events(self) -> Sequence[tuple[str, str, str, str]]:
        """Everything that happened: to what, what, when (to the minute), and what else is known of it."""
        query = select(models.event).order_by(models.event.c.id)
        with self.bot.core.database.reader() as connection:
            rows = connection.execute(query).all()
        return [(str(row.subject), str(row.name), f"{row.at:%Y-%m-%d %H:%M}", str(row.facts)) for row in rows]

    def breaks(self) -> list[str]:
        """What is wrong with the log of events."""
        return [str(one) for one in verify(self.bot.core.database, self.bot.core.cipher)]


@contextmanager
def at_play(
    database_url: str,
    *,
    real: Clock | None = None,
    company: Company | None = None,
    policy: Policy = POLICY,
    has_past: bool = False,
) -> Iterator[Ground]:
    """A bot in a sandbox, over a migrated database; real time begins on a Tuesday morning unless another is given.

    With `has_past` the larger company plays its past before the bot starts.
    """
    real = real or WalkingClock(MORNING)
    settings = settings_for(database_url)
    clock = MovableClock(real, real() - LONG_AGO if has_past else None)
    core = build_core(settings, policy, lasting=False)
    core.store.policy_mark.heed(fingerprint(POLICY_FILE), policy.audits.every_days, clock())
    with _at_work(core, settings, company or english_company(), clock) as (sandbox, bot, stage):
        broken = Past(sandbox, bot.office, clock, real).play() if has_past else ()
        yield _opened(Ground(sandbox, bot, clock, stage, broken))


@contextmanager
def resumed(database_url: str) -> Iterator[Ground]:
    """The company over a record that was played, from the moment on at which that ends; its workspace begins anew."""
    settings = settings_for(database_url)
    core = build_core(settings, SHIPPED, lasting=False)
    clock = MovableClock(WalkingClock(latest(core.store.sweeps) or MORNING), None)
    with _at_work(core, settings, as_on_record(core), clock) as (sandbox, bot, stage):
        core.store.outbox.forget_places()
        yield _opened(Ground(sandbox, bot, clock, stage, ()))


def settings_for(database_url: str) -> Settings:
    """Of a bot that works in a sandbox."""
    return Settings(database_url=database_url, port=FAR_PORT, secret_key=SecretStr(SECRET))


@contextmanager
def _at_work(
    core: Core, settings: Settings, company: Company, clock: MovableClock
) -> Iterator[tuple[Sandbox, Assembly, PlayStage]]:
    stage = PlayStage(clock, core.policy.working_hours)
    with local.sandbox_workspace(settings, company, clock=clock, stage=stage) as place:
        bot = build(core, place.settings.model_copy(update={"port": 0}), clock=clock, timing=local.UNHURRIED)
        try:
            yield place.sandbox, bot, stage
        finally:
            stage.close()
            bot.stop()


def _opened(ground: Ground) -> Ground:
    core, clock = ground.bot.core, ground.clock
    show_all(core.desk, clock())
    ground.bot.office.delivery.deliver_due(clock())
    ground.bot.start()
    ground.stage.open(ground.bot, Tour(core))
    ground.sandbox.wait_for_sockets()
    ground.settle()
    return ground


def lined(happened: Sequence[Happening], zone: str = POLICY.working_hours.zone) -> list[str]:
    """What happened, a line each, by the clocks of a zone; a year is told where it is not that of the first."""
    local = [(one.at.astimezone(ZoneInfo(zone)), one.words) for one in happened]
    years = [f" {at.year}" if at.year != local[0][0].year else "" for at, _ in local]
    return [
        f"{at:%a} {at.day} {at:%b}{year} {at:%H:%M}: {words}" for (at, words), year in zip(local, years, strict=True)
    ]


def played(database_url: str, real: Clock | None = None) -> AbstractContextManager[Ground]:
    """The larger company with its past, under the policy that the project comes with."""
    return at_play(database_url, real=real, company=larger_company(), policy=SHIPPED, has_past=True)
