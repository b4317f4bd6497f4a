"""Removing the data of a device that is back, with proof, and validating the proof."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from lifecycle.case import Case, Decision
from lifecycle.change import begun, changed, device_changed
from lifecycle.device import Device, DeviceState, as_labelled
from lifecycle.errors import Fact, Reason, Refused, Stale
from lifecycle.events import Event, Happened
from lifecycle.sanitization import (
    Certificate,
    CertificateState,
    Method,
    WipeResult,
    certificate_moved,
)
from lifecycle.subject import SubjectKind
from lifecycle.wipes.commands import AcceptCertificate, RecordWipe, RejectCertificate


def record_wipe(case: Case, command: RecordWipe, device: Device) -> Decision:
    """One medium was sanitized, or it was tried: a certificate is on record and waits to be validated.

    What was only cleared may be purged for a buyer, and does not count as sanitized until that is proved. Raises
    `Stale` for a device whose data is gone for good already.
    """
    check_free(device)
    if device.state is DeviceState.SANITIZED and device.sanitized_by is not Method.CLEAR:
        raise Stale(device.subject)
    certificate = Certificate(
        id=case.look.new_id(SubjectKind.CERTIFICATE),
        state=CertificateState.RECORDED,
        device_id=device.id,
        return_id=device.return_id,
        method=command.method,
        technique=command.technique,
        tool=command.tool,
        tool_version=command.tool_version,
        media_type=command.media_type,
        media_serial=as_labelled(command.media_serial or "") or None,
        verification=command.verification,
        result=command.result,
        operator_id=case.actor.person_id,
        recorded_at=case.now,
    )
    recorded = begun(certificate, Event(name=Happened.WIPE_RECORDED, facts=_facts(certificate)))
    if device.state is DeviceState.SANITIZED:
        back = replace(device, sanitized_by=None, returned_at=_stay_begun(case, device))
        again = device_changed(device, Happened.DEVICE_WIPED_AGAIN, back)
        return Decision(changes=(again, recorded))
    return Decision(changes=(recorded,))


def accept(case: Case, command: AcceptCertificate, certificate: Certificate) -> Decision:
    """The outcome is accepted; with its last medium the device counts as sanitized.

    Raises `Refused(NOT_A_PASS)` for a wipe that failed, and `Refused(VALIDATOR_IS_OPERATOR)` for who wiped it, where
    the policy wants two people.
    """
    device = _device_here(case, certificate)
    if certificate.result is not WipeResult.PASS:
        raise Refused(Reason.NOT_A_PASS)
    if case.policy.wipes_validated_by_another and case.actor.person_id == certificate.operator_id:
        raise Refused(Reason.VALIDATOR_IS_OPERATOR)
    return _validated(case, device, certificate, Event(name=Happened.CERTIFICATE_ACCEPTED))


def reject(case: Case, command: RejectCertificate, certificate: Certificate) -> Decision:
    """The outcome is not accepted: the medium has to be sanitized again, unless a newer certificate proves that."""
    device = _device_here(case, certificate)
    event = Event(name=Happened.CERTIFICATE_REJECTED, reason=command.reason)
    return _validated(case, device, certificate, event)


def check_free(device: Device) -> None:
    """Raises `Refused(ON_HOLD)` for a device that is neither to be wiped nor disposed of."""
    if device.legal_hold:
        raise Refused(Reason.ON_HOLD, tag=device.asset_tag)


def of_this_stay(device: Device, certificates: Iterable[Certificate]) -> Sequence[Certificate]:
    """The certificates since the device came back the last time, oldest first."""
    return [one for one in certificates if _is_of_this_stay(device, one)]


def is_clean(stay: Sequence[Certificate]) -> bool:
    """Whether these certificates of one stay, oldest first, prove it for the device.

    None of them waits for its validation, and the newest of every medium is accepted. Media are told apart by their
    serial numbers; those without one count as one medium.
    """
    newest = {one.media_serial: one for one in stay}.values()
    validated = all(one.state is not CertificateState.RECORDED for one in stay)
    return bool(stay) and validated and all(one.state is CertificateState.ACCEPTED for one in newest)


def _is_of_this_stay(device: Device, certificate: Certificate) -> bool:
    is_since = device.returned_at is None or certificate.recorded_at >= device.returned_at
    return is_since and certificate.return_id == device.return_id


def _stay_begun(case: Case, device: Device) -> datetime:
    """When a sanitized device came back: what was proved of its media since then still counts."""
    return case.look.came_back_at(device.id) or case.now


def _device_here(case: Case, certificate: Certificate) -> Device:
    """The certificate's device; what was recorded before it left proves nothing once it is back again."""
    device = case.device(certificate.device_id)
    if device.state is not DeviceState.RETURNED or not _is_of_this_stay(device, certificate):
        raise Stale(certificate.subject)
    check_free(device)
    return device


def _validated(case: Case, device: Device, certificate: Certificate, event: Event) -> Decision:
    after = replace(
        certificate_moved(certificate, event.name),
        validator_id=case.actor.person_id,
        validated_at=case.now,
        reject_reason=event.reason,
    )
    change = changed(certificate, after, replace(event, facts=_facts(certificate)))
    stay = of_this_stay(device, case.look.certificates_of([device.id]))
    stay = [after if one.id == after.id else one for one in stay]
    if not is_clean(stay):
        return Decision(changes=(change,))
    clean = replace(device, sanitized_by=_method(stay), returned_at=None)
    return Decision(changes=(change, device_changed(device, Happened.DEVICE_SANITIZED, clean)))


def _method(stay: Sequence[Certificate]) -> Method:
    """What holds for the device: one destroyed medium makes it waste, else it is as clean as its weakest medium.

    A medium is as clean as its newest accepted wipe left it; where its number is not known, each wipe counts.
    """
    proofs = (one for one in stay if one.state is CertificateState.ACCEPTED)
    methods = {one.media_serial or one.id: one.method for one in proofs}.values()
    if Method.DESTROY in methods:
        return Method.DESTROY
    return Method.CLEAR if Method.CLEAR in methods else Method.PURGE


def _facts(certificate: Certificate) -> Mapping[str, Fact]:
    return {"device_id": certificate.device_id, "certificate_id": certificate.id, "result": certificate.result}
