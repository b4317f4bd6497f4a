"""The desk: every change goes through `perform`, as one command and one commit."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from lifecycle.beginning import Beginning, begin
from lifecycle.branches import BRANCHES
from lifecycle.calendar import Calendar
from lifecycle.case import Case, Decision
from lifecycle.change import Change, Item
from lifecycle.command import OnSubject
from lifecycle.device import Device
from lifecycle.digest import refresh_digest
from lifecycle.errors import Conflict, Congested, Reason, Refused, Stale
from lifecycle.importing import Judgement
from lifecycle.notices import channel
from lifecycle.people import SCHEDULER, Actor, Person
from lifecycle.policy import Policy
from lifecycle.ports import Reads, Stamp, Store, Transaction
from lifecycle.quiet_hours import at_work
from lifecycle.reads.facts import LostCard
from lifecycle.request import Request
from lifecycle.retrieval import Return
from lifecycle.rule import check, require
from lifecycle.rules import RULES
from lifecycle.subject import Subject, SubjectKind

TRIES = 20
"""How often a command is decided again when rows change under it; each loss means that somebody else got on."""

Command = Beginning | OnSubject

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command led to, of a list for each row. A duplicate is a redelivery: its effect stands already."""

    duplicate: bool = False
    changes: tuple[Change[Item], ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @property
    def request(self) -> Request | None:
        """The request that the command was about or has begun, as it stands now."""
        return next((one.after for one in self.changes if isinstance(one.after, Request)), None)

    @property
    def returned(self) -> Return | None:
        """The return that the command was about or has begun, as it stands now."""
        return next((one.after for one in self.changes if isinstance(one.after, Return)), None)

    @property
    def device(self) -> Device | None:
        """The first device that has changed, as it stands now."""
        return next((one.after for one in self.changes if isinstance(one.after, Device)), None)


class Desk:
    """The company's device desk over a store, a policy and a calendar."""

    def __init__(self, store: Store, policy: Policy, calendar: Calendar) -> None:
        self.policy = policy
        self._store = store
        self._calendar = calendar

    def reading(self) -> AbstractContextManager[Reads]:
        """What forms, cards and lists are made of; changes nothing."""
        return self._store.reading()

    def perform(self, command: Command, *, actor: Actor, key: str, now: datetime) -> Outcome:
        """Carry out a command once, however often it is delivered under the same `key`.

        Raises `Refused` (and keeps nothing) when the rules do not allow it, `Stale` when the subject has moved on.
        """
        stamp = Stamp(actor_id=actor.person_id, origin=actor.origin, at=now, key=key)

        def once(work: Transaction) -> Outcome:
            return self._carry_out(work, command, actor, stamp) if work.claim(key, now) else Outcome(duplicate=True)

        return self._committed(once)

    def refresh(self, subject: Subject, *, key: str, now: datetime) -> None:
        """Have every living message of a subject shown as it stands, for somebody whose screen is old.

        Raises `Refused` when the desk is too busy.
        """

        def once(work: Transaction) -> None:
            item = work.item(subject)
            if item is not None and work.claim(key, now):
                work.tell(tuple(BRANCHES[subject.kind].shown(self._case(work, SCHEDULER, now), item, f":{key}")))

        self._committed(once)

    def post_lost_cards(self, subject: Subject, now: datetime) -> None:
        """Have the cards of a subject posted that could not be, with the stories below them.

        IT's goes where today's policy sends it: the channel chosen at the beginning may be what was wrong. Somebody's
        own waits for their working hours.
        """

        def once(work: Transaction) -> None:
            item = work.item(subject)
            if item is None:
                return
            place = channel(BRANCHES[subject.kind].channel(self.policy, item))
            for card in work.lost_of(subject):
                reader = _reader(work, card)
                to, at = (card.to, at_work(self._case(work, SCHEDULER, now), reader)) if reader else (place, now)
                work.post_anew(card, to, at)

        self._committed(once)

    def tell_digest(self, now: datetime) -> None:
        """Tell IT once a month what is due for replacement."""
        with self.reading() as reads:
            notices = tuple(refresh_digest(reads, self.policy, self._calendar, now))
        if notices:
            self._committed(lambda work: work.tell(notices))

    def put_off(self, subject: Subject, until: datetime) -> None:
        """Look at a subject at that moment (UTC) and no sooner: looking at it now failed."""
        self._committed(lambda work: work.reschedule(subject, until))

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

    def _carry_out(self, work: Transaction, command: Command, actor: Actor, stamp: Stamp) -> Outcome:
        case = self._case(work, actor, stamp.at)
        if not isinstance(command, OnSubject):
            return self._keep(work, begin(case, command), case, stamp)
        item = work.item(command.subject)
        if item is None:
            raise Refused(Reason.NOT_FOUND)
        rule = RULES[type(command)]
        check(rule, actor, item, work.known)
        try:
            require(rule, command, item)
            decision = rule.decide(case, command, item)
        except Stale:
            last = work.last_event(command.subject, _part_of(command), rule.settled_by)
            raise Stale(command.subject, last) from None
        if all(change.after.subject != command.subject for change in decision.changes):
            work.reschedule(command.subject, _next_look(case, item))
        return self._keep(work, decision, case, stamp)

    def _keep(self, work: Transaction, decision: Decision, case: Case, stamp: Stamp) -> Outcome:
        if decision.judgements:
            work.keep_devices([one.change for one in decision.judgements if one.change], stamp)
        if decision.newcomer:
            work.add_person(decision.newcomer)
        if decision.tied:
            hire_id, person_id = decision.tied
            work.tie_person(hire_id, person_id)
            work.forget_contact(Subject(SubjectKind.PERSON, hire_id), case.now + FORGET_AFTER)
        for contact in decision.contacts:
            work.keep_contact(contact)
        kept = tuple(_kept(work, change, case, stamp) for change in decision.changes)
        return Outcome(changes=kept, judgements=decision.judgements)

    def _case(self, work: Transaction, actor: Actor, now: datetime) -> Case:
        return Case(actor=actor, now=now, policy=self.policy, calendar=self._calendar, look=work)


def _kept(work: Transaction, change: Change[Item], case: Case, stamp: Stamp) -> Change[Item]:
    """The change as it is on record, with everything that follows from it for its kind of subject."""
    branch = BRANCHES[change.after.subject.kind]
    if branch.noted:
        change = branch.noted(case, change)
    if branch.planned:
        change = replace(change, after=branch.planned(case, change.after))
    work.keep(change, stamp)
    work.tell(tuple(branch.told(case, change)))
    for subject in branch.ended(change.after):
        work.forget_contact(subject, case.now + FORGET_AFTER)
    return change


def _reader(work: Transaction, card: LostCard) -> Person | None:
    """Whose card it is; None for one of a channel's."""
    whose, _, number = card.to.partition(":")
    return work.person(int(number)) if whose == "person" else None


def _part_of(command: OnSubject) -> int | None:
    """The line of a request, or the item of a return, that a command names."""
    part: int | None = getattr(command, "line", None) or getattr(command, "item", None)
    return part


def _next_look(case: Case, item: Item) -> datetime | None:
    looked, planned = BRANCHES[item.subject.kind].looked, BRANCHES[item.subject.kind].planned
    if looked is not None:
        return looked(case, item)
    return planned(case, item).next_look_at if planned else None


FORGET_AFTER = timedelta(days=30)
"""How long private contact data outlives the request or return that it was given for (design, section 7)."""
