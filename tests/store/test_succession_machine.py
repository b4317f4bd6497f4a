"""Any commands about requests, some of them for a successor, in any order: nobody gives a device back for nothing."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from lifecycle.device import Device, DeviceState
from lifecycle.events import Happened
from lifecycle.people import HOOK
from lifecycle.refreshing.commands import ReplaceDevice
from lifecycle.request import LineState, Request
from lifecycle.requests.commands import AddDevice
from store.tables.models import event
from tests.store.test_machine import DeskMachine

ENDS = {Happened.DEVICE_SUCCESSOR_CAME, Happened.DEVICE_SUCCESSOR_OFF}


class SuccessionMachine(DeskMachine):
    """The same people, and an IT that replaces what they have in use."""

    def __init__(self) -> None:
        super().__init__()
        for tag in ("DD-00901", "DD-00902"):
            held = AddDevice(
                category="laptop",
                manufacturer="Lenovo",
                model="T14",
                country="DE",
                serial=None,
                asset_tag=tag,
                holder_id=self.company.worker.id,
            )
            self.perform(held, HOOK)

    @rule(device_id=st.integers(1, 6), choice=st.sampled_from(["laptop-14", "monitor-27", "new-hire"]))
    def it_replaces(self, device_id: int, choice: str) -> None:
        with self.store.reading() as reads:
            there = reads.device(device_id)
        if there:
            command = ReplaceDevice(device_id=device_id, choice=choice, needed_by=self.now.date())
            self.perform(command, self.actor(self.company.ana.id))

    @invariant()
    def a_device_is_set_aside_for_one_line_and_held_by_one_person(self) -> None:
        """What is asked back is with its holder still."""
        for one in self.devices():
            assert (one.holder_id is not None) == (one.state in {DeviceState.IN_USE, DeviceState.RETURN_DUE})

    @invariant()
    def a_device_waits_for_its_successor_for_as_long_as_that_may_come(self) -> None:
        requests = {one.id: one for one in self.requests()}
        waiting = {one.id: one for one in self.devices() if one.successor_id is not None}
        for number, one in waiting.items():
            asked = requests[one.successor_id or 0]
            assert asked.replaces == number
            states = successors(asked, one.category)
            assert LineState.ARRIVED not in states
            assert states != {LineState.CANCELLED}

    @invariant()
    def only_what_has_a_successor_is_asked_back(self) -> None:
        for one in self.devices():
            if one.state is DeviceState.RETURN_DUE:
                names = self.log_of(one)
                assert Happened.DEVICE_SUCCESSOR_CAME in names
                assert names.count(Happened.DEVICE_SUCCESSOR_ASKED) == sum(name in ENDS for name in names)

    def log_of(self, device: Device) -> list[Happened]:
        with self.store.database.reader() as connection:
            return list(connection.scalars(select(event.c.name).where(event.c.subject == device.subject)))


def successors(request: Request, category: str) -> set[LineState]:
    lines = [line for line in request.lines if line.category == category] or request.lines
    return {line.state for line in lines}


TestSuccession = SuccessionMachine.TestCase
TestSuccession.settings = settings(max_examples=10, stateful_step_count=40, suppress_health_check=list(HealthCheck))
