"""What is still to be said about an audit, to whom, and when.

First its holder is reminded, as often as the policy says, then their manager hears of it, then IT. Of what IT has to
go through itself, a shelf or what somebody has who is not in Slack, it is reminded once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from lifecycle.audit import Audit
from lifecycle.calendar import Calendar, day_starts, local_day, working_moment
from lifecycle.ladder import hours_of
from lifecycle.people import Person
from lifecycle.policy import Policy, WorkingHours
from lifecycle.request import Nudge


class AuditReader(StrEnum):
    """Who is told how an audit stands."""

    HOLDER = "holder"
    MANAGER = "manager"
    IT = "it"


@dataclass(frozen=True, slots=True)
class AuditStep:
    """Something said about an audit, `day` days after it was opened."""

    reader: AuditReader
    day: int

    def __str__(self) -> str:
        return f"{self.reader}:{self.day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Whom an audit concerns; who cannot be asked in Slack is None."""

    holder: Person | None
    manager: Person | None


def steps(policy: Policy) -> Iterator[AuditStep]:
    """All steps, in their order."""
    yield from (AuditStep(AuditReader.HOLDER, day) for day in policy.audits.remind_after_days)
    yield AuditStep(AuditReader.MANAGER, policy.audits.manager_after_days)
    yield AuditStep(AuditReader.IT, policy.audits.it_after_days)


def next_step(
    audit: Audit, parties: Parties, policy: Policy, calendar: Calendar, now: datetime
) -> tuple[AuditStep, datetime] | None:
    """The step that is due next, and when (UTC, in its reader's working hours); None when nothing is.

    Of several reminders that have come to their day the last alone is said.
    """
    waiting = sorted(_waiting(audit, parties, policy, calendar), key=lambda one: (one[1], one[0].day))
    come = [one for one in waiting if one[1] <= now]
    if come:
        first = come[0][0].reader
        return [one for one in come if one[0].reader is first][-1]
    return waiting[0] if waiting else None


def said(audit: Audit, step: AuditStep, now: datetime) -> Audit:
    """The audit, once a step was said; those of the same reader before it are not said any more."""
    return replace(audit, nudges=(*audit.nudges, Nudge(step=step.reader, about=str(step.day), count=1, last_at=now)))


def _waiting(
    audit: Audit, parties: Parties, policy: Policy, calendar: Calendar
) -> Iterator[tuple[AuditStep, datetime]]:
    if not audit.is_open or not audit.unanswered():
        return
    for step in steps(policy):
        if _is_said(audit, step) or not _is_of_use(audit, step, parties):
            continue
        hours = _hours(step, parties, policy)
        day = local_day(audit.opened_at, hours.zone) + timedelta(days=step.day)
        yield step, working_moment(day_starts(day, hours.zone), hours, calendar)


def _is_said(audit: Audit, step: AuditStep) -> bool:
    return any(one.step == step.reader and int(one.about) >= step.day for one in audit.nudges)


def _is_of_use(audit: Audit, step: AuditStep, parties: Parties) -> bool:
    readers = {AuditReader.HOLDER: parties.holder, AuditReader.MANAGER: parties.manager}
    if step.reader is AuditReader.IT:
        return not audit.is_with_it or audit.holder_id is None
    return readers[step.reader] is not None


def _hours(step: AuditStep, parties: Parties, policy: Policy) -> WorkingHours:
    person = {AuditReader.HOLDER: parties.holder, AuditReader.MANAGER: parties.manager}.get(step.reader)
    return hours_of(person, policy) if person else policy.working_hours
