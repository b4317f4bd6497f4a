"""Hands one letter to a mail server, and tells how that ended.

SMTP knows three moments: until the letter itself is sent nothing can have arrived; the server's answer after it is the
truth; and when that answer is lost nobody can tell, and nobody can look it up.
"""

import hashlib
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from socket import gaierror

from bot.config.smtp_url import Security, SmtpServer
from bot.delivery.outcomes import Failed, Later, NoMailbox, Outcome, Sent, Unknown

CHANNEL = "mail"
"""Where a letter is, as the outbox knows places."""

MINUTES = (5, 15, 30, 60, 120, 240)
"""Between two tries; the last one again and again. A server that puts off strangers takes them after some minutes."""

MOST_TRIES = 12
"""A little over a day, after which IT is told."""

WIRE = policy.SMTP.clone(cte_type="7bit")
"""Every server takes it: no long lines, nothing but ASCII."""

PERMANENT = 500
GOES_ON = 354

MEANINGS = {
    "5.1.1": "there is no such mailbox",
    "5.1.2": "there is no such domain",
    "5.1.10": "the domain takes no mail",
    "5.2.1": "the mailbox is closed",
    "5.2.2": "the mailbox is full",
    "5.7.1": "the server does not want it",
}
"""In words, what the usual codes say [RFC 3463]. The server's own words may name the address and are never repeated."""

NO_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.10", "5.2.1"})
"""Codes that say of an address, whenever they come, that it takes no mail."""

NOT_THE_ADDRESS = ("5.2.2", "5.7.")
"""How codes begin that refuse a recipient for another reason: a full mailbox, or a server that does not want us."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter as it goes out: to whom, under which name, and its bytes with CRLF."""

    sender: str
    recipient: str
    message_id: str
    content: bytes = field(repr=False)


class _Said(Exception):
    """A server's answer that ends the attempt."""

    def __init__(self, code: int, text: bytes, *, of_recipient: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.of_recipient = of_recipient


def envelope(
    key: str, now: datetime, *, sender: Address, recipient: Address, subject: str, text: str, html: str
) -> Envelope:
    """A letter in two forms, for the notice with that key: the same notice has the same Message-ID for ever."""
    name = hashlib.sha256(key.encode()).hexdigest()[:32]
    message_id = f"<{name}@{sender.domain}>"
    message = EmailMessage(WIRE)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", subject).split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # so that no machine answers it [RFC 3834]
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return Envelope(sender.addr_spec, recipient.addr_spec, message_id, message.as_bytes(policy=WIRE))


def backoff(tries: int) -> timedelta:
    """The wait after so many tries (from 1)."""
    return timedelta(minutes=MINUTES[min(max(tries, 1), len(MINUTES)) - 1])


@dataclass(frozen=True, slots=True)
class Mailer:
    """Hands letters to a server; `step` is the wait for each of its answers, `last` the one for the letter's own.

    `name` is what we call ourselves there, a domain.
    """

    server: SmtpServer
    name: str
    step: timedelta
    last: timedelta
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def send(self, letter: Envelope, tries: int, is_late: Callable[[], bool]) -> Outcome:
        """Hand a letter in, at this `tries`-th try (from 1), unless `is_late` says that it would take too long now."""
        try:
            client = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            return _not_now(trouble(error), tries)
        try:
            _announce(client, letter)
            if is_late():
                return Later(backoff(tries), "the mail server was slow")
            _expect(client.docmd("DATA"), GOES_ON)
        except _Said as said:
            return _refused(said.code, said.text, tries, of_recipient=said.of_recipient)
        except (OSError, smtplib.SMTPException) as error:
            return _not_now(trouble(error), tries)
        else:
            return self._hand_in(client, letter, tries)
        finally:
            _leave(client)

    def check(self) -> bool:
        """Come in and go again; returns whether the line is encrypted. Raises `OSError` or `SMTPException`."""
        client = self._connected()
        is_encrypted = isinstance(client.sock, ssl.SSLSocket)
        _leave(client)
        return is_encrypted

    def _connected(self) -> smtplib.SMTP:
        """A line to the server, encrypted and signed in as far as the settings say."""
        server, wait = self.server, self.step.total_seconds()
        client: smtplib.SMTP
        if server.security is Security.FROM_THE_START:
            client = smtplib.SMTP_SSL(server.host, server.port, self.name, timeout=wait, context=self.tls)
        else:
            client = smtplib.SMTP(server.host, server.port, self.name, timeout=wait)
        try:
            self._come_in(client)
        except BaseException:
            client.close()
            raise
        return client

    def _come_in(self, client: smtplib.SMTP) -> None:
        server = self.server
        client.ehlo_or_helo_if_needed()
        is_offered = client.has_extn("starttls") and not server.is_local
        if server.security is Security.REQUIRED or (server.security is Security.OFFERED and is_offered):
            client.starttls(context=self.tls)
            client.ehlo_or_helo_if_needed()
        if server.user is not None and server.password is not None:
            if not isinstance(client.sock, ssl.SSLSocket) and not server.is_local:
                raise smtplib.SMTPNotSupportedError("a password in the clear")
            client.login(server.user, server.password)

    def _hand_in(self, client: smtplib.SMTP, letter: Envelope, tries: int) -> Outcome:
        """The letter itself; from its first byte on, no answer means that nobody knows."""
        try:
            if client.sock is not None:
                client.sock.settimeout(self.last.total_seconds())
            client.send(_as_lines(letter.content))
            code, text = client.getreply()
        except (OSError, smtplib.SMTPException):
            return Unknown("no answer after the letter")
        return Sent(CHANNEL, letter.message_id) if code < 400 else _refused(code, text, tries)


def _announce(client: smtplib.SMTP, letter: Envelope) -> None:
    _expect(client.mail(letter.sender), 250)
    _expect(client.rcpt(letter.recipient), 250, 251, of_recipient=True)


def _expect(answer: tuple[int, bytes], *wanted: int, of_recipient: bool = False) -> None:
    code, text = answer
    if code not in wanted:
        raise _Said(code, text, of_recipient=of_recipient)


def _as_lines(content: bytes) -> bytes:
    """The content with leading dots doubled, and the dot that ends it [RFC 5321, 4.5.2]."""
    return re.sub(rb"(?m)^\.", b"..", content) + b".\r\n"


def _refused(code: int, text: bytes, tries: int, *, of_recipient: bool = False) -> Outcome:
    told, detail = _told(code, text), _detail(text)
    if code < PERMANENT:
        return _not_now(told, tries)
    is_address = detail in NO_MAILBOX or (of_recipient and not detail.startswith(NOT_THE_ADDRESS))
    return NoMailbox(told) if is_address else Failed(told)


def _detail(text: bytes) -> str:
    """The code that stands before a server's words: "5.1.1"; empty where there is none [RFC 2034]."""
    found = re.match(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b", text)
    return found[1].decode("ascii") if found else ""


def _told(code: int, text: bytes) -> str:
    """A refusal without the server's words: "550 5.1.1: there is no such mailbox"."""
    detail = _detail(text)
    words = MEANINGS.get(detail, "")
    return f"{code} {detail}".strip() + (f": {words}" if words else "")


def _not_now(error: str, tries: int) -> Outcome:
    """Nothing has arrived, for certain: another try, or the word to IT that there were enough."""
    return Failed(error) if tries >= MOST_TRIES else Later(backoff(tries), error)


def trouble(error: OSError | smtplib.SMTPException) -> str:
    """What keeps us from the server, without anything that it said."""
    match error:
        case smtplib.SMTPResponseException():
            return f"the mail server says {_told(error.smtp_code, b'')}"
        case ssl.SSLError():
            return f"the mail server's certificate or encryption: {error.reason or 'not accepted'}"
        case smtplib.SMTPNotSupportedError():
            return "the mail server offers no encryption"
        case ConnectionRefusedError() | gaierror():
            return "the mail server is not there"
    return "the mail server does not answer"


def _leave(client: smtplib.SMTP) -> None:
    """A polite end; what comes of it does not matter any more."""
    try:
        client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()
