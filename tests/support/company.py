"""A small company for the tests: its policy, its calendar, its people, its desk over a database of its own."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from lifecycle.calendar import Calendar
from lifecycle.desk import Command, Desk, Outcome
from lifecycle.people import COMMAND_LINE, Actor, Person, Role
from lifecycle.policy import Bundle, Category, Location, NudgeRule, Policy, Profile, Step, WorkingHours
from lifecycle.request import Request
from lifecycle.requests.commands import AddDevice, ApproveRequest, MarkReady, MarkShipped, NewHire, SubmitRequest
from store.crypto import Cipher
from store.engine.database import open_database
from store.people import SlackAccount
from store.unit_of_work import SqlStore

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
"""A Tuesday."""

TEAM = "T0COMPANY"
SECRET = "one secret"

POLICY = Policy(
    currency="EUR",
    asset_tag_prefix="DD",
    categories=(
        Category(id="laptop", name="Laptop"),
        Category(id="monitor", name="Monitor", enrolment=False),
        Category(id="cable", name="Cable", tracked=False),
    ),
    profiles=(
        Profile(
            id="laptop-14",
            name="Laptop 14",
            category="laptop",
            manufacturer="Lenovo",
            model="T14",
            price=Decimal("1450.00"),
        ),
        Profile(
            id="monitor-27", name="Monitor 27", category="monitor", manufacturer="Dell", model="U27", price=Decimal(300)
        ),
        Profile(id="cable", name="Cable", category="cable", manufacturer="Any", model="USB-C", price=Decimal("9.90")),
    ),
    bundles=(Bundle(id="new-hire", name="New hire", profiles=("laptop-14", "monitor-27", "cable")),),
    locations=(
        Location(id="berlin", name="Berlin", country="DE"),
        Location(id="london", name="London", country="GB", hub=True),
    ),
    nudges=(
        NudgeRule(step=Step.UNDECIDED, after_hours=24, every_working_days=1, at_most=3),
        NudgeRule(step=Step.ORDER_LATE, every_working_days=2, at_most=2),
        NudgeRule(step=Step.AT_RISK, at_most=1),
    ),
    approval_limit=Decimal(2000),
    default_country="DE",
    working_hours=WorkingHours(zone="Europe/Berlin", country="DE"),
    it_channel="C0IT",
)


@dataclass(frozen=True, slots=True)
class Weekdays:
    """A calendar without work on weekends and on the days given."""

    holidays: frozenset[date] = frozenset()

    def is_working_day(self, country: str, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays


@dataclass(slots=True)
class Company:
    """A desk with people: `manager` asks for `worker`; `ana` and `ben` are IT, `vera` the second approver."""

    store: SqlStore
    desk: Desk
    manager: Person
    worker: Person
    ana: Person
    ben: Person
    vera: Person
    _keys: Iterator[int] = field(default_factory=count)

    def actor(self, person: Person) -> Actor:
        with self.store.reading() as reads:
            return Actor(person_id=person.id, roles=frozenset(one for one in Role if person.id in reads.members(one)))

    def perform(self, command: Command, by: Person | Actor, *, key: str | None = None, now: datetime = NOW) -> Outcome:
        actor = by if isinstance(by, Actor) else self.actor(by)
        return self.desk.perform(command, actor=actor, key=key or f"key-{next(self._keys)}", now=now)

    def submit(self, *choices: str, recipient: int | NewHire | None = None, address: str | None = None) -> Request:
        command = SubmitRequest(
            recipient=recipient or self.worker.id,
            country="DE",
            choices=choices or ("laptop-14",),
            needed_by=NOW.date() + timedelta(days=30),
            address=address,
        )
        return _request(self.perform(command, self.manager))

    def approve(self, request: Request) -> Request:
        return _request(self.perform(ApproveRequest(request_id=request.id), self.ana))

    def ship(self, request: Request) -> Request:
        """Make the one laptop that was set aside ready, and send it off."""
        self.perform(MarkReady(request_id=request.id, line=1, enrolled=True), self.ana)
        parcel = MarkShipped(request_id=request.id, lines=(1,), carrier="DHL", tracking=None, expected_on=None)
        return _request(self.perform(parcel, self.ana))

    def stock(self, number: int = 1, *, country: str = "DE", location: str = "berlin") -> list[int]:
        """Ids of new laptops in stock."""
        return [self._add(country, location) for _ in range(number)]

    def _add(self, country: str, location: str) -> int:
        number = next(self._keys)
        command = AddDevice(
            category="laptop",
            manufacturer="Lenovo",
            model="T14",
            country=country,
            serial=f"PF{number:06}",
            asset_tag=f"DD-{number:05}",
            location=location,
        )
        device = self.perform(command, COMMAND_LINE).device
        assert device is not None
        return device.id


def _request(outcome: Outcome) -> Request:
    assert outcome.request is not None
    return outcome.request


@contextmanager
def open_store(url: str, secret: str = SECRET) -> Iterator[SqlStore]:
    """A store over a database that is migrated already."""
    with closing(open_database(url)) as database:
        yield SqlStore(database, Cipher(secret))


def account(slack_id: str, name: str, **more: str | int | bool) -> SlackAccount:
    """A Slack account of the company."""
    return SlackAccount(team_id=TEAM, slack_id=slack_id, name=name, **more)  # type: ignore[arg-type]


def found_company(store: SqlStore, policy: Policy = POLICY, calendar: Calendar | None = None) -> Company:
    """Put the people on record and open the desk."""
    names = ("Mia Manager", "Will Worker", "Ana IT", "Ben IT", "Vera Approver")
    manager, worker, ana, ben, vera = (
        store.people.record(account(f"U{number}", name), NOW) for number, name in enumerate(names)
    )
    store.people.set_members(Role.IT, ["U2", "U3"])
    store.people.set_members(Role.APPROVER, ["U4"])
    return Company(store, Desk(store, policy, calendar or Weekdays()), manager, worker, ana, ben, vera)


@contextmanager
def open_company(url: str) -> Iterator[Company]:
    """Found the company in a migrated database."""
    with open_store(url) as store:
        yield found_company(store)
