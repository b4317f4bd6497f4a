"""Letters on their way through the outbox, to a mail server that behaves or does not."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.bell import Bell
from bot.couriers import Couriers
from bot.delivery import Delivery
from bot.links import Links
from bot.mail import MOST_TRIES, Mailer
from bot.mail_courier import MailCourier, Postbox
from bot.outcomes import Failed, Later, Outcome, Sent, Unknown
from bot.smtp_url import Security, SmtpServer, sender
from lifecycle.events import Happened
from lifecycle.facts import Contact, ReturnFacts
from lifecycle.notices import Kind, Notice, mail
from lifecycle.policy import Policy
from lifecycle.retrieval import Return
from messages.mail import Letter
from messages.reader import Reader
from store.outbox import Dispatch
from tests.support.company import NOW, POLICY, Company, found_company, open_store
from tests.support.returns import open_case
from tests.support.smtp import HOST, MailServer, Manner, mail_server
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

    def carry(self, *, resumed: bool = False, attempts: int = 1, courier: MailCourier | None = None) -> Outcome:
        dispatch = Dispatch(id=1, notice=self.notice(), attempts=attempts, resumed=resumed, first_try_at=NOW)
        return (courier or self.courier).carry(dispatch, NOW, (courier or self.courier).ticks())

    def tell(self, *notices: Notice) -> None:
        with self.company.store.transaction() as work:
            work.tell(notices)

    def deliver(self, now: datetime = NOW) -> None:
        couriers = Couriers(self.slack, self.courier)
        outbox = self.company.store.outbox
        delivery = Delivery(outbox, couriers, Bell(), lambda: now, owner="one", it_channel=IT, timing=PATIENT)
        delivery.deliver_due(now)
        delivery.stop()


def postbox(server: MailServer) -> Postbox:
    where = SmtpServer(HOST, server.port, Security.OFFERED)
    mailer = Mailer(where, "company.example", timedelta(seconds=5), timedelta(seconds=1))
    return Postbox(sender("Desk <desk@company.example>"), mailer, "https://desk.company.example")


@pytest.fixture
def post(sqlite_url: str) -> Iterator[Post]:
    with mail_server() as server, open_store(sqlite_url) as store:
        company = found_company(store)
        courier = MailCourier(store, POLICY, LINKS, postbox(server), timedelta(seconds=15))
        case = open_case(store, company.worker, company.stock()[0])
        yield Post(company, case, server, Slack(), courier)


def test_a_letter_goes_to_the_private_address_with_a_link_that_works(post: Post) -> None:
    post.know()
    outcome = post.carry()
    letter = post.server.letter()
    assert outcome == Sent("mail", str(letter["Message-ID"]))
    assert post.server.recipients == [JANE]
    text, html = (part.get_content() for part in letter.iter_parts())
    (link,) = {word for word in text.split() if word.startswith("https://desk.company.example/r/")}
    found = LINKS.read(link.rpartition("/")[2], NOW)
    assert found
    assert found.return_id == post.case.id
    assert link in html


def test_the_address_of_the_moment_counts(post: Post) -> None:
    post.know("old@home.example")
    post.know()
    post.carry()
    assert post.server.recipients == [JANE]


@pytest.mark.parametrize(
    ("email", "why"), [(None, "no_email"), ("jörg@home.example", "bad_email"), ("a@b\nTo: c@d", "bad_email")]
)
def test_an_address_that_cannot_be_written_to(post: Post, email: str | None, why: str) -> None:
    post.know(email)
    assert post.carry() == Failed(why)
    assert post.server.connections == 0


def test_private_data_under_a_lost_key(post: Post, sqlite_url: str) -> None:
    post.know()
    with open_store(sqlite_url, "another secret") as store:
        assert post.carry(courier=replace(post.courier, store=store)) == Failed("unreadable")


def test_without_a_mail_server_it_is_asked_to_write(post: Post) -> None:
    post.know()
    assert post.carry(courier=replace(post.courier, postbox=None)) == Failed("no_smtp")


def test_what_may_have_left_is_never_sent_again(post: Post) -> None:
    post.know()
    assert post.carry(resumed=True, attempts=2) == Unknown("interrupted")
    assert post.server.connections == 0


def test_a_claim_that_lay_too_long_waits(post: Post) -> None:
    post.know()
    times = iter((0.0, 16.0))
    late = replace(post.courier, ticks=times.__next__)
    assert isinstance(post.carry(courier=late), Later)
    assert post.server.letters == []


def test_what_cannot_be_worded_has_not_left(post: Post) -> None:
    def broken(
        notice: Notice, facts: ReturnFacts, policy: Policy, reader: Reader, now: datetime, link: str | None
    ) -> Letter:
        raise KeyError("a template is missing")

    post.know()
    courier = replace(post.courier, write=broken)
    assert post.carry(courier=courier) == Later(timedelta(seconds=2), "KeyError")
    assert post.carry(courier=courier, attempts=3) == Failed("KeyError")


def test_mail_and_slack_go_their_own_ways(post: Post) -> None:
    post.know()
    other = replace(post.notice("story"), to=f"channel:{IT}")
    post.tell(post.notice(), other)
    post.deliver()
    assert [one.key for one in post.slack.told] == ["story"]
    assert len(post.server.letters) == 1
    assert post.company.store.outbox.counts() == {"sent": 2}


@pytest.mark.parametrize(
    ("manner", "state", "error", "for_sure"),
    [
        (Manner.NO_SUCH_MAILBOX, "failed", "550 5.1.1: there is no such mailbox", 1),
        (Manner.TAKE_AND_HANG_UP, "unknown", "no answer after the letter", 0),
    ],
)
def test_it_hears_once_of_what_did_not_arrive_for_sure(
    post: Post, manner: Manner, state: str, error: str, for_sure: int
) -> None:
    post.know()
    post.server.manner = manner
    post.tell(post.notice())
    post.deliver()
    post.deliver(NOW + timedelta(days=1))
    (report,) = post.slack.told
    assert report.kind is Kind.UNDELIVERED
    assert (report.to, report.subject) == (f"channel:{IT}", post.case.subject)
    assert report.facts == {"kind": "return_note", "to": mail(post.case.id), "error": error, "for_sure": for_sure}
    assert post.company.store.outbox.counts() == {state: 1, "sent": 1}
    assert post.server.connections == 1


def test_a_busy_server_gets_it_later(post: Post) -> None:
    post.know()
    post.server.manner = Manner.NOT_NOW
    post.tell(post.notice())
    post.deliver()
    assert post.company.store.outbox.counts() == {"pending": 1}
    post.server.manner = Manner.ACCEPT
    post.deliver(NOW + timedelta(minutes=4))
    assert post.server.letters == []
    post.deliver(NOW + timedelta(minutes=6))
    assert len(post.server.letters) == 1


def test_a_server_that_is_never_there_is_told_in_the_end(post: Post) -> None:
    post.know()
    post.server.manner = Manner.NOT_NOW
    post.tell(post.notice())
    for tried in range(MOST_TRIES):
        assert post.slack.told == []
        post.deliver(NOW + timedelta(hours=5 * tried))
    post.deliver(NOW + timedelta(days=3))
    (report,) = post.slack.told
    assert report.facts["error"] == "451 4.7.1"


def test_a_killed_bot_leaves_a_letter_that_nobody_sends_again(post: Post) -> None:
    post.know()
    post.tell(post.notice())
    assert post.company.store.outbox.claim("gone", NOW, lease=PATIENT.lease, pace=PATIENT.pace)
    post.deliver(NOW + timedelta(minutes=5))
    assert post.server.letters == []
    (report,) = post.slack.told
    assert (report.facts["error"], report.facts["for_sure"]) == ("interrupted", 0)
