"""Pages of what is on record: what serves them."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Connection, Executable, Select

from lifecycle.device import DeviceState
from lifecycle.people import Person
from lifecycle.subject import SubjectKind
from store import people, register
from store.engine.database import Sqlite
from store.people import SlackAccount
from store.reads import lookups
from store.register import Section, Wanted
from store.shelves import DEVICES
from tests.support.company import NOW, TEAM, Company, open_company
from tests.support.returns import change_device


def plan(connection: Connection, statement: Executable) -> str:
    """How SQLite goes about a query, step by step."""
    whole = statement.compile(connection).construct_expanded_state()  # type: ignore[attr-defined]
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {whole.statement}", tuple(whole.positional_parameters))
    return "\n".join(row[3] for row in rows)


@pytest.mark.parametrize(
    ("wanted", "by"),
    [
        (Wanted(), "INTEGER PRIMARY KEY (rowid>?)"),
        (Wanted(state=DeviceState.IN_USE), "INTEGER PRIMARY KEY (rowid>?)"),
        (Wanted(country="DE"), "INTEGER PRIMARY KEY (rowid>?)"),
        (Wanted(category="laptop"), "INTEGER PRIMARY KEY (rowid>?)"),
        (
            Wanted(state=DeviceState.IN_USE, country="DE", category="laptop"),
            "INDEX ix_device_state_country (state=? AND country=? AND rowid>?)",
        ),
    ],
)
def test_a_page_begins_where_the_last_one_ended_and_nothing_is_sorted(sqlite_url: str, wanted: Wanted, by: str) -> None:
    with open_company(sqlite_url) as company:
        assert isinstance(company.store.database, Sqlite)
        with company.store.database.reader() as connection:
            steps = plan(connection, register._pages(DEVICES, Section(after=7), register._conditions(wanted)))
    assert steps == f"SEARCH device USING {by}"


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (register._WITH_EMAIL, {"email": "x@tallpine.example"}),
        (lookups._WITH_EMAIL, {"email": "x@tallpine.example"}),
        (people._WITH_EMAIL, {"emails": ["x@tallpine.example", "y@tallpine.example"]}),
    ],
)
def test_people_are_found_by_their_address_through_its_index(
    sqlite_url: str, statement: Select[Any], values: Mapping[str, object]
) -> None:
    with open_company(sqlite_url) as company:
        assert isinstance(company.store.database, Sqlite)
        with company.store.database.reader() as connection:
            steps = plan(connection, statement.params(**values))
    assert "SEARCH person USING INDEX ix_person_lower_email (<expr>=?)" in steps.replace("COVERING INDEX", "INDEX")


def test_what_a_new_hire_got_counts_for_the_account_that_came_later(company: Company) -> None:
    pages, desk = company.store.register, company.store
    assert pages.held_by("noor@tallpine.example", Section()) is None
    mail = SlackAccount(team_id=TEAM, slack_id="UNOOR", name="Noor", email="Noor@Tallpine.example")
    noor = desk.people.record(mail, NOW)
    (number,) = company.stock()
    with desk.transaction() as work:
        hire = Person(id=work.new_id(SubjectKind.PERSON), name="Noor")
        work.add_person(hire)
        work.tie_person(hire.id, noor.id)
    change_device(desk, number, state=DeviceState.IN_USE, holder_id=hire.id)
    held = pages.held_by("noor@tallpine.example", Section())
    assert held
    assert [one.id for one in held.items] == [number]
    assert held.people[hire.id].name == "Noor"
