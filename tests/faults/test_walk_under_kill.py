"""The plan of a return under kill -9 in the middle of every step: the same messages, none twice, none missing."""

import signal
import threading
from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from shutil import copyfile

from sqlalchemy import select

from bot.calendar import Holidays
from lifecycle.notices import Kind
from lifecycle.people import COMMAND_LINE
from lifecycle.requests.commands import AddDevice
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn
from store.tables.machinery import outbox
from tests.faults.walker import walk
from tests.support.company import NOW, found_company, open_store
from tests.support.policy import POLICY
from tests.support.processes import ended, started

MOST_DEATHS = 60


def leaving(url: str) -> None:
    """A silent leaver with a device, twenty days before the end."""
    with open_store(url) as store:
        company = found_company(store, POLICY, Holidays())
        lent = AddDevice(
            category="laptop",
            manufacturer="Lenovo",
            model="T14",
            country="DE",
            serial="PF1",
            asset_tag="DD-00001",
            holder_id=company.worker.id,
        )
        company.perform(lent, COMMAND_LINE)
        opened = OpenReturn(
            holder_id=company.worker.id,
            cause=ReturnCause.LEAVING,
            last_day=NOW.date() + timedelta(days=20),
            manager_id=company.manager.id,
        )
        company.perform(opened, company.ana)


def told(url: str) -> Sequence[tuple[str, str]]:
    """Every step that was put into the outbox, by its key and address."""
    with open_store(url) as store, store.database.reader() as connection:
        query = select(outbox.c.key, outbox.c.to).where(outbox.c.kind == Kind.RETURN_STEP).order_by(outbox.c.id)
        return [(row.key, row.to) for row in connection.execute(query)]


def walked_until_death(url: str, dies: str) -> bool:
    """Whether a process that walks, and dies at its next step, was killed before it came to the end."""
    code = ended(started(walk, url, dies))
    assert code in {0, -signal.SIGKILL}
    return code != 0


def copied(url: str, name: str) -> str:
    path = Path(url.removeprefix("sqlite:///"))
    copyfile(path, path.with_name(name))
    return f"sqlite:///{path.with_name(name)}"


def test_death_in_the_middle_of_every_step_changes_nothing(sqlite_url: str) -> None:
    leaving(sqlite_url)
    calm = copied(sqlite_url, "calm.sqlite3")
    walk(calm, "never")
    deaths = 0
    for dies in cycle(("before", "after")):
        if not walked_until_death(sqlite_url, dies):
            break
        deaths += 1
        assert deaths < MOST_DEATHS
    walk(sqlite_url, "never")
    expected = told(calm)
    assert len(expected) > 8
    assert told(sqlite_url) == expected
    assert deaths >= len(expected)


def test_two_sweepers_at_once_say_the_same_once(database_url: str) -> None:
    leaving(database_url)
    both = [threading.Thread(target=walk, args=(database_url, "never")) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    found = told(database_url)
    assert len(found) > 8
    assert len(set(found)) == len(found)
    assert len({key.rpartition(":person:")[0] or key for key, _ in found}) == len(found)
