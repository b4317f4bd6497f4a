"""What can be asked along: which page, and of what."""

import re
from typing import Annotated, LiteralString, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from lifecycle.device import DeviceState
from lifecycle.reads.fleet import Narrowing
from lifecycle.request import RequestState
from lifecycle.retrieval import ReturnState
from store.register import Section

MOST = 500
"""Items on a page."""

USUAL = 100
LARGEST_NUMBER = 2**63 - 1
"""What a database takes for a number."""


T = TypeVar("T")


def _only(value: T | None) -> frozenset[T]:
    return frozenset() if value is None else frozenset({value})


COUNTRY = r"^[A-Z]{2}$"
CATEGORY = r"^[a-z0-9_-]{1,50}$"


def _country(value: object) -> object:
    code = value.upper() if isinstance(value, str) else value
    return _formed(code, COUNTRY, "must be an ISO 3166-1 code of two letters, like DE")


def _category(value: object) -> object:
    return _formed(value, CATEGORY, "must be a category's id in the policy, like laptop")


def _formed(value: object, pattern: str, problem: LiteralString) -> object:
    if isinstance(value, str) and not re.fullmatch(pattern, value):
        raise PydanticCustomError("form", problem)
    return value


Country = Annotated[str, BeforeValidator(_country), Field(pattern=COUNTRY, description="ISO 3166-1 alpha-2, like DE")]

Category = Annotated[
    str, BeforeValidator(_category), Field(pattern=CATEGORY, description="The category's id in the policy")
]


class Question(BaseModel):
    """No parameters at all; those that nobody knows are refused, so that a slip of the pen is not passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PageQuestion(Question):
    """Which page."""

    after: Annotated[int, Field(ge=0, le=LARGEST_NUMBER, description="The `next` of the page before")] = 0
    limit: Annotated[int, Field(ge=1, le=MOST, description="How many items at most")] = USUAL

    @property
    def section(self) -> Section:
        """The page as the register knows it."""
        return Section(self.after, self.limit)


class FleetQuestion(Question):
    """Which part of the fleet."""

    state: DeviceState | None = None
    country: Country | None = None
    category: Category | None = None

    @property
    def narrowing(self) -> Narrowing:
        """The same as the figures know it."""
        return Narrowing(categories=_only(self.category), countries=_only(self.country), states=_only(self.state))


class DevicesQuestion(PageQuestion):
    """Which devices."""

    state: DeviceState | None = None
    country: Country | None = None
    category: Category | None = None


class RequestsQuestion(PageQuestion):
    """Which requests."""

    state: RequestState | None = None
    country: Country | None = None


class ReturnsQuestion(PageQuestion):
    """Which returns."""

    state: ReturnState | None = None
