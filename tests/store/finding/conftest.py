from collections.abc import Iterator

import pytest

from store.unit_of_work import SqlStore
from tests.support.company import open_store


@pytest.fixture
def bare(database_url: str) -> Iterator[SqlStore]:
    """A database of each kind with nothing in it."""
    with open_store(database_url) as store:
        yield store
