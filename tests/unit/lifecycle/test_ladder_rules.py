from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lifecycle.ladder import next_look, reminders, said, stopped_by
from lifecycle.policy import Rung
from lifecycle.retrieval import Item, ItemOutcome, ReturnCause, ReturnState
from lifecycle.rungs import REMIND_NOW
from tests.unit.lifecycle.leavers import (
    BOSS,
    CALENDAR,
    IT,
    KNOWN,
    LAST_DAY,
    LEAVER,
    OPENED,
    POLICY,
    PROBLEM,
    THEIRS,
    WHO,
    Said,
    a_kit,
    a_return,
    only,
    planned,
    to,
    walk,
)

DAY = timedelta(days=1)


class TestConditions:
    @pytest.mark.parametrize(
        ("reach", "asked"),
        [((), True), (("email",), True), (("address", "phone"), True), (("email", "address"), False)],
    )
    def test_the_address_is_asked_for_while_something_is_missing(self, reach: tuple[str, ...], asked: bool) -> None:
        who = replace(WHO, reach=frozenset(reach))
        assert bool(planned(a_return(), who=who, policy=only(Rung.ADDRESS_ASKED))) is asked

    def test_a_swap_needs_no_private_email(self) -> None:
        swap = a_return(cause=ReturnCause.SWAP)
        assert not planned(swap, who=WHO, policy=only(Rung.NO_EMAIL))
        with_address = replace(WHO, reach=frozenset({"address"}))
        assert planned(swap, who=WHO, policy=only(Rung.ADDRESS_ASKED))
        assert not planned(swap, who=with_address, policy=only(Rung.ADDRESS_ASKED))

    def test_of_an_account_that_is_there_again_only_its_decision_is_due(self) -> None:
        back = a_return(cause=ReturnCause.DEACTIVATED)
        assert {one.step for one in planned(back, who=KNOWN)} == {Rung.DECISION}
        assert stopped_by(back, KNOWN.reach, POLICY) == "undecided"
        gone = replace(back, handed_over_at=OPENED)
        assert {Rung.FRIENDLY, Rung.LOCK} <= {one.step for one in planned(gone, who=KNOWN)}

    def test_the_first_message_of_the_morning_comes_alone(self) -> None:
        night = datetime(2026, 12, 8, 22, tzinfo=UTC)
        late = a_return(opened_at=night, last_day=date(2026, 12, 8))
        first = min(one.on for one in planned(late, night, who=KNOWN) if one.to is LEAVER)
        assert first == date(2026, 12, 10), "on the ninth they are told of the return itself"
        day = datetime(2026, 12, 9, 10, tzinfo=UTC)
        at_once = a_return(opened_at=day, last_day=date(2026, 12, 9))
        assert min(one.on for one in planned(at_once, day, who=KNOWN) if one.to is LEAVER) == date(2026, 12, 9)

    def test_once_a_kit_is_sent_none_is_due_and_no_address_is_asked_for(self) -> None:
        sent = a_return(state=ReturnState.KIT_SENT, kits=(a_kit(),))
        assert not planned(sent, policy=only(Rung.KIT_DUE, Rung.ADDRESS_ASKED, Rung.KIT_UNUSED))

    def test_nobody_speaks_of_a_missing_email_that_is_there_or_comes_too_late(self) -> None:
        assert planned(a_return(), who=WHO, policy=only(Rung.NO_EMAIL))
        assert not planned(a_return(), who=KNOWN, policy=only(Rung.NO_EMAIL))
        assert not planned(a_return(handed_over_at=OPENED), who=WHO, policy=only(Rung.NO_EMAIL))

    def test_an_unused_kit_is_counted_from_its_delivery(self) -> None:
        delivered_at = datetime(2026, 12, 8, 12, tzinfo=UTC)
        case = a_return(state=ReturnState.KIT_DELIVERED, kits=(a_kit(), a_kit(2, delivered_at)))
        told = walk(case, delivered_at, policy=only(Rung.KIT_UNUSED))[1]
        assert [on.day for on, _ in to(LEAVER, told)] == [11, 14, 17]

    def test_a_reminder_of_the_kit_gives_way_to_a_more_serious_one(self) -> None:
        delivered_at = datetime(2026, 12, 30, 12, tzinfo=UTC)
        case = a_return(state=ReturnState.KIT_DELIVERED, kits=(a_kit(1, delivered_at),))
        told = walk(case, delivered_at, policy=THEIRS, who=KNOWN)[1]
        assert to(LEAVER, told) == [
            (date(2026, 12, 30), Rung.LAST_DAY_NEAR),
            (date(2026, 12, 31), Rung.LAST_DAY),
            (date(2027, 1, 4), Rung.FRIENDLY),
            (date(2027, 1, 5), Rung.FRIENDLY_AGAIN),
            (date(2027, 1, 8), Rung.KIT_UNUSED),
            (date(2027, 1, 14), Rung.FORMAL_NOTICE),
        ]

    def test_a_reminder_of_the_kit_does_not_give_way_to_one_that_is_left_out_itself(self) -> None:
        kit = replace(a_kit(1, OPENED + DAY), sent_at=OPENED)
        case = a_return(last_day=date(2026, 12, 1), state=ReturnState.KIT_DELIVERED, kits=(kit,))
        told = walk(case, policy=THEIRS, who=KNOWN)[1]
        assert to(LEAVER, told) == [
            (date(2026, 12, 8), Rung.FRIENDLY_AGAIN),
            (date(2026, 12, 11), Rung.KIT_UNUSED),
            (date(2026, 12, 14), Rung.KIT_UNUSED),
            (date(2026, 12, 15), Rung.FORMAL_NOTICE),
            (date(2026, 12, 17), Rung.KIT_UNUSED),
        ]

    def test_a_reminder_of_the_kit_gives_way_to_one_that_it_asked_for(self) -> None:
        delivered_at = datetime(2026, 12, 8, 12, tzinfo=UTC)
        case = a_return(state=ReturnState.KIT_DELIVERED, kits=(a_kit(1, delivered_at),))
        case = said(case, REMIND_NOW, f"leaver:0:{LAST_DAY}", datetime(2026, 12, 11, 12, tzinfo=UTC))
        told = walk(case, datetime(2026, 12, 11, 12, tzinfo=UTC), policy=only(Rung.KIT_UNUSED))[1]
        assert [on.day for on, _ in to(LEAVER, told)] == [14, 17]

    def test_a_parcel_is_late_from_the_day_on_which_it_was_shipped(self) -> None:
        case = a_return(state=ReturnState.SHIPPED, shipped_at=OPENED)
        late, decision = walk(case, who=KNOWN)[1]
        assert late == Said(date(2026, 12, 17), IT, Rung.PARCEL_LATE)
        assert decision.step is Rung.DECISION  # whatever the carrier does, nobody forgets it

    def test_when_half_of_it_has_come_the_rest_is_asked_for_again(self) -> None:
        back = Item(number=1, device_id=201, outcome=ItemOutcome.RECOVERED, settled_at=OPENED + DAY)
        half = a_return(
            state=ReturnState.SHIPPED, shipped_at=OPENED, items=(back, Item(number=2, device_id=202)), last_day=LAST_DAY
        )
        steps = {one.step for one in planned(half, OPENED + DAY)}
        assert Rung.LAST_DAY in steps
        assert Rung.PARCEL_LATE not in steps


class TestSilence:
    @pytest.mark.parametrize(
        ("changes", "reason", "heard"),
        [
            ({"state": ReturnState.SHIPPED, "shipped_at": OPENED}, "carrier", {IT}),
            ({"problems": (PROBLEM,)}, "problem", {IT}),
            ({"handed_over_at": OPENED}, "unreachable", {BOSS, IT}),
            ({"state": ReturnState.CLOSED, "closed_at": OPENED}, "closed", set()),
            ({"items": ()}, "closed", set()),
            ({}, None, {LEAVER, BOSS, IT}),
        ],
    )
    def test_who_hears_nothing_and_why(self, changes: dict[str, object], reason: str | None, heard: set[str]) -> None:
        case = a_return(**changes)
        assert stopped_by(case, WHO.reach, POLICY) == reason
        assert {one.to for one in walk(case, who=WHO)[1]} == heard

    def test_a_person_without_slack_is_written_to_when_their_email_is_known(self) -> None:
        case = a_return(handed_over_at=OPENED)
        assert stopped_by(case, KNOWN.reach, POLICY) is None
        assert to(LEAVER, walk(case, who=KNOWN)[1])

    def test_what_was_paused_goes_on_the_day_after_and_where_it_stopped(self) -> None:
        case, _ = walk(a_return(), until=datetime(2026, 12, 29, tzinfo=UTC))
        paused = replace(case, problems=(PROBLEM,))
        end = datetime(2027, 1, 6, 12, tzinfo=UTC)
        paused, meanwhile = walk(paused, datetime(2026, 12, 29, tzinfo=UTC), end)
        assert not to(LEAVER, meanwhile)
        again = replace(paused, problems=(replace(PROBLEM, closed_at=end),))
        assert to(LEAVER, walk(again, end)[1]) == [
            (date(2027, 1, 7), Rung.FRIENDLY_AGAIN),
            (date(2027, 1, 14), Rung.FORMAL_NOTICE),
        ]

    def test_on_the_day_of_another_message_no_step_is_said(self) -> None:
        case = a_return(
            state=ReturnState.KIT_SENT, kits=(replace(a_kit(), sent_at=datetime(2026, 12, 31, 7, tzinfo=UTC)),)
        )
        told = walk(case, until=datetime(2027, 1, 2, tzinfo=UTC), who=KNOWN, policy=THEIRS)[1]
        assert to(LEAVER, told) == [(date(2027, 1, 1), Rung.LAST_DAY)]

    def test_the_cap_holds_and_counts_what_it_asked_for(self) -> None:
        policy = replace(POLICY, reminders_at_most=4)
        case = said(a_return(), REMIND_NOW, f"leaver:0:{LAST_DAY}", OPENED)
        case, told = walk(case, policy=policy)
        assert reminders(case) == 4
        assert [step for _, step in to(LEAVER, told)] == [Rung.ADDRESS_ASKED, Rung.LAST_DAY_NEAR, Rung.LAST_DAY]
        assert stopped_by(case, KNOWN.reach, policy) == "enough"
        assert (date(2027, 1, 8), Rung.CALL) in to(BOSS, told)

    def test_a_policy_without_a_ladder_says_nothing(self) -> None:
        assert next_look(a_return(), WHO, replace(POLICY, ladder=()), CALENDAR, OPENED) is None
