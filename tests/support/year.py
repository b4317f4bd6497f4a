"""A company of 500 through a whole year: people answer or say nothing, leave, get something more; some are outside."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from lifecycle.audit import Audit, AuditAnswer, AuditState, Whereabouts
from lifecycle.audits.commands import AnswerAudit, SettleAudit
from lifecycle.people import Actor, Person
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn
from store.tables.audit_models import audit
from tests.support.audit_samples import an_audit
from tests.support.audits import lend, look
from tests.support.company import NOW, Company, account

PEOPLE, OUTSIDE = 500, 20

SILENT_FOR_LONG, SILENT_FOR_GOOD = timedelta(days=12), timedelta(days=1000)
USUAL = timedelta(days=2)


class Year:
    """Hires everybody at once, and then goes day by day.

    `stayed` are the devices that are in the same hands all year, `came` those that are lent in its course; `silent` are
    the people who never answer, `late` those who take their time.
    """

    def __init__(self, company: Company) -> None:
        self.company = company
        self.staff = [self._hire(number) for number in range(PEOPLE)]
        self.silent = {one.id for one in self.staff[7::100]}
        self.late = {one.id for one in self.staff[::50]}
        self._careless = {one.id for one in self.staff[3::40]}
        self._forgetful = {one.id for one in self.staff[11::60]}
        self._leaving = self.staff[9::20]
        self._lucky = self.staff[5::20]
        self.stayed, self.came, self._left, self._gone = set[int](), set[int](), set[int](), set[int]()
        for number, holder in enumerate(self.staff):
            for place in range(2 if number % 3 == 0 else 1):
                device = self._lend(3 * number + place, holder_id=holder.id)
                (self._left if holder in self._leaving else self.stayed).add(device)
        for number in range(OUTSIDE):
            self.stayed.add(self._lend(10_000 + number, keeper=f"Outside {number}"))

    @property
    def devices(self) -> int:
        """How many devices there are."""
        return len(self.stayed) + len(self.came) + len(self._left)

    def walk(self, now: datetime) -> None:
        """One day: somebody leaves, somebody gets something, what is due is done, and people answer."""
        days = (now - NOW).days
        if days % 13 == 0 and days // 13 <= len(self._leaving):
            holder = self._leaving[days // 13 - 1]
            command = OpenReturn(holder_id=holder.id, cause=ReturnCause.LEAVING, last_day=now.date())
            self.company.perform(command, self.company.ana, now=now)
            self._gone.add(holder.id)
        if days % 14 == 0 and days // 14 <= len(self._lucky):
            self.came.add(self._lend(20_000 + days, holder_id=self._lucky[days // 14 - 1].id, now=now))
        look(self.company, now)
        for one in self._open():
            if one.opened_at <= now - self._wait(one) and one.holder_id not in self._gone:
                self._answer(one, now)

    def _hire(self, number: int) -> Person:
        one = self.company.store.people.record(account(f"UX{number}", f"Person {number}"), NOW)
        self.company.store.people.set_hr(one.id, self.company.manager.id, None)
        return one

    def _lend(self, number: int, **more: Any) -> int:
        bought = NOW.date() - timedelta(days=7 * number % 1700)
        until = NOW.date() + timedelta(days=number % 500) if number % 10 == 4 else None
        country = ("DE", "GB", "PT")[number % 3]
        return lend(self.company, number, purchased_on=bought, warranty_until=until, country=country, **more).id

    def _open(self) -> list[Audit]:
        with self.company.store.database.reader() as connection:
            numbers = connection.scalars(select(audit.c.id).where(audit.c.state == AuditState.OPEN)).all()
        with self.company.store.reading() as reads:
            found = [reads.item(an_audit(one)) for one in numbers]
        return [one for one in found if isinstance(one, Audit)]

    def _wait(self, one: Audit) -> timedelta:
        if one.holder_id in self.silent:
            return SILENT_FOR_GOOD
        return SILENT_FOR_LONG if one.holder_id in self.late else USUAL

    def _answer(self, one: Audit, now: datetime) -> None:
        """The careless have broken what they got first, the forgetful do not find it; IT finds out a day later."""
        for item in one.tasks():
            settled = SettleAudit(audit_id=one.id, item=item.number, settlement="It was in a drawer.")
            self.company.perform(settled, self.company.ana, now=now)
        waiting = [item.number for item in one.unanswered()]
        if 1 in waiting and one.holder_id in self._careless:
            self._say(one, AuditAnswer.DAMAGED, (1,), now)
        if 1 in waiting and one.holder_id in self._forgetful:
            self._say(one, AuditAnswer.NOT_WITH_ME, (1,), now)
        is_different = one.holder_id in self._careless | self._forgetful
        if rest := tuple(number for number in waiting if number > is_different):
            self._say(one, AuditAnswer.HAS_IT, rest, now)

    def _say(self, one: Audit, answer: AuditAnswer, items: tuple[int, ...], now: datetime) -> None:
        actor = Actor(person_id=one.holder_id) if one.holder_id else self.company.actor(self.company.ana)
        where = Whereabouts.OTHER if answer is AuditAnswer.NOT_WITH_ME else None
        command = AnswerAudit(audit_id=one.id, answer=answer, items=items, whereabouts=where)
        self.company.perform(command, actor, now=now)
