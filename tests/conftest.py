import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import postgres


def pytest_configure() -> None:
    """Forget the machine's proxies: slack_sdk would use them even for this machine's own addresses."""
    for name in [name for name in os.environ if name.lower() in {"http_proxy", "https_proxy", "all_proxy"}]:
        del os.environ[name]


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


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'device-desk.sqlite3'}"
        return
    with postgres.empty_database(request.getfixturevalue("postgres_url")) as url:
        yield url
