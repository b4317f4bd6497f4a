from collections.abc import Iterator

import pytest

from tests.journeys.steps import Cast
from tests.support.desk import Office, Transport, office


@pytest.fixture
def transport() -> Transport:
    """Signed HTTP, unless a test is parametrised with both."""
    return Transport.HTTP


@pytest.fixture
def company(sqlite_url: str, transport: Transport) -> Iterator[Office]:
    """A running company on SQLite."""
    with office(sqlite_url, transport) as running:
        yield running
        assert running.breaks() == []


@pytest.fixture
def cast(company: Office) -> Cast:
    """The people who play."""
    return Cast(company)
