"""The sandbox's mail server, handed letters by an ordinary client."""

import smtplib
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest

from sandbox import Sandbox
from sandbox.mailroom import LARGEST_LETTER, Letter, Mailroom

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def mailroom() -> Iterator[Mailroom]:
    room = Mailroom(lambda: NOON)
    room.start()
    yield room
    room.stop()


def client_of(room: Mailroom) -> smtplib.SMTP:
    address = urlsplit(room.url)
    assert address.hostname
    assert address.port
    return smtplib.SMTP(address.hostname, address.port, timeout=10)


def written(subject: str = "Your laptop", text: str = "Please send it back.\n") -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = "Device Desk <desk@tallpine.example>"
    letter["To"] = "jonas@home.example"
    letter["Subject"] = subject
    letter.set_content(text)
    letter.add_alternative("<p>Please send it back.</p>", subtype="html")
    return letter


def test_a_letter_is_kept_with_both_its_forms(mailroom: Mailroom) -> None:
    with client_of(mailroom) as client:
        client.send_message(written("Ihr Gerät – bitte zurück", ".a line with a dot, and ä\n"))
    assert mailroom.letters == (
        Letter(
            number=1,
            to="jonas@home.example",
            sender="Device Desk <desk@tallpine.example>",
            subject="Ihr Gerät – bitte zurück",
            text=".a line with a dot, and ä\n",
            html="<p>Please send it back.</p>\n",
            at=NOON,
        ),
    )


def test_each_mailbox_has_its_own(mailroom: Mailroom) -> None:
    with client_of(mailroom) as client:
        client.send_message(written(), to_addrs=["one@home.example", "two@home.example"])
        client.send_message(written("Again"), to_addrs=["one@home.example"])
    assert [(one.number, one.to, one.subject) for one in mailroom.letters] == [
        (1, "one@home.example", "Your laptop"),
        (2, "two@home.example", "Your laptop"),
        (3, "one@home.example", "Again"),
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("no heading at all", ("", "no heading at all")),
        ("Subject: odd\r\nContent-Type: text/plain; charset=klingon\r\n\r\nnuqneH", ("odd", "")),
        ("Subject: odd\r\nContent-Type: multipart/alternative\r\n\r\nnothing in it", ("odd", "")),
        ("Subject: =?utf-8?q?caf=C3=A9?=\r\n\r\n", ("café", "")),
    ],
)
def test_what_is_hardly_a_letter_is_kept_as_far_as_it_can_be_read(
    mailroom: Mailroom, content: str, told: tuple[str, str]
) -> None:
    with client_of(mailroom) as client:
        client.sendmail("desk@tallpine.example", ["x@home.example"], content)
    (letter,) = mailroom.letters
    assert letter.sender == "desk@tallpine.example"
    assert (letter.subject, letter.text.strip(), letter.html) == (*told, "")


def test_a_letter_that_is_too_large_is_refused(mailroom: Mailroom) -> None:
    with client_of(mailroom) as client, pytest.raises(smtplib.SMTPResponseException) as refused:
        client.sendmail("desk@tallpine.example", ["x@home.example"], "x" * 78 + "\r\n" + "y" * LARGEST_LETTER)
    assert refused.value.smtp_code == 552
    assert mailroom.letters == ()


def test_it_ends_while_somebody_is_still_connected() -> None:
    room = Mailroom(lambda: NOON)
    room.start()
    with client_of(room) as client:
        client.ehlo()
        room.stop()
        with pytest.raises(smtplib.SMTPServerDisconnected):
            client.noop()
        client.close()
    with pytest.raises(ConnectionRefusedError):
        client_of(room)


def test_one_that_was_never_started_ends_too() -> None:
    room = Mailroom(lambda: NOON)
    room.stop()
    port = urlsplit(room.url).port
    socket.create_server(("127.0.0.1", port or 0)).close()


def test_whoever_watches_the_workspace_hears_of_a_letter() -> None:
    heard = threading.Event()
    with Sandbox(clock=lambda: NOON, has_mailroom=True) as sandbox:
        room = sandbox.mailroom
        assert room
        with sandbox.workspace.watching(heard.set), client_of(room) as client:
            client.send_message(written())
            assert heard.wait(10)
        assert [letter.at for letter in room.letters] == [NOON]


def test_a_sandbox_has_none_unless_asked_for() -> None:
    with Sandbox() as sandbox:
        assert sandbox.mailroom is None
