"""When something about a request must be looked at again, and what is due then.

Nudges are data: `policy.toml` says how often, the functions here say since when. A step's history is kept with the
request, so a restart, a replica or a changed date can neither repeat nor lose one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from operator import itemgetter

from lifecycle.calendar import Calendar, day_starts, local_day, working_days_later, working_moment
from lifecycle.policy import Policy, Step
from lifecycle.request import Line, LineState, Nudge, Request, RequestState, Source

LAST_DAY = date(9000, 1, 1)

LIMIT, DECISION = "limit", "decision"
"""What an undecided request waits for: the second approver, or IT."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that may have to be said from `since` (UTC) on.

    `about` is stable as long as the occasion is the same.
    """

    step: Step
    about: str
    since: datetime
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """An occasion and the next moment (UTC, within working hours) to speak of it."""

    occasion: Occasion
    at: datetime


def agenda(request: Request, policy: Policy, calendar: Calendar, now: datetime) -> tuple[Due, ...]:
    """All that is still to be said about the request as it stands, what has been due for longest first.

    Never in the past, never off hours, and never twice on a working day, whatever it is about.
    """
    hours = policy.working_hours
    last_said = max((one.last_at for one in request.nudges), default=None)
    soonest = max(now, working_days_later(last_said, 1, hours, calendar)) if last_said else now
    waiting = ((occasion, _due_from(request, occasion, policy, calendar)) for occasion in _occasions(request, policy))
    due = [(occasion, since) for occasion, since in waiting if since is not None]
    return tuple(
        Due(occasion, working_moment(max(since, soonest), hours, calendar))
        for occasion, since in sorted(due, key=itemgetter(1))
    )


def next_look(request: Request, policy: Policy, calendar: Calendar, now: datetime) -> datetime | None:
    """The next moment (UTC, not before `now`) anything about the request is due, or None."""
    due = agenda(request, policy, calendar, now)
    return due[0].at if due else None


def due_now(request: Request, policy: Policy, calendar: Calendar, now: datetime) -> tuple[Occasion, ...]:
    """What is to be said at `now`, in one message: every line for which the same step is due; nothing when none is."""
    due = [one.occasion for one in agenda(request, policy, calendar, now) if one.at <= now]
    return tuple(one for one in due if one.step is due[0].step)


def said(request: Request, occasions: Iterable[Occasion], now: datetime) -> Request:
    """The request with each of these occasions counted as said at `now`."""
    for occasion in occasions:
        earlier = _history(request, occasion)
        nudge = Nudge(step=occasion.step, about=occasion.about, count=earlier.count + 1 if earlier else 1, last_at=now)
        others = tuple(one for one in request.nudges if one is not earlier)
        request = replace(request, nudges=(*others, nudge))
    return request


@dataclass(frozen=True, slots=True)
class Outlook:
    """When a line can be with its person.

    Not before `promised`, and not before `lead` after today (planning figures).
    """

    promised: date | None
    lead: timedelta

    def arrival(self, today: date) -> date:
        """The day to reckon with, as far as the desk can tell today."""
        soonest = today + self.lead
        return max(soonest, self.promised) if self.promised else soonest

    def misses(self, needed_by: date, today: date) -> bool:
        """Whether the line will come too late."""
        return self.arrival(today) > needed_by


def outlook(line: Line, request: Request, policy: Policy) -> Outlook:
    """What is known about a line's arrival from its order or parcel, else from the policy's lead times."""
    lead = policy.lead_times
    delivery = timedelta(days=lead.delivery_days)
    if line.state is LineState.SHIPPED:
        shipment = next(one for one in request.shipments if one.number == line.shipment)
        shipped_on = local_day(shipment.shipped_at, policy.working_hours.zone)
        return Outlook(shipment.expected_on or _after(shipped_on, delivery), timedelta())
    if line.state is LineState.ORDERED and line.expected_on is not None:
        return Outlook(_after(line.expected_on, delivery), delivery)
    if line.state is LineState.WAITING:
        sourcing = {Source.PURCHASE: lead.purchase_days, Source.HUB: lead.hub_days, Source.STOCK: 0}
        return Outlook(None, delivery + timedelta(days=sourcing[line.source]))
    return Outlook(None, delivery)


def _occasions(request: Request, policy: Policy) -> Iterator[Occasion]:
    if request.state is RequestState.SUBMITTED:
        waits_for = LIMIT if request.waits_for_limit else DECISION
        yield Occasion(Step.UNDECIDED, waits_for, request.limit_approved_at or request.submitted_at)
    if request.state is not RequestState.APPROVED:
        return
    for line in request.open_lines():
        if line.state is LineState.ORDERED and line.expected_on is not None:
            late = day_starts(_after(line.expected_on, timedelta(days=1)), policy.working_hours.zone)
            yield Occasion(Step.ORDER_LATE, f"{line.number}:{line.expected_on}", late, (line.number,))
        at_risk = _risk_begins(line, request, policy)
        yield Occasion(Step.AT_RISK, f"{line.number}:{request.needed_by}", at_risk, (line.number,))


def _risk_begins(line: Line, request: Request, policy: Policy) -> datetime:
    """The first moment at which the line can no longer be there in time."""
    ahead = outlook(line, request, policy)
    if ahead.promised and ahead.promised > request.needed_by:
        return request.decided_at or request.submitted_at
    first_bad_day = _after(request.needed_by, timedelta(days=1) - ahead.lead)
    return day_starts(first_bad_day, policy.working_hours.zone)


def _due_from(request: Request, occasion: Occasion, policy: Policy, calendar: Calendar) -> datetime | None:
    """From when on the occasion is to be spoken of, for the first time or again; None: not (any more)."""
    rule = policy.nudge(occasion.step)
    earlier = _history(request, occasion)
    if rule is None or (earlier and earlier.count >= rule.at_most):
        return None
    if earlier:
        return working_days_later(earlier.last_at, rule.every_working_days, policy.working_hours, calendar)
    return occasion.since + rule.after


def _after(day: date, wait: timedelta) -> date:
    """The day after a wait; a day beyond all planning counts as the last one that can be reckoned with."""
    return min(day, LAST_DAY) + wait


def _history(request: Request, occasion: Occasion) -> Nudge | None:
    fits = (one for one in request.nudges if one.step == occasion.step and one.about == occasion.about)
    return next(fits, None)
