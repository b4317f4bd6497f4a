"""Money: an exact amount in one ISO 4217 currency."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` in `currency` (ISO 4217, upper case), e.g. `Money(Decimal("1450.00"), "EUR")`."""

    amount: Decimal
    currency: str
