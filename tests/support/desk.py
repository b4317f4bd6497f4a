"""A whole company for a test: the sandbox, and a real bot in this process that works in it over real sockets."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pydantic import SecretStr
from sqlalchemy import func, select

from bot.app import Assembly, build
from bot.config.settings import Settings
from bot.core import build_core
from bot.delivery.deliverer import Timing
from lifecycle.policy import Policy
from sandbox import Sandbox
from sandbox.clock import Clock, system_clock
from sandbox.company import IT, IT_DEVICES, KAREN, Company, small_company
from sandbox.person import Person
from scheduler import JOBS, Job, run_all
from store.outbox.outbox import Pace
from store.tables.machinery import outbox
from store.tables.schema import metadata
from store.verify import verify
from tests.support.clock import WalkingClock
from tests.support.policy import POLICY

MORNING = datetime(2026, 11, 24, 10, tzinfo=UTC)
"""A Tuesday in IT's working hours."""

AT_ONCE = Timing(look=timedelta(seconds=1), pace=Pace(per_target=timedelta(0), dms=10_000, window=timedelta(minutes=1)))
"""Delivery without the pace that Slack asks for: the sandbox has nobody to annoy."""

SECRET = "a key for tests that is long enough to be taken for a good one"

GLANCE = 0.1
"""Seconds between two looks whether all is told: what fails together with its card is settled without a bell."""

MACHINERY = frozenset({"alembic_version", "gate", "sweep_lease", "sweep_run"})
"""Tables that fill by themselves."""


class Transport(StrEnum):
    """How Slack reaches the bot."""

    SOCKET = "socket"
    HTTP = "http"


def english_company() -> Company:
    """The small company, with everybody's Slack in English: its words are the contract's."""
    company = small_company()
    return replace(company, people=tuple(replace(user, locale="en-US") for user in company.people))


@dataclass(frozen=True)
class Office:
    """A sandbox and the bot in it. `clock` is the bot's; the sandbox keeps real time."""

    sandbox: Sandbox
    bot: Assembly
    clock: WalkingClock
    _people: dict[str, Person] = field(default_factory=dict)

    def person(self, user_id: str) -> Person:
        """Somebody at their screen."""
        return self._people.setdefault(user_id, Person(self.sandbox, user_id))

    def sweep(self, jobs: Sequence[Job] = JOBS) -> None:
        """Run every job (or those) once, as of now."""
        run_all(jobs, self.bot.office.services, self.clock())

    def settle(self, timeout: float = 20) -> None:
        """Wait until everything that was to be told is told; raises `TimeoutError` when it is not."""
        self.sandbox.dispatcher.wait_for_events(timeout)
        bell, deadline = self.bot.core.bell, time.monotonic() + timeout
        heard = bell.rings
        while not self._is_quiet():
            if time.monotonic() > deadline:
                raise TimeoutError(f"not told within {timeout:g} s: {self.bot.core.store.outbox.counts()}")
            bell.wait(heard, GLANCE)
            heard = bell.rings

    def rows(self) -> Mapping[str, int]:
        """How many rows each table has, but for those that fill by themselves."""
        with self.bot.core.database.reader() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in metadata.sorted_tables
                if table.name not in MACHINERY
            }

    def breaks(self) -> list[str]:
        """What is wrong with the log of events."""
        return [str(one) for one in verify(self.bot.core.database, self.bot.core.cipher)]

    def _is_quiet(self) -> bool:
        """Whether nothing is under way, to be tried again, or due; what waits for somebody's morning may wait."""
        following = self.bot.core.store.outbox.next_available(self.clock(), pace=AT_ONCE.pace)
        if following is not None and following <= self.clock():
            return False
        tried = select(func.count()).where(outbox.c.attempts > 0, outbox.c.state.in_(["sending", "pending"]))
        with self.bot.core.database.reader() as connection:
            return connection.scalars(tried).one() == 0


@contextmanager
def office(
    database_url: str,
    transport: Transport = Transport.SOCKET,
    *,
    policy: Policy = POLICY,
    timing: Timing = AT_ONCE,
    smtp_url: str | None = None,
) -> Iterator[Office]:
    """A running company in a migrated database: Ana and Bruno are IT, Karen approves what is over the limit."""
    with (
        workspace() as sandbox,
        at_work(sandbox, database_url, transport, policy=policy, timing=timing, smtp_url=smtp_url) as running,
    ):
        yield running


def workspace(clock: Clock = system_clock, *, ack_timeout: float = 15) -> Sandbox:
    """The company's Slack, not started yet; what Slack tries again it tries at once.

    It waits longer for an acknowledgement than Slack does: a busy machine is no fault of the bot's.
    """
    return Sandbox(english_company(), clock=clock, retry_scale=0, ack_timeout=ack_timeout)


@contextmanager
def at_work(
    sandbox: Sandbox,
    database_url: str,
    transport: Transport = Transport.SOCKET,
    *,
    policy: Policy = POLICY,
    timing: Timing = AT_ONCE,
    smtp_url: str | None = None,
) -> Iterator[Office]:
    """A bot at work in a workspace, over a database that is migrated."""
    clock = WalkingClock(MORNING)
    settings = settings_for(sandbox, database_url, transport, smtp_url)
    bot = build(build_core(settings, policy), settings, clock=clock, machine=clock, timing=timing)
    try:
        bot.start()
        if transport is Transport.HTTP:
            sandbox.deliver_to(f"{bot.web.url}/slack/events")
        else:
            sandbox.wait_for_sockets()
        yield Office(sandbox, bot, clock)
    finally:
        bot.stop()


def settings_for(sandbox: Sandbox, database_url: str, transport: Transport, smtp_url: str | None = None) -> Settings:
    """The settings of a bot in this sandbox, on a free port."""
    by_socket = transport is Transport.SOCKET
    return Settings(
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token) if by_socket else None,
        slack_signing_secret=None if by_socket else SecretStr(sandbox.signing_secret),
        slack_api_url=sandbox.api_url,
        database_url=database_url,
        it_channel=IT_DEVICES,
        it_usergroup=IT,
        approver_users=(KAREN,),
        port=0,
        secret_key=SecretStr(SECRET),
        smtp_url=SecretStr(smtp_url) if smtp_url else None,
        mail_from="desk@tallpine.example" if smtp_url else None,
        public_url="https://desk.tallpine.example" if smtp_url else None,
    )
