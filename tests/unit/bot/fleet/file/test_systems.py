"""Lists in the shape of each system's own export: every row counted, every refusal with its reason."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.fleet.file.choices import Order
from bot.fleet.file.options import Options
from lifecycle.device import Device, DeviceState
from lifecycle.flag import RefreshReason
from lifecycle.money import Money
from lifecycle.os_support import supported_until
from lifecycle.refresh import reasons
from tests.support.company import POLICY
from tests.support.fleet_files import DATA, Told, asked, read, written


def the(told: Told, serial: str) -> Device:
    return next(device for device in told.devices if device.serial == serial)


GONE = "it has left the company: such devices are not taken over."
NEW = "It is new here, and nothing tells its"


def test_the_list_of_assets_of_snipe_it() -> None:
    told = read(DATA / "snipe-it-export.csv", Options(currency="EUR"))
    assert told.counts == (5, 0, 0, 3)
    assert told.refused == {
        6: f"By “Archived Archived” in Status {GONE}",
        7: "“Pending Pending” in Status is no state that is known here.",
        8: "By “Yes” in BYOD it is not the company’s own.",
    }
    assert '"Pending Pending" = "in_stock"' in told.helping[7]
    stock = the(told, "PF3ABC12")
    assert (stock.state, stock.location, stock.country, stock.asset_tag) == ("in_stock", "berlin", "DE", "TP-0002")
    assert (stock.price, stock.purchased_on) == (Money(Decimal("1450.00"), "EUR"), date(2024, 4, 17))
    assert (stock.warranty_until, stock.note) == (date(2027, 4, 17), "box unopened")
    assert stock.attributes["Order Number"] == "PO-1002"
    assert not {"Checkouts", "Created At", "Device Image", "Age", "Actions"} & set(stock.attributes)
    held = the(told, "C02ZK1ABMD6T")
    assert (held.state, held.keeper, held.category) == ("in_use", "Greta Green", "laptop")
    assert the(told, "CN0ABC345").category == "monitor"
    assert the(told, "PF1XYZ99").state is DeviceState.IN_REPAIR
    assert the(told, "PF3POOL1").state is DeviceState.IN_STOCK


def test_a_custom_report_of_snipe_it() -> None:
    told = read(DATA / "snipe-it-report.csv", Options(currency="EUR"))
    assert told.counts == (3, 0, 0, 1)
    assert told.refused == {5: f"By “Sold 2023 (archived)” in Status {GONE}"}
    held, lobby, bench = told.devices
    assert (held.country, held.price, held.keeper) == ("GB", Money(Decimal("2199.00"), "EUR"), "Greta Green")
    assert (held.attributes["Title"], held.attributes["City"]) == ("Account Manager", "London")
    assert (lobby.country, lobby.keeper, lobby.state) == ("US", "Lobby", "in_use")
    assert (bench.state, bench.price, bench.warranty_until) == ("in_repair", None, date(2020, 5, 6))
    assert not {"Address", "State", "Value", "Type"} & {name for one in told.devices for name in one.attributes}


def test_the_import_sample_of_snipe_it() -> None:
    told = read(DATA / "snipe-it-import.csv", Options(currency="USD"))
    assert told.counts == (4, 0, 0, 1)
    assert told.refused == {6: "It has neither a serial number nor an asset tag."}
    greta, left, spare, room = told.devices
    assert (greta.holder_id, greta.note, greta.price) == (
        *(7, 'bought for the "north" team', Money(Decimal("1400.5"), "USD")),
    )
    assert (left.holder_id, left.keeper) == (None, "Olaf Old")
    assert (spare.state, room.state, room.location) == ("in_stock", "in_stock", "berlin")


def test_glpi_in_french() -> None:
    told = read(DATA / "glpi-fr.csv")
    assert told.counts == (3, 0, 0, 3)
    assert told.refused == {
        5: f"{NEW} country.",
        7: f"By “Réformé” in Statut {GONE}",
        8: "It has neither a serial number nor an asset tag.",
    }
    states = {one.asset_tag: (one.state, one.keeper, one.country) for one in told.devices}
    assert states == {
        "INV-001": ("in_use", "mdupont", "FR"),
        "INV-002": ("in_stock", None, "FR"),
        "INV-003": ("in_repair", None, "CH"),
    }
    first, _, third = told.devices
    assert first.attributes["Lieu"] == "France > Lyon > Bâtiment B"
    assert first.note == "écran ''mat''"
    assert first.system == "Microsoft Windows 11 Professionnel 23H2"
    assert [supported_until(str(one.system)) for one in (first, third)] == [date(2026, 11, 10), date(2025, 10, 14)]


def test_shelf() -> None:
    told = read(DATA / "shelf.csv")
    assert told.counts == (3, 0, 0, 1)
    assert told.refused == {5: f"{NEW} category and manufacturer."}
    first, second, third = told.devices
    assert (first.model, first.manufacturer, first.purchased_on) == ("MacBook Air 13", "Apple", date(2024, 3, 5))
    assert (first.price, first.asset_tag) == (Money(Decimal("1099.00"), "EUR"), "SAM-0001")
    assert (second.state, second.keeper, first.state) == ("in_use", "Greta Green", "in_stock")
    assert (third.category, third.state, third.keeper) == ("Tablets", "in_use", "Berlin")
    assert first.attributes["Colour"] == "silver"


def test_the_import_template_of_shelf() -> None:
    told = read(DATA / "shelf-import.csv", Options(dates=Order.DAY_FIRST))
    assert told.counts == (2, 0, 0, 0)
    first, second = told.devices
    assert (first.serial, first.model, first.purchased_on) == ("FVFXC1AAQ05G", "MacBook Air 13", date(2024, 3, 5))
    assert (second.price, second.keeper) == (Money(Decimal(719), "EUR"), "Greta Green")


def test_intune_has_no_countries_but_those_of_people() -> None:
    told = read(DATA / "intune.csv")
    assert told.counts == (2, 0, 0, 4)
    assert told.refused == {
        3: f"{NEW} country.",
        4: f"{NEW} category and country.",
        5: "By “Personal” in Ownership it is not the company’s own.",
        6: "It has neither a serial number nor an asset tag.",
    }
    assert "--country DE --category laptop" in told.helping[4]
    windows, mac = told.devices
    assert (windows.holder_id, windows.country, windows.category) == (7, "GB", "laptop")
    assert not {"Phone number", "Last check-in", "Free storage"} & set(windows.attributes)
    assert windows.system == "Windows 10.0.22631.4460"
    assert mac.system == "macOS 13.7.1 (22H221)"
    assert [supported_until(str(one.system)) for one in told.devices] == [date(2026, 11, 10), date(2025, 9, 15)]


def test_jamf_asks_for_the_currency_of_dollars() -> None:
    with asked() as questions:
        read(DATA / "jamf.csv")
    assert questions == [
        "The amounts in “Purchase Price” ($2,199.00) name no currency:"
        " --currency USD, --currency CAD, or --currency AUD"
    ]
    told = read(DATA / "jamf.csv", Options(currency="USD"))
    assert told.counts == (2, 0, 0, 0)
    first, second = told.devices
    assert (first.holder_id, first.price) == (7, Money(Decimal(2199), "USD"))
    assert (first.purchased_on, second.warranty_until) == (date(2024, 3, 25), date(2027, 3, 31))
    assert (second.state, second.country, second.system) == ("in_stock", "GB", "macOS 13.7.1")


def test_no_secret_of_jamf_is_kept() -> None:
    told = read(DATA / "jamf.csv", Options(currency="USD"))
    kept = {value for one in told.devices for value in one.attributes.values()}
    assert not {"AAAA-BBBB-CCCC-DDDD-EEEE-FFFF", "hunter2", "+44 20 7946 0000"} & kept


def test_google_admin() -> None:
    told = read(DATA / "google-admin.csv", Options(country="GB"))
    assert told.counts == (3, 0, 0, 2)
    assert told.refused == {
        4: f"By “DEPROVISIONED” in provisionStatus {GONE}",
        5: "It is in use, and nothing tells by whom.",
    }
    assert [one.keeper for one in told.devices] == [None, "Room 5", None]
    assert {one.system for one in told.devices} == {"ChromeOS 128.0.6613.127"}
    assert [one.supported_until for one in told.devices] == [date(2031, 6, 30), date(2026, 6, 30), date(2026, 6, 30)]
    assert told.devices[1].note == "cart"
    due = [RefreshReason.OS_SUPPORT in reasons(one, POLICY, date(2026, 11, 24)) for one in told.devices]
    assert due == [False, True, True]


def test_a_plain_list_in_german_from_an_old_program() -> None:
    told = read(DATA / "plain-de.csv")
    assert told.counts == (3, 0, 0, 2)
    assert told.refused == {
        4: "A spreadsheet has made 1,2E+10 of the number in Seriennummer, and digits are lost.",
        5: "The serial number 5CG0002XYZ is in row 3 already.",
    }
    first, second, third = told.devices
    assert (first.holder_id, first.country, first.note) == (7, "GB", "für Köln")
    assert (second.purchased_on, second.price) == (date(2023, 2, 1), Money(Decimal(1349), "EUR"))
    assert (third.state, third.country) == ("in_repair", "AT")


@pytest.mark.parametrize("file", sorted(DATA.glob("*.csv")), ids=lambda file: file.stem)
def test_the_same_list_twice_changes_nothing(file: Path) -> None:
    options = Options(currency="EUR", country="GB", dates=Order.DAY_FIRST)
    first = read(file, options)
    again = read(file, options, known=first.devices)
    assert again.counts == (0, 0, first.counts[0], first.counts[3])


PLAIN = {
    "de": (
        "Inventar-Nr.;Seriennr.;Gerätetyp;Hersteller;Modell;Zustand;Zugewiesen an;Land;Gekauft am;Preis;Bemerkungen\n"
        "MÜ-1;PF1;Notebook;Lenovo;T14;ausgegeben;Jörg Müßig;Österreich;03.04.2024;1.499,90 €;läuft\n"
        "MÜ-2;PF2;Bildschirm;Eizo;EV2760;verfügbar;;Schweiz;31.12.2022;449,50 CHF;\n"
        "MÜ-3;PF3;Notebook;Lenovo;T480;verkauft;;Deutschland;;;\n"
    ),
    "fr": (
        "N° inventaire;N° de série;Type d’appareil;Marque;Modèle;État;Affecté à;Pays;Acheté le;Coût;Remarques\n"
        "MÜ-1;PF1;Portable;Lenovo;T14;attribué;Jörg Müßig;Autriche;13/04/2024;1 499,90 €;läuft\n"
        "MÜ-2;PF2;Écran;Eizo;EV2760;en réserve;;Suisse;01/12/2022;449,50 CHF;\n"
        "MÜ-3;PF3;Portable;Lenovo;T480;vendu;;Allemagne;;;\n"
    ),
}


@pytest.mark.parametrize("language", PLAIN)
def test_a_plain_spreadsheet_of_another_language(tmp_path: Path, language: str) -> None:
    told = read(written(tmp_path, PLAIN[language].encode("cp1252")))
    used, spare = told.devices
    assert [(one.asset_tag, one.serial, one.category, one.country, one.state.value) for one in told.devices] == [
        ("MÜ-1", "PF1", "laptop", "AT", "in_use"),
        ("MÜ-2", "PF2", "monitor", "CH", "in_stock"),
    ]
    assert (used.keeper, used.note, used.price) == ("Jörg Müßig", "läuft", Money(Decimal("1499.90"), "EUR"))
    assert (spare.purchased_on or date.min).year == 2022
    assert [*told.refused] == [4]
