from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from lifecycle.case import Case, Decision
from lifecycle.device import Device, DeviceState
from lifecycle.errors import Reason, Refused
from lifecycle.events import Happened
from lifecycle.ladder import reminders, said, unsaid
from lifecycle.people import SCHEDULER, Person
from lifecycle.policy import Policy, Rung
from lifecycle.ports import Lookups
from lifecycle.retrieval import Return
from lifecycle.returns.commands import LookAtReturn, RemindNow
from lifecycle.returns.reminding import look_again, readers, remind_now
from lifecycle.rungs import REMIND_NOW
from lifecycle.subject import Subject
from tests.unit.lifecycle.leavers import CALENDAR, HOLDER, LAST_DAY, MANAGER, OPENED, POLICY, a_return

ABOUT = f"leaver:0:{LAST_DAY}"


@dataclass(frozen=True, slots=True)
class Known:
    """Who is on record, and which private data of the leaver."""

    people: tuple[Person, ...] = (HOLDER, MANAGER)
    reach: frozenset[str] = frozenset()
    devices: tuple[Device, ...] = ()

    def person(self, person_id: int) -> Person | None:
        return next((one for one in self.people if one.id == person_id), None)

    def held_by(self, person_id: int) -> tuple[Device, ...]:
        return self.devices

    def reach_of(self, subject: Subject) -> frozenset[str]:
        return self.reach


def at(now: datetime, known: Known | None = None, policy: Policy = POLICY) -> Case:
    look = cast(Lookups, known or Known())
    return Case(actor=SCHEDULER, now=now, policy=policy, calendar=CALENDAR, look=look)


def looked_at(now: datetime, case: Return) -> Decision:
    return look_again(at(now), LookAtReturn(return_id=case.id), case)


def reminded(case: Case, item: Return) -> Return:
    (change,) = remind_now(case, RemindNow(return_id=item.id), item).changes
    assert isinstance(change.after, Return)
    return change.after


class TestLook:
    def test_one_step_is_said_at_a_look(self) -> None:
        case, now = a_return(last_day=OPENED.date() - timedelta(days=60)), OPENED + timedelta(hours=5)
        told = []
        while changes := looked_at(now, case).changes:
            (change,) = changes
            assert change.event.name is Happened.RETURN_NUDGED
            told.append(dict(change.event.facts))
            assert isinstance(change.after, Return)
            case = change.after
        assert sorted(told, key=lambda facts: str(facts["step"])) == [
            {"step": Rung.ADDRESS_ASKED, "audience": "leaver"},
            {"step": Rung.KIT_DUE, "audience": "it"},
            {"step": Rung.NO_EMAIL, "audience": "manager"},
        ]
        assert [one.last_at for one in case.nudges] == [now] * 3

    def test_nothing_is_said_before_it_is_due(self) -> None:
        assert looked_at(OPENED, a_return()) == Decision()


def a_device(device_id: int, category: str) -> Device:
    return Device(
        id=device_id, state=DeviceState.RETURN_DUE, category=category, manufacturer="Any", model="One", country="DE"
    )


class TestLock:
    """The laptop is in device management, the monitor is not."""

    LATE = OPENED.date() - timedelta(days=20)
    LAPTOP, MONITOR = a_device(201, "laptop"), a_device(202, "monitor")

    def proposals(self, *devices: Device) -> list[tuple[int, ...]]:
        """The items of which a lock is proposed, each time that it is."""
        held = Known(devices=devices)
        case = at(OPENED, held, replace(POLICY, ladder=tuple(one for one in POLICY.ladder if one.step is Rung.LOCK)))
        changes = look_again(case, LookAtReturn(return_id=12), a_return(last_day=self.LATE)).changes
        return [one.event.parts for one in changes]

    def test_only_what_can_be_locked_is_proposed(self) -> None:
        assert self.proposals(self.LAPTOP, self.MONITOR) == [(1,)]

    def test_nothing_is_proposed_where_nothing_can_be_locked(self) -> None:
        assert self.proposals(a_device(201, "monitor"), self.MONITOR) == []

    def test_a_category_that_the_policy_does_not_know_may_be_locked(self) -> None:
        assert self.proposals(a_device(201, "tablet"), self.MONITOR) == [(1,)]


class TestReaders:
    def test_they_are_who_the_return_names(self) -> None:
        found = readers(at(OPENED, Known(reach=frozenset({"phone"}))), a_return())
        assert (found.holder, found.manager, found.reach) == (HOLDER, MANAGER, frozenset({"phone"}))

    @pytest.mark.parametrize("changes", [{"is_deactivated": True}, {"slack_id": None}])
    def test_a_manager_who_is_not_in_slack_is_none(self, changes: dict[str, object]) -> None:
        gone = replace(MANAGER, **changes)  # type: ignore[arg-type]
        assert readers(at(OPENED, Known((HOLDER, gone))), a_return()).manager is None
        assert readers(at(OPENED), a_return(manager_id=None)).manager is None

    def test_a_holder_who_is_not_on_record(self) -> None:
        with pytest.raises(Refused) as refused:
            readers(at(OPENED, Known(())), a_return())
        assert refused.value.reason is Reason.NOT_FOUND


class TestRemindNow:
    def test_it_counts_like_a_step_and_keeps_the_plan_off_for_the_day(self) -> None:
        morning = datetime(2026, 12, 31, 7, 30, tzinfo=UTC)
        (change,) = remind_now(at(morning), RemindNow(return_id=12), a_return()).changes
        assert (change.event.name, dict(change.event.facts)) == (
            Happened.LEAVER_REMINDED,
            {"count": 1},
        )
        assert isinstance(change.after, Return)
        assert [one.last_at.isoformat() for one in change.after.nudges] == [
            "2026-12-31T08:00:00+00:00"
        ]  # nine in Berlin
        assert reminders(change.after) == 1
        later = looked_at(morning + timedelta(hours=2), change.after).changes
        assert [one.event.facts["audience"] for one in later] != ["leaver"]

    def test_it_is_said_again_on_another_day(self) -> None:
        twice = reminded(at(OPENED + timedelta(days=1)), reminded(at(OPENED), a_return()))
        assert [(one.step, one.count) for one in twice.nudges] == [(REMIND_NOW, 2)]

    @pytest.mark.parametrize("step", [REMIND_NOW, Rung.FRIENDLY])
    def test_once_a_day_of_the_readers_zone(self, step: str) -> None:
        afternoon = datetime(2026, 12, 8, 15, tzinfo=UTC)
        before = said(a_return(), step, ABOUT, afternoon)  # four o'clock in Berlin
        assert reminders(reminded(at(afternoon + timedelta(hours=3)), before)) == 2  # for the next morning
        with pytest.raises(Refused) as refused:
            reminded(at(afternoon + timedelta(minutes=20)), before)
        assert refused.value.reason is Reason.REMINDED_TODAY

    def test_nobody_is_reminded_before_they_have_been_told_at_all(self) -> None:
        night = datetime(2026, 12, 8, 22, tzinfo=UTC)
        opened = a_return(opened_at=night)
        with pytest.raises(Refused) as refused:
            reminded(at(night + timedelta(hours=1)), opened)
        assert refused.value.reason is Reason.NOT_TOLD_YET
        assert reminders(reminded(at(night + timedelta(hours=11)), opened)) == 1
        assert reminders(reminded(at(night), replace(opened, opened_by=HOLDER.id))) == 1

    def test_what_has_not_reached_them_does_not_count(self) -> None:
        before = reminded(at(OPENED), a_return())
        assert reminders(reminded(at(OPENED), unsaid(before, REMIND_NOW))) == 1

    def test_what_others_heard_today_does_not_count(self) -> None:
        before = said(a_return(), Rung.KIT_DUE, f"it:-10:{LAST_DAY}", OPENED)
        assert reminders(reminded(at(OPENED), before)) == 1

    def test_the_cap_counts_it(self) -> None:
        once = reminded(at(OPENED), a_return())
        with pytest.raises(Refused) as refused:
            reminded(at(OPENED + timedelta(days=1), policy=replace(POLICY, reminders_at_most=1)), once)
        assert refused.value.reason is Reason.REMINDED_ENOUGH
        assert refused.value.facts == {"most": 1}

    def test_somebody_without_slack_and_email_cannot_be_reminded(self) -> None:
        gone = a_return(handed_over_at=OPENED)
        with pytest.raises(Refused) as refused:
            reminded(at(OPENED), gone)
        assert refused.value.reason is Reason.NO_WAY_TO_REACH
        assert reminders(reminded(at(OPENED, Known(reach=frozenset({"email"}))), gone)) == 1
