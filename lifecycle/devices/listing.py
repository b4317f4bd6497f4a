"""Bringing a part of a list of devices onto the record, in one commit."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from lifecycle import seeing
from lifecycle.audits import cycle as audit_cycle
from lifecycle.case import Case, Decision
from lifecycle.change import Change
from lifecycle.device import Device, DeviceState
from lifecycle.devices.gate import is_held
from lifecycle.events import Happened
from lifecycle.importing import Judgement, Listed, Register, Verdict, judged
from lifecycle.policy import Policy
from lifecycle.ports import Lookups
from lifecycle.returns.handover import taken_in
from lifecycle.subject import SubjectKind

AT_ONCE = 500
"""Rows of a list in one commit: what waits for the database meanwhile waits a fraction of a second."""


BY_LIST = {
    Happened.DEVICE_ADDED: Verdict.MADE,
    Happened.DEVICE_CORRECTED: Verdict.CHANGED,
    Happened.DEVICE_ASSIGNED: Verdict.CHANGED,
}
"""What a list does with a device, and by what event that is on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDevices:
    """Compare rows of a list with the record, and do what follows; what cannot be is left out and told.

    `tags` are the asset tags that the whole list names: none of them is given to a device that has no tag.
    """

    rows: tuple[Listed, ...]
    tags: frozenset[str] = frozenset()


@dataclass
class Numbering:
    """Gives new devices their ids, and the next asset tags of the company's that nobody has."""

    ids: Iterator[int]
    first_tag: str
    taken: Collection[str]
    _given: int = field(default=0)

    def new_id(self) -> int:
        """The next number of a device."""
        return next(self.ids)

    def new_tag(self) -> str:
        """The next asset tag; as many digits as the first one has, or more."""
        digits = len(self.first_tag) - len(self.first_tag.rstrip("0123456789"))
        stem, start = self.first_tag[:-digits], int(self.first_tag[-digits:])
        while True:
            tag = f"{stem}{start + self._given:0{digits}d}"
            self._given += 1
            if tag not in self.taken:
                return tag


def foreseen(look: Lookups, rows: Sequence[Listed], numbers: Numbering) -> tuple[Judgement, ...]:
    """What would become of these rows, as things stand."""
    return tuple(judged(rows, _register(look, rows), look.person, numbers))


def recalled(look: Lookups, judgement: Judgement, person_id: int | None, since: datetime) -> Judgement:
    """What became of a row that somebody's list took over at `since` (UTC) or later, as the log tells it.

    A list that was cut short goes on with the rows that are left; of the others, this is its result.
    """
    device = judgement.device
    if judgement.verdict is not Verdict.LEFT or device is None:
        return judgement
    told = look.last_event(device.subject, None, (Happened.DEVICE_ADDED,))
    if told is None or told.at < since:
        told = look.last_event(device.subject, None)
    is_ours = told is not None and told.at >= since and told.actor_id == person_id
    return replace(judgement, verdict=BY_LIST[told.name]) if told and is_ours and told.name in BY_LIST else judgement


def in_pencil(look: Lookups, policy: Policy, tags: Collection[str]) -> Numbering:
    """Numbers for what is only foreseen: every new device has the number 0, and tags are given to nobody."""
    return Numbering(iter(lambda: 0, 1), look.next_asset_tag(policy.asset_tag_prefix), tags)


def import_devices(case: Case, command: ImportDevices) -> Decision:
    """Judge the rows, and keep what follows; what somebody has who is leaving comes back with the rest."""
    look, policy = case.look, case.policy
    pencil = in_pencil(look, policy, command.tags)
    made = sum(one.verdict is Verdict.MADE for one in foreseen(look, command.rows, pencil))
    numbers = Numbering(iter(look.new_ids(SubjectKind.DEVICE, made)), pencil.first_tag, command.tags)
    judgements = tuple(_entered(case, one) for one in foreseen(look, command.rows, numbers))
    handed_over = [one.change.after for one in judgements if one.change and _is_handed_over(one.change)]
    return Decision(judgements=judgements, changes=tuple(taken_in(case, handed_over)))


def _entered(case: Case, judgement: Judgement) -> Judgement:
    """A judgement whose device has its turn to be audited.

    What is at repair and nobody's comes with whatever is on it, as if it had come back.
    """
    if judgement.change is None:
        return judgement
    change = seeing.noted(judgement.change, case.now)
    device = replace(change.after, next_look_at=audit_cycle.planned(change.after, case.policy, case.now))
    if change.before is None and device.state is DeviceState.IN_REPAIR and not is_held(device):
        device = replace(device, returned_at=case.now)
    return replace(judgement, device=device, change=replace(change, after=device))


def _is_handed_over(change: Change[Device]) -> bool:
    """Whether somebody in Slack has a device now who has not had it on record before."""
    before, after = change.before, change.after
    is_new_there = before is None or before.holder_id != after.holder_id
    return after.holder_id is not None and after.state is DeviceState.IN_USE and is_new_there


def _register(look: Lookups, rows: Sequence[Listed]) -> Register:
    serials = {row.serial for row in rows if row.serial}
    tags = {row.asset_tag for row in rows if row.asset_tag}
    ordered = {row.number for row in rows if row.number is not None}
    return Register(look.devices_known(serials, tags, ordered))
