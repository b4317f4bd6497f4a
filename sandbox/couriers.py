"""How a payload reaches the app: what both ways, Socket Mode and HTTP, agree on."""

from dataclasses import dataclass, field
from typing import Protocol

from sandbox.journal import EnvelopeType
from sandbox.payload import Payload


@dataclass(frozen=True, slots=True)
class Parcel:
    """A payload on its way: `retry` counts from 0, and `retry_reason` says why the try before failed."""

    type: EnvelopeType
    payload: Payload
    retry: int = 0
    retry_reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The app's acknowledgement, with the answer it carried."""

    answer: Payload = field(default_factory=dict)


class Undelivered(Exception):
    """The app did not acknowledge in time, or answered with an error."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


class Courier(Protocol):
    """One way to the app."""

    async def bring(self, parcel: Parcel) -> Receipt:
        """Deliver once and wait for the acknowledgement.

        Raises:
            Undelivered: there was none in time; `is_final` when the app asked not to be tried again.
        """
