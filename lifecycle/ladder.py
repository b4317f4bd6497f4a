"""The plan by which devices come back: what is said to whom, and when.

The steps are data, in `policy.toml`; here is when one makes sense at all. What was said is kept with the return, so a
restart, a replica or another last day neither repeats nor loses a step. What is late is said one a working day, in
order, instead of being skipped: a short notice compresses the plan.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lifecycle.calendar import Calendar, day_starts, local_day, working_days_later, working_moment
from lifecycle.people import Person
from lifecycle.policy import Audience, LadderRule, Policy, Rung, Since, WorkingHours
from lifecycle.request import Nudge
from lifecycle.retrieval import Return
from lifecycle.rungs import ESCALATION, FRIENDLY, NEEDED, REMIND_NOW, Occasion, Readers, audience_of


@dataclass(frozen=True, slots=True)
class Due:
    """A step and the next moment (UTC, within the reader's working hours) to say it."""

    occasion: Occasion
    at: datetime


def agenda(case: Return, readers: Readers, policy: Policy, calendar: Calendar, now: datetime) -> tuple[Due, ...]:
    """All that is still to be said about the return as it stands, the earliest first.

    Never in the past, never outside the reader's working hours, and never twice on one of their days.
    """
    if not case.is_open or not case.outstanding():
        return ()
    plan = _Plan(case, readers, policy, calendar, now)
    due = [Due(one, plan.moment(one)) for one in plan.occasions() if plan.is_heard(one.audience)]
    return tuple(sorted(due, key=lambda one: (one.at, one.occasion.nominal)))


def next_step(case: Return, readers: Readers, policy: Policy, calendar: Calendar, now: datetime) -> Due | None:
    """What is said next, and when, as things stand."""
    return next(iter(agenda(case, readers, policy, calendar, now)), None)


def next_look(case: Return, readers: Readers, policy: Policy, calendar: Calendar, now: datetime) -> datetime | None:
    """The next moment (UTC, not before `now`) anything about the return is due, or None."""
    step = next_step(case, readers, policy, calendar, now)
    return step.at if step else None


def due_now(case: Return, readers: Readers, policy: Policy, calendar: Calendar, now: datetime) -> Occasion | None:
    """What is to be said at `now`; None when nothing is."""
    step = next_step(case, readers, policy, calendar, now)
    return step.occasion if step and step.at <= now else None


def said(case: Return, step: str, about: str, now: datetime) -> Return:
    """The return with a step counted as said at `now`."""
    earlier = next((one for one in case.nudges if (one.step, one.about) == (step, about)), None)
    nudge = Nudge(step=step, about=about, count=earlier.count + 1 if earlier else 1, last_at=now)
    return replace(case, nudges=(*(one for one in case.nudges if one is not earlier), nudge))


def unsaid(case: Return, step: str) -> Return:
    """The return without the last time that its person was told a step: it has not reached them."""
    told = [one for one in case.nudges if one.step == step and audience_of(one) is Audience.LEAVER]
    last = max(told, key=lambda one: one.last_at, default=None)
    if last is None:
        return case
    fewer = (replace(last, count=last.count - 1),) if last.count > 1 else ()
    return replace(case, nudges=(*(one for one in case.nudges if one is not last), *fewer))


def reminders(case: Return) -> int:
    """How many messages the person who gives devices back got so far."""
    return reminders_among(case.nudges)


def reminders_among(nudges: Iterable[Nudge]) -> int:
    """How many of the messages of a return's plan went to the person who gives devices back."""
    return sum(one.count for one in nudges if audience_of(one) is Audience.LEAVER)


def last_said(case: Return, audience: Audience) -> datetime | None:
    """When somebody was told something last (UTC)."""
    return max((one.last_at for one in case.nudges if audience_of(one) is audience), default=None)


def stopped_by(case: Return, reach: frozenset[str], policy: Policy) -> str | None:
    """Why the person is not asked now: "closed", "undecided", "lost", "carrier", "problem", "unreachable", "enough"."""
    reasons = (
        ("closed", not case.is_open or not case.outstanding()),
        ("undecided", case.is_undecided),
        ("lost", not case.asked_for()),
        ("carrier", case.is_on_its_way),
        ("problem", bool(case.open_problems())),
        ("unreachable", case.handed_over_at is not None and "email" not in reach),
        ("enough", reminders(case) >= policy.reminders_at_most),
    )
    return next((reason for reason, holds in reasons if holds), None)


def hours_of(person: Person, policy: Policy) -> WorkingHours:
    """When somebody may be spoken to: the policy's hours, in their zone, on the working days of their country."""
    return replace(policy.working_hours, zone=person.zone, country=person.country or policy.default_country)


def first_told(case: Return, reader: Person, policy: Policy, calendar: Calendar) -> datetime:
    """When somebody hears of a return for the first time (UTC): at once where they began it, else as they work."""
    if case.opened_by == reader.id:
        return case.opened_at
    return working_moment(case.opened_at, hours_of(reader, policy), calendar)


@dataclass(frozen=True, slots=True)
class _Plan:
    case: Return
    readers: Readers
    policy: Policy
    calendar: Calendar
    now: datetime

    def occasions(self) -> Iterator[Occasion]:
        """What is not said yet, still makes sense, and is not overtaken by what is said instead."""
        waiting = [one for rule in self._rules() if self._is_needed(rule.step) for one in self._open_days(rule)]
        left = [one for one in waiting if not self._is_overtaken(one, self._come(waiting))]
        return (one for one in left if one.step is not Rung.KIT_UNUSED or not self._gives_way(one, self._come(left)))

    def is_heard(self, audience: Audience) -> bool:
        """Whether somebody is told anything now; IT always is."""
        if audience is Audience.IT:
            return True
        stopped = stopped_by(self.case, self.readers.reach, self.policy)
        return stopped is None or (audience is Audience.MANAGER and stopped in {"unreachable", "enough"})

    def moment(self, one: Occasion) -> datetime:
        """When to say it: as meant, but not before now, nor on a day on which its reader was told something."""
        hours = self._hours(one.audience)
        spoken = self._spoken(one.audience, local_day(self.case.opened_at, hours.zone))
        heard = (working_moment(moment, hours, self.calendar) for moment in spoken)
        rested = (working_days_later(moment, 1, hours, self.calendar) for moment in heard)
        moments = [one.nominal, self.now, *rested]
        return working_moment(max(moments), hours, self.calendar)

    def _rules(self) -> Iterator[LadderRule]:
        """The policy's rules; where nobody can be told as the manager, IT is, when they would be, and never twice."""
        for_it = {rule.step for rule in self.policy.ladder if rule.audience is Audience.IT}
        for rule in self.policy.ladder:
            if rule.audience is not Audience.MANAGER or self.readers.manager is not None:
                yield rule
            elif rule.step not in for_it and self.is_heard(Audience.MANAGER):
                yield replace(rule, audience=Audience.IT)

    def _is_needed(self, step: Rung) -> bool:
        if self.case.is_undecided and step is not Rung.DECISION:
            return False
        friendly = [rule for rule in self._rules() if rule.step in FRIENDLY]
        if step is Rung.FORMAL_NOTICE and friendly and not any(map(self._was_said, friendly)):
            return False
        return NEEDED[step](self.case, self.readers)

    def _open_days(self, rule: LadderRule) -> Iterator[Occasion]:
        """The days of a step that are still to come, and the last one of those that have come."""
        days = [one for one in self._days(rule) if not self._is_said(one) and self._is_useful(one)]
        come = [one for one in days if one.nominal <= self.now]
        yield from (*come[-1:], *(one for one in days if one.nominal > self.now))

    def _spoken(self, audience: Audience, opened_on: date) -> Iterator[datetime]:
        """When somebody was told something last: by a step, and the leaver also by the notes about the return."""
        if last := last_said(self.case, audience):
            yield last
        if audience is Audience.LEAVER:
            yield from (kit.sent_at for kit in self.case.kits[-1:])
            yield from (problem.closed_at for problem in self.case.problems if problem.closed_at)
            first = first_told(self.case, self.readers.holder, self.policy, self.calendar)
            if opened_on < self.case.last_day or first > self.case.opened_at:
                yield first

    def _days(self, rule: LadderRule) -> Iterator[Occasion]:
        anchor, hours = self._anchor(rule.since), self._hours(rule.audience)
        if anchor is not None:
            for day in sorted(rule.days):
                yield Occasion(rule.step, rule.audience, day, anchor, self._nominal(anchor, day, hours))

    def _anchor(self, since: Since) -> date | None:
        zone = self.readers.holder.zone
        delivered_at = self.case.kit.delivered_at if self.case.kit else None
        moments = {Since.KIT_DELIVERED: delivered_at, Since.SHIPPED: self.case.shipped_at}
        if since is Since.LAST_DAY:
            return self.case.last_day
        moment = moments[since]
        return None if moment is None else local_day(moment, zone)

    def _nominal(self, anchor: date, day: int, hours: WorkingHours) -> datetime:
        """The start of work on that day; before the last day rather the working day before it than the one after."""
        meant = anchor + timedelta(days=day)
        for back in range(7 if day < 0 else 0):
            if self.calendar.is_working_day(hours.country, meant - timedelta(days=back)):
                meant -= timedelta(days=back)
                break
        return working_moment(day_starts(meant, hours.zone), hours, self.calendar)

    def _is_said(self, one: Occasion) -> bool:
        """Whether that day, or a later one, was said: for this anchor, or for another when the day is not moved on."""
        for nudge in self.case.nudges:
            if nudge.step != one.step or audience_of(nudge) is not one.audience:
                continue
            _, day, anchor = nudge.about.split(":")
            if int(day) >= one.day and (anchor == str(one.anchor) or one.nominal <= nudge.last_at):
                return True
        return False

    def _was_said(self, rule: LadderRule) -> bool:
        return any(map(self._is_said, self._days(rule)))

    def _is_useful(self, one: Occasion) -> bool:
        """Whether it is still true when it can be said: of the last day nobody speaks long after it."""
        hours, last_day = self._hours(one.audience), self.case.last_day
        if one.step is Rung.LAST_DAY_NEAR:
            return local_day(self.moment(one), hours.zone) < last_day
        if one.step is Rung.LAST_DAY:
            day_after = working_days_later(day_starts(last_day, hours.zone), 1, hours, self.calendar)
            return local_day(self.moment(one), hours.zone) <= local_day(day_after, hours.zone)
        return True

    def _come(self, occasions: Iterable[Occasion]) -> Set[tuple[Rung, Audience]]:
        return {(one.step, one.audience) for one in occasions if one.nominal <= self.now}

    def _is_overtaken(self, one: Occasion, come: Set[tuple[Rung, Audience]]) -> bool:
        """Whether a more serious reminder was said, or has come as well."""
        if one.step not in ESCALATION:
            return False
        later = ESCALATION[ESCALATION.index(one.step) + 1 :]
        rules = (rule for rule in self._rules() if rule.step in later and rule.audience is one.audience)
        return any((rule.step, rule.audience) in come or self._was_said(rule) for rule in rules)

    def _gives_way(self, one: Occasion, come: Set[tuple[Rung, Audience]]) -> bool:
        """Whether its reader was reminded by other words since it has come, or is about to be."""
        reminded = (each for each in self.case.nudges if each.step in {*ESCALATION, REMIND_NOW})
        if any(audience_of(each) is one.audience and each.last_at >= one.nominal for each in reminded):
            return True
        return one.nominal <= self.now and any((step, one.audience) in come for step in ESCALATION)

    def _hours(self, audience: Audience) -> WorkingHours:
        people = {Audience.LEAVER: self.readers.holder, Audience.MANAGER: self.readers.manager}
        person = people.get(audience)
        return hours_of(person, self.policy) if person else self.policy.working_hours
