"""A company's ways out: letters through a real mail server, and what is for Slack remembered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.config.smtp_url import Security, SmtpServer, sender
from bot.delivery.bell import Bell
from bot.delivery.couriers import Couriers
from bot.delivery.deliverer import Delivery
from bot.delivery.mail import Mailer
from bot.delivery.mail_courier import MailCourier, Postbox, Refuse
from bot.delivery.outcomes import Outcome, Sent
from bot.links import Links
from lifecycle.desk import Desk
from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice, mail
from lifecycle.people import HOOK
from lifecycle.reads.facts import Contact
from lifecycle.retrieval import Return
from lifecycle.returns.commands import RecordRefusedMail
from store.outbox.outbox import Dispatch
from tests.support.company import NOW, POLICY, Company, found_company, open_store
from tests.support.returns import open_case
from tests.support.smtp import HOST, MailServer, mail_server
from tests.unit.bot.post import QUICK

JANE = "jane.doe@home.example"
LINKS = Links("k" * 40)
PATIENT = replace(QUICK, patience=timedelta(0))
IT = "C0IT"


@dataclass
class Slack:
    """Takes what is for Slack, and remembers it."""

    told: list[Notice] = field(default_factory=list)

    def carry(self, dispatch: Dispatch, now: datetime, claimed: float) -> Outcome:
        self.told.append(dispatch.notice)
        return Sent(IT, str(len(self.told)))


@dataclass(frozen=True)
class Post:
    """A company with one person who gives devices back, and its ways out."""

    company: Company
    case: Return
    server: MailServer
    slack: Slack
    courier: MailCourier

    def notice(self, key: str = "return:1:v2:note", event: Happened = Happened.RETURN_HANDED_OVER) -> Notice:
        to = mail(self.case.id)
        return Notice(kind=Kind.RETURN_NOTE, to=to, key=key, at=NOW, subject=self.case.subject, event=event)

    def know(self, email: str | None = JANE) -> None:
        with self.company.store.transaction() as work:
            work.keep_contact(Contact(subject=self.case.subject, email=email, phone="+49 30 1234567"))

    def now_case(self) -> Return:
        with self.company.store.reading() as reads:
            found = reads.the_return(self.case.id)
        assert found
        return found

    def carry(self, *, resumed: bool = False, attempts: int = 1, courier: MailCourier | None = None) -> Outcome:
        dispatch = Dispatch(id=1, notice=self.notice(), attempts=attempts, resumed=resumed, first_try_at=NOW)
        return (courier or self.courier).carry(dispatch, NOW, (courier or self.courier).ticks())

    def tell(self, *notices: Notice) -> None:
        with self.company.store.transaction() as work:
            work.tell(notices)

    def deliver(self, now: datetime = NOW) -> None:
        couriers = Couriers(self.slack, self.courier, self.company.store)
        outbox = self.company.store.outbox
        delivery = Delivery(outbox, couriers, Bell(), lambda: now, owner="one", it_channel=IT, timing=PATIENT)
        delivery.deliver_due(now)
        delivery.stop()


def postbox(server: MailServer) -> Postbox:
    where = SmtpServer(HOST, server.port, Security.OFFERED)
    mailer = Mailer(where, "company.example", timedelta(seconds=5), timedelta(seconds=1))
    return Postbox(sender("Desk <desk@company.example>"), mailer, "https://desk.company.example")


def refusing(desk: Desk) -> Refuse:
    """Puts refusals on record at the desk."""

    def refuse(command: RecordRefusedMail, key: str, now: datetime) -> bool:
        outcome = desk.perform(command, actor=HOOK, key=key, now=now)
        return outcome.duplicate or outcome.returned is not None

    return refuse


@contextmanager
def open_post(sqlite_url: str) -> Iterator[Post]:
    with mail_server() as server, open_store(sqlite_url) as store:
        company = found_company(store)
        courier = MailCourier(store, POLICY, LINKS, postbox(server), timedelta(seconds=15), refusing(company.desk))
        case = open_case(store, company.worker, company.stock()[0], handed_over_at=NOW)
        yield Post(company, case, server, Slack(), courier)
