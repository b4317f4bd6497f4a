"""A small post office for tests: a real outbox over SQLite, a real courier, and the sandbox as Slack."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from time import monotonic

from pydantic import SecretStr

from bot import clock
from bot.clock import Clock
from bot.config.settings import Settings
from bot.delivery.bell import Bell
from bot.delivery.deliverer import Delivery, Timing
from bot.delivery.holds import Holds
from bot.delivery.slack_courier import Courier, Render
from bot.slack.accounts import account_of
from bot.slack.client import Identity, identify, web_client
from lifecycle.notices import Kind, Notice
from lifecycle.people import Person
from lifecycle.policy import Policy
from lifecycle.reads.facts import Facts
from messages.payload import Message as Worded
from messages.reader import Reader
from sandbox import Sandbox
from sandbox.company import IT_DEVICES
from sandbox.conversations import Message
from store.crypto import Cipher
from store.engine.database import open_database
from store.outbox.outbox import Pace
from store.unit_of_work import SqlStore
from tests.support.policy import POLICY

IT = f"channel:{IT_DEVICES}"

QUICK = Timing(
    http=timedelta(seconds=0.4),
    freshness=timedelta(seconds=0.5),
    lease=timedelta(seconds=1),
    look=timedelta(seconds=1),
    pace=Pace(per_target=timedelta(0), dms=10_000, window=timedelta(minutes=1)),
)
"""Without Slack's pace, and with a lease that a test can sit out."""


def plainly(notice: Notice, facts: Facts | None, policy: Policy, reader: Reader, now: datetime) -> Worded:
    """Words a notice by its reason, or by its kind and error."""
    words = notice.reason or f"{notice.kind}: {notice.facts.get('error')} for {notice.facts.get('to')}"
    return Worded(words, [{"type": "section", "text": {"type": "mrkdwn", "text": words}}])


def settings_of(sandbox: Sandbox) -> Settings:
    return Settings(slack_bot_token=SecretStr(sandbox.bot_token), slack_api_url=sandbox.api_url)


@dataclass(frozen=True)
class PostOffice:
    """Notices go in by `tell`, and are to be seen in the sandbox once delivered."""

    sandbox: Sandbox
    store: SqlStore
    identity: Identity
    _numbers: Iterator[int]

    def person(self, user_id: str, *, deleted: bool = False) -> Person:
        """Put somebody on record, as Slack knows them or as deactivated."""
        user = self.sandbox.workspace.user(user_id)
        user = replace(user, deleted=True) if deleted else user
        shown = user.as_json(datetime.now(UTC), with_email=True, with_locale=True)
        return self.store.people.record(account_of(shown), datetime.now(UTC))

    def tell(self, *notices: Notice) -> None:
        with self.store.transaction() as work:
            work.tell(notices)

    def note(
        self,
        to: str,
        words: str,
        *,
        kind: Kind = Kind.NOTE,
        key: str | None = None,
        slot: str | None = None,
        thread: str | None = None,
    ) -> Notice:
        """A notice that says `words`, under a key of its own unless one is given."""
        key = key or f"note:{next(self._numbers)}"
        return Notice(kind=kind, to=to, key=key, at=datetime.now(UTC), reason=words, slot=slot, thread=thread)

    def courier(
        self, timing: Timing = QUICK, render: Render = plainly, *, ticks: Callable[[], float] = monotonic
    ) -> Courier:
        return Courier(
            client=web_client(settings_of(self.sandbox), timeout=timing.http),
            store=self.store,
            policy=POLICY,
            bot_id=self.identity.bot_id,
            freshness=timing.freshness,
            render=render,
            holds=Holds(ticks),
        )

    def delivery(
        self,
        timing: Timing = QUICK,
        *,
        courier: Courier | None = None,
        bell: Bell | None = None,
        clock: Clock = clock.now,
        senders: int = 4,
    ) -> Delivery:
        return Delivery(
            self.store.outbox,
            courier or self.courier(timing),
            bell or Bell(),
            clock,
            owner="one",
            it_channel=IT_DEVICES,
            timing=timing,
            senders=senders,
        )

    def deliver(self, timing: Timing = QUICK, render: Render = plainly) -> Mapping[str, int]:
        """Deliver everything, however often that has to be tried, without waiting: time is put forward to the next try.

        Returns how the tries ended.
        """
        now = clock.now()

        def ticks() -> float:
            return now.timestamp()

        courier = self.courier(timing, render, ticks=ticks)
        delivery = self.delivery(replace(timing, patience=timedelta(0)), courier=courier)
        delivery.deliver_due(now)
        while (following := self.store.outbox.next_available(now, pace=timing.pace)) is not None:
            if following - now > timing.patience:
                break
            now = following
            delivery.deliver_due(now)
        delivery.stop()
        return delivery.outcomes

    def deliver_in_time(self, timing: Timing = QUICK) -> None:
        """Deliver everything, and wait as long as there is something to wait for."""
        delivery = self.delivery(timing)
        delivery.deliver_due(clock.now())
        delivery.stop()

    def messages(self, channel: str = IT_DEVICES) -> Sequence[Message]:
        """What was posted in a conversation, oldest first."""
        with self.sandbox.workspace.changing():
            return list(self.sandbox.workspace.conversations.in_channel(channel))

    def said(self, channel: str = IT_DEVICES) -> list[str]:
        return [message.text for message in self.messages(channel)]

    def wait_for(self, words: str, channel: str = IT_DEVICES) -> None:
        self.sandbox.workspace.wait_until(lambda: words in self.said(channel))

    def dm(self, user_id: str) -> str:
        """The id of the conversation with somebody."""
        return self.sandbox.workspace.open_dm((user_id, self.identity.user_id)).id

    def calls(self, method: str) -> int:
        with self.sandbox.workspace.changing():
            return len(self.sandbox.workspace.journal.calls_of(method))


@contextmanager
def post_office(sandbox: Sandbox, database_url: str) -> Iterator[PostOffice]:
    """A post office with a database that is migrated."""
    with closing(open_database(database_url)) as database:
        store = SqlStore(database, Cipher("k" * 40))
        identity = identify(web_client(settings_of(sandbox), timeout=QUICK.http))
        yield PostOffice(sandbox, store, identity, count(1))
