"""Lists in the shape of each system's own export: every row counted, every refusal with its reason."""

from datetime import date
from decimal import Decimal

import pytest

from bot.fleet_file.options import Asked, Options
from lifecycle.device import Device, DeviceState
from lifecycle.money import Money
from lifecycle.os_support import supported_until
from tests.support.fleet_files import DATA, Told, read


def the(told: Told, serial: str) -> Device:
    return next(device for device in told.devices if device.serial == serial)


def test_snipe_it_assets() -> None:
    told = read(DATA / "snipe-it-export.csv", Options(currency="EUR", country="GB"))
    assert told.counts == (4, 0, 0, 2)
    assert told.refused == {
        6: "Status: 'Archived': what has left the company is not taken over",
        7: "Status: 'Pending' is not a known state: say in [states] of a mapping file what it means",
    }
    stock = the(told, "PF3ABC12")
    assert (stock.state, stock.location, stock.country, stock.asset_tag) == ("in_stock", "berlin", "DE", "TP-0002")
    assert (stock.price, stock.purchased_on) == (Money(Decimal("1450.00"), "EUR"), date(2024, 4, 17))
    assert (stock.warranty_until, stock.note) == (date(2027, 4, 17), "box unopened")
    assert stock.attributes["Order Number"] == "PO-1002"
    assert not {"Checkouts", "Created At", "Image"} & set(stock.attributes)
    held = the(told, "C02ZK1ABMD6T")
    assert (held.state, held.keeper, held.category) == ("in_use", "Greta Green", "laptop")
    assert the(told, "CN0ABC345").category == "monitor"
    assert the(told, "PF1XYZ99").state is DeviceState.IN_REPAIR


def test_snipe_it_import_samples() -> None:
    told = read(DATA / "snipe-it-import.csv", Options(currency="USD", country="US"))
    assert told.counts == (3, 0, 0, 1)
    assert told.refused == {5: "it has neither a serial number nor an asset tag"}
    assert the(told, "PF0000A1").holder_id == 7
    assert the(told, "PF0000A1").note == 'bought for the "north" team'
    assert (the(told, "PF0000A2").holder_id, the(told, "PF0000A2").keeper) == (None, "Olaf Old")
    assert the(told, "PF0000A3").state is DeviceState.IN_STOCK


def test_glpi_in_french() -> None:
    told = read(DATA / "glpi-fr.csv", Options(country="FR"))
    assert told.counts == (3, 0, 0, 1)
    assert told.refused == {5: "it has neither a serial number nor an asset tag"}
    states = {device.asset_tag: (device.state, device.keeper) for device in told.devices}
    assert states == {"INV-001": ("in_use", "mdupont"), "INV-002": ("in_stock", None), "INV-003": ("in_repair", None)}
    assert told.devices[0].attributes["Lieu"] == "France > Lyon"


def test_shelf() -> None:
    told = read(DATA / "shelf.csv")
    assert told.counts == (3, 0, 0, 0)
    first, second, third = told.devices
    assert (first.model, first.manufacturer, first.purchased_on) == ("MacBook Air 13", "Apple", date(2024, 3, 5))
    assert first.price == Money(Decimal(1099), "EUR")
    assert (second.state, second.keeper, first.state) == ("in_use", "Greta Green", "in_stock")
    assert third.category == "Tablets"
    assert first.attributes["Colour"] == "silver"


def test_intune_has_no_countries_but_those_of_people() -> None:
    told = read(DATA / "intune.csv")
    assert told.counts == (1, 0, 0, 2)
    assert told.refused == dict.fromkeys((3, 4), "nothing tells the country of a device that is new here") | {
        4: "nothing tells the category, country of a device that is new here"
    }
    (device,) = told.devices
    assert (device.holder_id, device.country, device.category) == (7, "GB", "laptop")
    assert not {"Phone number", "Last check-in", "Free storage"} & set(device.attributes)
    assert device.system == "Windows 10.0.22631"
    assert supported_until(device.system) == date(2026, 11, 10)


def test_jamf_asks_for_the_currency_of_dollars() -> None:
    with pytest.raises(Asked, match="name no currency"):
        read(DATA / "jamf.csv")
    told = read(DATA / "jamf.csv", Options(currency="USD"))
    assert told.counts == (2, 0, 0, 0)
    first, second = told.devices
    assert (first.holder_id, first.price) == (7, Money(Decimal(2199), "USD"))
    assert (first.purchased_on, second.purchased_on) == (date(2024, 3, 25), date(2024, 4, 1))
    assert (second.state, second.country) == ("in_stock", "GB")


def test_google_admin() -> None:
    told = read(DATA / "google-admin.csv", Options(country="GB"))
    assert told.counts == (2, 0, 0, 2)
    assert told.refused == {
        4: "status: 'DEPROVISIONED': what has left the company is not taken over",
        5: "it is in use, and nothing tells by whom",
    }
    assert [device.keeper for device in told.devices] == [None, "Room 5"]
    assert {device.manufacturer for device in told.devices} == {"HP"}


def test_a_plain_list_in_german_from_an_old_program() -> None:
    told = read(DATA / "plain-de.csv")
    assert told.counts == (3, 0, 0, 2)
    assert told.refused == {
        4: "Seriennummer: a spreadsheet has made 1,2E+10 of it, and digits are lost: format the column as text",
        5: "the serial number 5CG0002XYZ is in row 3 already",
    }
    first, second, third = told.devices
    assert (first.holder_id, first.country, first.note) == (7, "GB", "für Köln")
    assert (second.purchased_on, second.price) == (date(2023, 2, 1), Money(Decimal(1349), "EUR"))
    assert (third.state, third.country) == ("in_repair", "AT")


@pytest.mark.parametrize("name", ["snipe-it-export", "snipe-it-import", "glpi-fr", "shelf", "jamf", "plain-de"])
def test_the_same_list_twice_changes_nothing(name: str) -> None:
    options = Options(currency="EUR", country="GB")
    first = read(DATA / f"{name}.csv", options)
    again = read(DATA / f"{name}.csv", options, known=first.devices)
    assert again.counts == (0, 0, first.counts[0], first.counts[3])
