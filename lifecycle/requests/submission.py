"""Asking for devices."""

from collections.abc import Iterator
from dataclasses import replace

from lifecycle.calendar import local_day
from lifecycle.case import Case, Decision
from lifecycle.change import begun
from lifecycle.errors import Reason, Refused
from lifecycle.events import Event, Happened
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.policy import Policy, Profile
from lifecycle.reads.facts import Contact
from lifecycle.request import Line, Request, RequestState
from lifecycle.requests.commands import NewHire, SubmitRequest
from lifecycle.requests.sourcing import best
from lifecycle.subject import Subject, SubjectKind

MOST_LINES = 12
"""So that the card of the largest request stays within a message: see `messages/budget.py`."""


def submit(case: Case, command: SubmitRequest, *, replaces: int | None = None) -> Decision:
    """A new request: its lines from the catalogue of today, each with the best source as things stand.

    `replaces` is the device whose successor it asks for.
    """
    requester = _requester(case)
    case.check_day(command.needed_by, "needed_by", local_day(case.now, requester.zone))
    recipient = _recipient(case, command)
    lines = _lines(case, command)
    request = Request(
        id=case.look.new_id(SubjectKind.REQUEST),
        state=RequestState.SUBMITTED,
        requester_id=requester.id,
        recipient_id=recipient.id,
        country=command.country,
        needed_by=command.needed_by,
        note=command.note,
        channel=case.policy.channel_for(command.country, frozenset(line.category for line in lines)),
        submitted_at=case.now,
        lines=lines,
        replaces=replaces,
    )
    event = Event(name=Happened.REQUEST_SUBMITTED, parts=tuple(line.number for line in lines))
    return Decision(
        changes=(begun(_with_limit(case, request), event),),
        newcomer=recipient if isinstance(command.recipient, NewHire) else None,
        contacts=tuple(_contacts(command, request)),
    )


def _requester(case: Case) -> Person:
    """Who asks; a day has passed for them by their own calendar."""
    person = None if case.actor.person_id is None else case.look.person(case.actor.person_id)
    if person is None:
        raise Refused(Reason.NOT_ALLOWED)
    return person


def _recipient(case: Case, command: SubmitRequest) -> Person:
    if isinstance(command.recipient, NewHire):
        if known := case.look.person_with_email(command.recipient.email):
            raise Refused(Reason.IN_SLACK_ALREADY, field="email", name=known.name)
        return Person(id=case.look.new_id(SubjectKind.PERSON), name=command.recipient.name, country=command.country)
    person = case.look.person(command.recipient)
    if person is None or not person.is_reachable:
        raise Refused(Reason.NOT_REACHABLE, field="recipient")
    return person


def _lines(case: Case, command: SubmitRequest) -> tuple[Line, ...]:
    profiles = _profiles(case.policy, command.choices)
    bare = (_line(number, profile, case.policy) for number, profile in enumerate(profiles, start=1))
    return tuple(_sourced(case, line, command.country) for line in bare)


def _profiles(policy: Policy, choices: tuple[str, ...]) -> tuple[Profile, ...]:
    if not choices:
        raise Refused(Reason.NOTHING_CHOSEN, field="device")
    try:
        profiles = policy.expand(choices)
    except KeyError as unknown:
        raise Refused(Reason.UNKNOWN_PROFILE, field="device") from unknown
    if len(profiles) > MOST_LINES:
        raise Refused(Reason.TOO_MANY_LINES, field="device", most=MOST_LINES)
    return profiles


def _line(number: int, profile: Profile, policy: Policy) -> Line:
    category = policy.category(profile.category)
    return Line(
        number=number,
        profile=profile.id,
        name=profile.name,
        category=profile.category,
        manufacturer=profile.manufacturer,
        model=profile.model,
        price=Money(profile.price, policy.currency),
        tracked=category.tracked,
        enrolment=category.enrolment,
    )


def _sourced(case: Case, line: Line, country: str) -> Line:
    stock = case.look.free_devices(line) if line.tracked else ()
    return replace(line, source=best(line, country, stock, case.policy).source)


def _with_limit(case: Case, request: Request) -> Request:
    """The request; when its value is over the limit, with the second approvers who are asked."""
    if not case.policy.exceeds_limit(request.total):
        return request
    return replace(request, over_limit=True, limit_approvers=case.second_approvers(request))


def _contacts(command: SubmitRequest, request: Request) -> Iterator[Contact]:
    if isinstance(command.recipient, NewHire):
        yield Contact(subject=Subject(SubjectKind.PERSON, request.recipient_id), email=command.recipient.email)
    if command.address:
        yield Contact(subject=request.subject, address=command.address)
