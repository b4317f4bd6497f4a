"""Once a month IT hears how many devices are due for replacement."""

from collections.abc import Iterator
from datetime import datetime

from lifecycle.calendar import Calendar, day_starts, local_day, working_moment
from lifecycle.notices import Kind, Notice, channel
from lifecycle.policy import Policy
from lifecycle.ports import Reads


def refresh_digest(reads: Reads, policy: Policy, calendar: Calendar, now: datetime) -> Iterator[Notice]:
    """The notice of this month, from IT's first working hours in it on; none where nothing is due.

    Its key names the month, so it is told once.
    """
    today = local_day(now, policy.working_hours.zone)
    first = working_moment(day_starts(today.replace(day=1), policy.working_hours.zone), policy.working_hours, calendar)
    if not policy.refresh.digest or now < first:
        return
    figures = reads.refresh_figures(policy, today)
    if figures.total:
        yield Notice(
            kind=Kind.REFRESH_DIGEST,
            to=channel(policy.it_channel),
            key=f"refresh:{today:%Y-%m}",
            at=working_moment(now, policy.working_hours, calendar),
            facts={"total": figures.total, **{str(reason): number for reason, number in figures.by_reason.items()}},
        )
