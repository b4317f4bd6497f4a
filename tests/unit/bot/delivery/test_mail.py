"""Handing one letter in, over real sockets, to a mail server that takes it or does not."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config.smtp_url import Security, SmtpServer, recipient, sender
from bot.delivery.mail import MINUTES, MOST_TRIES, Envelope, Mailer, backoff, envelope
from bot.delivery.outcomes import Failed, Later, NoMailbox, Outcome, Sent, Unknown
from tests.support.smtp import HOST, PASSWORD, USER, MailServer, Manner, certificate, mail_server

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
DESK = sender("Gerätetisch <desk@company.example>")
JANE = "jane.doe@home.example"
FIVE = timedelta(minutes=5)


def written(key: str = "return:7:v3", **changes: str) -> Envelope:
    words = {"subject": "Your devices – return #7", "text": "Hello\n.dot\nFrom here", "html": "<p>Hellö</p>", **changes}
    return envelope(key, NOW, sender=DESK, recipient=recipient(JANE), **words)


def mailer(server: MailServer, wait: float = 5) -> Mailer:
    where = SmtpServer(HOST, server.port, Security.OFFERED)
    return Mailer(where, "company.example", timedelta(seconds=wait), timedelta(seconds=wait))


def never() -> bool:
    return False


def send(server: MailServer, tries: int = 1, wait: float = 5, is_late: Callable[[], bool] = never) -> Outcome:
    return mailer(server, wait).send(written(), tries, is_late)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


def test_a_letter_that_is_taken(server: MailServer) -> None:
    outcome = send(server)
    letter = server.letter()
    assert outcome == Sent("mail", str(letter["Message-ID"]))
    assert server.recipients == [JANE]
    assert {name: str(letter[name]) for name in ("From", "To", "Subject", "Date", "Auto-Submitted")} == {
        "From": "Gerätetisch <desk@company.example>",
        "To": JANE,
        "Subject": "Your devices – return #7",
        "Date": "Tue, 24 Nov 2026 10:30:00 +0000",
        "Auto-Submitted": "auto-generated",
    }
    assert letter.get_content_type() == "multipart/alternative"
    text, html = letter.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().splitlines() == ["Hello", ".dot", "From here"]
    assert html.get_content().strip() == "<p>Hellö</p>"


def test_a_letter_is_plain_ascii_of_short_lines(server: MailServer) -> None:
    letter = written(text=f"{'ü' * 2_000} {'x' * 2_000}", html="<p>" + "🖥" * 2_000)
    assert isinstance(mailer(server).send(letter, 1, never), Sent)
    (content,) = server.contents
    assert content.isascii()
    assert max(map(len, content.splitlines())) <= 998
    assert server.letter().iter_parts().__next__().get_content().strip() == f"{'ü' * 2_000} {'x' * 2_000}"


def test_the_same_notice_has_the_same_name_for_ever() -> None:
    assert written().message_id == written(subject="Other").message_id
    assert written().message_id != written("return:7:v4").message_id
    assert written().message_id.endswith("@company.example>")


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_subject_is_one_header(break_: str) -> None:
    content = written(subject=f"Hi{break_}Bcc: all@company.example").content
    head = content.partition(b"\r\n\r\n")[0]
    assert not any(line.lower().startswith(b"bcc") for line in head.splitlines())


@pytest.mark.parametrize(
    ("manner", "outcome"),
    [
        (Manner.NO_SUCH_MAILBOX, NoMailbox("550 5.1.1: there is no such mailbox")),
        (Manner.NOT_FROM_US, Failed("550 5.7.1: the server does not want it")),
        (Manner.NOT_NOW, Later(FIVE, "451 4.7.1")),
        (Manner.REFUSE_THE_LETTER, Failed("554 5.7.1: the server does not want it")),
        (Manner.LETTER_NOT_NOW, Later(FIVE, "452 4.3.1")),
        (Manner.HANG_UP_BEFORE, Later(FIVE, "the mail server does not answer")),
        (Manner.HANG_UP_AFTER, Unknown("no answer after the letter")),
        (Manner.TAKE_AND_HANG_UP, Unknown("no answer after the letter")),
    ],
)
def test_what_follows(server: MailServer, manner: Manner, outcome: Outcome) -> None:
    server.manner = manner
    told = send(server)
    assert told == outcome
    assert "jane" not in repr(told)


def test_an_answer_that_does_not_come_in_time_is_none(server: MailServer) -> None:
    server.manner = Manner.TAKE_AND_SAY_NOTHING
    assert send(server, wait=0.5) == Unknown("no answer after the letter")
    assert len(server.letters) == 1


def test_nobody_there(server: MailServer) -> None:
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    gone = replace(mailer(server), server=SmtpServer(HOST, port, Security.OFFERED))
    assert gone.send(written(), 3, never) == Later(timedelta(minutes=30), "the mail server is not there")


def test_somebody_who_says_nothing() -> None:
    with socket.create_server((HOST, 0)) as silent:
        mute = MailServer(port=silent.getsockname()[1])
        assert send(mute, wait=0.3) == Later(FIVE, "the mail server does not answer")


def test_what_would_take_too_long_is_left_for_another_time(server: MailServer) -> None:
    assert send(server, is_late=lambda: True) == Later(FIVE, "the mail server was slow")
    assert server.letters == []


def test_what_may_pass_is_not_tried_for_ever(server: MailServer) -> None:
    server.manner = Manner.NOT_NOW
    assert send(server, tries=MOST_TRIES - 1) == Later(timedelta(minutes=MINUTES[-1]), "451 4.7.1")
    assert send(server, tries=MOST_TRIES) == Failed("451 4.7.1")


def test_waits_grow() -> None:
    assert [backoff(tries) // timedelta(minutes=1) for tries in (0, 1, 2, 6, 7, 99)] == [5, 5, 15, 240, 240, 240]


def signed_in(server: MailServer, security: Security, password: str = PASSWORD) -> Mailer:
    return replace(mailer(server), server=SmtpServer(HOST, server.port, security, USER, password))


@pytest.mark.parametrize("from_the_start", [False, True])
def test_an_encrypted_line_and_a_password(tmp_path: Path, from_the_start: bool) -> None:
    shown, trusted = certificate(tmp_path)
    security = Security.FROM_THE_START if from_the_start else Security.REQUIRED
    with mail_server(tls=shown, from_the_start=from_the_start) as server:
        post = replace(signed_in(server, security), tls=trusted)
        assert post.check()
        assert isinstance(post.send(written(), 1, never), Sent)
        assert server.users == [USER, USER]
        strict = signed_in(server, security).send(written(), 1, never)
        assert isinstance(strict, Later)
        assert strict.error.startswith("the mail server's certificate or encryption")


def test_what_must_be_encrypted_is_not_sent_in_the_clear(server: MailServer) -> None:
    post = signed_in(server, Security.REQUIRED)
    assert post.send(written(), 1, never) == Later(FIVE, "the mail server offers no encryption")
    assert server.users == []


def test_a_wrong_password_is_waited_for_and_then_told(server: MailServer) -> None:
    post = signed_in(server, Security.OFFERED, "wrong")
    assert post.send(written(), 1, never) == Later(FIVE, "the mail server says 535")
    assert post.send(written(), MOST_TRIES, never) == Failed("the mail server says 535")
