"""What can be done with a device that is back: wipe it with proof, and give it its next life."""

from dataclasses import dataclass

from lifecycle.command import OnSubject
from lifecycle.money import Money
from lifecycle.sanitization import MediaType, Method, Verification, WipeResult
from lifecycle.subject import Subject, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDevice(OnSubject):
    """A command about one device."""

    subject_kind = SubjectKind.DEVICE

    device_id: int

    @property
    def subject(self) -> Subject:
        """The device."""
        return Subject(self.subject_kind, self.device_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCertificate(OnSubject):
    """A command about one certificate of sanitization."""

    subject_kind = SubjectKind.CERTIFICATE

    certificate_id: int

    @property
    def subject(self) -> Subject:
        """The certificate."""
        return Subject(self.subject_kind, self.certificate_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWipe(OnDevice):
    """One medium of the device was sanitized, or it was tried."""

    method: Method
    technique: str
    tool: str
    tool_version: str
    media_type: MediaType
    media_serial: str | None
    verification: Verification
    result: WipeResult


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCertificate(OnCertificate):
    """The outcome is accepted (validation); with its last medium the device counts as sanitized."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectCertificate(OnCertificate):
    """The outcome is not accepted: the medium has to be sanitized again."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackToStock(OnDevice):
    """The device is kept at this stock location for its next person."""

    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resell(OnDevice):
    """Sold, to whom and for how much."""

    recipient: str
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Donate(OnDevice):
    """Given away, and to whom."""

    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recycle(OnDevice):
    """Handed to a recycler; `proof` is the number of their certificate or transfer note."""

    recipient: str
    proof: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DestroyDevice(OnDevice):
    """Destroyed, by whom, with the number of the certificate of destruction."""

    recipient: str
    proof: str | None = None
