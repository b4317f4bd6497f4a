"""Logs: one JSON object a line on standard error, without secrets and private data.

Every value is cleaned before it is put into JSON, which would spell a secret differently: messages, arguments, extras
and tracebacks alike.
"""

import logging
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TextIO

from pydantic import SecretStr
from pythonjsonlogger.json import JsonFormatter

from bot.config.settings import Settings

PATTERNS = (
    (re.compile(r"\bxox[a-z]-[\w.-]+|\bxapp-[\w.-]+"), "[token]"),
    (
        re.compile(r"https?://hooks\.slack[\w.-]*/[^\s\"'\\<>]+|https?://[^\s\"'\\<>]+/response/[^\s\"'\\<>]+"),
        "[response_url]",
    ),
    (re.compile(r"(?<=://)[^\s/:@\"']+:[^\s/@\"']+(?=@)"), "[credentials]"),
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    (re.compile(r"(?<=/r/)[\w-]{40,}"), "[link]"),
    (re.compile(r"(?<=[?&])(token|ticket|sig|signature|code|secret)=[^&\s\"']+", re.IGNORECASE), r"\1=[hidden]"),
)
"""What never belongs into a log, and what stands there instead."""

SHORTEST_SECRET = 6
"""Characters from which on a secret is looked for: a shorter one is in half of all words."""

QUIET = {
    "slack_sdk": logging.INFO,
    "slack_sdk.web": logging.INFO,
    "slack_sdk.webhook": logging.INFO,
    "slack_sdk.socket_mode": logging.INFO,
    "slack_bolt": logging.INFO,
    "slack_bolt.RequestVerification": logging.WARNING,
    "apscheduler": logging.WARNING,
    "httpx": logging.WARNING,
    "alembic": logging.WARNING,
    "mail.log": logging.WARNING,
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
        long_enough = (secret for secret in secrets if len(secret) >= SHORTEST_SECRET)
        self._secrets = tuple(sorted(long_enough, key=len, reverse=True))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
        """The moment in UTC, as ISO 8601."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def process_log_record(self, log_data: dict[str, object]) -> dict[str, object]:
        """The values of one line, cleaned."""
        return {name: self._cleaned(value) for name, value in super().process_log_record(log_data).items()}

    def redact(self, text: str) -> str:
        """The text without secrets and private data."""
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        for pattern, word in PATTERNS:
            text = pattern.sub(word, text)
        return text

    def _cleaned(self, value: object) -> object:
        match value:
            case None | bool() | int() | float():
                return value
            case Mapping():
                return {self.redact(str(name)): self._cleaned(item) for name, item in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._cleaned(item) for item in value]
        return self.redact(str(value))


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
            secret = value.get_secret_value()
            yield from (secret, *(part.strip() for part in secret.split(",")))
