"""Where mail is handed in, read from an SMTP_URL, and which addresses can stand in a letter."""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from enum import StrEnum
from typing import Self
from urllib.parse import unquote, urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""This machine's own names: what stays on it needs no encryption, and no certificate is made out to them."""

_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_SENDER = re.compile(r"(?:(?P<name>[^<>\"@]*)<(?P<address>[^<>]+)>|(?P<alone>[^<>]+))")
_NAME = re.compile(rf"{_ATOM}(?:\.{_ATOM})*", re.ASCII)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*", re.ASCII | re.IGNORECASE)
_LONGEST = (64, 253)
"""Characters before and after the @ [RFC 5321, 4.5.3.1]."""


class Security(StrEnum):
    """How the line is encrypted, by the scheme of the address."""

    OFFERED = "smtp"
    REQUIRED = "smtp+starttls"
    FROM_THE_START = "smtps"


PORTS = {Security.OFFERED: 25, Security.REQUIRED: 587, Security.FROM_THE_START: 465}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server, and as whom it is used; without a user it takes letters from us by where we are."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine."""
        return self.host in LOOPBACK

    @classmethod
    def parse(cls, url: str) -> Self:
        """The server behind "smtp://user:password@host:587"; raises `ValueError` for anything that names none."""
        parts = urlsplit(url)
        security = Security(parts.scheme)
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment or parts.port == 0:
            raise ValueError("must be a mail server's name, maybe with a port")
        if (parts.username is None) != (parts.password is None) or "" in (parts.username, parts.password):
            raise ValueError("must have a user and a password, or neither")
        user, password = (unquote(one) if one else None for one in (parts.username, parts.password))
        if not f"{parts.hostname}{user or ''}{password or ''}".isprintable():
            raise ValueError("must not have control characters")
        return cls(parts.hostname, parts.port or PORTS[security], security, user, password)


def sender(text: str) -> Address:
    """The address behind "desk@example.com" or "Device Desk <desk@example.com>"; raises `ValueError`."""
    found = _SENDER.fullmatch(text)
    if found is None or not text.isprintable():
        raise ValueError("must be one e-mail address")
    return recipient(found["address"] or found["alone"], (found["name"] or "").strip())


def recipient(text: str, name: str = "") -> Address:
    """An address that mail can be sent to; raises `ValueError`, which never repeats it, for any other.

    A domain in any script is written as the mail servers know it; a name before the @ must be ASCII.
    """
    user, _, host = text.strip().rpartition("@")
    try:
        domain = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError("no address") from None
    fits = len(user) <= _LONGEST[0] and len(domain) <= _LONGEST[1]
    if not (fits and _NAME.fullmatch(user) and _DOMAIN.fullmatch(domain)):
        raise ValueError("no address")
    return Address(name, user, domain)
