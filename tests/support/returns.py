"""Returns and certificates as they may stand on record, put there without the rules."""

from dataclasses import replace
from datetime import date

from lifecycle.change import Change, Item, begun, changed
from lifecycle.device import Device
from lifecycle.events import Event, Happened
from lifecycle.people import Origin, Person
from lifecycle.ports import Stamp
from lifecycle.retrieval import Item as Returned
from lifecycle.retrieval import Return, ReturnCause, ReturnState
from lifecycle.sanitization import (
    Certificate,
    CertificateState,
    MediaType,
    Method,
    Verification,
    WipeResult,
)
from lifecycle.subject import SubjectKind
from store.unit_of_work import SqlStore
from tests.support.company import NOW

LAST_DAY = date(2026, 12, 31)


def a_case(return_id: int, holder_id: int, *device_ids: int, **changes: object) -> Return:
    """A return that was just opened."""
    bare = Return(
        id=return_id,
        state=ReturnState.OPEN,
        cause=ReturnCause.LEAVING,
        holder_id=holder_id,
        manager_id=None,
        opened_by=None,
        opened_at=NOW,
        last_day=LAST_DAY,
        channel="C0IT",
        items=tuple(Returned(number=number, device_id=one) for number, one in enumerate(device_ids, start=1)),
    )
    return replace(bare, **changes)  # type: ignore[arg-type]


def a_wipe(certificate_id: int, device_id: int, **changes: object) -> Certificate:
    """A certificate that waits for its validation."""
    bare = Certificate(
        id=certificate_id,
        state=CertificateState.RECORDED,
        device_id=device_id,
        return_id=None,
        method=Method.PURGE,
        technique="cryptographic erase",
        tool="EACS",
        tool_version="15.1",
        media_type=MediaType.FLASH,
        media_serial="S6Z1",
        verification=Verification.COMPLETION_STATUS,
        result=WipeResult.PASS,
        operator_id=None,
        recorded_at=NOW,
    )
    return replace(bare, **changes)  # type: ignore[arg-type]


def keep(store: SqlStore, change: Change[Item], by: Person | None = None) -> None:
    """Put a change on record; what it changes is read first."""
    origin = Origin.CLI if by is None else Origin.SLACK
    stamp = Stamp(actor_id=None if by is None else by.id, origin=origin, at=NOW, key="test")
    with store.transaction() as work:
        work.item(change.after.subject)
        work.keep(change, stamp)


def open_case(store: SqlStore, holder: Person, *device_ids: int, **changes: object) -> Return:
    """A return on record."""
    with store.transaction() as work:
        return_id = work.new_id(SubjectKind.RETURN)
        change = begun(
            a_case(return_id, holder.id, *device_ids, **changes), Event(name=Happened.RETURN_OPENED, parts=())
        )
        work.keep(change, Stamp(actor_id=None, origin=Origin.CLI, at=NOW, key="test"))
    return change.after


def record_wipe(store: SqlStore, device_id: int, **changes: object) -> Certificate:
    """A certificate on record."""
    with store.transaction() as work:
        certificate = a_wipe(work.new_id(SubjectKind.CERTIFICATE), device_id, **changes)
        change = begun(certificate, Event(name=Happened.WIPE_RECORDED))
        work.keep(change, Stamp(actor_id=None, origin=Origin.CLI, at=NOW, key="test"))
    return change.after


def change_device(
    store: SqlStore,
    device_id: int,
    by: Person | None = None,
    event: Happened = Happened.DEVICE_REASSIGNED,
    **changes: object,
) -> Device:
    """A device with these fields on record."""
    with store.reading() as reads:
        device = reads.device(device_id)
    assert device
    change = changed(device, replace(device, **changes), Event(name=event))  # type: ignore[arg-type]
    keep(store, change, by)
    return change.after


def change_case(
    store: SqlStore, case: Return, event: Event | None = None, by: Person | None = None, **changes: object
) -> Return:
    """The return with these fields on record."""
    change = changed(case, replace(case, **changes), event or Event(name=Happened.RETURN_CHANGED))  # type: ignore[arg-type]
    keep(store, change, by)
    return change.after
