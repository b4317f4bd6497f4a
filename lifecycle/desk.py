"""The desk: every change goes through `perform`, as one command and one commit."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar, cast

from lifecycle import approval, arrival, commands, submission, supply, upkeep
from lifecycle.calendar import Calendar
from lifecycle.case import Case, Decision
from lifecycle.errors import Conflict, Congested, Reason, Refused, Stale
from lifecycle.notices import PARCEL_EVENTS, Notice, cards, channel, lost_with_card, told
from lifecycle.people import Actor, Person
from lifecycle.permissions import check, check_beginning, speaker
from lifecycle.plan import next_look
from lifecycle.policy import Policy
from lifecycle.ports import Reads, RequestChange, Stamp, Store, Transaction
from lifecycle.possible import POSSIBLE, require
from lifecycle.request import REQUEST_ENDS, Request

TRIES = 20
"""How often a command is decided again when rows change under it; each loss means that somebody else got on."""

T = TypeVar("T")
C = TypeVar("C", bound=commands.OnRequest)
Decide = Callable[[Case, commands.OnRequest, Request], Decision]


def _rule(decide: Callable[[Case, C, Request], Decision]) -> Decide:
    return cast(Decide, decide)


RULES: Mapping[type[commands.OnRequest], Decide] = {
    commands.ApproveLimit: _rule(approval.approve_limit),
    commands.ApproveRequest: _rule(approval.approve),
    commands.DeclineRequest: _rule(approval.decline),
    commands.CancelRequest: _rule(approval.cancel),
    commands.ChangeSource: _rule(supply.change_source),
    commands.MarkOrdered: _rule(supply.order),
    commands.MarkReceived: _rule(supply.receive),
    commands.MarkReady: _rule(supply.make_ready),
    commands.MarkShipped: _rule(arrival.ship),
    commands.ConfirmArrival: _rule(arrival.confirm_arrival),
    commands.ReportProblem: _rule(arrival.report_problem),
    commands.TieHire: _rule(upkeep.tie_hire),
    commands.LookAgain: _rule(upkeep.look_again),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command led to. A duplicate is a redelivery: its effect stands already."""

    duplicate: bool = False
    request: Request | None = None
    device_id: int | None = None


class Desk:
    """The company's device desk over a store, a policy and a calendar."""

    def __init__(self, store: Store, policy: Policy, calendar: Calendar) -> None:
        self.policy = policy
        self._store = store
        self._calendar = calendar

    def reading(self) -> AbstractContextManager[Reads]:
        """What forms, cards and lists are made of; changes nothing."""
        return self._store.reading()

    def perform(self, command: commands.Command, *, actor: Actor, key: str, now: datetime) -> Outcome:
        """Carry out a command once, however often it is delivered under the same `key`.

        Raises `Refused` (and keeps nothing) when the rules do not allow it, `Stale` when the subject has moved on.
        """
        stamp = Stamp(actor_id=actor.person_id, origin=actor.origin, at=now, key=key)

        def once(work: Transaction) -> Outcome:
            return self._carry_out(work, command, actor, stamp) if work.claim(key, now) else Outcome(duplicate=True)

        return self._committed(once)

    def refresh(self, request_id: int, *, key: str, now: datetime) -> None:
        """Have every living message of a request shown as it stands, for somebody whose screen is old.

        Raises `Refused` when the desk is too busy.
        """

        def once(work: Transaction) -> None:
            request = work.request(request_id)
            if request is not None and work.claim(key, now):
                who = speaker(request, _recipient(work, request))
                work.tell(tuple(cards(request, who, now, salt=f":{key}")))

        self._committed(once)

    def post_lost_card(self, request_id: int, now: datetime) -> None:
        """Have IT's card of a request posted that could not be, with the stories below it.

        It goes where today's policy sends it: the channel chosen at the submission may be what was wrong.
        """

        def once(work: Transaction) -> None:
            request = work.request(request_id)
            if request is not None:
                to = self.policy.channel_for(request.country, frozenset(line.category for line in request.lines))
                work.post_anew(request.id, lost_with_card(request), channel(to), now)

        self._committed(once)

    def put_off(self, request_id: int, until: datetime) -> None:
        """Look at a request at that moment (UTC) and no sooner: looking at it now failed."""
        self._committed(lambda work: work.reschedule(request_id, until))

    def _committed(self, change: Callable[[Transaction], T]) -> T:
        """What `change` returns, in one commit: done anew when rows change under it, a few times."""
        for _ in range(TRIES):
            try:
                with self._store.transaction() as work:
                    return change(work)
            except Congested:
                break
            except Conflict:
                continue
        raise Refused(Reason.BUSY)

    def _carry_out(self, work: Transaction, command: commands.Command, actor: Actor, stamp: Stamp) -> Outcome:
        case = Case(actor=actor, now=stamp.at, policy=self.policy, calendar=self._calendar, look=work)
        if not isinstance(command, commands.OnRequest):
            check_beginning(actor, command)
            return self._keep(work, _begun(case, command), case, stamp)
        request = work.request(command.request_id)
        if request is None:
            raise Refused(Reason.NOT_FOUND)
        check(actor, command, request, partial(_recipient, work, request))
        try:
            require(command, request)
            decision = RULES[type(command)](case, command, request)
        except Stale:
            line = getattr(command, "line", None)
            settled_by = POSSIBLE[type(command)].settled_by
            raise Stale(work.last_event(request.id, line, settled_by), request_id=request.id) from None
        if decision.request is None:
            work.reschedule(request.id, next_look(request, self.policy, self._calendar, case.now))
        return self._keep(work, decision, case, stamp)

    def _keep(self, work: Transaction, decision: Decision, case: Case, stamp: Stamp) -> Outcome:
        if decision.newcomer:
            work.add_person(decision.newcomer)
        if decision.tied:
            work.tie_person(*decision.tied)
            work.forget_contact(f"person:{decision.tied[0]}", case.now + FORGET_AFTER)
        for contact in decision.contacts:
            work.keep_contact(contact)
        for device in decision.devices:
            work.keep(device, stamp)
        request = self._keep_request(work, decision.request, case, stamp) if decision.request else None
        return Outcome(request=request, device_id=decision.devices[0].after.id if decision.devices else None)

    def _keep_request(self, work: Transaction, change: RequestChange, case: Case, stamp: Stamp) -> Request:
        look_at = next_look(change.after, self.policy, self._calendar, case.now)
        change = replace(change, after=replace(change.after, next_look_at=look_at))
        work.keep(change, stamp)
        work.tell(tuple(_notices(work, change, case)))
        if change.after.state in REQUEST_ENDS:
            forget_at = case.now + FORGET_AFTER
            for subject in (f"request:{change.after.id}", f"person:{change.after.recipient_id}"):
                work.forget_contact(subject, forget_at)
        return change.after


def _begun(case: Case, command: commands.SubmitRequest | commands.AddDevice) -> Decision:
    match command:
        case commands.SubmitRequest():
            return submission.submit(case, command)
        case commands.AddDevice():
            return upkeep.add_device(case, command)


FORGET_AFTER = timedelta(days=30)
"""How long private contact data outlives the request that it was given for (design, section 7)."""


def _notices(work: Transaction, change: RequestChange, case: Case) -> Iterator[Notice]:
    request, event = change.after, change.event
    who = speaker(request, _recipient(work, request)) if event.name in PARCEL_EVENTS else None
    yield from cards(request, who, case.now, event)
    yield from told(request, event, case.actor, who, case.now)


def _recipient(work: Transaction, request: Request) -> Person:
    person = work.person(request.recipient_id)
    if person is None:
        raise Refused(Reason.NOT_FOUND)
    return person
