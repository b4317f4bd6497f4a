"""Links to the page of one return: signed, ending by themselves, telling nothing to whoever cannot open them."""

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VALID_FOR = timedelta(days=120)
"""How long a link works: longer than the plan by which devices come back."""

_PAYLOAD = struct.Struct(">QI")
"""The return's id, and the last day on which the link works, counted from the year 1."""

_SIGNATURE = hashlib.sha256().digest_size
_LONGEST = 100
"""Characters of a token that are looked at; what we issue has 59."""


@dataclass(frozen=True, slots=True)
class ReturnLink:
    """What a link says: which return, and until when (the end of that day, UTC)."""

    return_id: int
    last_day: date


class Links:
    """Issues tokens for links, and reads them.

    The first key of SECRET_KEY signs, all of them verify; they are derived for this purpose alone.
    """

    def __init__(self, secret_key: str) -> None:
        secrets = [secret.strip().encode() for secret in secret_key.split(",") if secret.strip()]
        if not secrets:
            raise ValueError("SECRET_KEY is empty")
        self._keys = [_derived(secret) for secret in secrets]

    def issue(self, return_id: int, now: datetime) -> str:
        """The token of a link to the return, which works for `VALID_FOR`; the same for the whole day."""
        return _signed(self._keys[0], _PAYLOAD.pack(return_id, (now + VALID_FOR).date().toordinal()))

    def read(self, token: str, now: datetime) -> ReturnLink | None:
        """What a token says; None for one that is forged, damaged or over, all alike."""
        payload = _payload(token)
        if payload is None:
            return None
        given = token.encode()  # compared whole: one link has one spelling
        genuine = [hmac.compare_digest(given, _signed(key, payload).encode()) for key in self._keys]
        return_id, ordinal = _PAYLOAD.unpack(payload)
        if not any(genuine) or ordinal < now.date().toordinal():
            return None
        return ReturnLink(return_id, date.fromordinal(ordinal))


def _derived(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=b"device-desk", info=b"return link").derive(secret)


def _signed(key: bytes, payload: bytes) -> str:
    signature = hmac.new(key, payload, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(payload + signature).rstrip(b"=").decode("ascii")


def _payload(token: str) -> bytes | None:
    if len(token) > _LONGEST or not token.isascii():
        return None
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except binascii.Error:
        return None
    return raw[: _PAYLOAD.size] if len(raw) == _PAYLOAD.size + _SIGNATURE else None
