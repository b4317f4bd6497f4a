"""A mail server on this machine, which behaves as it is told."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum, auto
from ipaddress import IPv4Address
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, PASSWORD = "desk", "p@ss word"


class Manner(Enum):
    """How the server takes a letter."""

    ACCEPT = auto()
    NO_SUCH_MAILBOX = auto()
    NOT_FROM_US = auto()
    NOT_NOW = auto()
    REFUSE_THE_LETTER = auto()
    LETTER_NOT_NOW = auto()
    TAKE_AND_SAY_NOTHING = auto()
    HANG_UP_BEFORE = auto()
    HANG_UP_AFTER = auto()
    TAKE_AND_HANG_UP = auto()


@dataclass
class MailServer:
    """What came in, and what is next: `manner` may be changed at any time."""

    manner: Manner = Manner.ACCEPT
    port: int = 0
    recipients: list[str] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    connections: int = 0
    users: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The server, for SMTP_URL."""
        return f"smtp://{HOST}:{self.port}"

    @property
    def letters(self) -> Sequence[EmailMessage]:
        """The letters that were taken, oldest first."""
        return [_parsed(content) for content in list(self.contents)]

    def letter(self) -> EmailMessage:
        """The only letter that was taken."""
        (found,) = self.letters
        return found

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if self.manner is Manner.NO_SUCH_MAILBOX:
            return f"550 5.1.1 <{address}>: Recipient address rejected"
        if self.manner is Manner.NOT_FROM_US:
            return "550 5.7.1 relaying denied"
        if self.manner is Manner.NOT_NOW:
            return f"451 4.7.1 {address} is greylisted, try again later"
        if self.manner is Manner.HANG_UP_BEFORE:
            _hang_up(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.manner is Manner.REFUSE_THE_LETTER:
            return f"554 5.7.1 spam for {envelope.rcpt_tos[0]}"
        if self.manner is Manner.LETTER_NOT_NOW:
            return "452 4.3.1 no room"
        if self.manner is Manner.HANG_UP_AFTER:
            _hang_up(server)
            return "250 OK"
        self.recipients += envelope.rcpt_tos
        self.contents.append(_as_bytes(envelope.content))
        if self.manner is Manner.TAKE_AND_HANG_UP:
            _hang_up(server)
        if self.manner is Manner.TAKE_AND_SAY_NOTHING:
            await asyncio.Event().wait()  # until whoever waits for the answer hangs up
        return "250 OK"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        good = isinstance(data, LoginPassword) and data == LoginPassword(USER.encode(), PASSWORD.encode())
        self.users += [USER] if good else []
        return AuthResult(success=good, handled=False)


@contextmanager
def mail_server(*, tls: ssl.SSLContext | None = None, from_the_start: bool = False) -> Iterator[MailServer]:
    """A running server; with `tls` it offers STARTTLS, or speaks TLS from the start."""
    told = MailServer()

    def protocol() -> SMTP:
        told.connections += 1
        return SMTP(
            told,
            hostname=HOST,
            tls_context=None if from_the_start else tls,
            auth_require_tls=False,
            authenticator=told.authenticate,
            loop=asyncio.get_event_loop(),
        )

    with _served(protocol, tls if from_the_start else None) as port:
        told.port = port
        yield told


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server on this machine shows, and what a client takes it by."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    shown = folder / "server.pem"
    shown.write_bytes(made.public_bytes(pem) + key.private_bytes(pem, *plain))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(shown)
    return server, ssl.create_default_context(cafile=str(shown))


@contextmanager
def _served(protocol: Callable[[], SMTP], tls: ssl.SSLContext | None) -> Iterator[int]:
    loop, ready, ports = asyncio.new_event_loop(), threading.Event(), list[int]()

    def serve() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(loop.create_server(protocol, HOST, 0, ssl=tls))
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()
        loop.run_forever()
        server.close()
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.close()

    thread = threading.Thread(target=serve, name="smtp", daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def _hang_up(server: SMTP) -> None:
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()


def _as_bytes(content: bytes | str | None) -> bytes:
    return content.encode() if isinstance(content, str) else content or b""


def _parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise TypeError("no letter")
    return message
