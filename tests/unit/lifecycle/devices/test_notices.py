"""Who hears of what happens to a device beside its request or return."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lifecycle.change import Change, changed
from lifecycle.device import Device, DeviceState
from lifecycle.devices.notices import of_device
from lifecycle.events import Event, Happened
from lifecycle.people import COMMAND_LINE, Actor
from tests.support.samples import CHIARA, GRETA, IN_STOCK, NOW
from tests.unit.lifecycle.workshop import ANA, Workshop

HELD = replace(IN_STOCK[0], state=DeviceState.IN_USE, holder_id=CHIARA.id)
CHANNEL, HER, OTHER = "channel:C0ITDEVICES", f"person:{CHIARA.id}", f"person:{GRETA.id}"


def step(event: Happened, before: Device = HELD, **after: object) -> Change[Device]:
    return changed(before, replace(before, **after), Event(name=event, reason="because"))  # type: ignore[arg-type]


def told(change: Change[Device], actor: Actor = ANA) -> list[str]:
    return [one.to for one in of_device(Workshop().case(actor), change)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (step(Happened.DEVICE_ASSIGNED, IN_STOCK[0], holder_id=CHIARA.id), [HER]),
        (step(Happened.DEVICE_SENT_TO_REPAIR), [HER]),
        (step(Happened.DEVICE_REPAIRED), [HER]),
        (step(Happened.DEVICE_LOST), [CHANNEL, HER]),
        (step(Happened.DEVICE_LOST, replace(HELD, state=DeviceState.RETURN_DUE)), []),
        (step(Happened.DEVICE_FOUND, replace(HELD, state=DeviceState.LOST), holder_id=None), [CHANNEL, HER]),
        (step(Happened.DEVICE_CORRECTED, holder_id=GRETA.id), [OTHER, HER]),
        (step(Happened.DEVICE_CORRECTED, model="Air 15"), []),
        (step(Happened.DEVICE_MOVED, country="PT"), []),
        (step(Happened.DEVICE_ARRIVED), []),
        (step(Happened.DEVICE_LOST, IN_STOCK[0]), [CHANNEL]),
    ],
)
def test_who_is_told(change: Change[Device], expected: list[str]) -> None:
    assert told(change) == expected


def test_nobody_hears_of_what_they_did_themselves_nor_of_lists_that_are_read_in() -> None:
    assert told(step(Happened.DEVICE_LOST), Actor(person_id=CHIARA.id)) == [CHANNEL]
    added = Change(before=None, after=HELD, event=Event(name=Happened.DEVICE_ADDED))
    assert told(added) == [HER]
    assert told(added, COMMAND_LINE) == []
    assert told(step(Happened.DEVICE_CORRECTED, holder_id=GRETA.id), COMMAND_LINE) == []


def test_people_are_told_while_they_work_and_the_channel_at_once() -> None:
    case = replace(Workshop().case(ANA), now=NOW + timedelta(hours=12))
    news, note = of_device(case, step(Happened.DEVICE_LOST))
    assert news.at == case.now
    assert note.at > case.now
