"""What both databases must do alike, and what SQLite would not do by itself."""

import socket
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection, Executable, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from store.engine.database import open_database, promptly
from store.engine.migrations import migrating, revision, upgrade
from store.engine.sole import alone
from store.errors import Unreachable
from store.tables.machinery import inbox
from store.tables.models import device, person, request
from store.unit_of_work import SqlStore
from tests.support.company import NOW, Company


class Stopped(Exception):
    """Something goes wrong in the middle."""


def moment_kept(store: SqlStore, moment: datetime) -> datetime:
    with store.writing() as connection:
        connection.execute(insert(inbox), {"key": "moment", "at": moment})
    with store.database.reader() as connection:
        found: datetime = connection.execute(select(inbox.c.at).where(inbox.c.key == "moment")).scalar_one()
        return found


def write_and_fail(connection: Connection, statement: Executable) -> None:
    connection.execute(statement)
    raise Stopped


def test_a_moment_is_read_back_in_utc_wherever_it_was_written(store: SqlStore) -> None:
    in_karachi = datetime(2026, 11, 24, 12, 0, 0, 1, tzinfo=timezone(timedelta(hours=5)))
    found = moment_kept(store, in_karachi)
    assert found == in_karachi
    assert found.isoformat() == "2026-11-24T07:00:00.000001+00:00"
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(store: SqlStore) -> None:
    with pytest.raises(StatementError, match="time zone"):
        moment_kept(store, datetime(2026, 11, 24, 12, 0))  # noqa: DTZ001


def test_a_state_that_is_none_is_refused_on_the_way_in(company: Company) -> None:
    found = company.submit()
    with pytest.raises(StatementError, match="lost"), company.store.writing() as connection:
        connection.execute(request.update().where(request.c.id == found.id), {"state": "lost"})


def test_a_state_that_is_none_is_refused_on_the_way_out(company: Company) -> None:
    found = company.submit()
    with company.store.writing() as connection:
        connection.execute(text("UPDATE request SET state = 'lost' WHERE id = :id"), {"id": found.id})
    with company.store.reading() as reads, pytest.raises(ValueError, match="lost"):
        reads.request(found.id)


def test_an_amount_of_money_is_exact_and_never_infinite(company: Company) -> None:
    company.stock()
    exact = Decimal("12345678901234567890.10")
    with company.store.writing() as connection:
        connection.execute(device.update(), {"price_amount": exact})
        assert str(connection.scalar(select(device.c.price_amount))) == "12345678901234567890.10"
    with pytest.raises(StatementError, match="no amount"), company.store.writing() as connection:
        connection.execute(device.update(), {"price_amount": Decimal("Infinity")})


def test_foreign_keys_are_enforced(store: SqlStore) -> None:
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(person.update(), {"tied_to": 404})


def test_a_unit_of_work_that_fails_leaves_nothing(store: SqlStore) -> None:
    with pytest.raises(Stopped), store.writing() as connection:
        write_and_fail(connection, insert(inbox).values(key="lost", at=NOW))
    with store.database.reader() as connection:
        assert connection.execute(select(inbox.c.key).where(inbox.c.key == "lost")).all() == []


def test_a_change_of_tables_is_rolled_back_with_the_rest(store: SqlStore) -> None:
    with pytest.raises(Stopped), store.writing() as connection:
        write_and_fail(connection, text("CREATE TABLE half_done (id INTEGER)"))
    with store.database.reader() as connection, pytest.raises(DBAPIError, match="half_done"):
        connection.execute(text("SELECT * FROM half_done"))


def test_reading_sees_one_moment_and_cannot_write(company: Company) -> None:
    first = company.submit()
    with company.store.reading() as reads:
        assert reads.request(first.id) == first
        second = company.submit()
        assert reads.request(second.id) is None
    with company.store.database.reader() as connection, pytest.raises(DBAPIError):
        connection.execute(insert(inbox), {"key": "sneaky", "at": NOW})


def test_errors_do_not_tell_what_was_written(store: SqlStore) -> None:
    with pytest.raises(IntegrityError) as caught, store.writing() as connection:
        connection.execute(person.update(), {"name": "Nadia Secret", "tied_to": 404})
    assert "parameters hidden" in str(caught.value)
    assert "Nadia" not in str(caught.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://somewhere/desk"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL"):
        open_database(url)


def test_sqlite_keeps_every_commit_and_waits_for_its_turn(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    upgrade(url)
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with closing(open_database(url)) as database, database.writer() as connection:
        settings = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_what_need_not_outlive_the_machine_waits_for_no_disk(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    upgrade(url)
    with closing(open_database(url, lasting=False)) as database, database.writer() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 0
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


def test_a_host_that_never_answers_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql+psycopg://desk@127.0.0.1:{silent.getsockname()[1]}/desk"
        with pytest.raises(Unreachable, match="timeout"):
            revision(url)
        with pytest.raises(Unreachable, match="timeout"), alone(url):
            pass
        with pytest.raises(DBAPIError, match="timeout"), migrating(url):
            pass


def test_whoever_says_how_long_is_believed() -> None:
    assert promptly("postgresql+psycopg://desk@host/desk") == {"connect_timeout": 2}
    assert promptly("postgresql+psycopg://desk@host/desk?connect_timeout=20") == {}
