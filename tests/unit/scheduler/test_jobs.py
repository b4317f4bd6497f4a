import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lifecycle.commands import Command, LookAgain, SubmitRequest
from lifecycle.desk import Desk, Outcome
from lifecycle.people import Actor
from lifecycle.policy import NudgeRule, Step
from lifecycle.ports import Store
from lifecycle.request import Request
from scheduler.jobs import BATCH, look_at_requests
from store import migrations
from store.crypto import Cipher
from store.database import open_database
from store.people import SlackAccount
from store.unit_of_work import SqlStore
from tests.unit.scheduler.helpers import NOW, POLICY, EveryDay, services

REMINDING = replace(POLICY, nudges=(NudgeRule(step=Step.UNDECIDED, after_hours=1, at_most=2),))
LATER = NOW + timedelta(hours=2)


class StumblingDesk(Desk):
    """A desk that breaks on some requests."""

    def __init__(self, store: Store, *stumbles: int) -> None:
        super().__init__(store, REMINDING, EveryDay())
        self.stumbles = set(stumbles)
        self.looks: list[int] = []

    def perform(self, command: Command, *, actor: Actor, key: str, now: datetime) -> Outcome:
        if isinstance(command, LookAgain):
            self.looks.append(command.request_id)
            if command.request_id in self.stumbles:
                raise ArithmeticError("a row that cannot be")
        return super().perform(command, actor=actor, key=key, now=now)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    migrations.upgrade(url)
    with closing(open_database(url)) as database:
        yield SqlStore(database, Cipher("a key for tests that is long enough to be taken for a good one"))


def submit(store: SqlStore, count: int) -> None:
    person = store.people.record(SlackAccount(team_id="T1", slack_id="U1", name="Dana"), NOW)
    desk = Desk(store, REMINDING, EveryDay())
    for number in range(count):
        command = SubmitRequest(
            recipient=person.id, country="GB", choices=("light",), needed_by=NOW.date() + timedelta(days=90)
        )
        desk.perform(command, actor=Actor(person_id=person.id), key=f"submit:{number}", now=NOW)


def nudged(store: SqlStore, number: int) -> int:
    with store.reading() as reads:
        request = reads.request(number)
    assert isinstance(request, Request)
    return sum(nudge.count for nudge in request.nudges)


def test_what_is_due_is_said_once_and_the_next_time_a_working_day_later(store: SqlStore) -> None:
    submit(store, 2)
    desk = StumblingDesk(store)
    look_at_requests(services(desk=desk), NOW)
    assert desk.looks == []
    for _ in range(2):
        look_at_requests(services(desk=desk), LATER)
        assert [nudged(store, number) for number in (1, 2)] == [1, 1]
    look_at_requests(services(desk=desk), LATER + timedelta(days=1))
    look_at_requests(services(desk=desk), LATER + timedelta(days=9))
    assert [nudged(store, number) for number in (1, 2)] == [2, 2]
    assert sorted(desk.looks) == [1, 1, 2, 2]


def test_one_that_fails_does_not_stop_the_others_and_is_taken_up_again(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    submit(store, 3)
    desk = StumblingDesk(store, 1, 2)
    with caplog.at_level(logging.ERROR):
        look_at_requests(services(desk=desk), LATER)
    assert [nudged(store, number) for number in (1, 2, 3)] == [0, 0, 1]
    assert caplog.text.count("could not look at a request") == 2
    assert "a row that cannot be" in caplog.text
    desk.stumbles.clear()
    look_at_requests(services(desk=desk), LATER)
    assert [nudged(store, number) for number in (1, 2, 3)] == [1, 1, 1]


def test_more_than_a_batch_is_done_in_one_sweep_though_the_first_ones_fail(store: SqlStore) -> None:
    submit(store, BATCH + 3)
    desk = StumblingDesk(store, *range(1, BATCH + 1))
    look_at_requests(services(desk=desk), LATER)
    assert sorted(desk.looks) == list(range(1, BATCH + 4)), "each is looked at once"
    assert [nudged(store, number) for number in (BATCH, BATCH + 1, BATCH + 3)] == [0, 1, 1]


def test_two_sweeps_at_once_say_it_once(store: SqlStore) -> None:
    submit(store, 1)
    with store.reading() as reads:
        [due] = reads.due_requests(LATER, 5)
    look_at_requests(services(desk=StumblingDesk(store)), LATER)
    late = StumblingDesk(store)
    key = f"look:{due.id}:v{due.version}:{due.next_look_at}"
    outcome = late.perform(LookAgain(request_id=1), actor=Actor(person_id=None), key=key, now=LATER)
    assert outcome.duplicate
    assert nudged(store, 1) == 1
