from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import Sandbox
from tests.unit.bot.post import PostOffice, post_office
from tests.unit.bot.shell import Shell


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def post(sandbox: Sandbox, sqlite_url: str) -> Iterator[PostOffice]:
    with post_office(sandbox, sqlite_url) as office:
        yield office


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)
