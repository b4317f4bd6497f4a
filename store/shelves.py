"""The shelf of each kind of subject."""

from collections.abc import Mapping
from typing import Any

from lifecycle.audit import Audit, AuditItem
from lifecycle.campaign import Campaign
from lifecycle.device import Device
from lifecycle.request import REQUEST_ENDS, Line, Request, Shipment
from lifecycle.requests.sourcing import kind_key
from lifecycle.retrieval import Item, Kit, Problem, Return
from lifecycle.sanitization import Certificate
from lifecycle.subject import SubjectKind
from store.derived import name_words, price_units, tag_parts
from store.log.parts import Parts
from store.log.record import Values
from store.shelf import Shelf
from store.tables import audit_models, models, return_models


def _of_request(one: Request) -> Values:
    return {"is_open": one.state not in REQUEST_ENDS}


def _of_return(one: Return) -> Values:
    return {"is_open": one.is_open}


def _of_device(one: Device) -> Values:
    tag_prefix, tag_number = tag_parts(one.asset_tag)
    units = price_units(one.price.amount if one.price else None)
    return {
        "kind": kind_key(one),
        "tag_prefix": tag_prefix,
        "tag_number": tag_number,
        "keeper_words": name_words(one.keeper),
        "price_units": units,
    }


def _of_audit(one: Audit) -> Values:
    return {"keeper_words": name_words(one.keeper)}


REQUESTS: Shelf[Request] = Shelf(
    Request,
    models.request,
    {"lines": Parts(Line, models.request_line), "shipments": Parts(Shipment, models.shipment)},
    _of_request,
)
DEVICES: Shelf[Device] = Shelf(Device, models.device, derived=_of_device)
RETURNS: Shelf[Return] = Shelf(
    Return,
    return_models.device_return,
    {
        "items": Parts(Item, return_models.return_item),
        "kits": Parts(Kit, return_models.return_kit),
        "problems": Parts(Problem, return_models.return_problem),
    },
    _of_return,
)
CERTIFICATES: Shelf[Certificate] = Shelf(Certificate, return_models.certificate)
AUDITS: Shelf[Audit] = Shelf(Audit, audit_models.audit, {"items": Parts(AuditItem, audit_models.audit_item)}, _of_audit)
CAMPAIGNS: Shelf[Campaign] = Shelf(Campaign, audit_models.campaign)

SHELVES: Mapping[SubjectKind, Shelf[Any]] = {
    SubjectKind.REQUEST: REQUESTS,
    SubjectKind.DEVICE: DEVICES,
    SubjectKind.RETURN: RETURNS,
    SubjectKind.CERTIFICATE: CERTIFICATES,
    SubjectKind.CAMPAIGN: CAMPAIGNS,
    SubjectKind.AUDIT: AUDITS,
}
"""Everything that has a log of events."""
