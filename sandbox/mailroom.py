"""A mail server for the sandbox: it takes every letter, for whomever it is, and keeps it instead of sending it on."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.clock import Clock

HOST = "127.0.0.1"
LARGEST_LETTER = 5_000_000
"""Bytes, of which a letter of words has a thousandth."""

_START_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one person's mailbox: `to` is the address that it was handed in for, whatever its heading says.

    `sender` and `subject` are as the heading has them, `at` is when it came (UTC). `text` and `html` are its two forms;
    empty where it has no such form, or one that cannot be read.
    """

    number: int
    to: str
    sender: str
    subject: str
    text: str
    html: str
    at: datetime


class Mailroom:
    """Listens at a free port of this machine, taken from construction on; answers between `start` and `stop`.

    Args:
        clock: Dates the letters.
        on_letter: Called after every letter, in the server's own thread, so it has to be quick.
    """

    def __init__(self, clock: Clock, on_letter: Callable[[], None] = lambda: None) -> None:
        self._clock = clock
        self._on_letter = on_letter
        self._letters: list[Letter] = []
        self._socket = socket.create_server((HOST, 0))
        self._port: int = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._running = threading.Event()
        self._ending = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name=f"mailroom-{self._port}", daemon=True)

    @property
    def url(self) -> str:
        """Where letters are handed in, for SMTP_URL."""
        return f"smtp://{HOST}:{self._port}"

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Every letter so far, in the order in which they came; `number` counts from 1."""
        return tuple(self._letters)

    def start(self) -> None:
        """Begin to take letters."""
        self._thread.start()
        if not self._running.wait(_START_SECONDS):
            raise TimeoutError("the mailroom's thread did not start")

    def stop(self) -> None:
        """Break every connection off, and close the port. Harmless before `start`."""
        if self._thread.ident is not None:
            self._loop.call_soon_threadsafe(self._ending.set)
            self._thread.join()
        self._socket.close()
        self._loop.close()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002
        """Keep what was handed in, once for each mailbox (the name is aiosmtpd's)."""
        content = envelope.content or b""
        message = message_from_bytes(content if isinstance(content, bytes) else content.encode(), policy=policy.default)
        for address in envelope.rcpt_tos:
            self._letters.append(self._letter(message, str(address), envelope.mail_from or ""))
        self._on_letter()
        return "250 OK"

    def _letter(self, message: EmailMessage, to: str, mail_from: str) -> Letter:
        return Letter(
            number=len(self._letters) + 1,
            to=to,
            sender=str(message.get("From", mail_from)),
            subject=str(message.get("Subject", "")),
            text=_form(message, "plain"),
            html=_form(message, "html"),
            at=self._clock(),
        )

    def _protocol(self) -> SMTP:
        return SMTP(self, hostname=HOST, data_size_limit=LARGEST_LETTER, loop=self._loop)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await self._loop.create_server(self._protocol, sock=self._socket)
        self._running.set()
        await self._ending.wait()
        server.close()
        for connection in _others():
            connection.cancel()
        await asyncio.gather(*_others(), return_exceptions=True)


def _others() -> Iterator["asyncio.Task[object]"]:
    return (task for task in asyncio.all_tasks() if task is not asyncio.current_task())


def _form(message: EmailMessage, kind: str) -> str:
    """A letter's words in one form, "plain" or "html", with plain ends of lines."""
    try:
        body = message.get_body((kind,))
        return "" if body is None else str(body.get_content()).replace("\r\n", "\n")
    except (LookupError, ValueError):  # an encoding that nobody knows, a multipart without parts
        return ""
