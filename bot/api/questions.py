"""What can be asked along: which page, and of what."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from lifecycle.device import DeviceState
from lifecycle.fleet import Narrowing
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


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


Country = Annotated[
    str, BeforeValidator(_upper), Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2, like DE")
]

Category = Annotated[str, Field(max_length=50, pattern=r"^[a-z0-9_-]+$", description="The category's id in the policy")]


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
