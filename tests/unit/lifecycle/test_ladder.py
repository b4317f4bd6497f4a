from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lifecycle.ladder import due_now, next_look, next_step, reminders
from lifecycle.policy import LadderRule, Policy, Rung, Since
from lifecycle.retrieval import Return, ReturnState
from lifecycle.rungs import NEEDED
from tests.support.company import Weekdays
from tests.unit.lifecycle.leavers import (
    BOSS,
    CALENDAR,
    HOLDER,
    IT,
    KNOWN,
    LADDER,
    LAST_DAY,
    LEAVER,
    OPENED,
    POLICY,
    PROBLEM,
    THEIRS,
    WHO,
    ByCountry,
    Said,
    a_kit,
    a_return,
    only,
    planned,
    say_next,
    to,
    walk,
)

DAY = timedelta(days=1)


def in_december(*said_to: tuple[date, Rung]) -> list[tuple[int, Rung]]:
    return [(on.day, step) for on, step in said_to if on.month == 12]


def test_every_step_of_the_policy_has_its_condition() -> None:
    assert set(NEEDED) == set(Rung)
    assert {rule.step for rule in LADDER} == set(Rung)


def test_the_whole_plan_in_its_order() -> None:
    case, told = walk(a_return())
    assert to(LEAVER, told) == [
        (date(2026, 12, 17), Rung.ADDRESS_ASKED),
        (date(2026, 12, 28), Rung.LAST_DAY_NEAR),
        (date(2026, 12, 31), Rung.LAST_DAY),
        (date(2027, 1, 4), Rung.FRIENDLY),
        (date(2027, 1, 5), Rung.FRIENDLY_AGAIN),
        (date(2027, 1, 14), Rung.FORMAL_NOTICE),
    ]
    assert to(BOSS, told) == [(date(2026, 12, 25), Rung.NO_EMAIL), (date(2027, 1, 8), Rung.CALL)]
    assert to(IT, told) == [
        (date(2026, 12, 21), Rung.KIT_DUE),
        (date(2026, 12, 24), Rung.KIT_DUE),
        (date(2026, 12, 25), Rung.NO_EMAIL),
        (date(2027, 1, 11), Rung.LOCK),
        (date(2027, 2, 15), Rung.DECISION),
    ]
    assert reminders(case) == 6


def test_a_step_is_said_at_the_start_of_its_readers_day() -> None:
    friendly = [at for at, told in _moments(a_return()) if told.step in {Rung.FRIENDLY, Rung.CALL, Rung.LOCK}]
    assert friendly == [
        datetime(2027, 1, 4, 8, tzinfo=UTC),  # nine in Berlin
        datetime(2027, 1, 8, 14, tzinfo=UTC),  # nine in New York
        datetime(2027, 1, 11, 8, tzinfo=UTC),
    ]


def _moments(case: Return, policy: Policy = POLICY) -> list[tuple[datetime, Said]]:
    told, now = [], case.opened_at
    while step := say_next(case, now, policy=policy):
        case, now, one = step
        told.append((now, one))
    return told


def test_the_clock_on_the_wall_counts_when_it_is_changed() -> None:
    spring = a_return(opened_at=datetime(2026, 3, 2, 9, tzinfo=UTC), last_day=date(2026, 3, 27))
    policy = only(Rung.LAST_DAY, Rung.FRIENDLY)
    assert [(at, told.step) for at, told in _moments(spring, policy)] == [
        (datetime(2026, 3, 27, 8, tzinfo=UTC), Rung.LAST_DAY),
        (datetime(2026, 3, 30, 7, tzinfo=UTC), Rung.FRIENDLY),
    ]


def test_holidays_are_those_of_the_readers_country() -> None:
    calendar = ByCountry({"DE": frozenset({date(2026, 12, 28), date(2026, 12, 31)}), "US": frozenset({LAST_DAY})})
    told = walk(a_return(), calendar=calendar)[1]
    assert in_december(*to(LEAVER, told)) == [(17, Rung.ADDRESS_ASKED), (25, Rung.LAST_DAY_NEAR)]
    assert (date(2027, 1, 1), Rung.LAST_DAY) in to(LEAVER, told)
    assert (date(2026, 12, 25), Rung.NO_EMAIL) in to(BOSS, told)
    british = replace(WHO, holder=replace(HOLDER, country=None))
    assert POLICY.default_country == "DE"
    assert to(LEAVER, walk(a_return(), who=british, calendar=calendar)[1]) == to(LEAVER, told)


def test_a_day_that_is_not_worked_moves_away_from_the_last_day_only_when_it_is_after_it() -> None:
    monday = a_return(last_day=date(2026, 12, 28))
    assert to(LEAVER, walk(monday, policy=THEIRS, who=KNOWN)[1])[:3] == [
        (date(2026, 12, 25), Rung.LAST_DAY_NEAR),
        (date(2026, 12, 28), Rung.LAST_DAY),
        (date(2026, 12, 30), Rung.FRIENDLY),
    ]
    tuesday = a_return(last_day=date(2026, 12, 29))
    assert to(LEAVER, walk(tuesday, policy=THEIRS, who=KNOWN)[1])[0] == (date(2026, 12, 25), Rung.LAST_DAY_NEAR)


@pytest.mark.parametrize(("day", "step"), [(26, Rung.FRIENDLY), (27, Rung.LAST_DAY)], ids=["Saturday", "Sunday"])
def test_after_a_last_day_on_a_weekend_one_thing_is_said_on_monday(day: int, step: Rung) -> None:
    told = walk(a_return(last_day=date(2026, 12, day)), policy=THEIRS, who=KNOWN)[1]
    assert [one for on, one in to(LEAVER, told) if on == date(2026, 12, 28)] == [step]


@pytest.mark.parametrize("day", [26, 27], ids=["Saturday", "Sunday"])
def test_a_last_day_on_a_weekend_is_still_the_last_day_on_monday(day: int) -> None:
    told = walk(a_return(last_day=date(2026, 12, day)), policy=only(Rung.LAST_DAY))[1]
    assert to(LEAVER, told) == [(date(2026, 12, 28), Rung.LAST_DAY)]


class TestLate:
    def test_a_same_day_exit_compresses_the_plan(self) -> None:
        told = walk(a_return(last_day=OPENED.date()))[1]
        assert in_december(*to(LEAVER, told)) == [
            (7, Rung.ADDRESS_ASKED),
            (8, Rung.LAST_DAY),
            (9, Rung.FRIENDLY),
            (14, Rung.FRIENDLY_AGAIN),
            (21, Rung.FORMAL_NOTICE),
        ]
        assert in_december(*to(IT, told)) == [(7, Rung.KIT_DUE), (8, Rung.NO_EMAIL), (17, Rung.LOCK)]
        assert in_december(*to(BOSS, told)) == [(7, Rung.NO_EMAIL), (15, Rung.CALL)]

    def test_who_hears_of_a_return_today_is_reminded_tomorrow_at_the_soonest(self) -> None:
        told = walk(a_return(last_day=OPENED.date() + DAY))[1]
        assert in_december(*to(LEAVER, told))[0] == (8, Rung.ADDRESS_ASKED)

    def test_of_several_reminders_only_the_most_serious_is_said_and_no_formal_notice_first(self) -> None:
        told = walk(a_return(last_day=OPENED.date() - timedelta(days=60)))[1]
        assert in_december(*to(LEAVER, told)) == [
            (7, Rung.ADDRESS_ASKED),
            (8, Rung.FRIENDLY_AGAIN),
            (9, Rung.FORMAL_NOTICE),
        ]
        assert in_december(*to(IT, told)) == [
            (7, Rung.KIT_DUE),
            (8, Rung.NO_EMAIL),
            (9, Rung.LOCK),
            (10, Rung.DECISION),
        ]

    def test_a_formal_notice_takes_the_place_of_a_second_friendly_one(self) -> None:
        case, told = walk(a_return(), until=datetime(2027, 1, 4, 12, tzinfo=UTC), policy=THEIRS)
        assert told[-1].step is Rung.FRIENDLY
        assert [one.step for one in planned(case, datetime(2027, 1, 20, 9, tzinfo=UTC), policy=THEIRS)] == [
            Rung.FORMAL_NOTICE
        ]

    def test_a_plan_without_friendly_words_comes_to_the_notice_all_the_same(self) -> None:
        told = walk(a_return(), policy=only(Rung.FORMAL_NOTICE))[1]
        assert to(LEAVER, told) == [(date(2027, 1, 14), Rung.FORMAL_NOTICE)]

    def test_the_last_day_is_spoken_of_until_the_working_day_after_it(self) -> None:
        policy = only(Rung.LAST_DAY, Rung.LAST_DAY_NEAR)
        friday = a_return(last_day=date(2026, 12, 11))
        for day, hour, expected in ((11, 19, [14]), (14, 9, [14]), (14, 18, []), (15, 9, [])):
            at = datetime(2026, 12, day, hour, tzinfo=UTC)
            assert [one.on.day for one in planned(friday, at, KNOWN, policy)] == expected

    def test_the_nearness_of_the_last_day_is_not_spoken_of_on_it(self) -> None:
        near = only(Rung.LAST_DAY_NEAR)
        case = a_return()
        assert planned(case, datetime(2026, 12, 30, 16, 59, tzinfo=UTC), KNOWN, near)
        assert not planned(case, datetime(2026, 12, 30, 17, 0, tzinfo=UTC), KNOWN, near)

    def test_a_kit_that_is_late_is_asked_for_once(self) -> None:
        told = walk(a_return(last_day=OPENED.date() + 3 * DAY), policy=only(Rung.KIT_DUE))[1]
        assert to(IT, told) == [(OPENED.date(), Rung.KIT_DUE)]


class TestReaders:
    def test_without_a_manager_it_is_told_what_only_they_would_be(self) -> None:
        alone = replace(WHO, manager=None)
        told = walk(a_return(), who=alone)[1]
        assert {one.to for one in told} == {LEAVER, IT}
        assert [step for _, step in to(IT, told)] == [
            Rung.KIT_DUE,
            Rung.KIT_DUE,
            Rung.NO_EMAIL,
            Rung.CALL,
            Rung.LOCK,
            Rung.DECISION,
        ]
        assert Rung.CALL not in {one.step for one in planned(a_return(problems=(PROBLEM,)), who=alone)}

    def test_one_reader_hears_one_thing_a_day_and_readers_do_not_wait_for_each_other(self) -> None:
        case = a_return(last_day=OPENED.date() - timedelta(days=60))
        at = OPENED + timedelta(hours=5)
        first_day = walk(case, at, at + timedelta(hours=3))[1]
        assert sorted((one.to, one.step) for one in first_day) == [
            (IT, Rung.KIT_DUE),
            (LEAVER, Rung.ADDRESS_ASKED),
            (BOSS, Rung.NO_EMAIL),
        ]

    def test_what_comes_next_is_the_first_of_the_agenda(self) -> None:
        step = next_step(a_return(), WHO, POLICY, CALENDAR, OPENED)
        assert step is not None
        assert step.at == next_look(a_return(), WHO, POLICY, CALENDAR, OPENED)
        assert due_now(a_return(), WHO, POLICY, CALENDAR, OPENED) is None
        assert due_now(a_return(), WHO, POLICY, CALENDAR, step.at) == step.occasion
        assert step.occasion.about == "leaver:-14:2026-12-31"


class TestAnotherLastDay:
    def test_a_later_one_is_planned_for_anew(self) -> None:
        case, _ = walk(a_return(), until=datetime(2026, 12, 29, tzinfo=UTC), who=KNOWN, policy=THEIRS)
        later = replace(case, last_day=LAST_DAY + timedelta(days=28))
        told = walk(later, datetime(2026, 12, 29, tzinfo=UTC), who=KNOWN, policy=THEIRS)[1]
        assert to(LEAVER, told)[:2] == [
            (date(2027, 1, 25), Rung.LAST_DAY_NEAR),
            (date(2027, 1, 28), Rung.LAST_DAY),
        ]

    @pytest.mark.parametrize("moved", [-3, -1, 0])
    def test_an_earlier_one_repeats_nothing_and_loses_nothing(self, moved: int) -> None:
        until = datetime(2027, 1, 6, 12, tzinfo=UTC)
        case, told = walk(a_return(), until=until, who=KNOWN, policy=THEIRS)
        assert told[-1].step is Rung.FRIENDLY_AGAIN
        earlier = replace(case, last_day=LAST_DAY + timedelta(days=moved))
        assert [step for _, step in to(LEAVER, walk(earlier, until, who=KNOWN, policy=THEIRS)[1])] == [
            Rung.FORMAL_NOTICE
        ]

    def test_a_step_is_said_again_only_when_it_is_due_on_a_later_day_than_it_was_said(self) -> None:
        at = datetime(2026, 12, 28, 9, tzinfo=UTC)
        case, told = walk(a_return(), until=at, who=KNOWN, policy=THEIRS)
        assert told[-1].step is Rung.LAST_DAY_NEAR
        for moved, again in ((-1, False), (1, True)):
            other = replace(case, last_day=LAST_DAY + timedelta(days=moved))
            steps = {one.step for one in planned(other, at, KNOWN, THEIRS)}
            assert (Rung.LAST_DAY_NEAR in steps) is again


def test_days_may_be_counted_from_anything_for_anybody() -> None:
    rule = LadderRule(step=Rung.KIT_UNUSED, audience=IT, days=(1,), since=Since.SHIPPED)
    shipped = a_return(state=ReturnState.KIT_DELIVERED, shipped_at=OPENED, kits=(a_kit(1, OPENED),))
    policy = replace(POLICY, ladder=(rule,))
    assert walk(shipped, policy=policy)[1] == [Said(date(2026, 12, 8), IT, Rung.KIT_UNUSED)]
    assert not planned(replace(shipped, shipped_at=None), policy=policy)


def test_a_long_holiday_before_a_step_moves_it_on() -> None:
    closed = Weekdays(frozenset(date(2026, 12, 28) - number * DAY for number in range(10)))
    told = walk(a_return(), policy=only(Rung.LAST_DAY_NEAR), calendar=closed)[1]
    assert to(LEAVER, told) == [(date(2026, 12, 29), Rung.LAST_DAY_NEAR)]
