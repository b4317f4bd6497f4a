"""What is due is found through the index of these moments: a sweep's cost follows it, however large the fleet is."""

import sqlite3
from datetime import datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import Engine

from lifecycle.device import DeviceState
from lifecycle.people import Person
from lifecycle.subject import SubjectKind
from scheduler.jobs import BATCH, LOOKS, look_at_devices
from store.reads.due import DUE
from store.reads.queries import SqlReads
from store.shelves import SHELVES
from tests.support.company import NOW, Company, open_company
from tests.support.plans import asked, plan
from tests.support.returns import change_device
from tests.unit.scheduler.helpers import services

TO_BE_ASKED = 3
LATER, FAR_OFF = NOW + timedelta(days=90), NOW + timedelta(days=3_000)
STATEMENTS_EACH = 10
"""At most, for each device that is looked at."""


def test_whatever_a_sweep_looks_at_is_asked_for() -> None:
    assert DUE.keys() == LOOKS.keys()


@pytest.mark.parametrize("kind", DUE)
def test_what_is_due_is_looked_up_by_its_moment(company: Company, kind: SubjectKind) -> None:
    with company.store.database.reader() as connection:
        reads = SqlReads(connection, company.store._cipher)
        with asked(connection) as statements:
            reads.due(kind, NOW, BATCH)
        ((statement, parameters),) = statements
        lines = plan(connection, statement, parameters)
    found = {
        "sqlite": "SEARCH {0} USING INDEX ix_{0}_next_look_at (next_look_at",
        "postgresql": "Index Cond: ((next_look_at",
    }
    assert found[connection.dialect.name].format(SHELVES[kind].table.name) in "\n".join(lines)


@pytest.fixture(params=[5, 50])
def others(request: pytest.FixtureRequest) -> int:
    """How many devices have their turn later."""
    number: int = request.param
    return number


def test_a_sweeps_cost_follows_what_is_due_and_not_the_fleet(sqlite_url: str, others: int) -> None:
    with open_company(sqlite_url) as company:
        put_in_use(company, company.worker, TO_BE_ASKED, NOW)
        put_in_use(company, company.ben, 1, LATER)
        before = steps(company)
        put_in_use(company, company.ben, others - 1, LATER)
        assert steps(company) == before, "what the database does to find what is due"
        with asked(Engine) as statements:
            look_at_devices(services(desk=company.desk), NOW)
        with company.store.reading() as reads:
            assert reads.due(SubjectKind.DEVICE, NOW, BATCH) == []
            assert len(reads.due(SubjectKind.DEVICE, FAR_OFF, BATCH)) == TO_BE_ASKED + others
    assert len(statements) <= STATEMENTS_EACH * TO_BE_ASKED


def put_in_use(company: Company, holder: Person, number: int, look_at: datetime) -> None:
    """So many devices that somebody has, and whose turn that is."""
    for device in company.stock(number):
        change_device(company.store, device, state=DeviceState.IN_USE, holder_id=holder.id, next_look_at=look_at)


def steps(company: Company) -> int:
    """How many instructions SQLite's machine carries out to read the devices that are due."""
    done: list[None] = []
    with company.store.database.reader() as connection:
        database = cast(sqlite3.Connection, connection.connection.dbapi_connection)
        database.set_progress_handler(lambda: done.append(None), 1)
        due = SqlReads(connection, company.store._cipher).due(SubjectKind.DEVICE, NOW, BATCH)
        database.set_progress_handler(None, 1)
    assert len(due) == TO_BE_ASKED
    return len(done)
