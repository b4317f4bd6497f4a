"""A company in which people are asked for what they have."""

from dataclasses import dataclass

import pytest

from lifecycle.audit import Audit
from lifecycle.device import Device
from sandbox.company import DAVID, GRETA
from tests.journeys.audits.steps import audit_of
from tests.journeys.conftest import cast, company, transport
from tests.journeys.records import device
from tests.journeys.returns.steps import lend
from tests.journeys.steps import Cast
from tests.support.desk import Office

__all__ = ["cast", "company", "transport"]


@dataclass(frozen=True, slots=True)
class Asking:
    """A company in which Greta has a laptop and a headset; David is her manager."""

    office: Office
    cast: Cast
    tags: tuple[str, ...]

    def device(self, place: int = 0) -> Device:
        """One of her devices as it stands."""
        return device(self.office, self.tags[place])

    def audit(self, number: int = 1) -> Audit:
        """An audit as it stands."""
        return audit_of(self.office, number)


@pytest.fixture
def asking(company: Office, cast: Cast) -> Asking:
    """Greta, in London, holds a laptop and a headset; David is her manager in HR's file."""
    return Asking(company, cast, lend(company, GRETA, DAVID))
