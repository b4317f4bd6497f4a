"""A company that has devices."""

from tests.journeys.conftest import cast, company, transport

__all__ = ["cast", "company", "transport"]
