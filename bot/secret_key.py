"""The key that encrypts private data and signs links, when the settings give none."""

import logging
import os
import secrets
from pathlib import Path

from bot.settings import Settings

log = logging.getLogger(__name__)

KEY_BYTES = 48


def read_or_create(path: Path) -> str:
    """The key in `path`, which is made, readable by its owner alone, when it is not there yet."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(KEY_BYTES)
        file.write(f"{key}\n")
    log.warning("SECRET_KEY is not set: made one in %s. Keep it safe: without it, private data cannot be read.", path)
    return key


def secret_key_of(settings: Settings, path: Path = Path(".secret-key")) -> str:
    """The settings' key (several, separated by commas, are a rotation), else the one in the working directory."""
    given = settings.secret_key
    return given.get_secret_value() if given else read_or_create(path)
