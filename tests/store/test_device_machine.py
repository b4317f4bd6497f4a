"""Any commands about devices, their returns and their wipes, by anybody in any order: no road passes the gate."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from lifecycle.command import OnSubject
from lifecycle.device import DEVICE_ENDS, OUT, Device, DeviceState
from lifecycle.devices.correcting import STATES
from lifecycle.retrieval import ItemOutcome, ReturnCause, ReturnState
from lifecycle.returns.commands import OpenReturn
from lifecycle.sanitization import CertificateState, Method, WipeResult
from tests.store.any_device_command import about_one_device, changes, correction
from tests.store.any_return_command import about_devices
from tests.store.test_return_machine import BACK, ReturnMachine
from tests.support.company import NOW

WAITING = frozenset({DeviceState.RETURNED, DeviceState.IN_REPAIR, DeviceState.LOST})
"""Where a device may be that came back with data on it."""


class DeviceMachine(ReturnMachine):
    """The same people and devices, and an IT that hands out, repairs, loses, finds, retires and corrects."""

    ASKED_FOR = OUT - {DeviceState.LOST}
    """What a return has brought back may be lost from IT's shelf."""

    def __init__(self) -> None:
        super().__init__()
        self.with_data = {one.id: True for one in self.devices()}
        self.had_it: dict[int, int | None] = {}

    @rule(command=about_one_device, who=st.integers(1, 5))
    def anybody_does_anything_with_a_device(self, command: OnSubject, who: int) -> None:
        self.perform(command, self.actor(who))

    @rule(command=about_one_device | about_devices)
    def it_does_anything_with_a_device(self, command: OnSubject) -> None:
        self.perform(command, self.actor(self.company.ben.id))

    @rule(number=st.integers(1, 3), changed=changes, late=st.booleans())
    def it_corrects(self, number: int, changed: dict[str, object], late: bool) -> None:
        with self.store.reading() as reads:
            device = reads.device(number)
        assert device
        self.perform(correction(device, changed, late=late), self.actor(self.company.ben.id))

    @rule(number=st.integers(1, 3))
    def a_device_comes_back_and_is_wiped(self, number: int) -> None:
        with self.store.reading() as reads:
            device = reads.device(number)
        assert device
        it = self.actor(self.company.ben.id)
        self.perform(correction(device, {"state": DeviceState.RETURNED}, late=False), it)

    @rule(who=st.integers(1, 2))
    def somebody_leaves(self, who: int) -> None:
        opening = OpenReturn(holder_id=who, cause=ReturnCause.LEAVING, last_day=NOW.date())
        self.perform(opening, self.actor(self.company.ben.id))

    @invariant()
    def nothing_goes_on_without_an_accepted_certificate(self) -> None:
        for one in self.devices():
            self.follows(self.before[one.id], one)
            self.before[one.id] = one

    def follows(self, before: Device, one: Device) -> None:
        assert (one.returned_at is not None) >= (one.state is DeviceState.RETURNED)
        if one.returned_at is not None:
            assert one.state in WAITING
            assert (one.holder_id, one.keeper) == (None, None)
        if before.returned_at is not None and one.returned_at is None:
            assert one.state is DeviceState.SANITIZED
            accepted = (cert for cert in self.certificates() if cert.state is CertificateState.ACCEPTED)
            proofs = [cert for cert in accepted if cert.device_id == one.id and cert.recorded_at >= before.returned_at]
            assert proofs
            assert all(proof.result is WipeResult.PASS for proof in proofs)
        if before.state in DEVICE_ENDS and one.state is not before.state:
            assert one.state in STATES
        if before.state is DeviceState.SOLD and one.state is DeviceState.IN_USE and self.with_data[one.id]:
            assert one.holder_id == self.had_it[one.id], "what was bought with data on it is its buyer's alone"
        self.had_it[one.id] = one.holder_id or self.had_it.get(one.id)
        if before.sanitized_by is Method.DESTROY and one.state not in BACK | {before.state}:
            assert one.state in {DeviceState.RECYCLED, DeviceState.DESTROYED, DeviceState.LOST, DeviceState.IN_REPAIR}
        self.data_is_gone(before, one)

    def data_is_gone(self, before: Device, one: Device) -> None:
        """What somebody has had is in stock, or has left by IT's hand, only after its wipe."""
        if one.state is DeviceState.SANITIZED:
            self.with_data[one.id] = False
        elif one.holder_id or one.keeper or one.returned_at or one.state in OUT:
            self.with_data[one.id] = True
        assert not (one.state is DeviceState.IN_STOCK and self.with_data[one.id])
        assert not (one.state in DEVICE_ENDS and one.disposition and self.with_data[one.id])

    @invariant()
    def a_closed_return_has_an_outcome_for_every_device(self) -> None:
        """What has come back may be lost all the same; it is not to come back once more."""
        devices = {one.id: one for one in self.devices()}
        for one in self.returns():
            assert (one.state is ReturnState.CLOSED) <= (not one.outstanding())
            recovered = (item.device_id for item in one.items if item.outcome is ItemOutcome.RECOVERED)
            back = (devices[device_id] for device_id in recovered if devices[device_id].return_id == one.id)
            assert all(device.state not in OUT - {DeviceState.LOST} for device in back)

    @invariant()
    def what_is_in_use_is_with_somebody(self) -> None:
        for one in self.devices():
            assert (one.state is not DeviceState.IN_USE) or one.holder_id or one.keeper
            assert not (one.holder_id and one.keeper)


TestDevices = DeviceMachine.TestCase
TestDevices.settings = settings(max_examples=15, stateful_step_count=50, suppress_health_check=list(HealthCheck))
