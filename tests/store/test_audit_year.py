"""A whole year of a company of 500, day by day.

Everybody is asked once, nobody beyond the plan; what is due for replacement is flagged, and the numbers add up.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from lifecycle.audit import AuditAnswer, AuditState
from lifecycle.audit_commands import AnswerAudit
from lifecycle.commands import AddDevice
from lifecycle.fleet import Narrowing
from lifecycle.notices import Kind
from lifecycle.people import COMMAND_LINE, Actor
from lifecycle.refresh import reasons
from lifecycle.subject import Subject
from store.audit_models import audit, audit_item
from store.machinery import outbox
from store.models import device
from tests.support.audits import look
from tests.support.company import NOW, Company, account, open_company

PEOPLE = 500
DEVICES = PEOPLE + -(-PEOPLE // 3)
"""Each third person has two."""

SILENT = 50
"""Every so manyth person does not answer before the manager hears of it."""


@pytest.fixture
def company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as company:
        hire(company)
        yield company


def hire(company: Company) -> None:
    """500 people, each third with two devices, the others with one."""
    hired = [company.store.people.record(account(f"UX{number}", f"Person {number}"), NOW) for number in range(PEOPLE)]
    for one in hired:
        company.store.people.set_hr(one.id, company.manager.id, None)
    for number, one in enumerate(hired):
        for place in range(2 if number % 3 == 0 else 1):
            command = AddDevice(
                category="laptop",
                manufacturer="Lenovo",
                model="T14",
                country="DE",
                serial=f"S{number}-{place}",
                asset_tag=f"T{number}-{place}",
                holder_id=one.id,
                purchased_on=NOW.date() - timedelta(days=3 * number % 1700),
            )
            company.perform(command, COMMAND_LINE)


def answer(company: Company, now: datetime) -> None:
    """Who was asked two days ago answers; the silent ones after twelve."""
    with company.store.database.reader() as connection:
        rows = connection.execute(
            select(audit.c.id, audit.c.holder_id, audit.c.opened_at).where(audit.c.state == AuditState.OPEN)
        ).all()
    for row in rows:
        wait = 12 if row.holder_id % SILENT == 0 else 2
        if row.opened_at <= now - timedelta(days=wait):
            actor = Actor(person_id=row.holder_id)
            company.perform(AnswerAudit(audit_id=row.id, answer=AuditAnswer.HAS_IT), actor, now=now)


def test_everybody_is_asked_once_in_a_year(company: Company) -> None:
    now, busiest = NOW, 0
    for _ in range(365 + 20):
        now += timedelta(days=1)
        before = opened(company)
        if now <= NOW + timedelta(days=365):
            look(company, now)
            busiest = max(busiest, opened(company) - before)
        answer(company, now)
        adds_up(company, now)
    with company.store.database.reader() as connection:
        asked = Counter(connection.scalars(select(audit_item.c.device_id)))
        devices = connection.scalars(select(device.c.id)).all()
        reminded = Counter(connection.scalars(select(outbox.c.subject).where(outbox.c.kind == Kind.AUDIT_STEP)))
        never_seen = connection.scalar(select(func.count()).where(device.c.audited_at.is_(None)))
    assert asked == Counter(devices)
    assert never_seen == 0
    assert busiest <= 10, "spread over the year"
    assert max(reminded.values()) <= 3
    assert all(isinstance(one, Subject) for one in reminded)
    assert len(reminded) == PEOPLE // SILENT, "who answers in time is not reminded"


def adds_up(company: Company, now: datetime) -> None:
    """The fleet's figures count every device once, and every ninth day what is due is what the rules flag."""
    policy, today = company.desk.policy, now.date()
    with company.store.reading() as reads:
        fleet = reads.fleet(Narrowing(), now)
        every = reads.devices(range(1, 2 * PEOPLE)) if today.toordinal() % 9 == 0 else ()
        figures = reads.refresh_figures(policy, today) if every else None
    assert sum(fleet.standings().values()) == DEVICES
    if figures:
        assert figures.total == sum(bool(reasons(one, policy, today)) for one in every)


def opened(company: Company) -> int:
    with company.store.database.reader() as connection:
        return connection.execute(select(func.count()).select_from(audit)).scalar_one()
