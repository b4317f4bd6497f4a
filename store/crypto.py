"""Private data at rest: encrypted, and findable by a keyed fingerprint without being readable."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Unreadable(Exception):
    """Encrypted data that none of the keys in SECRET_KEY opens."""


class Cipher:
    """Encrypts under SECRET_KEY; several keys, separated by commas, are a rotation.

    The first key encrypts, all of them decrypt. Encryption and fingerprints use keys of their own, derived by HKDF.
    """

    def __init__(self, secret_key: str) -> None:
        secrets = [secret.strip().encode() for secret in secret_key.split(",") if secret.strip()]
        if not secrets:
            raise ValueError("SECRET_KEY is empty")
        self._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(one, b"encrypt"))) for one in secrets])
        self._index_keys = [_derived(one, b"index") for one in secrets]
        self.key_id = hashlib.sha256(_derived(secrets[0], b"name")).hexdigest()[:16]
        """Names the first key without telling it: what was encrypted under another name is due for rotation."""

    def encrypt(self, text: str) -> str:
        """The text, encrypted under the first key."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def decrypt(self, token: str) -> str:
        """The text behind a token; raises `Unreadable` when it was encrypted under none of the keys."""
        try:
            return self._fernet.decrypt(token.encode("ascii")).decode()
        except InvalidToken as error:
            raise Unreadable("not encrypted under any key of SECRET_KEY") from error

    def index(self, email: str) -> str:
        """A fingerprint of an email address (whatever its case) under the first key."""
        return _fingerprint(self._index_keys[0], email)

    def indexes(self, email: str) -> list[str]:
        """The fingerprints of an email address under every key, to find what older keys wrote."""
        return [_fingerprint(key, email) for key in self._index_keys]


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=b"device-desk", info=purpose).derive(secret)


def _fingerprint(key: bytes, email: str) -> str:
    return hmac.new(key, email.strip().casefold().encode(), hashlib.sha256).hexdigest()
