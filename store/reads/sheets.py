"""A page of a list with all that is shown of it."""

from collections.abc import Mapping, Sequence

from lifecycle.device import Device
from lifecycle.people import Person
from lifecycle.reads.facts import DeviceFacts, Facts
from lifecycle.reads.worklist import KINDS, Asked, Listing, Sheet
from lifecycle.subject import Subject, SubjectKind
from store.reads import facts, worklist
from store.reads.lookups import SqlLookups
from store.shelves import REQUESTS

_REQUESTS = REQUESTS.select.where(REQUESTS.table.c.id.in_(worklist.NUMBERS))


def sheet(look: SqlLookups, listing: Listing, asked: Asked, after: int | None) -> Sheet:
    """The page after a number, or the first one."""
    ids, following, total = worklist.page(look.connection, listing, asked, after)
    found = {one.item.id: one for one in _facts(look, KINDS[listing], ids)}
    return Sheet(
        listing=listing,
        facts=tuple(found[one] for one in ids if one in found),
        total=total,
        following=following,
    )


def _facts(look: SqlLookups, kind: SubjectKind, ids: Sequence[int]) -> Sequence[Facts]:
    if kind is SubjectKind.REQUEST:
        requests = [one.item for one in REQUESTS.found(look.connection, _REQUESTS, {"ids": ids})]
        return facts.of_requests(look, requests, {})
    if kind is SubjectKind.DEVICE:
        certificates = look.certificates_of(ids)
        return [
            DeviceFacts(
                device=one,
                certificates=[each for each in certificates if each.device_id == one.id],
                people=_holder(look, one),
            )
            for one in look.devices(ids)
        ]
    found = (facts.of(look, Subject(kind, one)) for one in ids)
    return [one for one in found if one]


def _holder(look: SqlLookups, device: Device) -> Mapping[int, Person]:
    found = None if device.holder_id is None else look.person(device.holder_id)
    return {found.id: found} if found else {}
