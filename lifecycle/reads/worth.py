"""What a device is worth by now, and what is known of its battery."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lifecycle.device import Device
from lifecycle.money import Money
from lifecycle.policy import Policy
from lifecycle.refresh import useful_life

CENT = Decimal("0.01")

BATTERY = "battery"
"""What the name of a column holds in which a list tells of batteries: "Battery health", "Battery cycles"."""


def book_value(device: Device, policy: Policy, today: date) -> Money | None:
    """The price less straight-line depreciation over the category's useful life, by whole months, down to nothing.

    None where the price, the day of purchase or the useful life is not known. An estimate: the books may go by another
    method, by a residual value, or by the day of first use [IAS 16.50, 16.62].
    """
    life = useful_life(device.category, policy)
    if device.price is None or device.purchased_on is None or not life:
        return None
    used = min(max(whole_months(device.purchased_on, today), 0), life)
    left = device.price.amount * (life - used) / life
    return Money(left.quantize(CENT, ROUND_HALF_UP), device.price.currency)


def battery_wh(device: Device, policy: Policy) -> Decimal | None:
    """The capacity of the battery when new, in watt-hours, by the catalogue's entry of the same make and model."""
    kind = _kind(device.category, device.manufacturer, device.model)
    alike = (one for one in policy.profiles if _kind(one.category, one.manufacturer, one.model) == kind)
    return next((one.battery_wh for one in alike if one.battery_wh), None)


def battery_notes(device: Device) -> Mapping[str, str]:
    """What imported lists told of the battery, by the names of their columns."""
    return {name: value for name, value in device.attributes.items() if BATTERY in name.casefold()}


def whole_months(since: date, until: date) -> int:
    """How many months have passed; the last one counts once its day has come."""
    return (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)


def _kind(category: str, manufacturer: str, model: str) -> tuple[str, ...]:
    return tuple(" ".join(one.casefold().split()) for one in (category, manufacturer, model))
