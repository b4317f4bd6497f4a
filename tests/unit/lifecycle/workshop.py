"""IT's workshop in memory: devices that are back, their certificates, and commands by the table of rules alone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import cast

from lifecycle.case import Case
from lifecycle.change import Change, Item
from lifecycle.command import OnSubject
from lifecycle.device import Device, DeviceState
from lifecycle.errors import Reason, Refused
from lifecycle.events import Happened, Recorded
from lifecycle.money import Money
from lifecycle.people import Actor, Person, Role
from lifecycle.policy import Policy
from lifecycle.ports import Lookups
from lifecycle.retrieval import Return, ReturnCause, ReturnState
from lifecycle.rule import check, require
from lifecycle.rules import RULES
from lifecycle.sanitization import Certificate, MediaType, Method, Verification, WipeResult
from lifecycle.subject import Subject, SubjectKind
from lifecycle.wipes.commands import (
    AcceptCertificate,
    BackToStock,
    DestroyDevice,
    Donate,
    RecordWipe,
    Recycle,
    RejectCertificate,
    Resell,
)
from tests.support.samples import IN_STOCK, NOW, PEOPLE, POLICY

BEN = Actor(person_id=3, roles=frozenset({Role.IT}))
ANA = Actor(person_id=2, roles=frozenset({Role.IT}))
PRICE = Money(Decimal(100), "EUR")

STAY = 7
"""The number of the return by which the devices here have come back."""

DEVICE = replace(
    IN_STOCK[0],
    id=5,
    state=DeviceState.RETURNED,
    location=None,
    return_id=STAY,
    enrolled=True,
    returned_at=NOW - timedelta(hours=1),
    version=4,
)

A_RETURN = Return(
    id=STAY,
    state=ReturnState.CLOSED,
    cause=ReturnCause.LEAVING,
    holder_id=1,
    manager_id=None,
    opened_by=BEN.person_id,
    opened_at=NOW,
    last_day=NOW.date(),
    channel="C0IT",
    version=3,
)


class EveryDay:
    """A calendar without holidays: no rule here asks for one."""

    def is_working_day(self, country: str, day: date) -> bool:
        return True


class Workshop:
    """Keeps what it is given by subject; a look-up of the rules."""

    def __init__(self, *items: Item, policy: Policy = POLICY) -> None:
        self.items: dict[Subject, Item] = {one.subject: one for one in items or (DEVICE,)}
        self.policy = policy

    def case(self, actor: Actor = BEN) -> Case:
        return Case(actor=actor, now=NOW, policy=self.policy, calendar=EveryDay(), look=cast(Lookups, self))

    def perform(self, command: OnSubject, actor: Actor = BEN) -> Sequence[Change[Item]]:
        """What the desk does with a command, without telling anybody of it."""
        item, rule = self.items.get(command.subject), RULES[type(command)]
        if item is None:
            raise Refused(Reason.NOT_FOUND)
        check(rule, actor, item, lambda _: None)
        require(rule, command, item)
        changes = rule.decide(self.case(actor), command, item).changes
        self.items |= {change.after.subject: change.after for change in changes}
        return changes

    def perform_all(self, *commands: OnSubject) -> None:
        for command in commands:
            self.perform(command)

    def has(self, **changes: object) -> None:
        """The device has become like that, by something that happens elsewhere."""
        changed = replace(self.the_device, **changes)  # type: ignore[arg-type]
        self.items[changed.subject] = changed

    @property
    def the_device(self) -> Device:
        found = self.device(DEVICE.id)
        assert found
        return found

    def device(self, device_id: int) -> Device | None:
        return cast("Device | None", self.items.get(Subject(SubjectKind.DEVICE, device_id)))

    def certificate(self, certificate_id: int) -> Certificate | None:
        return cast("Certificate | None", self.items.get(Subject(SubjectKind.CERTIFICATE, certificate_id)))

    def certificates_of(self, device_ids: Collection[int]) -> Sequence[Certificate]:
        return [one for one in self._certificates() if one.device_id in device_ids]

    def person(self, person_id: int) -> Person | None:
        return PEOPLE.get(person_id)

    def open_return_of(self, person_id: int) -> None:
        return None

    def device_by_serial(self, serial: str) -> Device | None:
        return next((one for one in self._devices() if one.serial == serial), None)

    def device_by_tag(self, asset_tag: str) -> Device | None:
        return next((one for one in self._devices() if one.asset_tag == asset_tag), None)

    def the_return(self, return_id: int) -> Return | None:
        return cast("Return | None", self.items.get(Subject(SubjectKind.RETURN, return_id)))

    def last_event(self, subject: Subject, part: int | None, settled_by: Collection[Happened] = ()) -> Recorded | None:
        return Recorded(name=Happened.DEVICE_RETURNED, at=NOW - timedelta(hours=1), actor_id=3, parts=())

    def came_back_at(self, device_id: int) -> datetime | None:
        return NOW - timedelta(hours=1)

    def succeeded_by(self, device_id: int) -> int | None:
        return None

    def new_id(self, kind: SubjectKind) -> int:
        return max((one.id for one in self.items.values() if one.subject.kind is kind), default=0) + 1

    def _devices(self) -> Iterable[Device]:
        return (one for one in self.items.values() if isinstance(one, Device))

    def _certificates(self) -> Iterable[Certificate]:
        return (one for one in self.items.values() if isinstance(one, Certificate))


def wipe(
    medium: str | None = "S6Z1", method: Method = Method.PURGE, result: WipeResult = WipeResult.PASS
) -> RecordWipe:
    """A medium of the device was sanitized."""
    return RecordWipe(
        device_id=DEVICE.id,
        method=method,
        technique="cryptographic erase",
        tool="EACS",
        tool_version="15.1",
        media_type=MediaType.FLASH,
        media_serial=medium,
        verification=Verification.COMPLETION_STATUS,
        result=result,
    )


def accept(number: int = 1) -> AcceptCertificate:
    return AcceptCertificate(certificate_id=number)


def reject(number: int = 1) -> RejectCertificate:
    return RejectCertificate(certificate_id=number, reason="The report names another medium.")


RESTOCK = BackToStock(device_id=DEVICE.id, location="rotterdam")
RESELL = Resell(device_id=DEVICE.id, recipient="Second Life Ltd", price=PRICE)
DONATE = Donate(device_id=DEVICE.id, recipient="A school")
RECYCLE = Recycle(device_id=DEVICE.id, recipient="A recycler", proof="T-1")
DESTROY = DestroyDevice(device_id=DEVICE.id, recipient="A shredder", proof="C-1")
NEXT_LIVES = (RESTOCK, RESELL, DONATE, RECYCLE, DESTROY)
