"""What a command, an event or a notice is about."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

MOST_DIGITS = 19
"""What databases take for a number has fewer."""


class SubjectKind(StrEnum):
    """What there is a record of; all but people have a log of events."""

    REQUEST = "request"
    DEVICE = "device"
    RETURN = "return"
    CERTIFICATE = "certificate"
    AUDIT = "audit"
    CAMPAIGN = "campaign"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Subject:
    """One record, by its kind and number; written "request:17"."""

    kind: SubjectKind
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The subject that is written so; raises `ValueError` for anything else."""
        kind, _, number = text.partition(":")
        if not (number.isascii() and number.isdigit() and len(number) < MOST_DIGITS):
            raise ValueError(f"no subject: {text[:40]!r}")
        return cls(SubjectKind(kind), int(number))
