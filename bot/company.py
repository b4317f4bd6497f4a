"""The devices of the sandbox's company, put on record by the commands that everybody uses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import Core
from handlers.guard import Directory
from lifecycle.money import Money
from lifecycle.people import COMMAND_LINE
from lifecycle.policy import Policy
from lifecycle.requests.commands import AddDevice
from lifecycle.retrieval import Condition
from sandbox.company import ANA, BRUNO, CHIARA, DAVID, FARID, GRETA, KAREN, TEAM

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A device of a catalogue's profile, bought `weeks` ago: kept `at` a stock location, or `held_by` an account.

    `model` is what it is where that is not the profile's any more, `covered` for how many weeks from the purchase it
    has a warranty (0 where nobody knows), `system` what it runs.
    """

    profile: str
    serial: str
    weeks: int
    at: str | None = None
    held_by: str | None = None
    model: str | None = None
    covered: int = 0
    system: str | None = None
    condition: Condition | None = None
    note: str | None = None


COMPANY = (
    Item(profile="laptop-14", serial="PF5C1R7K", weeks=6, at="berlin"),
    Item(profile="laptop-14", serial="PF5C1R8M", weeks=6, at="berlin"),
    Item(profile="laptop-14", serial="PF4X9T2B", weeks=31, at="madrid"),
    Item(profile="laptop-14-us", serial="PF4Y3N6D", weeks=17, at="new-york"),
    Item(profile="monitor-27", serial="7QZ3T44", weeks=52, at="berlin"),
    Item(profile="dock", serial="T4EW2118264", weeks=40, at="berlin"),
    Item(profile="headset", serial="0070BF92A41C", weeks=9, at="berlin"),
    Item(profile="headset", serial="0070BF92B077", weeks=9, at="madrid"),
    Item(profile="headset", serial="0070BF931D5E", weeks=20, at="new-york"),
    Item(profile="laptop-16", serial="M9KX4Q7VPD", weeks=12, held_by=ANA),
    Item(profile="laptop-14", serial="PF3T8H1W", weeks=88, held_by=BRUNO),
    Item(profile="laptop-14", serial="PF4B6M9S", weeks=61, held_by=CHIARA),
    Item(profile="headset", serial="0070BF8E60A2", weeks=61, held_by=CHIARA),
    Item(profile="laptop-14-us", serial="PF4C2V5J", weeks=70, held_by=DAVID),
    Item(profile="laptop-14", serial="PF3R5L7Q", weeks=104, held_by=FARID),
    Item(profile="phone", serial="F4GZ7K0N2Y", weeks=25, held_by=GRETA),
    Item(profile="laptop-14", serial="PF4D9P3Z", weeks=48, held_by=KAREN),
)
"""What the company owns; what its policy has no profile or stock location for is left out."""


def furnish(core: Core, directory: Directory, now: datetime, items: Sequence[Item] = COMPANY) -> None:
    """Put a company's devices on record at `now` (UTC); those that are there already stay as they are."""
    for command in tuple(_commands(core.policy, directory, now, items)):
        with core.desk.reading() as reads:
            is_known = reads.device_by_tag(command.asset_tag) or reads.device_by_serial(command.serial or "")
        if not is_known:
            key = f"company:{command.asset_tag}"
            core.desk.perform(command, actor=COMMAND_LINE, key=key, now=now)


def _commands(policy: Policy, directory: Directory, now: datetime, items: Sequence[Item]) -> Iterator[AddDevice]:
    profiles = {profile.id: profile for profile in policy.profiles}
    countries = {location.id: location.country for location in policy.locations}
    for number, item in enumerate(items, start=1):
        profile = profiles.get(item.profile)
        if profile is None or (item.at is not None and item.at not in countries):
            continue
        holder = directory.visitor(TEAM.id, item.held_by) if item.held_by else None
        country = holder.person.country if holder else countries.get(item.at or "")
        yield AddDevice(
            category=profile.category,
            manufacturer=profile.manufacturer,
            model=item.model or profile.model,
            country=country or policy.default_country,
            serial=item.serial,
            asset_tag=f"{policy.asset_tag_prefix}-{number:05}",
            location=item.at,
            holder_id=holder.person.id if holder else None,
            price=Money(profile.price, policy.currency),
            purchased_on=(now - item.weeks * WEEK).date(),
            warranty_until=(now + (item.covered - item.weeks) * WEEK).date() if item.covered else None,
            system=item.system,
            condition=item.condition,
            note=item.note,
        )
