"""What holds for whatever return, whoever reads, and whenever it is looked at."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle.calendar import local_day
from lifecycle.ladder import agenda, due_now, hours_of, last_said, next_look, reminders, said, stopped_by
from lifecycle.people import Person
from lifecycle.policy import Audience, Policy, WorkingHours
from lifecycle.retrieval import Item, ItemOutcome, Kit, Problem, ProblemKind, Return, ReturnCause, ReturnState
from lifecycle.rungs import Occasion, Readers
from tests.support.company import Weekdays
from tests.unit.lifecycle.leavers import BOSS, IT, LEAVER, POLICY, a_return

ZONES = ("Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Auckland", "America/New_York", "UTC")
YEARS = (date(2026, 1, 1), date(2028, 12, 31))
DAY = timedelta(days=1)
SPAN = 80
"""Days that are walked from the beginning of a return."""

HEARD_ALL_THE_SAME = {
    "undecided": {IT},
    "carrier": {IT},
    "problem": {IT},
    "unreachable": {BOSS, IT},
    "enough": {BOSS, IT},
}

zones = st.sampled_from(ZONES)
holders = st.builds(lambda zone: Person(id=1, name="Greta", slack_id="U1", zone=zone), zones)
managers = st.builds(lambda zone: Person(id=2, name="Karen", slack_id="U2", zone=zone, country="US"), zones)
readers = st.builds(
    Readers,
    holder=holders,
    manager=st.none() | managers,
    reach=st.frozensets(st.sampled_from(("email", "phone", "address"))),
)
calendars = st.builds(Weekdays, st.frozensets(st.dates(*YEARS), max_size=20))
policies = st.builds(lambda most: replace(POLICY, reminders_at_most=most), st.integers(1, 15))


def moments(first: date, last: date) -> st.SearchStrategy[datetime]:
    bounds = [datetime(one.year, one.month, one.day) for one in (first, last)]  # noqa: DTZ001
    return st.datetimes(*bounds, timezones=st.just(UTC))


@st.composite
def returns(draw: st.DrawFn) -> Return:
    """A return in any state, opened before or after its last day."""
    last_day = draw(st.dates(date(2026, 3, 1), date(2028, 6, 1)))
    opened_at = draw(moments(last_day - timedelta(days=20), last_day + timedelta(days=40)))
    later = moments(opened_at.date() + DAY, opened_at.date() + timedelta(days=20))
    kit = Kit(number=1, carrier="DHL", tracking=None, expected_on=None, sent_at=opened_at, delivered_at=draw(later))
    problem = Problem(
        number=1,
        kind=ProblemKind.OTHER,
        text=None,
        items=(),
        files=(),
        reported_by=1,
        reported_at=opened_at,
        closed_at=draw(st.none() | later),
    )
    state = draw(st.sampled_from(ReturnState))
    return a_return(
        state=state,
        cause=draw(st.sampled_from(ReturnCause)),
        last_day=last_day,
        opened_at=opened_at,
        kits=() if state is ReturnState.OPEN else (kit,),
        problems=draw(st.sampled_from(((), (problem,)))),
        items=(Item(number=1, device_id=201), *draw(st.lists(items(opened_at), max_size=2))),
        shipped_at=opened_at if state is ReturnState.SHIPPED else None,
        handed_over_at=draw(st.none() | later),
    )


def items(opened_at: datetime) -> st.SearchStrategy[Item]:
    out = Item(number=2, device_id=202)
    back = replace(out, outcome=ItemOutcome.RECOVERED, settled_at=opened_at + DAY)
    return st.sampled_from((out, out, back))


@dataclass(frozen=True, slots=True)
class Told:
    """A step that was said, and how the return stood before."""

    at: datetime
    occasion: Occasion
    before: Return


def walked(case: Return, who: Readers, policy: Policy, calendar: Weekdays, at: datetime, days: int) -> list[Told]:
    """Say everything in its time, for so many days."""
    told = []
    end = at + days * DAY
    while (look := next_look(case, who, policy, calendar, at)) and look < end:
        assert look >= at
        at = look
        occasion = due_now(case, who, policy, calendar, at)
        assert occasion is not None, "a look was planned for nothing"
        told.append(Told(at, occasion, case))
        case = said(case, occasion.step, occasion.about, at)
    return told


def hours(audience: Audience, who: Readers, policy: Policy) -> WorkingHours:
    person = {LEAVER: who.holder, BOSS: who.manager, IT: None}[audience]
    return policy.working_hours if person is None else hours_of(person, policy)


def is_working(moment: datetime, at_work: WorkingHours, calendar: Weekdays) -> bool:
    local = moment.astimezone(ZoneInfo(at_work.zone))
    return at_work.start <= local.time() < at_work.end and calendar.is_working_day(at_work.country, local.date())


@given(case=returns(), who=readers, policy=policies, calendar=calendars)
def test_it_is_said_in_working_hours_and_once_a_day_to_one_reader(
    case: Return, who: Readers, policy: Policy, calendar: Weekdays
) -> None:
    told = walked(case, who, policy, calendar, case.opened_at, SPAN)
    days: Counter[tuple[Audience, date]] = Counter()
    for one in told:
        at_work = hours(one.occasion.audience, who, policy)
        assert is_working(one.at, at_work, calendar)
        days[one.occasion.audience, local_day(one.at, at_work.zone)] += 1
    assert max(days.values(), default=1) == 1


@given(case=returns(), who=readers, policy=policies, calendar=calendars)
def test_no_day_of_a_step_is_said_twice_and_the_cap_holds(
    case: Return, who: Readers, policy: Policy, calendar: Weekdays
) -> None:
    told = walked(case, who, policy, calendar, case.opened_at, SPAN)
    occasions = Counter((one.occasion.step, one.occasion.audience, one.occasion.day) for one in told)
    assert max(occasions.values(), default=1) == 1
    assert sum(one.occasion.audience is LEAVER for one in told) <= policy.reminders_at_most


@given(case=returns(), who=readers, policy=policies, calendar=calendars)
def test_nobody_hears_anything_while_it_is_stopped(
    case: Return, who: Readers, policy: Policy, calendar: Weekdays
) -> None:
    for one in walked(case, who, policy, calendar, case.opened_at, SPAN):
        stopped = stopped_by(one.before, who.reach, policy)
        assert stopped != "closed"
        assert stopped is None or one.occasion.audience in HEARD_ALL_THE_SAME[stopped]
        assert who.manager is not None or one.occasion.audience is not BOSS


@given(case=returns(), who=readers, policy=policies, calendar=calendars, wait=st.integers(0, 90))
def test_what_is_planned_is_never_in_the_past_and_in_order(
    case: Return, who: Readers, policy: Policy, calendar: Weekdays, wait: int
) -> None:
    now = case.opened_at + wait * DAY
    plan = agenda(case, who, policy, calendar, now)
    assert [one.at for one in plan] == sorted(one.at for one in plan)
    for one in plan:
        assert one.at >= max(now, one.occasion.nominal)
        assert is_working(one.at, hours(one.occasion.audience, who, policy), calendar)


@given(case=returns(), who=readers, policy=policies, calendar=calendars)
def test_what_has_ended_is_not_spoken_of(case: Return, who: Readers, policy: Policy, calendar: Weekdays) -> None:
    settled = tuple(replace(one, outcome=ItemOutcome.KEPT) for one in case.items)
    for over in (replace(case, state=ReturnState.CLOSED), replace(case, items=settled)):
        assert agenda(over, who, policy, calendar, case.opened_at) == ()


@settings(max_examples=50)
@given(
    case=returns(),
    who=readers,
    policy=policies,
    calendar=calendars,
    moved=st.integers(-30, 30),
    after=st.integers(0, 60),
)
def test_another_last_day_repeats_nothing_on_the_days_that_are_over(
    case: Return, who: Readers, policy: Policy, calendar: Weekdays, moved: int, after: int
) -> None:
    told = walked(case, who, policy, calendar, case.opened_at, after)
    for one in told:
        case = said(case, one.occasion.step, one.occasion.about, one.at)
    now = case.opened_at + after * DAY
    other = replace(case, last_day=case.last_day + moved * DAY)
    last = {(one.occasion.step, one.occasion.audience, one.occasion.day): one.at for one in told}
    for due in agenda(other, who, policy, calendar, now):
        earlier = last.get((due.occasion.step, due.occasion.audience, due.occasion.day))
        assert earlier is None or due.occasion.nominal > earlier
    assert reminders(other) == reminders(case)
    assert last_said(other, IT) == last_said(case, IT)
