"""Requests in the states that the rules are asked about."""

from datetime import UTC, date, datetime
from decimal import Decimal

from lifecycle.money import Money
from lifecycle.request import Line, Request, RequestState

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def line(number: int = 1, **more: object) -> Line:
    """A laptop."""
    values: dict[str, object] = {
        "number": number,
        "profile": "laptop-14",
        "name": "Laptop 14",
        "category": "laptop",
        "manufacturer": "Lenovo",
        "model": "T14",
        "price": Money(Decimal("1450.00"), "EUR"),
    }
    return Line(**values | more)  # type: ignore[arg-type]


def request(**more: object) -> Request:
    """Submitted on Monday at ten in Berlin, by person 1 for person 2, needed by New Year."""
    values: dict[str, object] = {
        "id": 1,
        "state": RequestState.SUBMITTED,
        "requester_id": 1,
        "recipient_id": 2,
        "country": "DE",
        "needed_by": date(2026, 12, 31),
        "note": None,
        "channel": "C0IT",
        "submitted_at": MONDAY,
        "lines": (line(),),
        "version": 1,
    }
    return Request(**values | more)  # type: ignore[arg-type]
