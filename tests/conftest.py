import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

from store.engine import migrations
from tests.support import postgres
from tests.support.once import Workshop, workshop

settings.register_profile("whatever the machine's speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("whatever the machine's speed")


def pytest_configure() -> None:
    """Forget the machine's proxies: slack_sdk would use them even for this machine's own addresses."""
    for name in [name for name in os.environ if name.lower() in {"http_proxy", "https_proxy", "all_proxy"}]:
        del os.environ[name]


def pytest_xdist_auto_num_workers() -> int:
    """How many tests run at once: one more than there are cores, because some wait for a lease, a lock or a process."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The maintenance database of a PostgreSQL server: the one in TEST_DATABASE_URL, or one started for the tests."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    programs = postgres.find_programs()
    if programs is None:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up("PostgreSQL is not installed here and TEST_DATABASE_URL is not set")
    with postgres.server(programs) as url:
        yield url


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Workshop:
    """What takes long to make, for all processes that run tests."""
    return workshop(tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def sqlite_template(made_once: Workshop) -> Path:
    """A migrated SQLite file to copy: migrating anew for every test takes longer than most tests."""
    return made_once.made("template.sqlite3", lambda path: migrations.upgrade(f"sqlite:///{path}"))


@pytest.fixture(scope="session")
def tuesday(made_once: Workshop, sqlite_template: Path) -> Path:
    """A SQLite file to copy with the record of the company with its past, up to a Tuesday at noon."""
    from tests.support import played  # most tests do without all that it needs

    return played.of_a_tuesday(made_once, sqlite_template)


@pytest.fixture(scope="session")
def today(made_once: Workshop, sqlite_template: Path) -> Path:
    """The same up to now, for bots that go by real time."""
    from tests.support import played  # most tests do without all that it needs

    return played.of_today(made_once, sqlite_template)


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> Iterator[str]:
    """The name of a migrated PostgreSQL database to copy."""
    with postgres.new_database(postgres_url) as url:
        migrations.upgrade(url)
        yield str(make_url(url).database)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite database with tables and nothing in them."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'device-desk.sqlite3')}"


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with tables and nothing in them, once of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    template: str = request.getfixturevalue("postgres_template")
    with postgres.new_database(request.getfixturevalue("postgres_url"), template) as url:
        yield url


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a single table, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    with postgres.new_database(request.getfixturevalue("postgres_url")) as url:
        yield url
