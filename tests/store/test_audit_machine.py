"""Any commands about audits by anybody in any order, while devices come and go and time goes by."""

from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from lifecycle.audit import Audit, AuditAnswer, Whereabouts
from lifecycle.audits import commands as audit_commands
from lifecycle.campaign import Scope
from lifecycle.command import OnSubject
from lifecycle.desk import Command
from lifecycle.errors import Refused
from lifecycle.people import COMMAND_LINE, SCHEDULER, Actor
from lifecycle.requests.commands import AddDevice
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn
from lifecycle.subject import Subject, SubjectKind
from scheduler.jobs import LOOKS
from store.crypto import Cipher
from store.tables.audit_models import audit
from store.verify import verify
from tests.store.test_machine import CALENDAR, migrated
from tests.support.audit_samples import an_audit
from tests.support.company import NOW, SECRET, found_company, open_store

ids = st.integers(1, 4)
items = st.lists(st.integers(0, 3), max_size=2, unique=True).map(tuple)
scopes = st.sampled_from([Scope(), Scope(country="DE"), Scope(category="laptop"), Scope(location="berlin")])
about_audits: st.SearchStrategy[OnSubject] = st.one_of(
    st.builds(
        audit_commands.AnswerAudit,
        audit_id=ids,
        answer=st.sampled_from([AuditAnswer.HAS_IT, AuditAnswer.NOT_WITH_ME, AuditAnswer.DAMAGED]),
        items=items,
        whereabouts=st.none() | st.sampled_from(Whereabouts),
        note=st.none() | st.just("under the bed"),
    ),
    st.builds(
        audit_commands.CountShelf,
        audit_id=ids,
        numbers=st.lists(st.sampled_from(["pf000004", "DD-00005", "XX"]), max_size=2).map(tuple),
        is_all=st.booleans(),
    ),
    st.builds(audit_commands.SettleAudit, audit_id=ids, item=st.integers(1, 3), settlement=st.just("found")),
    st.builds(audit_commands.CallOffAudit, audit_id=ids, reason=st.just("enough")),
    st.builds(audit_commands.StopCampaign, campaign_id=ids, reason=st.just("too many")),
)


class AuditMachine(RuleBasedStateMachine):
    """Two people with three devices, somebody outside Slack with one, two in stock, and campaigns at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.leaving = ExitStack()
        path = Path(self.leaving.enter_context(TemporaryDirectory()), "desk.sqlite3")
        path.write_bytes(migrated())
        self.store = self.leaving.enter_context(open_store(f"sqlite:///{path}"))
        self.company = found_company(self.store, calendar=CALENDAR)
        self.now, self.deliveries = NOW, 0
        for number, holder in enumerate((1, 2, 2, None, None, "Kim"), start=1):
            self.company.perform(
                AddDevice(
                    category="laptop",
                    manufacturer="Lenovo",
                    model="T14",
                    country="DE",
                    serial=f"PF{number:06}",
                    asset_tag=f"DD-{number:05}",
                    holder_id=holder if isinstance(holder, int) else None,
                    keeper=holder if isinstance(holder, str) else None,
                    location=None if holder else "berlin",
                ),
                COMMAND_LINE,
            )

    def teardown(self) -> None:
        assert list(verify(self.store.database, Cipher(SECRET))) == []
        self.leaving.close()

    @rule(scope=scopes, who=st.integers(1, 5))
    def a_campaign_begins(self, scope: Scope, who: int) -> None:
        self.perform(audit_commands.BeginCampaign(scope=scope), self.actor(who))

    @rule(command=about_audits, who=st.integers(1, 5))
    def anybody_does_anything(self, command: OnSubject, who: int) -> None:
        self.perform(command, self.actor(who))

    @rule(command=about_audits)
    def it_does_anything(self, command: OnSubject) -> None:
        self.perform(command, self.actor(self.company.ana.id))

    @rule(who=st.integers(1, 2))
    def somebody_leaves(self, who: int) -> None:
        command = OpenReturn(holder_id=who, cause=ReturnCause.LEAVING, last_day=self.now.date() + timedelta(days=30))
        self.perform(command, self.actor(self.company.ana.id))

    @rule(hours=st.integers(1, 300))
    def time_goes_by(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        for _ in range(100):
            due = [one for kind in LOOKS for one in self.due(kind)]
            if not due:
                return
            for one in due:
                self.perform(LOOKS[one.kind](one), SCHEDULER)
        raise AssertionError("the sweep does not come to an end")

    @invariant()
    def a_person_is_asked_once_at_a_time(self) -> None:
        holders = [one.holder_id or one.keeper for one in self.audits() if one.is_open and one.location is None]
        assert len(holders) == len(set(holders))

    @invariant()
    def what_is_closed_leaves_nothing_to_find_out_unless_it_was_called_off(self) -> None:
        for one in self.audits():
            if one.is_open:
                assert any(not item.is_done for item in one.items)
                assert not one.tasks() or one.is_with_it
            else:
                assert one.closed_at is not None
                assert one.next_look_at is None

    @invariant()
    def nobody_is_reminded_beyond_the_plan(self) -> None:
        plan = self.company.desk.policy.audits
        for one in self.audits():
            reminders = [nudge for nudge in one.nudges if nudge.step == "holder"]
            assert len(reminders) <= len(plan.remind_after_days)
            assert len(one.nudges) - len(reminders) <= 2
            assert one.holder_id is not None or [nudge.step for nudge in one.nudges] in ([], ["it"])

    def perform(self, command: Command, actor: Actor) -> None:
        self.deliveries += 1
        with suppress(Refused):
            self.company.perform(command, actor, key=f"delivery-{self.deliveries}", now=self.now)

    def actor(self, person_id: int) -> Actor:
        people = (self.company.manager, self.company.worker, self.company.ana, self.company.ben, self.company.vera)
        return self.company.actor(people[person_id - 1])

    def due(self, kind: SubjectKind) -> list[Subject]:
        with self.store.reading() as reads:
            return [one.subject for one in reads.due(kind, self.now, 10)]

    def audits(self) -> list[Audit]:
        with self.store.database.reader() as connection:
            numbers = connection.scalars(select(audit.c.id)).all()
        with self.store.reading() as reads:
            found = [reads.item(an_audit(number)) for number in numbers]
        return [one for one in found if isinstance(one, Audit)]


AuditMachine.TestCase.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestAuditMachine = AuditMachine.TestCase
