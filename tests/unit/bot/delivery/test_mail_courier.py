"""Letters on their way through the outbox, to a mail server that behaves or does not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.delivery.mail import MOST_TRIES
from bot.delivery.outcomes import Failed, Later, Sent, Unknown
from lifecycle.errors import Reason, Refused
from lifecycle.events import Happened
from lifecycle.ladder import reminders
from lifecycle.notices import Kind, Notice, mail, person
from lifecycle.people import HOOK
from lifecycle.policy import Policy
from lifecycle.reads.facts import ReturnFacts
from lifecycle.returns.commands import HandBack, RecordRefusedMail, RemindNow
from messages.mail import Letter
from messages.reader import Reader
from tests.support.company import NOW, open_store
from tests.support.smtp import Manner
from tests.unit.bot.delivery.letters import IT, JANE, LINKS, PATIENT, Post, open_post, refusing


@pytest.fixture
def post(sqlite_url: str) -> Iterator[Post]:
    with open_post(sqlite_url) as post:
        yield post


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
    ("email", "outcome"),
    [
        (None, Failed("no_email", is_known=True)),
        ("jörg@home.example", Failed("bad_email")),
        ("a@b\nTo: c@d", Failed("bad_email")),
    ],
)
def test_an_address_that_cannot_be_written_to(post: Post, email: str | None, outcome: Failed) -> None:
    post.know(email)
    assert post.carry() == outcome
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


def test_it_hears_once_that_nobody_knows_whether_it_arrived(post: Post) -> None:
    post.know()
    post.server.manner = Manner.TAKE_AND_HANG_UP
    post.tell(post.notice())
    post.deliver()
    post.deliver(NOW + timedelta(days=1))
    (report,) = post.slack.told
    assert report.kind is Kind.UNDELIVERED
    assert (report.to, report.subject) == (f"channel:{IT}", post.case.subject)
    error = "no answer after the letter"
    assert report.facts == {"kind": "return_note", "to": mail(post.case.id), "error": error, "for_sure": 0}
    assert post.company.store.outbox.counts() == {"unknown": 1, "sent": 1}
    assert post.server.connections == 1


def test_an_address_that_takes_no_mail_is_on_record_and_not_written_to_again(post: Post) -> None:
    post.know()
    post.server.manner = Manner.NO_SUCH_MAILBOX
    post.tell(post.notice(), post.notice("another"))
    post.deliver()
    with post.company.store.reading() as reads:
        assert reads.reach_of(post.case.subject) == {"email_refused", "phone"}
    told = {(one.kind, one.event) for one in post.slack.told}
    assert (Kind.RETURN_STORY, Happened.MAIL_REFUSED) in told
    assert Kind.UNDELIVERED not in {kind for kind, _ in told}
    assert post.server.connections == 1
    counts = post.company.store.outbox.counts()
    assert (counts["failed"], counts["skipped"]) == (1, 1)


def test_a_reminder_that_was_refused_counts_for_nothing(post: Post) -> None:
    post.know()
    post.server.manner = Manner.NO_SUCH_MAILBOX
    post.company.perform(RemindNow(return_id=post.case.id), post.company.ana)
    assert reminders(post.now_case()) == 1
    post.deliver(NOW + timedelta(days=1))
    assert reminders(post.now_case()) == 0
    assert post.now_case().next_step != "leaver:friendly"


def test_an_address_that_was_changed_meanwhile_is_not_taken_for_the_refused_one(post: Post) -> None:
    post.know()

    def change_first(command: RecordRefusedMail, key: str, now: datetime) -> bool:
        post.know("new@home.example")
        return refusing(post.company.desk)(command, key, now)

    post.server.manner = Manner.NO_SUCH_MAILBOX
    outcome = post.carry(courier=replace(post.courier, refuse=change_first))
    assert isinstance(outcome, Later), "the letter goes to the new one"
    with post.company.store.reading() as reads:
        assert "email" in reads.reach_of(post.case.subject)


def test_a_desk_that_is_too_busy_to_note_it_is_asked_again(post: Post) -> None:
    def busy(command: RecordRefusedMail, key: str, now: datetime) -> bool:
        raise Refused(Reason.BUSY)

    post.know()
    post.server.manner = Manner.NO_SUCH_MAILBOX
    assert isinstance(post.carry(courier=replace(post.courier, refuse=busy)), Later)


def test_a_note_follows_its_reader_from_slack_to_the_mail_and_back(post: Post) -> None:
    post.know()
    holder = post.company.worker.id
    post.tell(replace(post.notice("to slack"), to=person(holder)))
    post.deliver()
    assert len(post.server.letters) == 1
    post.company.desk.perform(HandBack(return_id=post.case.id), actor=HOOK, key="back", now=NOW)
    post.tell(post.notice("to mail"))
    post.deliver(NOW + timedelta(days=1))
    assert {one.to for one in post.slack.told if one.key == "to mail"} == {person(holder)}
    assert len(post.server.letters) == 1


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
