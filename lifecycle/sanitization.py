"""Removing data from a medium, with proof: a certificate of sanitization and its states.

The fields are those of NIST SP 800-88 Rev. 2, section 4.6. Verification tells whether the technique completed;
validation is the organization's own yes or no to the outcome (4.5.1, 4.5.2), here a certificate that is accepted.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from lifecycle.errors import Stale
from lifecycle.events import Happened
from lifecycle.subject import Subject, SubjectKind
from lifecycle.transitions import Table

REVISION = "NIST SP 800-88 Rev. 2"
"""The guideline that certificates follow (September 2025; Rev. 1 is withdrawn)."""


class Method(StrEnum):
    """How far data is removed [NIST SP 800-88 Rev. 2, 3.1.1 to 3.1.3]."""

    CLEAR = "clear"
    PURGE = "purge"
    DESTROY = "destroy"


class MediaType(StrEnum):
    """On what the data was."""

    FLASH = "flash"
    MAGNETIC = "magnetic"
    HYBRID = "hybrid"
    OTHER = "other"


class Verification(StrEnum):
    """How it was checked that the technique completed."""

    COMPLETION_STATUS = "completion_status"
    FULL = "full"
    SAMPLED = "sampled"
    NONE = "none"


class WipeResult(StrEnum):
    """What the verification found; only a pass can be accepted."""

    PASS = "pass"  # noqa: S105  (no password)
    FAIL = "fail"
    UNKNOWN = "unknown"


class CertificateState(StrEnum):
    """Whether the organization has accepted the outcome."""

    RECORDED = "recorded"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The record of one sanitization of one medium of a device; never changed but by its validation.

    `operator_id` did it (None: the command line), `validator_id` accepted or rejected it. `media_serial` is the
    medium's own number where it is known. `return_id` is the return by which the device came back.
    """

    id: int
    state: CertificateState
    device_id: int
    return_id: int | None
    method: Method
    technique: str
    tool: str
    tool_version: str
    media_type: MediaType
    media_serial: str | None
    verification: Verification
    result: WipeResult
    operator_id: int | None
    recorded_at: datetime
    revision: str = REVISION
    validator_id: int | None = None
    validated_at: datetime | None = None
    reject_reason: str | None = None
    version: int = 0

    @property
    def subject(self) -> Subject:
        """What commands, events and notices about it name."""
        return Subject(SubjectKind.CERTIFICATE, self.id)


CERTIFICATE_ENDS = frozenset({CertificateState.ACCEPTED, CertificateState.REJECTED})

CERTIFICATE_TRANSITIONS: Table[CertificateState] = Table(
    (Happened.WIPE_RECORDED, (), CertificateState.RECORDED),
    (Happened.CERTIFICATE_ACCEPTED, {CertificateState.RECORDED}, CertificateState.ACCEPTED),
    (Happened.CERTIFICATE_REJECTED, {CertificateState.RECORDED}, CertificateState.REJECTED),
)


def certificate_moved(certificate: Certificate, event: Happened) -> Certificate:
    """The certificate after `event`; raises `Stale` when its state does not allow that."""
    target = CERTIFICATE_TRANSITIONS.target(event, certificate.state)
    if target is None:
        raise Stale(certificate.subject)
    return replace(certificate, state=target)
