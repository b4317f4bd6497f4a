"""Wiping with proof: what a certificate holds, who may accept it, and when a device counts as sanitized."""

from dataclasses import replace

import pytest

from lifecycle.command import OnSubject
from lifecycle.device import DeviceState
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.events import Happened
from lifecycle.people import COMMAND_LINE, Actor
from lifecycle.sanitization import CertificateState, Method, WipeResult
from lifecycle.wipes.commands import RecordWipe
from lifecycle.wipes.rules import next_steps
from tests.support.samples import NOW, POLICY
from tests.unit.lifecycle.workshop import ANA, BEN, DEVICE, RESTOCK, STAY, Workshop, accept, reject, wipe

FOUR_EYES = replace(POLICY, wipes_validated_by_another=True)
FACTS = {"device_id": DEVICE.id, "certificate_id": 1, "result": "pass"}


def refusal(workshop: Workshop, command: OnSubject, actor: Actor = BEN) -> Refused:
    with pytest.raises(Refused) as refused:
        workshop.perform(command, actor)
    return refused.value


def test_a_wipe_is_a_certificate_that_waits() -> None:
    workshop = Workshop()
    (recorded,) = workshop.perform(wipe())
    certificate = workshop.certificate(1)
    assert certificate
    assert certificate.state is CertificateState.RECORDED
    assert (certificate.device_id, certificate.return_id, certificate.version) == (DEVICE.id, STAY, 1)
    assert (certificate.operator_id, certificate.recorded_at) == (BEN.person_id, NOW)
    assert (certificate.revision, certificate.validator_id) == ("NIST SP 800-88 Rev. 2", None)
    assert (recorded.before, recorded.event.name, recorded.event.facts) == (None, Happened.WIPE_RECORDED, FACTS)
    assert workshop.the_device == DEVICE


@pytest.mark.parametrize(("typed", "kept"), [(" s6z1 ", "S6Z1"), ("  ", None), (None, None)])
def test_a_medium_is_known_by_its_number_however_it_is_typed(typed: str | None, kept: str | None) -> None:
    workshop = Workshop()
    workshop.perform(wipe(typed))
    certificate = workshop.certificate(1)
    assert certificate
    assert certificate.media_serial == kept


def test_an_accepted_certificate_sanitizes_the_device() -> None:
    workshop = Workshop()
    workshop.perform(wipe())
    accepted, sanitized = workshop.perform(accept(), ANA)
    certificate = workshop.certificate(1)
    assert certificate
    assert (certificate.state, certificate.version) == (CertificateState.ACCEPTED, 2)
    assert (certificate.validator_id, certificate.validated_at) == (ANA.person_id, NOW)
    assert (accepted.event.name, accepted.event.facts) == (Happened.CERTIFICATE_ACCEPTED, FACTS)
    assert sanitized.event.name is Happened.DEVICE_SANITIZED
    assert workshop.the_device == replace(
        DEVICE, state=DeviceState.SANITIZED, sanitized_by=Method.PURGE, returned_at=None, version=DEVICE.version + 1
    )


def test_a_rejected_certificate_keeps_its_reason_and_the_device_where_it_is() -> None:
    workshop = Workshop()
    workshop.perform(wipe())
    (rejected,) = workshop.perform(reject(), ANA)
    certificate = workshop.certificate(1)
    assert certificate
    assert (certificate.state, certificate.validator_id) == (CertificateState.REJECTED, ANA.person_id)
    assert certificate.reject_reason == rejected.event.reason == reject().reason
    assert (rejected.event.name, rejected.event.facts) == (Happened.CERTIFICATE_REJECTED, FACTS)
    assert workshop.the_device == DEVICE


@pytest.mark.parametrize("result", [WipeResult.FAIL, WipeResult.UNKNOWN])
def test_only_a_pass_is_accepted(result: WipeResult) -> None:
    workshop = Workshop()
    workshop.perform(wipe(result=result))
    assert refusal(workshop, accept()).reason is Reason.NOT_A_PASS


@pytest.mark.parametrize("who", [BEN, COMMAND_LINE], ids=["person", "command line"])
def test_where_the_policy_asks_for_another_nobody_accepts_their_own_wipe(who: Actor) -> None:
    workshop = Workshop(policy=FOUR_EYES)
    workshop.perform(wipe(), who)
    assert refusal(workshop, accept(), who).reason is Reason.VALIDATOR_IS_OPERATOR
    workshop.perform(accept(), ANA)
    assert workshop.the_device.state is DeviceState.SANITIZED


def test_one_may_reject_ones_own_wipe() -> None:
    workshop = Workshop(policy=FOUR_EYES)
    workshop.perform_all(wipe(), reject())


def test_without_that_policy_one_accepts_ones_own() -> None:
    workshop = Workshop()
    workshop.perform_all(wipe(), accept())


@pytest.mark.parametrize("command", [wipe(), accept(), reject()])
def test_nothing_happens_to_a_device_under_legal_hold(command: OnSubject) -> None:
    workshop = Workshop()
    workshop.perform(wipe())
    workshop.has(legal_hold=True)
    refused = refusal(workshop, command)
    assert (refused.reason, dict(refused.facts)) == (Reason.ON_HOLD, {"tag": DEVICE.asset_tag})


@pytest.mark.parametrize(
    ("commands", "clean"),
    [
        ([], False),
        ([wipe("A"), wipe("B"), accept(1)], False),
        ([wipe("A"), wipe("B"), accept(1), accept(2)], True),
        ([wipe("A"), reject(1)], False),
        ([wipe("A"), reject(1), wipe("A"), accept(2)], True),
        ([wipe("A"), reject(1), wipe("B"), accept(2)], False),
        ([wipe("A"), wipe("B"), accept(2), reject(1)], False),
        ([wipe("A"), wipe("A"), accept(2)], False),
        ([wipe("A"), wipe("A"), accept(2), reject(1)], True),
        ([wipe("A"), wipe("A"), accept(1), reject(2)], False),
        ([wipe(None, result=WipeResult.FAIL), wipe(None), accept(2)], False),
        ([wipe(None, result=WipeResult.FAIL), reject(1), wipe(None), accept(2)], True),
    ],
)
def test_a_device_is_sanitized_once_nothing_waits_and_every_mediums_newest_wipe_is_accepted(
    commands: list[OnSubject], clean: bool
) -> None:
    workshop = Workshop()
    workshop.perform_all(*commands)
    assert workshop.the_device.state is (DeviceState.SANITIZED if clean else DeviceState.RETURNED)


@pytest.mark.parametrize(
    ("wipes", "method"),
    [
        ([("A", Method.CLEAR)], Method.CLEAR),
        ([("A", Method.PURGE), ("B", Method.CLEAR)], Method.CLEAR),
        ([("A", Method.PURGE), ("B", Method.PURGE)], Method.PURGE),
        ([("A", Method.CLEAR), ("B", Method.DESTROY)], Method.DESTROY),
        ([("A", Method.CLEAR), ("A", Method.PURGE)], Method.PURGE),
        ([("A", Method.PURGE), ("A", Method.CLEAR)], Method.CLEAR),
        ([(None, Method.CLEAR), (None, Method.PURGE)], Method.CLEAR),
    ],
)
def test_a_device_is_as_clean_as_its_weakest_medium(wipes: list[tuple[str | None, Method]], method: Method) -> None:
    workshop = Workshop()
    workshop.perform_all(*(wipe(medium, how) for medium, how in wipes))
    workshop.perform_all(*(accept(number) for number in range(1, len(wipes) + 1)))
    assert workshop.the_device.sanitized_by is method


def test_a_rejected_wipe_says_nothing_of_how_clean_a_device_is() -> None:
    workshop = Workshop()
    workshop.perform_all(wipe(method=Method.CLEAR), reject(), wipe(), accept(2))
    assert workshop.the_device.sanitized_by is Method.PURGE


@pytest.mark.parametrize("command", [accept(), reject()])
def test_a_certificate_is_validated_once(command: OnSubject) -> None:
    workshop = Workshop()
    workshop.perform_all(wipe("A"), wipe("B"), accept(1))
    assert isinstance(refusal(workshop, command), Stale)


def test_what_was_only_cleared_may_be_purged_for_a_buyer() -> None:
    workshop = Workshop()
    workshop.perform_all(wipe(method=Method.CLEAR), accept(1))
    assert RecordWipe in {command for command, _ in next_steps(workshop.the_device, workshop.certificates_of([5]))}
    workshop.perform(wipe(method=Method.PURGE))
    assert (workshop.the_device.state, workshop.the_device.sanitized_by) == (DeviceState.RETURNED, None)
    workshop.perform(accept(2))
    assert (workshop.the_device.state, workshop.the_device.sanitized_by) == (DeviceState.SANITIZED, Method.PURGE)


@pytest.mark.parametrize("state", set(DeviceState) - {DeviceState.RETURNED, DeviceState.SANITIZED})
def test_only_what_is_back_is_wiped(state: DeviceState) -> None:
    workshop = Workshop(replace(DEVICE, state=state))
    assert isinstance(refusal(workshop, wipe()), Stale)


@pytest.mark.parametrize("command", [accept(), reject()])
def test_a_certificate_from_an_earlier_stay_proves_nothing(command: OnSubject) -> None:
    workshop = Workshop()
    workshop.perform(wipe())
    left_open = workshop.certificate(1)
    assert left_open
    workshop.perform_all(accept(), RESTOCK)
    workshop.items[left_open.subject] = left_open
    assert isinstance(refusal(workshop, command), Stale)
    workshop.has(state=DeviceState.RETURNED, return_id=STAY + 1)
    assert isinstance(refusal(workshop, command), Stale)
    workshop.perform_all(wipe(), accept(2))
    assert workshop.the_device.state is DeviceState.SANITIZED
