"""A list whose taking over was confirmed is taken over, though the bot is killed in the middle: once, and told once."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest

from bot.fleet.drop import LEASE
from sandbox import Sandbox
from sandbox.person import NoAnswer
from sandbox.person.uploads import Upload
from tests.journeys import dying_import
from tests.journeys.steps import Cast
from tests.support.desk import GLANCE, Office, Transport, at_work, settings_for, workspace
from tests.support.processes import ended, started

ROWS = 1_234
HEADING = "Serial,Category,Manufacturer,Model,Country\n"
RESULT = f"fleet.csv is taken over: {ROWS} new, 0 changed, 0 as they were, 0 refused."
RECEIPT = 5
"""Seconds to wait for the receipt of a click on which the bot may die."""


@pytest.mark.parametrize("dies", ["before", "after", "told"])
def test_a_list_is_taken_over_through_a_kill(sqlite_url: str, dies: str) -> None:
    with workspace(ack_timeout=RECEIPT) as sandbox:
        killed_while_taking(sandbox, sqlite_url, dies)
        with begun_again(sandbox, sqlite_url) as company:
            Cast(company).ana.dm(RESULT)
            assert results(company) == 1
            assert (company.rows()["device"], company.rows()["event"]) == (ROWS, ROWS)
            assert company.breaks() == []


def test_whoever_is_of_it_no_more_when_it_goes_on_takes_nothing_more_over(sqlite_url: str) -> None:
    with workspace(ack_timeout=RECEIPT) as sandbox:
        killed_while_taking(sandbox, sqlite_url, "before")
        with begun_again(sandbox, sqlite_url, without_ana=True) as company:
            Cast(company).ana.dm("Lists of devices are for IT.")
            assert company.rows()["device"] == 500
            assert results(company) == 0


def killed_while_taking(sandbox: Sandbox, database_url: str, dies: str) -> None:
    """A list on which Ana has clicked, and the bot that died over it."""
    text = HEADING + "".join(f"PF{number},Laptop,Lenovo,T14,DE\n" for number in range(ROWS))
    with at_work(sandbox, database_url) as company:
        ana = Cast(company).ana
        ana.write("", Upload("fleet.csv", text.encode()))
        shown = ana.dm(f"{ROWS} new")
        ana.dm("import.csv")
    sandbox.wait_for_sockets(0)
    process = started(dying_import.work, dies, settings_for(sandbox, database_url, Transport.SOCKET))
    sandbox.wait_for_sockets(1, timeout=40)
    with suppress(NoAnswer):
        shown.click("Import")
    assert ended(process) == -signal.SIGKILL


@contextmanager
def begun_again(sandbox: Sandbox, database_url: str, *, without_ana: bool = False) -> Iterator[Office]:
    """The next bot, once nobody holds the list any more and it is through with it."""
    with at_work(sandbox, database_url) as company:
        assert waits(company)
        if without_ana:
            bruno = Cast(company).bruno.id
            company.bot.core.store.people.set_members("it", [bruno])  # type: ignore[arg-type]
        company.clock.walk(LEASE + timedelta(seconds=1))
        company.bot.office.lists.resume()
        deadline = time.monotonic() + 20
        while waits(company):
            assert time.monotonic() < deadline, "the list still waits"
            company.bot.core.bell.wait(company.bot.core.bell.rings, GLANCE)
        yield company


def waits(company: Office) -> bool:
    """Whether the list is not through."""
    with company.sandbox.workspace.changing():
        (file,) = (one.id for one in company.sandbox.workspace.files.by_id.values() if one.name == "fleet.csv")
    return company.bot.core.store.dropped.is_under_way(file)


def results(company: Office) -> int:
    """How many files with the result of a taking over were sent."""
    with company.sandbox.workspace.changing():
        files = [one for one in company.sandbox.workspace.files.by_id.values() if one.is_complete]
    return sum(one.title.startswith("import.csv · ") for one in files)
