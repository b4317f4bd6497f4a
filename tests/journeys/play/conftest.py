import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.play import Ground, played


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The larger company with its past; whoever uses it leaves it as it is.

    Not kept for longer than a module: a bot at work draws on the random numbers that property tests watch.
    """
    database = shutil.copy(sqlite_template, tmp_path_factory.mktemp("town") / "town.sqlite3")
    with played(f"sqlite:///{database}") as ground:
        yield ground
