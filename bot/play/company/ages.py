"""How old the company's things are, until when makers repair them for nothing, what they run, and how they look."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.play.company.seed import number_of
from lifecycle.retrieval import Condition
from sandbox.company import BRUNO, CHIARA, DAVID, GRETA, KAREN
from sandbox.larger_company import AMELIA, CAMILLE, LUKAS, RAFAEL

NEWEST, OLDEST = 6, 130
"""Weeks since most things were bought, when the past begins."""

COVERED: Mapping[str, int] = {
    "laptop-14": 156,
    "laptop-14-us": 156,
    "laptop-16": 156,
    "monitor-27": 156,
    "phone": 156,
}
"""Weeks of warranty from the purchase, by profile; of anything else it is not on record."""

SYSTEMS: Mapping[str, str] = {
    "laptop-14": "Windows 11 Pro 25H2",
    "laptop-14-us": "Windows 11 Pro 25H2",
    "laptop-16": "macOS 26.1",
    "phone": "iOS 26.1",
}
"""What most of them run, by profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """What the years have done to a device that was bought so many `weeks` before the past begins."""

    weeks: int
    model: str | None = None
    system: str | None = None
    condition: Condition | None = None
    note: str | None = None


MARKED: Mapping[tuple[str, str], Age] = {
    (GRETA, "laptop-14"): Age(weeks=212, model="ThinkPad T14 Gen 2", system="Windows 11 Pro 24H2"),
    (BRUNO, "headset"): Age(weeks=168, condition=Condition.WORN),
    (CAMILLE, "laptop-16"): Age(weeks=206, model="MacBook Pro 16 M1 Pro", system="macOS 13.7.8"),
    (RAFAEL, "phone"): Age(weeks=160, model="iPhone 14", system="iOS 18.7.2"),
    (CHIARA, "laptop-16"): Age(weeks=141, model="MacBook Pro 16 M2 Pro", system="macOS 26.1"),
    (DAVID, "laptop-14-us"): Age(weeks=144, model="ThinkPad T14 Gen 4 US", system="Windows 11 Pro 24H2"),
    (LUKAS, "laptop-14"): Age(weeks=90, model="ThinkPad T14 Gen 5", system="Windows 11 Pro 23H2"),
    (AMELIA, "laptop-14"): Age(weeks=84, model="ThinkPad T14 Gen 5", system="Windows 11 Pro 23H2"),
    (KAREN, "monitor-27"): Age(weeks=120, condition=Condition.DAMAGED, note="A line of dead pixels on the left"),
}
"""What is not like most, by who has it and its profile: some of it due for replacement, each for another reason."""


def age_of(holder: str, profile: str) -> Age:
    """How old something is that somebody has from the beginning, and what it is like."""
    usual = Age(weeks=weeks_of(f"{holder}:{profile}"), system=SYSTEMS.get(profile))
    return MARKED.get((holder, profile), usual)


def weeks_of(name: str) -> int:
    """How long ago something was bought."""
    return NEWEST + number_of(name) % (OLDEST - NEWEST)
