"""A company's own list of devices against the record: what is new, what differs, what cannot be.

A list tells what somebody wrote down once; the record tells what has happened. So a list puts devices on record,
corrects what is written about them, and says who has what was in stock. It takes no device along its road: what is on
its way back, returned or gone is moved by its own steps alone, and nothing gets free by a list.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from lifecycle.change import Change, begun, changed
from lifecycle.device import DEVICE_ENDS, Device, DeviceState, moved
from lifecycle.errors import Fact
from lifecycle.events import Event, Happened
from lifecycle.list_flaws import NotTaken, Why
from lifecycle.money import Money
from lifecycle.people import Person
from lifecycle.retrieval import Condition

BEGINNINGS = frozenset({DeviceState.IN_STOCK, DeviceState.IN_USE, DeviceState.IN_REPAIR, DeviceState.LOST})
"""Where a device may be that is new on record; every other state is reached by steps."""

NEEDED = ("category", "manufacturer", "model", "country")
"""What is known of every device."""


AGREEING = {DeviceState.RETURN_DUE: (DeviceState.IN_USE,)}
"""What a list may say of a state: whoever is to give something back has it still."""


class Verdict(StrEnum):
    """What becomes of a row."""

    MADE = "made"
    CHANGED = "changed"
    LEFT = "left"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A device as a list has it, `row` telling its place there; what is None, the list does not tell.

    `serial` and `asset_tag` are as `as_labelled` writes them; `number` is the record's own, of what is only ordered
    and has neither. Whoever has it is `holder_id`, or by `keeper`, a name,
    when not in Slack. `otherwise` is what a device that is new is taken for where the list does not tell: its place may
    stand for who has it.
    """

    row: int
    serial: str | None = None
    asset_tag: str | None = None
    number: int | None = None
    category: str | None = None
    manufacturer: str | None = None
    model: str | None = None
    country: str | None = None
    state: DeviceState | None = None
    holder_id: int | None = None
    keeper: str | None = None
    location: str | None = None
    price: Money | None = None
    purchased_on: date | None = None
    warranty_until: date | None = None
    condition: Condition | None = None
    system: str | None = None
    supported_until: date | None = None
    note: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    otherwise: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_held(self) -> bool:
        """Whether somebody has it, as far as the list tells."""
        return self.holder_id is not None or self.keeper is not None


CORRECTED = (
    *NEEDED,
    "location",
    "price",
    "purchased_on",
    "warranty_until",
    "condition",
    "system",
    "supported_until",
    "note",
)
"""What is taken over as it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What becomes of one row, and the device as it is then; `differing` are the fields that change."""

    row: int
    verdict: Verdict
    device: Device | None = None
    differing: tuple[str, ...] = ()
    why: Why | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    change: Change[Device] | None = None


class People(Protocol):
    """Looks up a person by id."""

    def __call__(self, person_id: int, /) -> Person | None:
        """The person, if there is one."""


class Numbers(Protocol):
    """Gives what is new its number and its asset tag."""

    def new_id(self) -> int:
        """The next number of a device."""

    def new_tag(self) -> str:
        """The next asset tag of the company's."""


class Register:
    """The devices that rows may mean, by serial number and asset tag; it follows what is decided about them."""

    def __init__(self, devices: Iterable[Device]) -> None:
        self._by_serial: dict[str, Device] = {}
        self._by_tag: dict[str, Device] = {}
        self._ordered: dict[int, Device] = {}
        for device in devices:
            self.put(device)

    def put(self, device: Device) -> None:
        """The device as it is from now on."""
        if device.serial:
            self._by_serial[device.serial] = device
        if device.asset_tag:
            self._by_tag[device.asset_tag] = device
        if device.state is DeviceState.EXPECTED:
            self._ordered[device.id] = device

    def meant(self, row: Listed) -> Device | None:
        """The device of a row, by serial number and then by asset tag; raises `NotTaken` when they disagree.

        A row with neither means what is on order under its number, and nothing else: elsewhere it is another's number.
        """
        if not (row.serial or row.asset_tag):
            return self._on_order(row)
        by_serial = self._by_serial.get(row.serial or "")
        by_tag = self._by_tag.get(row.asset_tag or "")
        if by_serial and by_tag and by_serial.id != by_tag.id:
            raise NotTaken(Why.NAMES_TWO, serial=row.serial, tag=row.asset_tag, other=by_tag.serial)
        if by_tag and by_tag.serial and row.serial and by_tag.serial != row.serial:
            raise NotTaken(Why.OTHER_SERIAL, tag=row.asset_tag, other=by_tag.serial)
        return by_serial or by_tag

    def _on_order(self, row: Listed) -> Device:
        device = self._ordered.get(row.number or 0)
        if device is None or device.serial or device.asset_tag or row.state is not DeviceState.EXPECTED:
            raise NotTaken(Why.NO_KEY)
        return device


def judged(rows: Iterable[Listed], register: Register, person: People, numbers: Numbers) -> Iterator[Judgement]:
    """What becomes of each row, one after the other: a row may be about a device that one before it has brought."""
    for row in rows:
        try:
            found = register.meant(row)
            judgement = _new(row, numbers) if found is None else _known(row, found, person)
        except NotTaken as refusal:
            judgement = Judgement(row=row.row, verdict=Verdict.REFUSED, why=refusal.why, facts=refusal.facts)
        if judgement.change:
            register.put(judgement.change.after)
        yield judgement


def _new(row: Listed, numbers: Numbers) -> Judgement:
    known = {name: str(getattr(row, name) or row.otherwise.get(name) or "") for name in NEEDED}
    if missing := [name for name, value in known.items() if not value]:
        raise NotTaken(Why.MISSING, fields=", ".join(missing))
    state = row.state or (DeviceState.IN_USE if row.is_held else DeviceState.IN_STOCK)
    if state not in BEGINNINGS:
        raise NotTaken(Why.GONE if state in DEVICE_ENDS else Why.NO_BEGINNING, state=state)
    if state is DeviceState.IN_USE and not row.is_held:
        row = replace(row, keeper=row.otherwise.get("keeper"))
    _check_hands(row, state)
    device = Device(
        id=numbers.new_id(),
        state=state,
        serial=row.serial,
        asset_tag=row.asset_tag or numbers.new_tag(),
        holder_id=row.holder_id,
        keeper=row.keeper,
        category=known["category"],
        manufacturer=known["manufacturer"],
        model=known["model"],
        country=known["country"],
        location=None if state is DeviceState.IN_USE else row.location,
        price=row.price,
        purchased_on=row.purchased_on,
        warranty_until=row.warranty_until,
        condition=row.condition,
        system=row.system,
        supported_until=row.supported_until,
        note=row.note,
        attributes=dict(row.attributes),
    )
    change = begun(device, Event(name=Happened.DEVICE_ADDED, facts={"row": row.row}))
    return Judgement(row=row.row, verdict=Verdict.MADE, device=change.after, change=change)


def _check_hands(row: Listed, state: DeviceState) -> None:
    if state is DeviceState.IN_USE and not row.is_held:
        raise NotTaken(Why.NOBODY)
    if state is DeviceState.IN_STOCK and row.is_held:
        raise NotTaken(Why.STOCK_YET_HELD)


def _known(row: Listed, device: Device, person: People) -> Judgement:
    after = replace(
        device,
        serial=row.serial or device.serial,
        asset_tag=row.asset_tag or device.asset_tag,
        attributes={**device.attributes, **row.attributes},
        **{name: getattr(row, name) for name in CORRECTED if getattr(row, name) is not None},
    )
    after, event = _in_hands(row, device, after, person)
    if event is Happened.DEVICE_ASSIGNED or device.state is DeviceState.IN_USE:
        after = replace(after, location=None if event is Happened.DEVICE_ASSIGNED else device.location)
    differing = tuple(one.name for one in fields(device) if getattr(device, one.name) != getattr(after, one.name))
    if not differing:
        return Judgement(row=row.row, verdict=Verdict.LEFT, device=device)
    if device.state in DEVICE_ENDS:
        raise NotTaken(Why.GONE, tag=_tag(device), state=device.state)
    if event is not Happened.DEVICE_CORRECTED:
        after = replace(after, state=moved(device, event).state)
    facts = {"row": row.row, "from": device.holder_id, "to": after.holder_id}
    change = changed(device, after, Event(name=event, facts=facts))
    return Judgement(row=row.row, verdict=Verdict.CHANGED, device=change.after, differing=differing, change=change)


def _in_hands(row: Listed, device: Device, after: Device, person: People) -> tuple[Device, Happened]:
    """The device with whoever has it by the list, and what has happened to it then."""
    if row.state is DeviceState.IN_STOCK:
        _check_hands(row, row.state)
    is_taken = device.state is DeviceState.IN_STOCK and row.is_held
    state = DeviceState.IN_USE if is_taken else device.state
    if row.state not in {None, state, *AGREEING.get(state, ())}:
        raise NotTaken(Why.OTHER_STATE, tag=_tag(device), state=device.state, listed=row.state)
    if not row.is_held or _is_with(row, device, person):
        return after, Happened.DEVICE_CORRECTED
    if is_taken and device.request_id is not None:
        raise NotTaken(Why.RESERVED, tag=_tag(device), request=device.request_id)
    is_used = device.state is DeviceState.IN_USE and (row.holder_id is not None or device.holder_id is None)
    if not (is_taken or is_used) or device.returned_at is not None:
        raise NotTaken(Why.OTHER_HOLDER, tag=_tag(device), state=device.state, holder=_name(device, person))
    after = replace(after, holder_id=row.holder_id, keeper=row.keeper)
    return after, Happened.DEVICE_ASSIGNED if is_taken else Happened.DEVICE_CORRECTED


def _is_with(row: Listed, device: Device, person: People) -> bool:
    """Whether a device is with whom a list names: by account, else by name, of somebody in Slack or not."""
    if row.holder_id is not None:
        return row.holder_id == device.holder_id
    return _plain(row.keeper) == _plain(_name(device, person))


def _name(device: Device, person: People) -> str | None:
    holder = None if device.holder_id is None else person(device.holder_id)
    return holder.name if holder else device.keeper


def _tag(device: Device) -> str | None:
    return device.asset_tag or device.serial


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())
