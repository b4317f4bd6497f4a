"""Sample fleets."""

from datetime import UTC, date, datetime
from decimal import Decimal

from lifecycle.device import DeviceState
from lifecycle.reads.fleet import Awaited, Fleet, Group

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def group(state: DeviceState, category: str, country: str, devices: int, price: str | None = None) -> Group:
    """Devices that are alike, bought two years ago where they have a price."""
    return Group(
        state=state,
        category=category,
        country=country,
        currency="EUR" if price else None,
        devices=devices,
        amount=Decimal(price or 0),
        older=(devices, devices, 0, 0, 0) if price else (0, 0, 0, 0, 0),
        undated=0 if price else devices,
    )


FLEET = Fleet(
    at=NOW,
    groups=(
        group(DeviceState.IN_USE, "laptop", "DE", 1200, "1800000.50"),
        group(DeviceState.IN_USE, "laptop", "GB", 34, "51000"),
        group(DeviceState.IN_STOCK, "headset", "DE", 20),
        group(DeviceState.READY, "headset", "DE", 1),
        group(DeviceState.RETURN_DUE, "laptop", "GB", 3, "4000"),
        group(DeviceState.LOST, "laptop", "GB", 1, "1400"),
        group(DeviceState.EXPECTED, "laptop", "DE", 5, "7000"),
        group(DeviceState.SOLD, "laptop", "DE", 9, "9000"),
    ),
    awaited=(
        Awaited(last_day=date(2026, 11, 20), zone="UTC", devices=1),
        Awaited(last_day=date(2026, 9, 1), zone="UTC", devices=1),
    ),
)

LARGEST = Fleet(
    at=NOW,
    groups=tuple(
        Group(
            state=state,
            category=f"{category}&<`*{'名' * 300}",
            country=country,
            currency=currency,
            devices=10**6 + category,
            amount=Decimal(10**15),
            older=(5, 4, 3, 2, 1),
        )
        for category in range(150)
        for country, currency in (("DE", "EUR"), ("BA", "BAM"), ("GS", "GBP"), ("JP", "JPY"), ("US", "USD"))
        for state in (DeviceState.IN_USE, DeviceState.IN_STOCK, DeviceState.LOST, DeviceState.SOLD)
    )
    + tuple(
        group(DeviceState.IN_USE, "laptop", f"{one}{two}", 1, "1")
        for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for two in "ABCDEFGH"
    ),
    awaited=tuple(Awaited(last_day=date(2026, 1, day), zone="UTC", devices=10**6) for day in range(1, 29)),
)
"""More categories, countries and currencies than any company has, with the longest and strangest names."""
