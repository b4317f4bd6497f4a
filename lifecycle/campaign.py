"""A campaign: an audit of many, on demand; its states, its record, its transition table."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lifecycle.events import Happened
from lifecycle.subject import Subject, SubjectKind
from lifecycle.transitions import Table


class CampaignState(StrEnum):
    """Whether people are still being asked, still to answer, asked no more, or all done."""

    ASKING = "asking"
    WAITING = "waiting"
    STOPPING = "stopping"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose devices a campaign is about: all that is given must fit; nothing given means everybody.

    `country` is where devices are (ISO 3166-1 alpha-2), `category` an id of the policy's, `manager_id` whose people
    hold them. A `location` is a shelf instead, which IT goes through itself.
    """

    country: str | None = None
    category: str | None = None
    manager_id: int | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """An audit of everybody in a scope.

    People are asked a few at a time, in the order of their ids: `reached` is the last who was. Then come those who are
    not in Slack, in the order of their names: `reached_keeper` is the last one. `asked` counts audits.
    `next_look_at` (UTC) is when it goes on.
    """

    id: int
    state: CampaignState
    scope: Scope
    begun_by: int | None
    begun_at: datetime
    channel: str
    reached: int = 0
    reached_keeper: str | None = None
    asked: int = 0
    closed_at: datetime | None = None
    version: int = 0
    next_look_at: datetime | None = None

    @property
    def subject(self) -> Subject:
        """What commands, events and notices about it name."""
        return Subject(SubjectKind.CAMPAIGN, self.id)

    @property
    def is_open(self) -> bool:
        """Whether anything has still to happen."""
        return self.state is not CampaignState.CLOSED


UNDER_WAY = frozenset({CampaignState.ASKING, CampaignState.WAITING})
"""Where a campaign is that nobody has stopped, and that is not over."""

CAMPAIGN_TRANSITIONS: Table[CampaignState] = Table(
    (Happened.CAMPAIGN_BEGUN, (), CampaignState.ASKING),
    (Happened.CAMPAIGN_WENT_ON, {CampaignState.ASKING}, CampaignState.ASKING),
    (Happened.CAMPAIGN_ASKED_ALL, {CampaignState.ASKING}, CampaignState.WAITING),
    (Happened.CAMPAIGN_STOPPED, UNDER_WAY, CampaignState.STOPPING),
    (Happened.CAMPAIGN_WENT_ON, {CampaignState.STOPPING}, CampaignState.STOPPING),
    (Happened.CAMPAIGN_CLOSED, {*UNDER_WAY, CampaignState.STOPPING}, CampaignState.CLOSED),
)
