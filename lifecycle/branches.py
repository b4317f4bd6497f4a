"""What the desk does about each kind of subject, whatever the command: looks again, shows, tells, forgets."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Generic, TypeVar

from lifecycle import ladder, quiet_hours, seeing
from lifecycle.audit import Audit
from lifecycle.audits import auditing, campaigning
from lifecycle.audits import cycle as audit_cycle
from lifecycle.audits import notices as audit_notices
from lifecycle.audits import plan as audit_plan
from lifecycle.campaign import Campaign
from lifecycle.case import Case
from lifecycle.change import Change, Item
from lifecycle.device import Device
from lifecycle.devices import notices as device_notices
from lifecycle.errors import Reason, Refused
from lifecycle.notices import PARCEL_EVENTS, Notice, cards, told
from lifecycle.people import Person
from lifecycle.permissions import speaker
from lifecycle.plan import next_look
from lifecycle.policy import Policy
from lifecycle.request import REQUEST_ENDS, Request
from lifecycle.retrieval import ItemOutcome, Return
from lifecycle.returns import notices as return_notices
from lifecycle.returns.reminding import readers
from lifecycle.subject import Subject, SubjectKind
from lifecycle.wipes import notices as wipe_notices

S = TypeVar("S", bound=Item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch(Generic[S]):
    """One kind of subject.

    `noted` is a change with what follows from it for the item itself. `planned` is the item with what is due next
    (None: a kind that is never looked at again), `shown` are all its living messages, `told` what a change has to tell,
    and `ended` names whose private data is kept for a while yet and then deleted. `channel` is where IT's card belongs.
    `looked` is when something is looked at next after it was and nothing had to be done, where that is not what
    `planned` says.
    """

    noted: Callable[[Case, Change[S]], Change[S]] | None = None
    planned: Callable[[Case, S], S] | None = None
    looked: Callable[[Case, S], datetime | None] | None = None
    shown: Callable[[Case, S, str], Iterable[Notice]] = lambda *_: ()
    told: Callable[[Case, Change[S]], Iterable[Notice]] = lambda *_: ()
    ended: Callable[[S], Iterable[Subject]] = lambda *_: ()
    channel: Callable[[Policy, S], str] = lambda policy, _: policy.it_channel


def _request_planned(case: Case, request: Request) -> Request:
    return replace(request, next_look_at=next_look(request, case.policy, case.calendar, case.now))


def _request_shown(case: Case, request: Request, salt: str) -> Iterator[Notice]:
    return cards(request, speaker(request, _recipient(case, request)), case.now, salt=salt)


def _request_told(case: Case, change: Change[Request]) -> Iterator[Notice]:
    request, event = change.after, change.event
    who = speaker(request, _recipient(case, request)) if event.name in PARCEL_EVENTS else None
    yield from cards(request, who, case.now, event)
    yield from told(request, event, case.actor, who, case.now)


def _recipient(case: Case, request: Request) -> Person:
    person = case.look.person(request.recipient_id)
    if person is None:
        raise Refused(Reason.NOT_FOUND)
    return person


def _request_ended(request: Request) -> Iterable[Subject]:
    if request.state not in REQUEST_ENDS:
        return ()
    return (request.subject, Subject(SubjectKind.PERSON, request.recipient_id))


def _request_channel(policy: Policy, request: Request) -> str:
    return policy.channel_for(request.country, frozenset(line.category for line in request.lines))


REQUESTS: Branch[Request] = Branch(
    planned=_request_planned,
    shown=_request_shown,
    told=_request_told,
    ended=_request_ended,
    channel=_request_channel,
)


def _return_planned(case: Case, item: Return) -> Return:
    due = ladder.next_step(item, readers(case, item), case.policy, case.calendar, case.now)
    if due is None:
        return replace(item, next_look_at=None, next_step=None)
    return replace(item, next_look_at=due.at, next_step=f"{due.occasion.audience}:{due.occasion.step}")


def _return_told(case: Case, change: Change[Return]) -> Iterator[Notice]:
    item = change.after
    notices = chain(return_notices.cards(item, case.now), return_notices.told(item, change.event, case.actor, case.now))
    return quiet_hours.kept(case, item, notices)


def _return_ended(item: Return) -> Iterable[Subject]:
    """Whose private data is needed no more; while a device that is still out is on hold, it may be asked for again."""
    is_held = any(one.outcome is ItemOutcome.LEGAL_HOLD for one in item.items)
    return () if item.is_open or is_held else (item.subject,)


RETURNS: Branch[Return] = Branch(
    planned=_return_planned,
    shown=lambda case, item, salt: return_notices.cards(item, case.now, salt=salt),
    told=_return_told,
    ended=_return_ended,
)


def _audit_planned(case: Case, audit: Audit) -> Audit:
    """The next step, and a day from now at the latest: a device may have moved on meanwhile."""
    if not audit.is_open:
        return replace(audit, next_look_at=None)
    due = audit_plan.next_step(audit, auditing.parties(case, audit), case.policy, case.calendar, case.now)
    tomorrow = case.now + timedelta(days=1)
    return replace(audit, next_look_at=min(due[1], tomorrow) if due else tomorrow)


AUDITS: Branch[Audit] = Branch(planned=_audit_planned, shown=audit_notices.cards, told=audit_notices.of_audit)

CAMPAIGNS: Branch[Campaign] = Branch(
    planned=lambda case, one: replace(one, next_look_at=campaigning.planned(one, case.now)),
    shown=audit_notices.campaign_card,
    told=audit_notices.of_campaign,
)


def _device_told(case: Case, change: Change[Device]) -> Iterator[Notice]:
    return chain(wipe_notices.of_device(case, change), device_notices.of_device(case, change))


DEVICES: Branch[Device] = Branch(
    noted=lambda case, change: seeing.noted(change, case.now),
    planned=lambda case, one: replace(one, next_look_at=audit_cycle.planned(one, case.policy, case.now)),
    looked=lambda case, one: audit_cycle.next_turn(one, case.policy, case.now),
    told=_device_told,
)

BRANCHES: Mapping[SubjectKind, Branch[Any]] = {
    SubjectKind.REQUEST: REQUESTS,
    SubjectKind.RETURN: RETURNS,
    SubjectKind.DEVICE: DEVICES,
    SubjectKind.AUDIT: AUDITS,
    SubjectKind.CAMPAIGN: CAMPAIGNS,
    SubjectKind.CERTIFICATE: Branch(told=wipe_notices.of_certificate),
}
