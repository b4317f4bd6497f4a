"""Returns, who is told about them, and the walk through their plan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from bot.config.policy import load_policy
from lifecycle.calendar import Calendar, local_day
from lifecycle.ladder import agenda, due_now, next_look, said
from lifecycle.people import Person
from lifecycle.policy import Audience, LadderRule, Policy, Rung
from lifecycle.retrieval import Kit, Problem, ProblemKind, Return
from lifecycle.rungs import Readers
from tests.support.company import POLICY as COMPANY
from tests.support.company import Weekdays
from tests.support.returns import a_case

LADDER: tuple[LadderRule, ...] = load_policy(Path(__file__).parents[3] / "policy.toml", "C0IT").ladder
POLICY: Policy = replace(COMPANY, ladder=LADDER)
CALENDAR = Weekdays()

LAST_DAY = date(2026, 12, 31)
"""A Thursday."""

OPENED = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
"""A Monday, early enough for every step."""

HOLDER = Person(id=1, name="Greta", slack_id="U1", zone="Europe/Berlin", country="DE")
MANAGER = Person(id=2, name="Karen", slack_id="U2", zone="America/New_York", country="US")
WHO = Readers(holder=HOLDER, manager=MANAGER)
KNOWN = replace(WHO, reach=frozenset({"email", "phone", "address"}))

LEAVER, BOSS, IT = Audience.LEAVER, Audience.MANAGER, Audience.IT

THEIRS = replace(POLICY, ladder=tuple(rule for rule in LADDER if rule.audience is LEAVER))
"""What of the plan is for the leaver."""

PROBLEM = Problem(
    number=1, kind=ProblemKind.KIT_MISSING, text=None, items=(1,), files=(), reported_by=1, reported_at=OPENED
)


class Said(NamedTuple):
    """A step as it was said: on which day of its reader, to whom, what."""

    on: date
    to: Audience
    step: Rung


@dataclass(frozen=True, slots=True)
class ByCountry:
    """A calendar with the public holidays of some countries."""

    holidays: Mapping[str, frozenset[date]]

    def is_working_day(self, country: str, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays.get(country, ())


def a_return(**changes: object) -> Return:
    """Two devices of Greta's, back by New Year's Eve."""
    given: dict[str, object] = {"opened_at": OPENED, "last_day": LAST_DAY, "manager_id": MANAGER.id}
    return a_case(12, HOLDER.id, 201, 202, **given | changes)


def only(*steps: Rung) -> Policy:
    """A plan of these steps."""
    return replace(POLICY, ladder=tuple(rule for rule in LADDER if rule.step in steps))


def a_kit(number: int = 1, delivered_at: datetime | None = None) -> Kit:
    """A kit that left on the day on which the return was opened."""
    return Kit(number=number, carrier="DHL", tracking=None, expected_on=None, sent_at=OPENED, delivered_at=delivered_at)


def zone_of(audience: Audience, who: Readers, policy: Policy = POLICY) -> str:
    """Where a reader's clock hangs."""
    people = {LEAVER: who.holder, BOSS: who.manager}
    person = people.get(audience)
    return person.zone if person else policy.working_hours.zone


def planned(
    case: Return, now: datetime = OPENED, who: Readers = WHO, policy: Policy = POLICY, calendar: Calendar = CALENDAR
) -> list[Said]:
    """What is still to be said, as it looks at `now`."""
    return [
        Said(local_day(one.at, zone_of(one.occasion.audience, who)), one.occasion.audience, one.occasion.step)
        for one in agenda(case, who, policy, calendar, now)
    ]


def say_next(
    case: Return, now: datetime, who: Readers = WHO, policy: Policy = POLICY, calendar: Calendar = CALENDAR
) -> tuple[Return, datetime, Said] | None:
    """Wait for the next step and say it; None when there is none."""
    at = next_look(case, who, policy, calendar, now)
    if at is None:
        return None
    occasion = due_now(case, who, policy, calendar, at)
    assert occasion is not None, "a look was planned for nothing"
    told = Said(local_day(at, zone_of(occasion.audience, who)), occasion.audience, occasion.step)
    return said(case, occasion.step, occasion.about, at), at, told


def walk(
    case: Return,
    now: datetime = OPENED,
    until: datetime | None = None,
    who: Readers = WHO,
    policy: Policy = POLICY,
    calendar: Calendar = CALENDAR,
) -> tuple[Return, list[Said]]:
    """Say everything in its time, from `now` to `until` or to the end of the plan."""
    told: list[Said] = []
    while (step := say_next(case, now, who, policy, calendar)) and (until is None or step[1] <= until):
        case, now, one = step
        told.append(one)
    return case, told


def to(audience: Audience, told: list[Said]) -> list[tuple[date, Rung]]:
    """What one of them heard, and on which day."""
    return [(one.on, one.step) for one in told if one.to is audience]
