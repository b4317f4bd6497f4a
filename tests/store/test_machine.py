"""Any commands by anybody in any order, while time goes by: what must hold, holds."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, select

from lifecycle.calendar import working_moment
from lifecycle.desk import Command
from lifecycle.device import Device, DeviceState
from lifecycle.errors import Refused
from lifecycle.people import HOOK, SCHEDULER, Actor, Role
from lifecycle.plan import next_look
from lifecycle.policy import Step
from lifecycle.request import LINE_ENDS, REQUEST_ENDS, LineState, Request, RequestState
from lifecycle.requests.commands import CancelRequest, ConfirmArrival, LookAtRequest, ReportProblem
from lifecycle.subject import SubjectKind
from store.crypto import Cipher
from store.engine.migrations import upgrade
from store.outbox.outbox import Pace
from store.tables.machinery import inbox, outbox
from store.tables.models import contact, device, event, person, request
from store.verify import verify
from tests.store.any_command import about_requests, additions, onward, several_lines, submissions
from tests.support.company import NOW, POLICY, SECRET, Weekdays, account, found_company, open_store

CALENDAR = Weekdays(frozenset({NOW.date() + timedelta(days=2)}))
PACE = Pace(per_target=timedelta(0), dms=1_000, window=timedelta(seconds=1))
MINUTE = timedelta(minutes=1)
IN_HAND = frozenset({LineState.ORDERED, LineState.RECEIVED, LineState.READY, LineState.SHIPPED})


@cache
def migrated() -> bytes:
    """A SQLite file with the tables in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "desk.sqlite3")
        upgrade(f"sqlite:///{path}")
        return path.read_bytes()


class DeskMachine(RuleBasedStateMachine):
    """A company that does not know what it is doing."""

    def __init__(self) -> None:
        super().__init__()
        self.leaving = ExitStack()
        path = Path(self.leaving.enter_context(TemporaryDirectory()), "desk.sqlite3")
        path.write_bytes(migrated())
        self.store = self.leaving.enter_context(open_store(f"sqlite:///{path}"))
        self.company = found_company(self.store, calendar=CALENDAR)
        self.store.people.record(account("U9", "Nadia New"), NOW)
        self.store.people.set_members(Role.APPROVER, ["U2", "U4"])
        self.now = NOW
        self.deliveries = 0
        self.ends: dict[str, StrEnum] = {}

    def teardown(self) -> None:
        assert list(verify(self.store.database, Cipher(SECRET))) == []
        self.leaving.close()

    @rule(command=submissions, who=st.integers(1, 5))
    def submit(self, command: Command, who: int) -> None:
        self.perform(command, self.actor(who))

    @rule(command=additions)
    def add_device(self, command: Command) -> None:
        self.perform(command, HOOK)

    @rule(command=about_requests, who=st.integers(1, 6))
    def anybody_does_anything(self, command: Command, who: int) -> None:
        self.perform(command, self.actor(who))

    @rule(command=about_requests)
    def it_does_anything(self, command: Command) -> None:
        self.perform(command, self.actor(self.company.ben.id))

    @rule(request_id=st.integers(1, 4), steps=st.integers(1, 6))
    def go_on(self, request_id: int, steps: int) -> None:
        for _ in range(steps):
            found = self.request(request_id)
            if found and (command := onward(found, self.deliveries, self.now.date())):
                self.perform(command, self.whose_turn(found, command))

    @rule(request_id=st.integers(1, 4), numbers=several_lines, steps=st.integers(1, 6))
    def some_lines_are_given_up_before_the_decision(
        self, request_id: int, numbers: tuple[int, ...], steps: int
    ) -> None:
        found = self.request(request_id)
        if found and found.state is RequestState.SUBMITTED:
            give_up = CancelRequest(request_id=request_id, lines=numbers, reason="too many")
            self.perform(give_up, self.actor(found.requester_id))
            self.go_on(request_id, steps)

    @rule(request_id=st.integers(1, 4))
    def a_parcel_is_lost(self, request_id: int) -> None:
        found = self.request(request_id)
        lost = [line for line in found.lines if line.state is LineState.SHIPPED] if found else []
        for line in lost:
            report = ReportProblem(request_id=request_id, shipment=line.shipment or 0, kind="not_arrived", text=None)
            self.perform(report, self.actor(self.company.ana.id))
            give_up = CancelRequest(request_id=request_id, lines=(line.number,), reason="lost")
            self.perform(give_up, self.actor(self.company.ana.id))

    @rule(hours=st.integers(1, 100))
    def time_goes_by(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        for _ in range(50):
            with self.store.reading() as reads:
                due = reads.due(SubjectKind.REQUEST, self.now, 10)
            if not due:
                return
            for one in due:
                self.perform(LookAtRequest(request_id=one.id), SCHEDULER)
        raise AssertionError("the sweep does not come to an end")

    @precondition(lambda self: self.deliveries)
    @rule(command=about_requests)
    def slack_delivers_again(self, command: Command) -> None:
        with self.store.database.reader() as connection:
            key = connection.scalars(select(inbox.c.key).order_by(inbox.c.key)).first()
        before = self.counts()
        if key:
            outcome = self.company.desk.perform(command, actor=SCHEDULER, key=key, now=self.now)
            assert outcome.duplicate
        assert self.counts() == before

    @rule(number=st.integers(1, 5), fails=st.booleans())
    def deliver(self, number: int, fails: bool) -> None:
        for _ in range(number):
            dispatch = self.store.outbox.claim("me", self.now, lease=MINUTE, pace=PACE)
            if dispatch and fails:
                self.store.outbox.later(dispatch, "me", until=self.now + MINUTE, error="ratelimited", now=self.now)
            elif dispatch:
                self.store.outbox.sent(dispatch, "me", channel="C1", ts=f"{dispatch.id}", now=self.now)

    @invariant()
    def a_device_is_set_aside_for_one_line_and_held_by_one_person(self) -> None:
        promised = Counter(
            (one.id, line.device_id)
            for one in self.requests()
            for line in one.lines
            if one.state is RequestState.APPROVED and line.state in IN_HAND and line.device_id
        )
        devices = {one.id: one for one in self.devices()}
        assert set(promised.values()) <= {1}
        assert {(one.request_id, one.id) for one in devices.values() if one.request_id} == set(promised)
        for one in devices.values():
            assert (one.holder_id is not None) == (one.state is DeviceState.IN_USE)

    @invariant()
    def what_is_over_the_limit_takes_two(self) -> None:
        for one in self.requests():
            if one.over_limit and one.state in {RequestState.APPROVED, RequestState.FULFILLED}:
                deciding = {one.limit_approved_by, one.decided_by}
                assert len(deciding - {None}) == 2
                assert not deciding & one.people

    @invariant()
    def an_ended_request_has_no_open_line(self) -> None:
        for one in self.requests():
            assert one.state not in REQUEST_ENDS or not any(one.open_lines())

    @invariant()
    def ends_stay_ends(self) -> None:
        for one in self.requests():
            reached: list[tuple[str, StrEnum]] = [
                (f"{one.id}/{line.number}", line.state) for line in one.lines if line.state in LINE_ENDS
            ]
            if one.state in REQUEST_ENDS:
                reached.append((f"{one.id}", one.state))
            for what, state in reached:
                assert self.ends.setdefault(what, state) is state
            assert {what for what in self.ends if what.partition("/")[0] == f"{one.id}"} == dict(reached).keys()

    @invariant()
    def the_next_look_is_when_the_plan_says(self) -> None:
        for one in self.requests():
            planned = next_look(one, POLICY, CALENDAR, self.now)
            kept = one.next_look_at and working_moment(max(one.next_look_at, self.now), POLICY.working_hours, CALENDAR)
            assert planned == kept

    @invariant()
    def nobody_hears_more_than_the_plan_or_off_hours(self) -> None:
        for nudge in (nudge for one in self.requests() for nudge in one.nudges):
            rule = POLICY.nudge(Step(nudge.step))
            assert rule
            assert nudge.count <= rule.at_most
            assert nudge.last_at == working_moment(nudge.last_at, POLICY.working_hours, CALENDAR)

    def perform(self, command: Command, actor: Actor) -> None:
        """Perform it, or have it refused without a trace."""
        before = self.counts()
        self.deliveries += 1
        try:
            outcome = self.company.perform(command, actor, key=f"delivery-{self.deliveries}", now=self.now)
        except Refused:
            assert self.counts() == before
        else:
            assert not outcome.duplicate

    def counts(self) -> dict[str, int]:
        """How many rows there are of everything that a command leaves."""
        tables = (inbox, event, outbox, request, device, person, contact)
        with self.store.database.reader() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
            }

    def actor(self, person_id: int) -> Actor:
        with self.store.reading() as reads:
            return Actor(person_id=person_id, roles=frozenset(one for one in Role if person_id in reads.members(one)))

    def whose_turn(self, found: Request, command: Command) -> Actor:
        company = self.company
        if found.waits_for_limit:
            return self.actor(company.vera.id)
        if isinstance(command, ConfirmArrival):
            with self.store.reading() as reads:
                recipient = reads.person(found.recipient_id)
            assert recipient
            return self.actor(recipient.id if recipient.is_reachable else found.requester_id)
        others = (one.id for one in (company.ana, company.ben) if one.id not in found.people)
        return self.actor(next(others, company.ana.id))

    def request(self, request_id: int) -> Request | None:
        with self.store.reading() as reads:
            return reads.request(request_id)

    def requests(self) -> Iterator[Request]:
        with self.store.reading() as reads, self.store.database.reader() as connection:
            for request_id in connection.scalars(select(request.c.id).order_by(request.c.id)).all():
                found = reads.request(request_id)
                assert found
                yield found

    def devices(self) -> Iterator[Device]:
        with self.store.reading() as reads, self.store.database.reader() as connection:
            for device_id in connection.scalars(select(device.c.id)).all():
                found = reads.device(device_id)
                assert found
                yield found


TestDesk = DeskMachine.TestCase
TestDesk.settings = settings(max_examples=20, stateful_step_count=40, suppress_health_check=list(HealthCheck))
