"""The company's policy, typed: what may be ordered, who is told where, when people are nudged.

`bot/config/policy.py` reads it from `policy.toml`; everything that follows is decided from these values alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from lifecycle.money import Money


class HasId(Protocol):
    """Anything of the catalogue."""

    @property
    def id(self) -> str:
        """Its name in `policy.toml`."""


Named = TypeVar("Named", bound=HasId)


class Step(StrEnum):
    """The occasions on which the desk speaks up by itself."""

    UNDECIDED = "undecided"
    ORDER_LATE = "order_late"
    AT_RISK = "at_risk"


class Rung(StrEnum):
    """The steps of the plan by which devices come back; each has its wording in `messages/templates/step/`."""

    ADDRESS_ASKED = "address_asked"
    KIT_DUE = "kit_due"
    NO_EMAIL = "no_email"
    LAST_DAY_NEAR = "last_day_near"
    LAST_DAY = "last_day"
    FRIENDLY = "friendly"
    FRIENDLY_AGAIN = "friendly_again"
    KIT_UNUSED = "kit_unused"
    PARCEL_LATE = "parcel_late"
    CALL = "call"
    LOCK = "lock"
    FORMAL_NOTICE = "formal_notice"
    DECISION = "decision"


class Audience(StrEnum):
    """Whom a step of the plan is said to."""

    LEAVER = "leaver"
    MANAGER = "manager"
    IT = "it"


class Since(StrEnum):
    """From what the days of a step are counted."""

    LAST_DAY = "last_day"
    KIT_DELIVERED = "kit_delivered"
    SHIPPED = "shipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderRule:
    """One step of the plan: said on each of these `days` (before the day if negative) counted from `since`.

    The leaver's steps are said in Slack as long as they have it, from then on by mail.
    """

    step: Rung
    audience: Audience
    days: tuple[int, ...]
    since: Since = Since.LAST_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of device. `enrolment`: it ships only once enrolled in device management; `tracked`: it gets a record."""

    id: str
    name: str
    tracked: bool = True
    enrolment: bool = True
    useful_life_months: int = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Something that can be asked for; `battery_wh` in watt-hours, `weight_kg` in kilograms, price without tax."""

    id: str
    name: str
    category: str
    manufacturer: str
    model: str
    price: Decimal
    battery_wh: Decimal = Decimal(0)
    weight_kg: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Several profiles asked for in one go, e.g. the set of a new hire."""

    id: str
    name: str
    profiles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place where IT keeps stock; a hub also ships to other countries."""

    id: str
    name: str
    country: str
    hub: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Cards for these countries or categories go to `channel` (a Slack id); an empty tuple means any."""

    channel: str
    countries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeRule:
    """How often a step is said: first `after` hours, then every so many working days, `at_most` times in all."""

    step: Step
    after_hours: int = 0
    every_working_days: int = 1
    at_most: int = 1

    @property
    def after(self) -> timedelta:
        """The wait before the first time."""
        return timedelta(hours=self.after_hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """When IT is at work: wall-clock times in an IANA zone, on the working days of a country."""

    start: time = time(9)
    end: time = time(18)
    zone: str = "UTC"
    country: str = "GB"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTimes:
    """Days that the desk reckons with when it says that a date will be missed (planning figures, not promises)."""

    purchase_days: int = 10
    hub_days: int = 7
    delivery_days: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPlan:
    """How often people are asked whether they still have their devices: every so many days (0: never).

    Whoever does not answer is reminded that many days after, then their manager hears of it, then IT. A campaign asks
    at most `people_at_once` people in a look, which is once a minute: Slack takes no more than 50 DMs a minute.
    """

    every_days: int = 365
    remind_after_days: tuple[int, ...] = (3, 7)
    manager_after_days: int = 10
    it_after_days: int = 14
    people_at_once: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshPlan:
    """When a device is due for replacement beside its age: after so many `repairs`. IT gets a `digest` once a month.

    Whoever has got a successor has `days_to_change` from the old device to the new one.
    """

    repairs: int = 3
    days_to_change: int = 14
    digest: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What labels and the page of a label tell whoever finds a device: whose it is, and whom to call or write to.

    `address` is where to send it or hand it in, in lines.
    """

    company: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None

    @property
    def can_be_reached(self) -> bool:
        """Whether a finder is told anything to do."""
        return bool(self.phone or self.email or self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything that a company decides for itself. `approval_limit` None means that no second approver is asked.

    A leaver gets `reminders_at_most` messages about one return; with `wipes_validated_by_another` nobody accepts the
    certificate of a wipe that they did themselves. What was only cleared, not purged, is neither sold nor donated
    unless `cleared_may_leave`.
    """

    currency: str
    asset_tag_prefix: str
    categories: tuple[Category, ...]
    profiles: tuple[Profile, ...]
    bundles: tuple[Bundle, ...] = ()
    locations: tuple[Location, ...] = ()
    routes: tuple[Route, ...] = ()
    nudges: tuple[NudgeRule, ...] = ()
    ladder: tuple[LadderRule, ...] = ()
    reminders_at_most: int = 12
    wipes_validated_by_another: bool = False
    cleared_may_leave: bool = False
    approval_limit: Decimal | None = None
    usual: Mapping[str, str] = field(default_factory=dict)
    usual_everywhere: str | None = None
    default_country: str = "GB"
    channel_locale: str = "en-US"
    working_hours: WorkingHours = WorkingHours()
    lead_times: LeadTimes = LeadTimes()
    audits: AuditPlan = AuditPlan()
    refresh: RefreshPlan = RefreshPlan()
    found: Found = Found()
    it_channel: str = ""

    def category(self, category_id: str) -> Category:
        """The category with this id; raises `KeyError`."""
        return _by_id(self.categories, category_id)

    def needs_enrolment(self, category_id: str) -> bool:
        """Whether devices of a category are used only once enrolled; none of an unknown category has to be."""
        return next((one.enrolment for one in self.categories if one.id == category_id), False)

    def profile(self, profile_id: str) -> Profile:
        """The profile with this id; raises `KeyError`."""
        return _by_id(self.profiles, profile_id)

    def only_location_in(self, country: str) -> str | None:
        """The id of the stock location in this country, where there is exactly one."""
        here = [location.id for location in self.locations if location.country == country]
        return here[0] if len(here) == 1 else None

    def expand(self, choices: tuple[str, ...]) -> tuple[Profile, ...]:
        """The profiles behind picks of profiles and bundles, in their order; raises `KeyError` for an unknown one."""
        bundles = {bundle.id: bundle.profiles for bundle in self.bundles}
        return tuple(self.profile(one) for choice in choices for one in bundles.get(choice, (choice,)))

    def usual_for(self, country: str | None) -> str | None:
        """The profile or bundle that is offered first in this country."""
        return self.usual.get(country or "", self.usual_everywhere)

    def channel_for(self, country: str, categories: frozenset[str]) -> str:
        """The channel that gets the card: the first route that fits, else IT's own."""
        for route in self.routes:
            in_country = not route.countries or country in route.countries
            in_category = not route.categories or categories <= set(route.categories)
            if in_country and in_category:
                return route.channel
        return self.it_channel

    def exceeds_limit(self, total: Money) -> bool:
        """Whether a request of this value needs the second approver."""
        return self.approval_limit is not None and total.amount > self.approval_limit

    def nudge(self, step: Step) -> NudgeRule | None:
        """The rule for `step`, or None when the policy is silent about it."""
        return next((rule for rule in self.nudges if rule.step is step), None)


def _by_id(items: tuple[Named, ...], wanted: str) -> Named:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
