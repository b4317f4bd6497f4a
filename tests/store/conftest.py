from collections.abc import Iterator

import pytest

from store.unit_of_work import SqlStore
from tests.support.company import Company, open_company


@pytest.fixture
def company(database_url: str) -> Iterator[Company]:
    """A company with a database of each kind."""
    with open_company(database_url) as company:
        yield company


@pytest.fixture
def store(company: Company) -> SqlStore:
    return company.store
