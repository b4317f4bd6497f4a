"""Files that take long to make: one of the processes that run the tests makes each, and all of them copy it."""

import fcntl
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Workshop:
    """A folder that all processes of one run of the tests share."""

    folder: Path

    def made(self, name: str, make: Callable[[Path], None]) -> Path:
        """The file of that name: whoever comes first makes it at the path given to `make`, the others wait for it."""
        done = self.folder / name
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                begun = self.folder / f"begun-{name}"
                begun.unlink(missing_ok=True)
                make(begun)
                begun.rename(done)
        return done


def copied(file: Path, folder: Path) -> Path:
    """A copy of it, under its own name."""
    return Path(shutil.copy(file, folder))


def workshop(folders: pytest.TempPathFactory, worker: str) -> Workshop:
    """That of this run; `worker` is pytest-xdist's name of this process."""
    own = folders.getbasetemp()
    return Workshop(own if worker == "master" else own.parent)
