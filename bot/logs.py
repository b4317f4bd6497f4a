"""Logs: one JSON object a line on standard error, without secrets and private data.

Every line is cleaned as a whole, after it was put together: messages, arguments, extras and tracebacks alike.
"""

import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

from pydantic import SecretStr
from pythonjsonlogger.json import JsonFormatter

from bot.settings import Settings

PATTERNS = (
    (re.compile(r"\bxox[a-z]-[\w.-]+|\bxapp-[\w.-]+"), "[token]"),
    (
        re.compile(r"https?://hooks\.slack[\w.-]*/[^\s\"'\\<>]+|https?://[^\s\"'\\<>]+/response/[^\s\"'\\<>]+"),
        "[response_url]",
    ),
    (re.compile(r"(?<=://)[^\s/:@\"']+:[^\s/@\"']+(?=@)"), "[credentials]"),
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    (re.compile(r"(?<=[?&])(token|ticket|sig|signature|code|secret)=[^&\s\"']+", re.IGNORECASE), r"\1=[hidden]"),
)
"""What never belongs into a log, and what stands there instead."""

QUIET = {
    "slack_sdk": logging.INFO,
    "slack_sdk.web": logging.INFO,
    "slack_sdk.webhook": logging.INFO,
    "slack_sdk.socket_mode": logging.INFO,
    "slack_bolt": logging.INFO,
    "slack_bolt.RequestVerification": logging.WARNING,
    "apscheduler": logging.WARNING,
    "alembic": logging.WARNING,
    "uvicorn": logging.WARNING,
}
"""The least level of loggers that print bodies, or every step of theirs, below it."""


class RedactingFormatter(JsonFormatter):
    """Formats as JSON and takes out what matches `PATTERNS` or is one of `secrets`."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(
            "{asctime}{levelname}{name}{message}",
            style="{",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
        )
        self._secrets = tuple(sorted(filter(None, secrets), key=len, reverse=True))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
        """The moment in UTC, as ISO 8601."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """The text without secrets and private data."""
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        for pattern, word in PATTERNS:
            text = pattern.sub(word, text)
        return text


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Send every logger's lines to `stream` (standard error), from the settings' level on."""
    level = logging.getLevelNamesMapping()[settings.log_level]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(_secrets(settings)))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(level, least))


def _secrets(settings: Settings) -> Iterable[str]:
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            yield from (part.strip() for part in value.get_secret_value().split(","))
