import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from store.engine.migration_lock import alone
from store.engine.migrations import config, head, migrating, revision, upgrade
from store.errors import DatabaseAhead, MigrationBusy
from tests.support import at_once
from tests.support.check_migrations import check
from tests.support.company import found_company, open_store

OLD_ROWS = (
    """
    INSERT INTO person (id, name, zone, locale, is_guest, is_bot, is_deactivated)
    VALUES (1, 'Mia Manager', 'UTC', 'en-US', false, false, false)
    """,
    """
    INSERT INTO device (id, state, category, manufacturer, model, kind, country, holder_id, enrolled, version, log_hash)
    VALUES (1, 'in_use', 'laptop', 'Lenovo', 'T14', 'laptop', 'DE', 1, false, 1, ''),
        (2, 'returned', 'laptop', 'Lenovo', 'T14', 'laptop', 'DE', NULL, false, 3, '')
    """,
    """
    INSERT INTO event (id, subject, seq, at, name, origin, parts, changes, facts, key, prev_hash, hash)
    VALUES (1, 'device:2', 3, '2026-11-24 10:30:00+00:00', 'device_returned', 'slack', '[]', '{}', '{}', '', '', '')
    """,
)


def test_up_nothing_left_to_do_down_and_up_again(empty_database_url: str) -> None:
    check(empty_database_url)


def test_an_empty_database_is_at_no_revision_and_then_at_the_head(empty_database_url: str) -> None:
    assert revision(empty_database_url) is None
    upgrade(empty_database_url)
    upgrade(empty_database_url)
    assert revision(empty_database_url) == head()


def test_a_new_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    upgrade(url)
    with open_store(url) as store:
        found_company(store).submit()
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    assert {name for name, mode in modes.items() if mode == 0o600} == {
        f"new.sqlite3{end}" for end in ("", "-wal", "-shm")
    }


def test_six_processes_upgrade_at_once(empty_database_url: str) -> None:
    assert at_once.all_at_once(6, at_once.upgrade, empty_database_url) == ["upgraded"] * 6
    with open_store(empty_database_url) as store:
        found_company(store).submit()


def test_a_database_of_a_newer_release_is_left_alone(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    with migrating(empty_database_url) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseAhead, match="9999"):
        upgrade(empty_database_url)


def test_one_at_a_time_migrates_and_waiting_has_an_end(empty_database_url: str) -> None:
    with migrating(empty_database_url) as connection:
        second = alone(connection.engine, wait=0)
        with pytest.raises(MigrationBusy), second:
            pass
    with alone(connection.engine, wait=0):
        pass


def test_a_migration_that_fails_leaves_nothing(empty_database_url: str) -> None:
    settings = config(empty_database_url)
    command.upgrade(settings, "head")
    with migrating(empty_database_url) as connection, connection.begin():
        connection.execute(text("DROP TABLE role_member"))
    with pytest.raises(Exception, match="role_member"):
        command.downgrade(settings, "base")
    assert revision(empty_database_url) == "0001", "the newer ones were done, each by itself"
    with migrating(empty_database_url) as connection:
        assert connection.execute(text("SELECT count(*) FROM request")).scalar_one() == 0


def test_what_is_on_record_stays_when_columns_come_and_go(empty_database_url: str) -> None:
    settings = config(empty_database_url)
    command.upgrade(settings, "0001")
    with migrating(empty_database_url) as connection, connection.begin():
        for statement in OLD_ROWS:
            connection.execute(text(statement))
    command.upgrade(settings, "head")
    with open_store(empty_database_url) as store, store.reading() as reads:
        person, device, back = reads.person(1), reads.device(1), reads.device(2)
    assert person
    assert device
    assert (person.name, person.manager_id) == ("Mia Manager", None)
    assert (device.model, device.return_id, device.legal_hold) == ("T14", None, False)
    assert (device.attributes, device.repairs, device.returned_at) == ({}, 0, None)
    assert back
    assert back.returned_at == datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
    command.downgrade(settings, "0001")
    with migrating(empty_database_url) as connection:
        assert connection.execute(text("SELECT holder_id FROM device WHERE id = 1")).scalar_one() == 1


def test_a_url_may_hold_signs_that_configuration_files_use(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / '100%20s.sqlite3'}"
    upgrade(url)
    assert revision(url) == head()
