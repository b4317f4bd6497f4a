"""A company in which devices are handed out, repaired, lost and found."""

from tests.journeys.conftest import cast, company, transport

__all__ = ["cast", "company", "transport"]
