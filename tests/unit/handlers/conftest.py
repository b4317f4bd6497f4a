from collections.abc import Iterator

import pytest

from tests.unit.handlers.returns_desk import Front, open_front


@pytest.fixture
def front(sqlite_url: str) -> Iterator[Front]:
    """Will holds two laptops; Mia is his manager on record."""
    with open_front(sqlite_url) as front:
        yield front
