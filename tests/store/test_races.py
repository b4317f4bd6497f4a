"""Many want the same at the same moment: one gets it, and the others learn who."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import func, select

from lifecycle.change import Change
from lifecycle.errors import Conflict, Congested, Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.people import COMMAND_LINE, Origin
from lifecycle.ports import Stamp
from lifecycle.request import LineState, RequestState
from lifecycle.requests.commands import AddDevice, ApproveRequest, CancelRequest
from store.engine.database import CONNECTIONS, Sqlite
from store.tables.machinery import outbox
from store.tables.models import device, event
from store.unit_of_work import SqlStore
from tests.support.at_once import all_at_once, approve, approve_at_once
from tests.support.company import NOW, Company

R = TypeVar("R")
STAMP = Stamp(actor_id=None, origin=Origin.CLI, at=NOW, key="test")


def together(number: int, act: Callable[[int], R]) -> list[R]:
    """What `number` threads got that began at the same moment."""
    barrier = Barrier(number)

    def begin(one: int) -> R:
        barrier.wait(10)
        return act(one)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(begin, range(number)))


def check_approved_once(company: Company, request_id: int, answers: Sequence[object]) -> None:
    winners = [answer for answer in answers if str(answer).startswith("approved")]
    assert winners == [f"approved by {company.ana.id}"]
    assert Counter(answers)[f"stale: request_approved by {company.ana.id}"] == len(answers) - 1
    with company.store.reading() as reads:
        request = reads.request(request_id)
    assert request
    assert request.state is RequestState.APPROVED
    assert [line.state for line in request.lines] == [LineState.RECEIVED]
    with company.store.database.reader() as connection:
        reserved = connection.scalars(select(device.c.id).where(device.c.request_id == request_id)).all()
        approvals = connection.scalar(
            select(func.count()).select_from(event).where(event.c.name == Happened.REQUEST_APPROVED)
        )
        stories = connection.scalar(
            select(func.count()).select_from(outbox).where(outbox.c.event == Happened.REQUEST_APPROVED)
        )
    assert reserved == [request.lines[0].device_id]
    assert approvals == 1
    assert stories == 3, "the story, and a note to each of the two people"


def test_eight_threads_approve_at_once(company: Company) -> None:
    company.stock(3)
    request = company.submit()
    answers = together(8, lambda one: approve_at_once(company.desk, request.id, company.ana.id, f"thread-{one}"))
    check_approved_once(company, request.id, answers)


def test_eight_processes_approve_at_once(company: Company) -> None:
    company.stock(3)
    request = company.submit()
    answers = all_at_once(8, approve, company.store.database.url, request.id, company.ana.id)
    check_approved_once(company, request.id, answers)


def test_the_last_device_goes_to_one_of_eight_requests(company: Company) -> None:
    (device_id,) = company.stock()
    requests = [company.submit() for _ in range(8)]
    approved = together(8, lambda one: company.approve(requests[one]))
    states = Counter(line.state for request in approved for line in request.lines)
    assert states == {LineState.RECEIVED: 1, LineState.WAITING: 7}
    assert [line.device_id for request in approved for line in request.lines if line.device_id] == [device_id]


def test_the_same_delivery_five_times_at_once_has_one_effect(company: Company) -> None:
    request = company.submit()
    outcomes = together(
        5, lambda _: company.perform(ApproveRequest(request_id=request.id), company.ana, key="the-same")
    )
    assert sorted(outcome.duplicate for outcome in outcomes) == [False, True, True, True, True]


def test_a_key_is_taken_once(store: SqlStore) -> None:
    def claim(_: int) -> bool:
        with store.transaction() as work:
            return work.claim("key", NOW)

    assert sorted(together(5, claim)) == [False, False, False, False, True]


def test_a_key_is_free_again_when_its_command_was_refused(company: Company) -> None:
    request = company.submit()
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            company.perform(ApproveRequest(request_id=request.id), company.manager, key="the-same")
        assert refused.value.reason is Reason.NOT_ALLOWED


def test_what_changed_meanwhile_is_a_conflict(company: Company) -> None:
    (device_id,) = company.stock()
    with company.store.reading() as reads:
        read = reads.device(device_id)
    assert read
    company.approve(company.submit())
    late = Change(before=read, after=read, event=Event(name=Happened.DEVICE_RELEASED))
    with company.store.transaction() as work:
        work.device(device_id)
        with pytest.raises(Conflict):
            work.keep(late, STAMP)


def test_one_of_several_with_the_same_serial_gets_in(company: Company) -> None:
    def add(number: int) -> str:
        command = AddDevice(
            category="laptop", manufacturer="A", model="B", country="DE", serial="SAME", asset_tag=f"DD-{number}"
        )
        try:
            company.perform(command, COMMAND_LINE, key=f"add-{number}")
        except Refused as refused:
            return refused.reason
        return "added"

    assert Counter(together(5, add)) == {"added": 1, Reason.SERIAL_KNOWN: 4}


def test_approving_and_cancelling_at_once_is_one_after_the_other(company: Company) -> None:
    company.stock()
    request = company.submit()

    def act(one: int) -> str:
        cancel = CancelRequest(request_id=request.id, lines=(1,), reason="no")
        try:
            company.perform(cancel if one else ApproveRequest(request_id=request.id), company.ana)
        except Refused as refused:
            return refused.reason
        return "done"

    answers = together(2, act)
    assert answers in (["done", "done"], ["stale", "done"])
    with company.store.reading() as reads:
        found = reads.request(request.id)
        assert found
        assert found.state is RequestState.CANCELLED
        assert not any(one.request_id for one in (reads.device(1), reads.device(2)) if one)


def test_who_waits_for_long_on_postgresql_is_told_that_the_desk_is_busy(company: Company) -> None:
    """Slack gives three seconds: a row that somebody holds for longer must not cost each of twenty tries a wait."""
    if isinstance(company.store.database, Sqlite):
        pytest.skip("SQLite has one writer, and its queue is this process's own")
    request = company.submit()
    with company.store.transaction() as work:
        work.request(request.id)
        with pytest.raises(Refused) as approving:
            company.approve(request)
        with pytest.raises(Refused) as refreshing:
            company.desk.refresh(request.subject, key="refresh", now=NOW)
    assert (approving.value.reason, refreshing.value.reason) == (Reason.BUSY, Reason.BUSY)
    assert company.approve(request).state is RequestState.APPROVED


def test_everybody_who_may_come_at_once_has_a_connection(company: Company) -> None:
    if isinstance(company.store.database, Sqlite):
        pytest.skip("SQLite has one writer, and readers that take turns")
    with ExitStack() as stack:
        for _ in range(CONNECTIONS):
            stack.enter_context(company.store.database.reader())
        with pytest.raises(Congested), company.store.writing():
            pass
