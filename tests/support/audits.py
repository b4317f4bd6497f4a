"""What tests of audits do again and again: lend a laptop, let time pass, look at what was asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from lifecycle.audit import Audit
from lifecycle.device import Device
from lifecycle.people import COMMAND_LINE, SCHEDULER
from lifecycle.requests.commands import AddDevice
from scheduler.jobs import LOOKS
from store.tables.audit_models import audit
from tests.support.audit_samples import an_audit
from tests.support.company import NOW, Company


def lend(company: Company, number: int, *, now: datetime = NOW, **whose: Any) -> Device:
    """A laptop with that number that somebody has: `holder_id` or `keeper`; it comes at `now`."""
    numbers = {"serial": f"S{number}", "asset_tag": f"T{number}", "country": "DE"}
    command = AddDevice(category="laptop", manufacturer="Lenovo", model="T14", **{**numbers, **whose})
    device = company.perform(command, COMMAND_LINE, now=now).device
    assert device is not None
    return device


def look(company: Company, now: datetime) -> None:
    """What a sweep does, until nothing is due."""
    for kind, command in LOOKS.items():
        while True:
            with company.store.reading() as reads:
                due = reads.due(kind, now, 200)
            if not due:
                break
            for one in due:
                company.perform(command(one.subject), SCHEDULER, now=now)


def audits(company: Company) -> list[Audit]:
    """All audits, oldest first."""
    with company.store.reading() as reads, company.store.database.reader() as connection:
        numbers = connection.scalars(select(audit.c.id).order_by(audit.c.id)).all()
        found = [reads.item(an_audit(one)) for one in numbers]
    return [one for one in found if isinstance(one, Audit)]
