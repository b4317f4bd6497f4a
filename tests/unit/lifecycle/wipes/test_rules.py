"""Who wipes and disposes, what the buttons offer, and that no road leads around the proof."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.command import OnSubject
from lifecycle.device import Device, DeviceState
from lifecycle.errors import Reason, Refused
from lifecycle.people import Actor, Role
from lifecycle.sanitization import CertificateState, Method, WipeResult
from lifecycle.wipes import commands as wipe_commands
from lifecycle.wipes.commands import (
    AcceptCertificate,
    BackToStock,
    DestroyDevice,
    Donate,
    OnCertificate,
    OnDevice,
    RecordWipe,
    Recycle,
    RejectCertificate,
    Resell,
)
from lifecycle.wipes.rules import WIPE_RULES, next_steps
from tests.support.samples import POLICY
from tests.unit.lifecycle.workshop import ANA, BEN, DEVICE, NEXT_LIVES, STAY, Workshop, accept, reject, wipe

STRANGER = Actor(person_id=9, roles=frozenset({Role.APPROVER}))
FAILED = wipe(result=WipeResult.FAIL)
CLEAN = replace(DEVICE, state=DeviceState.SANITIZED, sanitized_by=Method.PURGE)
GONE = frozenset({DeviceState.SOLD, DeviceState.DONATED, DeviceState.RECYCLED, DeviceState.DESTROYED})
WAYS: Mapping[DeviceState, frozenset[DeviceState]] = {
    DeviceState.RETURNED: frozenset({DeviceState.SANITIZED}),
    DeviceState.SANITIZED: GONE | {DeviceState.IN_STOCK, DeviceState.RETURNED},
}

HELD = frozenset({DeviceState.RETURNED, DeviceState.SANITIZED})
HOLD, LIFT, COMES_BACK = "hold", "lift", "comes back"
"""What happens to the device elsewhere, between the commands."""

wipes = st.builds(
    wipe,
    st.sampled_from(["A", "B", None]),
    st.sampled_from([Method.PURGE, Method.CLEAR, Method.DESTROY]),
    st.sampled_from([WipeResult.PASS, WipeResult.PASS, WipeResult.FAIL]),
)
numbers = st.integers(1, 3)
commands: st.SearchStrategy[OnSubject] = st.one_of(
    wipes,
    st.builds(accept, numbers),
    st.builds(accept, numbers),
    st.builds(reject, numbers),
    st.sampled_from(NEXT_LIVES),
)
elsewhere = st.sampled_from([COMES_BACK, HOLD, LIFT, LIFT])


def offered(workshop: Workshop) -> list[tuple[type[OnSubject], int]]:
    certificates = workshop.certificates_of([DEVICE.id])
    return [(command, about.id) for command, about in next_steps(workshop.the_device, certificates)]


def test_every_command_has_its_rule() -> None:
    classes = (one for one in vars(wipe_commands).values() if isinstance(one, type) and issubclass(one, OnSubject))
    assert set(WIPE_RULES) == set(classes) - {OnSubject, OnDevice, OnCertificate}


@pytest.mark.parametrize("command", [wipe(), accept(), reject(), *NEXT_LIVES])
def test_only_it_wipes_and_disposes(command: OnSubject) -> None:
    workshop = Workshop(DEVICE if isinstance(command, RecordWipe | OnCertificate) else CLEAN)
    if isinstance(command, OnCertificate):
        workshop.perform(wipe())
    with pytest.raises(Refused) as refused:
        workshop.perform(command, STRANGER)
    assert refused.value.reason is Reason.NOT_ALLOWED
    assert workshop.perform(command, ANA)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([], [(RecordWipe, DEVICE.id)]),
        ([wipe()], [(AcceptCertificate, 1), (RejectCertificate, 1), (RecordWipe, DEVICE.id)]),
        ([FAILED], [(RejectCertificate, 1), (RecordWipe, DEVICE.id)]),
        ([FAILED, reject()], [(RecordWipe, DEVICE.id)]),
        ([wipe("A"), wipe("B")], [(AcceptCertificate, 1), (RejectCertificate, 1), (RecordWipe, DEVICE.id)]),
        ([wipe("A"), wipe("B"), accept(1)], [(AcceptCertificate, 2), (RejectCertificate, 2), (RecordWipe, DEVICE.id)]),
        (
            [wipe(), accept()],
            [(one, DEVICE.id) for one in (BackToStock, Resell, Donate, Recycle, DestroyDevice)],
        ),
        ([wipe(method=Method.DESTROY), accept()], [(Recycle, DEVICE.id), (DestroyDevice, DEVICE.id)]),
        *(([wipe(), accept(), life], []) for life in NEXT_LIVES),
    ],
)
def test_what_is_offered_follows_from_what_was_done(
    before: list[OnSubject], expected: list[tuple[type[OnSubject], int]]
) -> None:
    workshop = Workshop()
    workshop.perform_all(*before)
    assert offered(workshop) == expected


@pytest.mark.parametrize("device", [DEVICE, CLEAN])
def test_nothing_is_offered_under_legal_hold(device: Device) -> None:
    assert offered(Workshop(replace(device, legal_hold=True))) == []


@pytest.mark.parametrize("state", set(DeviceState) - {DeviceState.RETURNED, DeviceState.SANITIZED})
def test_nothing_is_offered_for_what_is_not_back(state: DeviceState) -> None:
    assert offered(Workshop(replace(DEVICE, state=state))) == []


def test_certificates_of_an_earlier_stay_are_not_offered() -> None:
    workshop = Workshop()
    workshop.perform(wipe())
    workshop.has(return_id=STAY + 1)
    assert offered(workshop) == [(RecordWipe, DEVICE.id)]


@given(
    steps=st.lists(commands | commands | elsewhere, min_size=15, max_size=40), four_eyes=st.booleans(), who=st.data()
)
def test_no_road_leads_around_the_proof(steps: list[OnSubject | str], four_eyes: bool, who: st.DataObject) -> None:
    workshop = Workshop(policy=replace(POLICY, wipes_validated_by_another=four_eyes))
    for step in steps:
        before, was = dict(workshop.items), workshop.the_device
        if isinstance(step, str):
            _elsewhere(workshop, step)
        elif _reason(workshop, step, who.draw(st.sampled_from([ANA, BEN]))):
            assert workshop.items == before
        else:
            assert not was.legal_hold
            _check_the_way(workshop, was)


@given(steps=st.lists(commands, min_size=5, max_size=20))
def test_what_is_offered_is_never_out_of_date(steps: list[OnSubject]) -> None:
    """A button leads to its command or to the words why not, and there is always one as long as IT has the device."""
    workshop = Workshop()
    for step in steps:
        if (type(step), step.subject.id) in offered(workshop):
            assert _reason(workshop, step) in {None, Reason.CLEARED_ONLY}
        assert bool(offered(workshop)) is (workshop.the_device.state in HELD)


def _reason(workshop: Workshop, step: OnSubject, who: Actor = BEN) -> Reason | None:
    """Why it was refused, if it was."""
    try:
        workshop.perform(step, who)
    except Refused as refused:
        return refused.reason
    return None


def _elsewhere(workshop: Workshop, step: str) -> None:
    device = workshop.the_device
    if step == COMES_BACK:
        if device.state is DeviceState.IN_STOCK:
            workshop.has(state=DeviceState.RETURNED, return_id=STAY + device.version)
    elif device.state in HELD:
        workshop.has(legal_hold=step == HOLD)


def _check_the_way(workshop: Workshop, was: Device) -> None:
    device, policy = workshop.the_device, workshop.policy
    ways = {was.state, *WAYS[was.state]}
    if was.sanitized_by is Method.DESTROY:
        ways &= {DeviceState.RECYCLED, DeviceState.DESTROYED}
    assert device.state in ways
    if was.state is DeviceState.SANITIZED and device.state is DeviceState.RETURNED:
        assert was.sanitized_by is Method.CLEAR
    stay = [one for one in workshop.certificates_of([DEVICE.id]) if one.return_id == was.return_id]
    accepted = [one for one in stay if one.state is CertificateState.ACCEPTED]
    assert all(one.result is WipeResult.PASS for one in accepted)
    assert not policy.wipes_validated_by_another or all(one.validator_id != one.operator_id for one in accepted)
    if device.state is not DeviceState.RETURNED:
        assert accepted
        assert all(one.state is not CertificateState.RECORDED for one in stay)
    if device.state in {DeviceState.SOLD, DeviceState.DONATED}:
        assert device.sanitized_by is Method.PURGE
