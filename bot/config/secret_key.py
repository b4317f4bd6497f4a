"""The key that encrypts private data and signs links, when the settings give none."""

import logging
import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.config.settings import SANDBOX_DATABASE, Settings
from bot.faults import Fault, Faulty

log = logging.getLogger(__name__)

KEY_BYTES = 48

NEEDED = Fault(
    "SECRET_KEY",
    "is missing; with PostgreSQL several hosts may share the database, and each would make a key of its own: "
    "set the same key, of 32 random characters or more, on all of them",
)


def read_or_create(path: Path) -> str:
    """The key in `path`, which is made, readable by its owner alone, when it is not there yet.

    It appears there whole, or not at all, whoever makes one at the same moment. Raises `Faulty` when it is empty.
    """
    if not path.exists():
        _create(path)
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise Faulty(str(path), [Fault("key", "is empty; put the key back from its backup, or remove the file")])
    return key


def key_file(settings: Settings) -> Path:
    """Where the key is kept that is made when none is set: a sandbox's own beside its record, which begins anew."""
    return Path(f"{SANDBOX_DATABASE}.key" if settings.has_passing_record else ".secret-key")


def secret_key_of(settings: Settings, folder: Path = Path()) -> str:
    """The settings' key (several, separated by commas, are a rotation), else the one in the working directory.

    Raises `Faulty` when there is none that every host would read.
    """
    if settings.secret_key:
        return settings.secret_key.get_secret_value()
    if not settings.database_url.startswith("sqlite"):
        raise Faulty("The settings", [NEEDED])
    path = folder / key_file(settings)
    is_there = path.exists()
    key = read_or_create(path)
    if not is_there and not settings.has_passing_record:
        log.warning("SECRET_KEY is not set: made one in %s. Keep it safe: private data needs it.", path)
    return key


def _create(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{secrets.token_urlsafe(KEY_BYTES)}\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
