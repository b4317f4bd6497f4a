from collections.abc import Iterator

import pytest

from sandbox import Sandbox
from sandbox.company import ANA
from sandbox.person import Person
from tests.unit.sandbox.apps import over_http
from tests.unit.sandbox.person.small_app import SmallApp

HASTY = 0.05


@pytest.fixture
def app() -> SmallApp:
    return SmallApp()


@pytest.fixture
def sandbox(app: SmallApp) -> Iterator[Sandbox]:
    with Sandbox() as running, over_http(running, app.register):
        yield running


@pytest.fixture
def ana(sandbox: Sandbox) -> Person:
    return Person(sandbox, ANA)


@pytest.fixture
def hasty(sandbox: Sandbox) -> Person:
    """Ana, who does not wait for long."""
    return Person(sandbox, ANA, patience=HASTY)
