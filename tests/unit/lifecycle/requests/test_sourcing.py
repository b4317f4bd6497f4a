from dataclasses import replace

import pytest

from lifecycle.device import Device, DeviceState
from lifecycle.request import Source
from lifecycle.requests.sourcing import Offer, best, chosen, fits, offers
from tests.support.company import POLICY
from tests.unit.lifecycle.orders import line

LINE = line()


def laptop(device_id: int, country: str = "DE", location: str | None = "berlin", **more: object) -> Device:
    device = Device(
        id=device_id,
        state=DeviceState.IN_STOCK,
        category="laptop",
        manufacturer="Lenovo",
        model="T14",
        country=country,
        location=location,
    )
    return replace(device, **more)  # type: ignore[arg-type]


def ways(*stock: Device) -> list[tuple[Source, int | None]]:
    return [(one.source, one.device.id if one.device else None) for one in offers(LINE, "DE", stock, POLICY)]


def test_stock_in_the_country_comes_first_then_a_purchase_then_hubs_elsewhere() -> None:
    away = laptop(1, "GB", "london")
    here, also_here = laptop(2), laptop(3)
    assert ways(away, here, also_here) == [
        (Source.STOCK, 2),
        (Source.STOCK, 3),
        (Source.PURCHASE, None),
        (Source.HUB, 1),
    ]


def test_stock_elsewhere_that_is_no_hub_is_not_offered() -> None:
    assert ways(laptop(1, "FR", "paris"), laptop(2, "GB", None)) == [(Source.PURCHASE, None)]


@pytest.mark.parametrize(
    "device",
    [
        laptop(1, state=DeviceState.IN_USE),
        laptop(1, state=DeviceState.EXPECTED),
        laptop(1, request_id=7),
        laptop(1, model="T16"),
        laptop(1, manufacturer="Dell"),
        laptop(1, category="monitor"),
    ],
)
def test_what_is_not_free_or_of_another_kind_does_not_fit(device: Device) -> None:
    assert not fits(LINE, device)
    assert ways(device) == [(Source.PURCHASE, None)]


def test_the_case_of_a_name_does_not_matter() -> None:
    assert fits(LINE, laptop(1, manufacturer="LENOVO", model="t14"))


def test_the_best_source_is_the_first_offer_and_the_shelf_for_what_is_not_tracked() -> None:
    assert best(LINE, "DE", [laptop(1)], POLICY) == Offer(Source.STOCK, laptop(1))
    assert best(LINE, "DE", [], POLICY).source is Source.PURCHASE
    assert best(line(tracked=False), "DE", [laptop(1)], POLICY) == Offer(Source.STOCK)


def test_what_was_picked_is_set_aside_else_the_first_that_fits_from_that_source() -> None:
    stock = [laptop(1), laptop(2), laptop(3, "GB", "london")]
    from_stock = line(source=Source.STOCK)

    def picked(device_id: int | None, source: Source = Source.STOCK) -> int | None:
        found = chosen(replace(from_stock, device_id=device_id, source=source), "DE", stock, POLICY)
        return found.id if found else None

    assert picked(2) == 2
    assert picked(None) == picked(404) == picked(3) == 1
    assert picked(None, Source.HUB) == 3
    assert picked(None, Source.PURCHASE) is None
