"""Time goes by, a few hours at a time, nights and weekends too, and what the plan says is written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.calendar import Holidays
from lifecycle.calendar import local_day, working_moment
from lifecycle.ladder import hours_of
from lifecycle.notices import Kind, mail
from lifecycle.notices import person as to
from lifecycle.policy import Audience
from scheduler import JOBS
from store.tables.machinery import outbox
from store.tables.models import event
from tests.journeys.records import person
from tests.journeys.returns.steps import Leaving

AGENDA = [job for job in JOBS if job.name == "agenda"]
STRIDE = timedelta(hours=3)
Doing = Mapping[date, Callable[[], object]]
"""What people do on a day, at its first stride after nine."""


@dataclass(frozen=True, slots=True)
class Said:
    """One step of the plan that was said at a moment (UTC)."""

    at: datetime
    audience: str
    step: str


def walk(leaving: Leaving, until: date, doing: Doing | None = None) -> None:
    """Sweep until a day, while people do what they do; the agenda is swept twice, as on two replicas.

    The other jobs have no part in the plan: once a day is enough for what they might do to it.
    """
    office, left, swept = leaving.office, dict(doing or {}), date.min
    while office.clock().date() < until:
        now = office.clock()
        if now.hour >= 9 and (what := left.pop(now.date(), None)):
            what()
        office.sweep(JOBS if now.date() > swept else AGENDA)
        office.sweep(AGENDA)
        swept = now.date()
        office.settle()  # a clock put forward would take what is under way for abandoned
        office.clock.walk(STRIDE)


def said(leaving: Leaving, number: int = 1) -> list[Said]:
    """Every step that was said, in order."""
    query = (
        select(event.c.at, event.c.facts)
        .where(event.c.subject == leaving.case(number).subject, event.c.name == "return_nudged")
        .order_by(event.c.seq)
    )
    with leaving.office.bot.core.database.reader() as connection:
        rows = connection.execute(query).all()
    return [Said(row.at, str(row.facts["audience"]), str(row.facts["step"])) for row in rows]


def days(leaving: Leaving, audience: Audience, number: int = 1) -> list[tuple[int, str]]:
    """What an audience was told: on which day from the last one, which step."""
    case = leaving.case(number)
    found = [one for one in said(leaving, number) if one.audience == audience]
    return [((one.at.date() - case.last_day).days, one.step) for one in found]


def check_manners(leaving: Leaving, holder: str, manager: str | None = None, number: int = 1) -> None:
    """Nothing off hours, nothing twice, one message a day for each audience at most."""
    policy, calendar = leaving.office.bot.core.policy, Holidays()
    hours = {Audience.IT: policy.working_hours, Audience.LEAVER: hours_of(person(leaving.office, holder), policy)}
    if manager:
        hours[Audience.MANAGER] = hours_of(person(leaving.office, manager), policy)
    seen: set[tuple[str, date]] = set()
    for one in said(leaving, number):
        working = hours.get(Audience(one.audience), policy.working_hours)
        assert one.at == working_moment(one.at, working, calendar), one
        day = (one.audience, local_day(one.at, working.zone))
        assert day not in seen, one
        seen.add(day)
    _check_notes(leaving, holder, manager, number)
    steps = [(nudge.step, nudge.about) for nudge in leaving.case(number).nudges]
    assert len(steps) == len(set(steps))
    assert all(nudge.count == 1 for nudge in leaving.case(number).nudges)


def _check_notes(leaving: Leaving, holder: str, manager: str | None, number: int) -> None:
    """What is told beside the plan keeps to its reader's hours, too."""
    policy, calendar, case = leaving.office.bot.core.policy, Holidays(), leaving.case(number)
    people = [person(leaving.office, one) for one in (holder, manager) if one]
    hours = {to(one.id): hours_of(one, policy) for one in people} | {mail(number): hours_of(people[0], policy)}
    query = select(outbox.c.at, outbox.c.to).where(outbox.c.subject == case.subject, outbox.c.kind == Kind.RETURN_NOTE)
    with leaving.office.bot.core.database.reader() as connection:
        for row in connection.execute(query):
            assert row.at == working_moment(row.at, hours[row.to], calendar), row
