"""What somebody has before them: lists of what is theirs, of what their people have, and IT's queue in piles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from lifecycle.people import Actor, Role
from lifecycle.policy import LeadTimes, Policy
from lifecycle.reads.facts import Facts
from lifecycle.reads.fleet import Standing
from lifecycle.subject import SubjectKind

PAGE = 8
"""How many of a list are shown at once."""

MOST_DUE = 1_000
"""Up to how many devices due for replacement a queue counts: of a large fleet the report counts the rest."""

FAILED_WITHIN = timedelta(days=7)
"""How long a message that could not be delivered is counted."""


class Listing(StrEnum):
    """The lists; those of `PILES` are IT's queue, in the order in which things come."""

    MY_DEVICES = "my_devices"
    MY_REQUESTS = "my_requests"
    TEAM_DEVICES = "team_devices"
    TEAM_REQUESTS = "team_requests"
    TEAM_RETURNS = "team_returns"
    TO_APPROVE = "to_approve"
    TO_ORDER = "to_order"
    TO_SHIP = "to_ship"
    AT_RISK = "at_risk"
    RETURNS_OUT = "returns_out"
    TO_WIPE = "to_wipe"
    NEXT_LIFE = "next_life"
    AUDITS = "audits"
    REFRESH_DUE = "refresh_due"


KINDS: Mapping[Listing, SubjectKind] = {
    Listing.MY_DEVICES: SubjectKind.DEVICE,
    Listing.MY_REQUESTS: SubjectKind.REQUEST,
    Listing.TEAM_DEVICES: SubjectKind.DEVICE,
    Listing.TEAM_REQUESTS: SubjectKind.REQUEST,
    Listing.TEAM_RETURNS: SubjectKind.RETURN,
    Listing.TO_APPROVE: SubjectKind.REQUEST,
    Listing.TO_ORDER: SubjectKind.REQUEST,
    Listing.TO_SHIP: SubjectKind.REQUEST,
    Listing.AT_RISK: SubjectKind.REQUEST,
    Listing.RETURNS_OUT: SubjectKind.RETURN,
    Listing.TO_WIPE: SubjectKind.DEVICE,
    Listing.NEXT_LIFE: SubjectKind.DEVICE,
    Listing.AUDITS: SubjectKind.AUDIT,
    Listing.REFRESH_DUE: SubjectKind.DEVICE,
}
"""What the lists are of."""

PILES = (
    Listing.TO_APPROVE,
    Listing.TO_ORDER,
    Listing.TO_SHIP,
    Listing.AT_RISK,
    Listing.RETURNS_OUT,
    Listing.TO_WIPE,
    Listing.NEXT_LIFE,
    Listing.AUDITS,
    Listing.REFRESH_DUE,
)
TEAM = (Listing.TEAM_DEVICES, Listing.TEAM_REQUESTS, Listing.TEAM_RETURNS)


def may_list(actor: Actor, listing: Listing) -> bool:
    """IT's queue is IT's; every other list is made for whoever looks at it."""
    return listing not in PILES or Role.IT in actor.roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """For whom lists are made, on which day at IT's desk, under which policy (None: nothing is due for replacement)."""

    person_id: int
    today: date
    policy: Policy | None = None

    @property
    def lead_times(self) -> LeadTimes:
        """The days to reckon with until something arrives."""
        return self.policy.lead_times if self.policy else LeadTimes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """How many messages wait to be delivered although they are due; how many could not be within `FAILED_WITHIN`."""

    waiting: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the Home shows of work, besides what is one's own.

    `piles` and `team` tell how much is on each list; without a team, or outside IT, there are none. `standings` counts
    the whole fleet, for IT.
    """

    piles: Mapping[Listing, int] = field(default_factory=dict)
    team: Mapping[Listing, int] = field(default_factory=dict)
    standings: Mapping[Standing, int] = field(default_factory=dict)
    deliveries: Deliveries | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of a list: what is on it, how long the list is.

    `following` is the number after which the next page begins; None on the last one.
    """

    listing: Listing
    facts: tuple[Facts, ...] = ()
    total: int = 0
    following: int | None = None
