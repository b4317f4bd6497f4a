"""What counts as seen, and what is forgotten when a device changes hands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lifecycle.audits.cycle import is_due, next_turn
from lifecycle.change import changed
from lifecycle.device import Device, DeviceState
from lifecycle.events import Event, Happened
from lifecycle.seeing import SAME_HANDS, SEEN, noted
from tests.support.samples import POLICY

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SEEN_BEFORE = NOW - timedelta(days=40)
LAPTOP = Device(
    id=1,
    state=DeviceState.IN_USE,
    category="laptop",
    manufacturer="T",
    model="A",
    country="DE",
    holder_id=7,
    audited_at=SEEN_BEFORE,
)
ELSEWHERE = [
    {"holder_id": 8},
    {"holder_id": None, "keeper": "Kim"},
    {"holder_id": None, "state": DeviceState.IN_STOCK},
]


def seen_after(event: Happened, **changes: object) -> datetime | None:
    after = replace(LAPTOP, **changes)  # type: ignore[arg-type]
    return noted(changed(LAPTOP, after, Event(name=event)), NOW).after.audited_at


@pytest.mark.parametrize("event", sorted(SEEN))
def test_what_came_to_somebody_or_back_to_it_is_seen(event: Happened) -> None:
    assert seen_after(event) == NOW
    assert seen_after(event, holder_id=8) == NOW


@pytest.mark.parametrize("changes", ELSEWHERE)
@pytest.mark.parametrize("event", sorted(set(Happened) - SEEN - SAME_HANDS))
def test_in_new_hands_that_are_only_on_record_nobody_has_seen_it(event: Happened, changes: dict[str, object]) -> None:
    assert seen_after(event, **changes) is None


@pytest.mark.parametrize("event", sorted(set(Happened) - SEEN))
def test_in_the_same_hands_it_stays_as_it_was(event: Happened) -> None:
    assert seen_after(event, note="x") == SEEN_BEFORE


def test_a_new_hire_who_gets_an_account_has_what_they_had() -> None:
    assert seen_after(Happened.DEVICE_REASSIGNED, holder_id=8) == SEEN_BEFORE


def test_who_confirmed_the_arrival_is_not_asked_for_half_a_cycle_and_who_did_not_is() -> None:
    turn = next_turn(replace(LAPTOP, audited_at=None), POLICY, NOW)
    assert turn is not None
    arrived = turn - timedelta(days=30)
    waiting = replace(LAPTOP, holder_id=7, next_look_at=turn)
    event = Event(name=Happened.DEVICE_ARRIVED)
    confirmed = noted(changed(replace(waiting, holder_id=None), waiting, event), arrived).after
    listed = noted(changed(replace(waiting, holder_id=3), waiting, Event(name=Happened.DEVICE_CORRECTED)), arrived)
    assert not is_due(confirmed, POLICY, turn)
    assert is_due(listed.after, POLICY, turn)
