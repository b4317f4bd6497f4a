import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from lifecycle.desk import Command, Desk, Outcome
from lifecycle.people import Actor
from lifecycle.ports import Reads, Store
from lifecycle.request import Request
from lifecycle.requests.commands import LookAtRequest
from lifecycle.subject import Subject, SubjectKind
from scheduler.jobs import BATCH, LOOKS, RETRY_AFTER, look_at_all, post_lost_cards
from tests.store.test_outbox import FREELY, LEASE
from tests.support.company import NOW, POLICY, Company, Weekdays, open_company
from tests.unit.scheduler.helpers import services

LATER = NOW + timedelta(days=1, hours=1)
"""When what was submitted at `NOW` has waited longer than the policy lets it."""


class StumblingDesk(Desk):
    """A desk that breaks on some requests."""

    def __init__(self, store: Store, *stumbles: int) -> None:
        super().__init__(store, POLICY, Weekdays())
        self.stumbles = set(stumbles)
        self.looks: list[int] = []
        self.put_out: list[int] = []
        self.pages = 0

    def reading(self) -> AbstractContextManager[Reads]:
        self.pages += 1
        return super().reading()

    def post_lost_cards(self, subject: Subject, now: datetime) -> None:
        self.put_out.append(subject.id)
        if subject.id in self.stumbles:
            raise ArithmeticError("a row that cannot be")
        super().post_lost_cards(subject, now)

    def perform(self, command: Command, *, actor: Actor, key: str, now: datetime) -> Outcome:
        if isinstance(command, LookAtRequest):
            self.looks.append(command.request_id)
            if command.request_id in self.stumbles:
                raise ArithmeticError("a row that cannot be")
        return super().perform(command, actor=actor, key=key, now=now)


@pytest.fixture
def company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as founded:
        yield founded


def submit(company: Company, number: int) -> None:
    for _ in range(number):
        company.submit()


def nudged(company: Company, number: int) -> int:
    with company.store.reading() as reads:
        request = reads.request(number)
    assert isinstance(request, Request)
    return sum(nudge.count for nudge in request.nudges)


def test_what_is_due_is_said_once_and_the_next_time_a_working_day_later(company: Company) -> None:
    submit(company, 2)
    desk = StumblingDesk(company.store)
    look_at_all(services(desk=desk), NOW)
    assert desk.looks == []
    for _ in range(2):
        look_at_all(services(desk=desk), LATER)
        assert [nudged(company, number) for number in (1, 2)] == [1, 1]
    for days in (1, 2, 9):
        look_at_all(services(desk=desk), LATER + timedelta(days=days))
    assert [nudged(company, number) for number in (1, 2)] == [3, 3], "the policy's cap"
    assert sorted(desk.looks) == [1, 1, 1, 2, 2, 2]


def test_one_that_fails_does_not_stop_the_others_and_is_taken_up_again(
    company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    submit(company, 3)
    desk = StumblingDesk(company.store, 1, 2)
    with caplog.at_level(logging.ERROR):
        look_at_all(services(desk=desk), LATER)
    assert [nudged(company, number) for number in (1, 2, 3)] == [0, 0, 1]
    assert caplog.text.count("could not look at what is due") == 2
    assert "a row that cannot be" in caplog.text
    desk.stumbles.clear()
    look_at_all(services(desk=desk), LATER + timedelta(minutes=1))
    assert sorted(desk.looks) == [1, 2, 3], "not every minute"
    look_at_all(services(desk=desk), LATER + RETRY_AFTER)
    assert [nudged(company, number) for number in (1, 2, 3)] == [1, 1, 1]


def test_more_than_a_batch_is_done_in_one_sweep_though_the_first_ones_fail(company: Company) -> None:
    submit(company, BATCH + 3)
    desk = StumblingDesk(company.store, *range(1, BATCH + 1))
    look_at_all(services(desk=desk), LATER)
    assert sorted(desk.looks) == list(range(1, BATCH + 4)), "each is looked at once"
    assert [nudged(company, number) for number in (BATCH, BATCH + 1, BATCH + 3)] == [0, 1, 1]


def test_a_sweep_leaves_off_when_the_bot_ends(company: Company) -> None:
    submit(company, 3)
    desk = StumblingDesk(company.store)
    look_at_all(replace(services(desk=desk), is_over=lambda: len(desk.looks) == 2), LATER)
    assert len(desk.looks) == 2


def test_a_page_is_read_once_however_many_fail(company: Company) -> None:
    submit(company, 2 * BATCH)
    desk = StumblingDesk(company.store, *range(1, 2 * BATCH + 1))
    look_at_all(services(desk=desk), LATER)
    assert sorted(desk.looks) == list(range(1, 2 * BATCH + 1))
    assert desk.pages == 1 + len(LOOKS), "three of requests, and an empty one of each other kind but devices"


def test_two_sweeps_at_once_say_it_once(company: Company) -> None:
    submit(company, 1)
    with company.store.reading() as reads:
        [due] = reads.due(SubjectKind.REQUEST, LATER, 5)
    look_at_all(services(desk=StumblingDesk(company.store)), LATER)
    late = StumblingDesk(company.store)
    key = f"look:{due.subject}:v{due.version}:{due.next_look_at}"
    outcome = late.perform(LookAtRequest(request_id=1), actor=Actor(person_id=None), key=key, now=LATER)
    assert outcome.duplicate
    assert nudged(company, 1) == 1


def lose_cards(company: Company) -> None:
    """Slack takes nothing."""
    outbox = company.store.outbox
    while dispatch := outbox.claim("me", LATER, lease=LEASE, pace=FREELY):
        outbox.failed(dispatch, "me", error="is_archived", now=LATER)


def test_lost_cards_are_put_out_again_though_one_fails(company: Company, caplog: pytest.LogCaptureFixture) -> None:
    submit(company, 3)
    lose_cards(company)
    desk = StumblingDesk(company.store, 1)
    with caplog.at_level(logging.ERROR):
        post_lost_cards(services(desk=desk), LATER)
    assert desk.put_out == [1, 2, 3]
    assert caplog.text.count("could not put a card out again") == 1
    assert company.store.outbox.waiting() == {"pending": 2}


def test_no_card_is_put_out_any_more_when_the_bot_ends(company: Company) -> None:
    submit(company, 1)
    lose_cards(company)
    desk = StumblingDesk(company.store)
    post_lost_cards(replace(services(desk=desk), is_over=lambda: True), LATER)
    assert desk.put_out == []
