"""The only clock of the product: everything else is told what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Tells the present moment: aware, UTC."""


def now() -> datetime:
    """The present moment: aware, UTC."""
    return datetime.now(UTC)
