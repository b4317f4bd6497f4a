"""What a device's own life had come to, once its columns were taken away and put back: played back from the log."""

from datetime import date, timedelta

from alembic import command

from lifecycle.change import begun
from lifecycle.device import Device, DeviceState
from lifecycle.devices.commands import MarkFound, ReportLost, SendToRepair
from lifecycle.events import Event, Happened
from lifecycle.people import Origin
from lifecycle.ports import Stamp
from lifecycle.retrieval import Condition
from lifecycle.subject import SubjectKind
from store.engine.migrations import config, upgrade
from tests.store.corrections import correct
from tests.support.company import NOW, Company, found_company, open_store

COLUMNS = ("condition", "warranty_until", "keeper", "note", "attributes", "returned_at", "repairs")
LATER = NOW + timedelta(hours=3)


def test_a_device_is_what_it_was_when_its_columns_come_back(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    with open_store(empty_database_url) as store:
        company = found_company(store)
        numbers = (corrected(company), turned_up(company), at_repair(company), with_its_own_columns(company))
        before = [own_life(company, one) for one in numbers]
    assert all(one["returned_at"] == LATER for one in before[:2]), "both are back, and on neither by a return"
    settings = config(empty_database_url)
    command.downgrade(settings, "0002")
    command.upgrade(settings, "head")
    with open_store(empty_database_url) as store, store.reading() as reads:
        after = [reads.device(one) for one in numbers]
    assert [{name: getattr(one, name) for name in COLUMNS} for one in after] == before


def own_life(company: Company, number: int) -> dict[str, object]:
    device = read(company, number)
    return {name: getattr(device, name) for name in COLUMNS}


def read(company: Company, number: int) -> Device:
    with company.store.reading() as reads:
        found = reads.device(number)
    assert found
    return found


def corrected(company: Company) -> int:
    """In stock, it is said; in truth it came back and was never wiped."""
    (number,) = company.stock()
    correct(company, number, state=DeviceState.RETURNED, note="It was never wiped.", now=LATER)
    return number


def turned_up(company: Company) -> int:
    (number,) = company.stock()
    company.perform(ReportLost(device_id=number, text="Not on the shelf."), company.ana)
    company.perform(MarkFound(device_id=number, condition=Condition.WORN), company.ana, now=LATER)
    return number


def at_repair(company: Company) -> int:
    (number,) = company.stock()
    company.perform(SendToRepair(device_id=number, reason="It hums."), company.ana)
    return number


def with_its_own_columns(company: Company) -> int:
    with company.store.transaction() as work:
        number = work.new_id(SubjectKind.DEVICE)
        some = Device(
            id=number,
            state=DeviceState.IN_USE,
            category="laptop",
            manufacturer="Lenovo",
            model="T14",
            country="DE",
            keeper="A Keeper",
            warranty_until=date(2027, 1, 31),
            attributes={"Cost centre": "4711", "Colour": "grey"},
        )
        stamp = Stamp(actor_id=None, origin=Origin.CLI, at=NOW, key="own")
        work.keep(begun(some, Event(name=Happened.DEVICE_ADDED)), stamp)
    correct(company, number, attributes={"Cost centre": "4712", "Colour": "grey"})
    return number
