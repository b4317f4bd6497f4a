"""Delivery under kill -9, and under SIGTERM, while Slack loses answers: no message is lost, none comes twice."""

import random
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess

import pytest
from pydantic import SecretStr

from bot import clock
from bot.config.settings import Settings
from bot.slack.accounts import account_of
from lifecycle.notices import Kind, Notice
from sandbox import Sandbox
from sandbox.company import ANA, IT_DEVICES, Company, small_company
from sandbox.faults import LostAfter, LostBefore, Slow
from sandbox.people import User
from store.crypto import Cipher
from store.engine.database import open_database
from store.unit_of_work import SqlStore
from tests.faults.sender import delivery_of, send
from tests.support.processes import ended, heard, line, started

MESSAGES = 200
PEOPLE = 40
SENDERS = 2
FEWEST_KILLS = 5


def large_company() -> Company:
    company = small_company()
    ana = next(user for user in company.people if user.id == ANA)
    crowd = tuple(replace(ana, id=f"U0CROWD{number:03}", name=f"crowd{number}", email="") for number in range(PEOPLE))
    return replace(company, people=(*company.people, *crowd))


def crowd(sandbox: Sandbox) -> list[User]:
    return [user for user in sandbox.workspace.directory.users.values() if user.id.startswith("U0CROWD")]


@dataclass(frozen=True)
class Storm:
    sandbox: Sandbox
    store: SqlStore
    database_url: str

    def tell(self) -> None:
        """Put everything into the outbox: DMs, and a part for IT's channel."""
        now = datetime.now(UTC)
        people = [
            self.store.people.record(account_of(user.as_json(now, with_email=False, with_locale=True)), now).id
            for user in crowd(self.sandbox)
        ]
        targets = [f"person:{one}" for one in people] + [f"channel:{IT_DEVICES}"]
        with self.store.transaction() as work:
            work.tell(
                [
                    Notice(
                        kind=Kind.NOTE,
                        to=targets[number % len(targets)],
                        key=f"storm:{number}",
                        at=now,
                        reason=f"Number {number}",
                    )
                    for number in range(MESSAGES)
                ]
            )

    def make_slack_unreliable(self) -> None:
        """Every call takes its time; one in 24 is lost before its effect, one in 24 after it."""
        faults = self.sandbox.faults
        for _ in range(MESSAGES):
            for lost in (LostBefore(), LostAfter()):
                faults.order("chat.postMessage", Slow(0.1), times=11)
                faults.order("chat.postMessage", lost)

    def keys(self) -> Counter[str]:
        """How often each message is there."""
        found: Counter[str] = Counter()
        with self.sandbox.workspace.changing():
            for channel in self.sandbox.workspace.conversations.channels:
                for message in self.sandbox.workspace.conversations.in_channel(channel):
                    match message.metadata:
                        case {"event_payload": {"key": str(key)}}:
                            found[key] += 1
        return found

    def wait_for(self, messages: int) -> None:
        """Wait until so many have arrived."""
        self.sandbox.workspace.wait_until(lambda: len(self.keys()) >= messages, 40)

    def start_sender(self) -> BaseProcess:
        """A process that delivers; returns once it is about to."""
        ours, theirs = line()
        with ours, theirs:
            process = started(send, theirs, self.database_url, self.sandbox.api_url, self.sandbox.bot_token)
            heard(ours)
        return process

    def finish(self) -> None:
        """Deliver what the senders have left behind; Slack is well again."""
        self.sandbox.faults.clear()
        settings = Settings(slack_bot_token=SecretStr(self.sandbox.bot_token), slack_api_url=self.sandbox.api_url)
        delivery = delivery_of(settings, self.store, owner="the last one")
        delivery.deliver_due(clock.now())
        delivery.stop()


@pytest.fixture
def storm(database_url: str) -> Iterator[Storm]:
    database = open_database(database_url)
    with Sandbox(large_company()) as sandbox:
        yield Storm(sandbox, SqlStore(database, Cipher("k" * 40)), database_url)
    database.close()


@pytest.mark.timeout(120)
def test_kill_9_in_a_loop_loses_nothing_and_repeats_nothing(storm: Storm) -> None:
    storm.tell()
    storm.make_slack_unreliable()
    dice, kills = random.Random(7), 0
    senders = [storm.start_sender() for _ in range(SENDERS)]
    try:
        while (arrived := len(storm.keys())) < MESSAGES - 20:
            storm.wait_for(arrived + dice.randint(1, 8))
            victim = dice.randrange(SENDERS)
            assert ended(senders[victim], signal.SIGKILL) == -signal.SIGKILL
            senders[victim] = storm.start_sender()
            kills += 1
    finally:
        for sender in senders:
            ended(sender, signal.SIGKILL)
    storm.finish()
    assert kills >= FEWEST_KILLS
    assert storm.keys() == {f"storm:{number}": 1 for number in range(MESSAGES)}
    assert storm.store.outbox.counts() == {"sent": MESSAGES}


def test_sigterm_under_load_settles_what_is_on_its_way(storm: Storm) -> None:
    storm.tell()
    storm.sandbox.faults.order("chat.postMessage", Slow(0.1), times=MESSAGES)
    for step in range(1, 4):
        sender = storm.start_sender()
        storm.wait_for(step * 20)
        assert ended(sender, signal.SIGTERM) == 0
        assert "sending" not in storm.store.outbox.counts()
    storm.finish()
    assert storm.keys() == {f"storm:{number}": 1 for number in range(MESSAGES)}
    assert storm.store.outbox.counts() == {"sent": MESSAGES}
