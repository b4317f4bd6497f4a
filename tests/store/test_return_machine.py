"""Any commands about returns by anybody in any order, while time goes by: every gate holds."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from lifecycle.command import OnSubject
from lifecycle.desk import Command
from lifecycle.device import OUT, Device, DeviceState
from lifecycle.errors import Refused
from lifecycle.people import COMMAND_LINE, SCHEDULER, Actor, Role
from lifecycle.requests.commands import AddDevice
from lifecycle.retrieval import ItemOutcome, Return, ReturnState
from lifecycle.returns.commands import LookAtReturn, OpenReturn
from lifecycle.sanitization import Certificate, CertificateState, Method, WipeResult
from lifecycle.subject import SubjectKind
from store.crypto import Cipher
from store.tables.machinery import inbox, outbox
from store.tables.models import contact, device, event
from store.tables.return_models import certificate, device_return
from store.verify import verify
from tests.store.any_return_command import about_devices, about_returns, openings, receipt
from tests.store.test_machine import CALENDAR, migrated
from tests.support.company import NOW, SECRET, found_company, open_store

GONE = frozenset({DeviceState.SOLD, DeviceState.DONATED, DeviceState.RECYCLED, DeviceState.DESTROYED})
NEXT_LIFE = GONE | {DeviceState.IN_STOCK, DeviceState.SANITIZED}
BACK = frozenset({DeviceState.RETURNED, DeviceState.SANITIZED})


class ReturnMachine(RuleBasedStateMachine):
    """Two people with three devices, and an IT that presses every button."""

    ASKED_FOR = OUT
    """Where nothing is that a return has brought back."""

    def __init__(self) -> None:
        super().__init__()
        self.leaving = ExitStack()
        path = Path(self.leaving.enter_context(TemporaryDirectory()), "desk.sqlite3")
        path.write_bytes(migrated())
        self.store = self.leaving.enter_context(open_store(f"sqlite:///{path}"))
        self.company = found_company(self.store, calendar=CALENDAR)
        for number, holder in enumerate((1, 2, 2), start=1):
            self.company.perform(
                AddDevice(
                    category="laptop",
                    manufacturer="Lenovo",
                    model="T14",
                    country="DE",
                    serial=f"PF{number:06}",
                    asset_tag=f"DD-{number:05}",
                    holder_id=holder,
                ),
                COMMAND_LINE,
            )
        self.now = NOW
        self.deliveries = 0
        self.before = {one.id: one for one in self.devices()}

    def teardown(self) -> None:
        assert list(verify(self.store.database, Cipher(SECRET))) == []
        self.leaving.close()

    @rule(command=openings, who=st.integers(1, 4))
    def open_a_return(self, command: OpenReturn, who: int) -> None:
        self.perform(command, self.actor(who))

    @rule(command=about_returns, who=st.integers(1, 5))
    def anybody_does_anything(self, command: OnSubject, who: int) -> None:
        self.perform(command, self.actor(who))

    @rule(command=about_returns | about_devices)
    def it_does_anything(self, command: OnSubject) -> None:
        self.perform(command, self.actor(self.company.ben.id))

    @rule(number=st.integers(1, 3), item=st.integers(1, 2), wrong=st.booleans())
    def a_device_is_there(self, number: int, item: int, wrong: bool) -> None:
        found = self.a_return(number)
        if found and item <= len(found.items):
            serial = "PF999999" if wrong else f"PF{found.item(item).device_id:06}"
            self.perform(receipt(number, item, serial), self.actor(self.company.ana.id))

    @rule(hours=st.integers(1, 200))
    def time_goes_by(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        for _ in range(60):
            with self.store.reading() as reads:
                due = reads.due(SubjectKind.RETURN, self.now, 10)
            if not due:
                return
            for one in due:
                self.perform(LookAtReturn(return_id=one.id), SCHEDULER)
        raise AssertionError("the sweep does not come to an end")

    @invariant()
    def nothing_goes_on_without_an_accepted_certificate(self) -> None:
        accepted = [one for one in self.certificates() if one.state is CertificateState.ACCEPTED]
        for one in self.devices():
            before = self.before[one.id]
            if before.state is DeviceState.RETURNED and one.state in NEXT_LIFE:
                proofs = [proof for proof in accepted if proof.device_id == one.id]
                assert proofs
                assert all(proof.result is WipeResult.PASS for proof in proofs)
            if before.state in BACK and one.state in GONE | {DeviceState.IN_STOCK}:
                assert before.state is DeviceState.SANITIZED
                assert not before.legal_hold
            if before.sanitized_by is Method.DESTROY and one.state is not before.state:
                assert one.state in {DeviceState.RECYCLED, DeviceState.DESTROYED}
            if before.state in GONE:
                assert one == before
            self.before[one.id] = one

    @invariant()
    def a_hold_is_never_touched(self) -> None:
        for one in self.devices():
            if one.legal_hold:
                assert one.state in OUT | BACK | {DeviceState.WRITTEN_OFF}

    @invariant()
    def a_closed_return_has_an_outcome_for_every_device(self) -> None:
        devices = {one.id: one for one in self.devices()}
        for one in self.returns():
            assert (one.state is ReturnState.CLOSED) <= (not one.outstanding())
            for item in one.items:
                device = devices[item.device_id]
                if item.outcome is ItemOutcome.RECOVERED and device.return_id == one.id:
                    assert device.state not in self.ASKED_FOR

    @invariant()
    def a_person_has_one_open_return(self) -> None:
        holders = [one.holder_id for one in self.returns() if one.is_open]
        assert len(holders) == len(set(holders))

    def perform(self, command: Command, actor: Actor) -> None:
        """Perform it, or have it refused without a trace."""
        before = self.counts()
        self.deliveries += 1
        try:
            self.company.perform(command, actor, key=f"delivery-{self.deliveries}", now=self.now)
        except Refused:
            assert self.counts() == before

    def counts(self) -> dict[str, int]:
        tables = (inbox, event, outbox, device_return, certificate, device, contact)
        with self.store.database.reader() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
            }

    def actor(self, person_id: int) -> Actor:
        with self.store.reading() as reads:
            return Actor(person_id=person_id, roles=frozenset(one for one in Role if person_id in reads.members(one)))

    def a_return(self, number: int) -> Return | None:
        with self.store.reading() as reads:
            return reads.the_return(number)

    def returns(self) -> Iterator[Return]:
        with self.store.reading() as reads, self.store.database.reader() as connection:
            for number in connection.scalars(select(device_return.c.id)).all():
                found = reads.the_return(number)
                assert found
                yield found

    def devices(self) -> Iterator[Device]:
        with self.store.reading() as reads, self.store.database.reader() as connection:
            for number in connection.scalars(select(device.c.id)).all():
                found = reads.device(number)
                assert found
                yield found

    def certificates(self) -> list[Certificate]:
        with self.store.reading() as reads:
            return list(reads.certificates_of([1, 2, 3]))


TestReturns = ReturnMachine.TestCase
TestReturns.settings = settings(max_examples=15, stateful_step_count=40, suppress_health_check=list(HealthCheck))
