from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from lifecycle.plan import Due, agenda, due_now, next_look, outlook, said
from lifecycle.policy import NudgeRule, Policy, Step
from lifecycle.request import Line, LineState, Request, RequestState, Shipment, Source
from tests.support.company import POLICY, Weekdays
from tests.unit.lifecycle.orders import MONDAY, line, request

CALENDAR = Weekdays()
DAY = timedelta(days=1)
"""Work in Berlin begins at 8 in UTC while it is winter."""


def due(one: Request, policy: Policy = POLICY, now: datetime = MONDAY) -> list[tuple[Step, str, datetime]]:
    return [(each.occasion.step, each.occasion.about, each.at) for each in agenda(one, policy, CALENDAR, now)]


def nudge(one: Request, now: datetime) -> Request:
    """Say what is due first, at that moment."""
    first: Due = agenda(one, POLICY, CALENDAR, now)[0]
    assert first.at <= now
    return said(one, [first.occasion], now)


def approved(*lines: Line, needed_by: date = date(2026, 12, 31), shipments: tuple[Shipment, ...] = ()) -> Request:
    return request(
        state=RequestState.APPROVED, decided_at=MONDAY, needed_by=needed_by, lines=lines, shipments=shipments
    )


def ordered(expected_on: date, number: int = 1) -> Line:
    return line(number, state=LineState.ORDERED, expected_on=expected_on)


def test_an_undecided_request_is_due_after_the_wait_and_in_working_hours() -> None:
    assert due(request()) == [(Step.UNDECIDED, "decision", datetime(2026, 11, 24, 9, tzinfo=UTC))]
    friday = datetime(2026, 11, 27, 15, tzinfo=UTC)
    assert due(request(submitted_at=friday)) == [(Step.UNDECIDED, "decision", datetime(2026, 11, 30, 8, tzinfo=UTC))]


def test_it_is_said_once_each_working_day_and_no_oftener_than_the_cap() -> None:
    one, moments = request(), []
    while look_at := next_look(one, POLICY, CALENDAR, MONDAY):
        moments.append(look_at)
        one = nudge(one, look_at)
    assert moments == [
        datetime(2026, 11, 24, 9, tzinfo=UTC),
        datetime(2026, 11, 25, 8, tzinfo=UTC),
        datetime(2026, 11, 26, 8, tzinfo=UTC),
    ]
    assert [(each.step, each.count) for each in one.nudges] == [(Step.UNDECIDED, 3)]


def test_waiting_for_the_second_approver_is_another_occasion_than_waiting_for_it() -> None:
    asked = request(over_limit=True, limit_approvers=(4,))
    assert [about for _, about, _ in due(asked)] == ["limit"]
    answered = replace(nudge(asked, MONDAY + DAY), limit_approved_by=4)
    assert [about for _, about, _ in due(answered)] == ["decision"]


def test_the_decision_is_waited_for_from_the_second_approval_on() -> None:
    agreed_at = MONDAY + DAY
    agreed = request(over_limit=True, limit_approved_by=4, limit_approved_at=agreed_at)
    assert due(agreed) == [(Step.UNDECIDED, "decision", agreed_at + DAY)]


def test_a_request_is_spoken_of_once_a_working_day_whatever_it_is_about() -> None:
    hasty = replace(POLICY, nudges=(NudgeRule(step=Step.UNDECIDED, at_most=3),))
    asked = said(request(over_limit=True), due_now(request(over_limit=True), hasty, CALENDAR, MONDAY), MONDAY)
    agreed = replace(asked, limit_approved_by=4, limit_approved_at=MONDAY + timedelta(hours=1))
    assert due(agreed, hasty) == [(Step.UNDECIDED, "decision", datetime(2026, 11, 24, 8, tzinfo=UTC))]


def test_no_date_is_too_far_to_be_planned_with() -> None:
    parcel = Shipment(number=1, carrier="DHL", tracking=None, expected_on=date.max, shipped_at=MONDAY)
    for one in (ordered(date.max), line(), line(state=LineState.SHIPPED, shipment=1)):
        assert next_look(approved(one, needed_by=date.max, shipments=(parcel,)), POLICY, CALENDAR, MONDAY)


def test_nothing_is_due_before_now_or_off_hours() -> None:
    long_after = datetime(2026, 12, 5, 3, tzinfo=UTC)
    assert next_look(request(), POLICY, CALENDAR, long_after) == datetime(2026, 12, 7, 8, tzinfo=UTC)


def test_a_late_order_is_due_on_the_working_day_after_it_was_expected() -> None:
    assert (Step.ORDER_LATE, "1:2026-11-27", datetime(2026, 11, 30, 8, tzinfo=UTC)) in due(
        approved(ordered(date(2026, 11, 27)))
    )


def test_a_changed_date_begins_anew() -> None:
    late = approved(ordered(date(2026, 11, 25)))
    for day in (26, 30):
        late = nudge(late, datetime(2026, 11, day, 9, tzinfo=UTC))
    assert [step for step, *_ in due(late)] == [Step.AT_RISK]
    again = replace(late, lines=(ordered(date(2026, 12, 4)),))
    assert (Step.ORDER_LATE, "1:2026-12-04", datetime(2026, 12, 7, 8, tzinfo=UTC)) in due(again)


def test_a_line_that_cannot_be_there_in_time_is_said_at_once() -> None:
    too_late = approved(ordered(date(2026, 12, 30)))
    assert (Step.AT_RISK, "1:2026-12-31", MONDAY) in due(too_late)


def test_a_line_is_at_risk_from_the_first_day_on_which_it_cannot_be_there() -> None:
    purchase = approved(line(source=Source.PURCHASE))
    (risk,) = due(purchase)
    days = POLICY.lead_times.purchase_days + POLICY.lead_times.delivery_days
    first_bad_day = date(2026, 12, 31) - days * DAY + DAY
    assert risk == (Step.AT_RISK, "1:2026-12-31", datetime(2026, 12, first_bad_day.day + 2, 8, tzinfo=UTC))
    assert first_bad_day.isoweekday() == 6, "the planning figures make it a Saturday: it is said on Monday"


def test_each_line_has_its_own_occasions_and_the_earliest_comes_first() -> None:
    both = approved(ordered(date(2026, 12, 3), 1), ordered(date(2026, 12, 1), 2))
    late = [about for step, about, _ in due(both) if step is Step.ORDER_LATE]
    assert late == ["2:2026-12-01", "1:2026-12-03"]


def test_all_lines_that_a_step_is_due_for_are_said_at_once_and_counted_each() -> None:
    twelve = approved(*(line(number) for number in range(1, 13)), needed_by=MONDAY.date() + DAY)
    occasions = due_now(twelve, POLICY, CALENDAR, MONDAY)
    assert {one.step for one in occasions} == {Step.AT_RISK}
    assert [one.lines for one in occasions] == [(number,) for number in range(1, 13)]
    after = said(twelve, occasions, MONDAY)
    assert [(one.about, one.count) for one in after.nudges] == [(one.about, 1) for one in occasions]
    assert due_now(after, POLICY, CALENDAR, MONDAY) == ()


def test_one_step_is_said_a_day_and_what_is_due_for_longest_first() -> None:
    late = approved(ordered(date(2026, 11, 20), 1), ordered(date(2026, 11, 20), 2), needed_by=MONDAY.date())
    first = due_now(late, POLICY, CALENDAR, MONDAY)
    late = said(late, first, MONDAY)
    assert due_now(late, POLICY, CALENDAR, MONDAY.replace(hour=16)) == ()
    second = due_now(late, POLICY, CALENDAR, MONDAY + DAY)
    assert [(one.step, one.lines) for one in (*first, *second)] == [
        (Step.ORDER_LATE, (1,)),
        (Step.ORDER_LATE, (2,)),
        (Step.AT_RISK, (1,)),
        (Step.AT_RISK, (2,)),
    ]


def test_what_is_over_is_never_due() -> None:
    for state in (RequestState.DECLINED, RequestState.CANCELLED, RequestState.FULFILLED):
        assert due(request(state=state)) == []
    arrived = approved(line(state=LineState.ARRIVED), line(2, state=LineState.CANCELLED))
    assert due(arrived) == []


def test_a_policy_that_is_silent_says_nothing() -> None:
    assert due(request(), replace(POLICY, nudges=())) == []
    only_late = replace(POLICY, nudges=(NudgeRule(step=Step.ORDER_LATE),))
    assert due(request(), only_late) == []


def test_the_outlook_knows_order_parcel_and_lead_times() -> None:
    parcel = Shipment(number=1, carrier="DHL", tracking=None, expected_on=None, shipped_at=MONDAY)
    shipped = line(state=LineState.SHIPPED, shipment=1)
    today = date(2026, 11, 23)
    cases = [
        (line(source=Source.PURCHASE), date(2026, 12, 6)),
        (line(source=Source.HUB), date(2026, 12, 3)),
        (line(source=Source.STOCK), date(2026, 11, 26)),
        (line(state=LineState.READY), date(2026, 11, 26)),
        (ordered(date(2026, 12, 10)), date(2026, 12, 13)),
        (shipped, date(2026, 11, 26)),
    ]
    for one, arrival in cases:
        assert outlook(one, approved(one, shipments=(parcel,)), POLICY).arrival(today) == arrival
    promised = replace(parcel, expected_on=date(2026, 11, 30))
    ahead = outlook(shipped, approved(shipped, shipments=(promised,)), POLICY)
    assert ahead.arrival(today) == date(2026, 11, 30)
    assert ahead.misses(date(2026, 11, 29), today)
    assert not ahead.misses(date(2026, 11, 30), today)
