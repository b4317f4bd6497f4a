"""What cards show, gathered: a subject with everybody and everything that it names."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from lifecycle.audit import Audit
from lifecycle.campaign import Campaign
from lifecycle.change import Item
from lifecycle.device import Device
from lifecycle.events import Happened
from lifecycle.people import Person
from lifecycle.reads.facts import (
    AuditFacts,
    CampaignFacts,
    CertificateFacts,
    DeviceFacts,
    Facts,
    RequestFacts,
    ReturnFacts,
)
from lifecycle.request import LINE_TRANSITIONS, REQUEST_ENDS, Line, Request
from lifecycle.retrieval import Return
from lifecycle.sanitization import Certificate
from lifecycle.subject import Subject, SubjectKind
from store import people
from store.people import SELECT_PEOPLE
from store.reads import audits
from store.reads.lookups import SqlLookups
from store.tables.models import event, person

MOST_TASKS = 10
"""How many audits with something to find out a campaign's card names."""

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_ACTORS = select(event.c.actor_id).where(event.c.subject.in_(bindparam("subjects", expanding=True)))
_PEOPLE = SELECT_PEOPLE.where(or_(person.c.id.in_(_IDS), person.c.id.in_(_ACTORS)))


def of(look: SqlLookups, subject: Subject) -> Facts | None:
    """A subject with everything that its card shows; among the people, all who ever acted on it."""
    item = look.item(subject)
    return None if item is None else _GATHER[type(item)](look, item)


def of_requests(
    look: SqlLookups, requests: Sequence[Request], stock: Mapping[int, Sequence[Device]]
) -> list[RequestFacts]:
    """Requests with everybody and everything they name, which is read once for all of them."""
    ids = {one for request in requests for one in _named(request)}
    everybody = _everybody(look.connection, ids, [request.subject for request in requests])
    lines = [line.device_id for request in requests for line in request.lines]
    device_ids = [one for one in (*lines, *(request.replaces for request in requests)) if one is not None]
    devices = {one.id: one for one in look.devices(device_ids)}
    return [RequestFacts(request=request, people=everybody, devices=devices, stock=stock) for request in requests]


def _of_request(look: SqlLookups, request: Request) -> RequestFacts:
    stock = {line.number: look.free_devices(line) for line in _choosable(request)}
    return of_requests(look, [request], stock)[0]


def _of_device(look: SqlLookups, device: Device) -> DeviceFacts:
    holder = () if device.holder_id is None else (device.holder_id,)
    people = _everybody(look.connection, holder, [device.subject])
    return DeviceFacts(device=device, certificates=look.certificates_of([device.id]), people=people)


def _of_certificate(look: SqlLookups, certificate: Certificate) -> CertificateFacts:
    (device,) = look.devices([certificate.device_id])
    return CertificateFacts(certificate=certificate, device=device)


def _of_return(look: SqlLookups, case: Return) -> ReturnFacts:
    device_ids = [item.device_id for item in case.items]
    here = [one for one in look.certificates_of(device_ids) if one.return_id == case.id]
    certificates: dict[int, list[Certificate]] = {}
    for one in here:
        certificates.setdefault(one.device_id, []).append(one)
    subjects = [case.subject, *(Subject(SubjectKind.DEVICE, device_id) for device_id in device_ids)]
    return ReturnFacts(
        case=case,
        people=_everybody(look.connection, {*_concerned(case), *_who_wiped(here)}, subjects),
        devices={one.id: one for one in look.devices(device_ids)},
        certificates=certificates,
        reach=look.reach_of(case.subject),
    )


def _of_audit(look: SqlLookups, audit: Audit) -> AuditFacts:
    by = {one for item in audit.items for one in (item.answered_by, item.settled_by) if one is not None}
    named = {*by, *((audit.holder_id,) if audit.holder_id is not None else ())}
    return AuditFacts(
        audit=audit,
        people=_everybody(look.connection, named, [audit.subject]),
        devices={one.id: one for one in look.devices([item.device_id for item in audit.items])},
    )


def _of_campaign(look: SqlLookups, campaign: Campaign) -> CampaignFacts:
    tasks = audits.with_tasks(look.connection, campaign.id, MOST_TASKS)
    found = [one for number in tasks if (one := look.audit(number))]
    named = {*(one.holder_id for one in found if one.holder_id is not None)}
    scope = campaign.scope
    named |= {one for one in (campaign.begun_by, scope.manager_id) if one is not None}
    return CampaignFacts(
        campaign=campaign,
        people=_everybody(look.connection, named, [campaign.subject]),
        answers=audits.answers(look.connection, campaign.id),
        open_audits=audits.open_audits(look.connection, campaign.id),
        tasks=found,
    )


def _everybody(connection: Connection, ids: Collection[int], subjects: Sequence[Subject]) -> Mapping[int, Person]:
    """These people, and all who ever acted on these subjects, by id."""
    return {one.id: one for one in people.found(connection, _PEOPLE, {"ids": [*ids], "subjects": subjects})}


def _named(request: Request) -> Iterable[int]:
    ids = (*request.people, *request.limit_approvers, request.limit_approved_by, request.decided_by)
    return (one for one in ids if one is not None)


def _concerned(case: Return) -> Iterable[int]:
    reported = (one for problem in case.problems for one in (problem.reported_by, problem.closed_by))
    ids = (case.holder_id, case.manager_id, case.opened_by, case.closed_by, *reported)
    return (one for one in ids if one is not None)


def _who_wiped(certificates: Iterable[Certificate]) -> Iterable[int]:
    ids = (who for one in certificates for who in (one.operator_id, one.validator_id))
    return (one for one in ids if one is not None)


def _choosable(request: Request) -> Iterable[Line]:
    """The lines whose source may still change."""
    if request.state in REQUEST_ENDS:
        return ()
    return (
        line
        for line in request.lines
        if line.tracked and LINE_TRANSITIONS.target(Happened.SOURCE_CHANGED, line.state) is not None
    )


_GATHER: Mapping[type[Item], Callable[[SqlLookups, Any], Facts]] = {
    Request: _of_request,
    Return: _of_return,
    Device: _of_device,
    Certificate: _of_certificate,
    Audit: _of_audit,
    Campaign: _of_campaign,
}
