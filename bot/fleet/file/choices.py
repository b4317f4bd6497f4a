"""What can be said along with a file."""

from enum import StrEnum


class Order(StrEnum):
    """What comes first in a date of numbers."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    ISO = "iso"


class Decimals(StrEnum):
    """What stands before the cents."""

    POINT = "point"
    COMMA = "comma"


class Kind(StrEnum):
    """What can be exported."""

    DEVICES = "devices"
    EVENTS = "events"
    REQUESTS = "requests"
    RETURNS = "returns"
    CERTIFICATES = "certificates"
