"""The log of returns and certificates: played back, and held against their rows."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from lifecycle.device import DeviceState, Disposition
from lifecycle.events import Event, Happened
from lifecycle.money import Money
from lifecycle.reads.facts import Contact
from lifecycle.retrieval import ItemOutcome, Kit, Problem, ProblemKind, ReturnState
from lifecycle.sanitization import Method
from lifecycle.subject import Subject
from store.tables.models import event
from store.verify import Break
from tests.store.test_log import breaks, tamper
from tests.support.company import NOW, Company
from tests.support.returns import change_case, change_device, open_case, record_wipe
from tests.support.subjects import a_certificate, a_device, a_return

KIT = Kit(number=1, carrier="DHL", tracking=None, expected_on=None, sent_at=NOW)
PROBLEM = Problem(
    number=1, kind=ProblemKind.MOVED, text="we moved", items=(1,), files=("F1",), reported_by=None, reported_at=NOW
)
SOLD = Disposition(at=NOW, recipient="A buyer", price=Money(Decimal("100.00"), "EUR"))


def came_back(company: Company) -> int:
    """The id of a device that came back by return 1 with certificate 1, and was sold."""
    (device_id,) = company.stock()
    case = open_case(company.store, company.worker, device_id)
    change_device(company.store, device_id, return_id=case.id, state=DeviceState.RETURN_DUE)
    case = change_case(company.store, case, kits=(KIT,), problems=(PROBLEM,))
    item = replace(case.item(1), outcome=ItemOutcome.BOUGHT_OUT, settled_at=NOW, amount=SOLD.price)
    happened = Event(name=Happened.NOT_RECOVERED, parts=(1,), reason="wants it")
    change_case(company.store, case, happened, company.ana, items=(item,), state=ReturnState.CLOSED, closed_at=NOW)
    record_wipe(company.store, device_id, return_id=case.id)
    change_device(company.store, device_id, state=DeviceState.SOLD, disposition=SOLD)
    change_device(company.store, device_id, sanitized_by=Method.PURGE, legal_hold=True)
    change_device(company.store, device_id, disposition=replace(SOLD, proof="C-1", price=None))
    return device_id


def changes_of(company: Company, subject: Subject, seq: int) -> set[str]:
    with company.store.database.reader() as connection:
        found = select(event.c.changes).where(event.c.subject == str(subject), event.c.seq == seq)
        return set(connection.execute(found).scalar_one())


def test_a_whole_return_verifies(company: Company) -> None:
    came_back(company)
    assert breaks(company) == []


def test_an_event_of_a_return_holds_what_changed_and_no_more(company: Company) -> None:
    device_id = came_back(company)
    item = {f"items/0/{name}" for name in ("outcome", "settled_at", "amount")}
    assert changes_of(company, a_return(1), 2) == {"kits", "problems"}
    assert changes_of(company, a_return(1), 3) == item | {"state", "closed_at"}
    assert changes_of(company, a_device(device_id), 5) == {"disposition/proof", "disposition/price"}


def test_nothing_private_of_a_return_is_in_the_log(company: Company) -> None:
    case = open_case(company.store, company.worker)
    with company.store.transaction() as work:
        work.keep_contact(Contact(subject=case.subject, email="will@home.example", address="1 Secret Street"))
    with company.store.database.reader() as connection:
        kept = " ".join(str(row) for row in connection.execute(text("SELECT * FROM contact")))
    assert "home.example" not in kept
    assert "Secret Street" not in kept
    assert breaks(company, "another") == [Break(case.subject, None, "its private data cannot be read with SECRET_KEY")]


TAMPERING: dict[str, tuple[str, Break]] = {
    "a changed row": (
        "UPDATE device_return SET last_day = '2030-01-01'",
        Break(a_return(1), None, "differs from the log in last_day"),
    ),
    "a changed item": (
        "UPDATE return_item SET amount_amount = '1.00'",
        Break(a_return(1), None, "differs from the log in items"),
    ),
    "a removed kit": ("DELETE FROM return_kit", Break(a_return(1), None, "differs from the log in kits")),
    "a changed problem": (
        "UPDATE return_problem SET files = '[]'",
        Break(a_return(1), None, "differs from the log in problems"),
    ),
    "a changed certificate": (
        "UPDATE certificate SET result = 'fail'",
        Break(a_certificate(1), None, "differs from the log in result"),
    ),
    "a removed certificate": ("DELETE FROM certificate", Break(a_certificate(1), None, "has events but no row")),
    "a device that is free to go": (
        "UPDATE device SET legal_hold = false",
        Break(a_device(1), None, "differs from the log in legal_hold"),
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_verify_finds(company: Company, name: str) -> None:
    statement, expected = TAMPERING[name]
    came_back(company)
    tamper(company, statement)
    assert breaks(company) == [expected]
