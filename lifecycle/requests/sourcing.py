"""Where a line's device should come from: what fits in stock in the person's country, else a purchase there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lifecycle.device import Device, DeviceState
from lifecycle.policy import Policy
from lifecycle.request import Line, Source


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to get a line's device; `device` is set for stock and hub."""

    source: Source
    device: Device | None = None


def offers(line: Line, country: str, stock: Iterable[Device], policy: Policy) -> tuple[Offer, ...]:
    """All ways for a line, best first: stock in the country, a purchase there, then hubs in other countries.

    `stock` are free devices of the line's model, wherever they are.
    """
    hubs = {location.id for location in policy.locations if location.hub}
    free = [device for device in stock if fits(line, device)]
    here = (Offer(Source.STOCK, device) for device in free if device.country == country)
    away = (Offer(Source.HUB, device) for device in free if device.country != country and device.location in hubs)
    return (*here, Offer(Source.PURCHASE), *away)


def best(line: Line, country: str, stock: Iterable[Device], policy: Policy) -> Offer:
    """The first of the line's offers; an untracked thing is simply taken from the shelf."""
    return offers(line, country, stock, policy)[0] if line.tracked else Offer(Source.STOCK)


def fits(line: Line, device: Device) -> bool:
    """Whether a device can serve the line: free in stock, of the same category, manufacturer and model."""
    is_free = device.state is DeviceState.IN_STOCK and device.request_id is None
    return is_free and kind_key(line) == kind_key(device)


def kind_key(one: Line | Device) -> str:
    """What the lines and devices have in common that can stand for each other, whatever the case."""
    return "\n".join(part.casefold() for part in (one.category, one.manufacturer, one.model))


def chosen(line: Line, country: str, stock: Sequence[Device], policy: Policy) -> Device | None:
    """The device to set aside for a line whose source is stock or hub.

    The one picked for it, else the first that fits.
    """
    fitting = [
        offer.device for offer in offers(line, country, stock, policy) if offer.source is line.source and offer.device
    ]
    picked = (device for device in fitting if device.id == line.device_id)
    return next(picked, fitting[0] if fitting else None)
