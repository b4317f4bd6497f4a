"""What became of each row, in words, and of all of them, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.fleet_file.planning import Row
from lifecycle.importing import Judgement, Verdict, Why
from lifecycle.money import Money

REASONS: Mapping[Why, str] = {
    Why.MISSING: "nothing tells the {fields} of a device that is new here",
    Why.NAMES_TWO: "the serial number {serial} is one device, the asset tag {tag} another ({other})",
    Why.OTHER_SERIAL: "the asset tag {tag} is on the device with the serial number {other}",
    Why.NOBODY: "it is in use, and nothing tells by whom",
    Why.STOCK_YET_HELD: "it is in stock, and somebody has it",
    Why.NO_BEGINNING: "nothing begins as {state}: it comes there by its steps",
    Why.OTHER_STATE: "on record it is {state}, in the list {listed}: what is in between is done with the device itself",
    Why.OTHER_HOLDER: "on record it is {state} and {holder} has it: that is changed with the device itself",
    Why.RESERVED: "it is set aside for request {request}",
    Why.GONE: "it is gone from the company: {state}",
}

VERBS: Mapping[bool, Mapping[Verdict, str]] = {
    True: {one: f"would be {one.value}" for one in Verdict},
    False: {one: one.value for one in Verdict},
}

NAMED = {"holder_id": "holder", "keeper": "holder not in Slack", "attributes": "attributes"}
"""Fields whose values say nothing to people, or too much."""


def what(row: Row) -> str:
    """What becomes of a row, or why nothing does."""
    judgement = row.judgement
    if judgement is None:
        return row.problem or ""
    if judgement.why:
        facts = {name: _shown(value) for name, value in judgement.facts.items()}
        return REASONS[judgement.why].format(**facts)
    device = judgement.device
    if judgement.verdict is Verdict.MADE and device:
        is_named = device.model.casefold().startswith(device.manufacturer.casefold())
        name = device.model if is_named else f"{device.manufacturer} {device.model}"
        return f"{device.category}, {name}, {_shown(device.state)}, {device.country}"
    return "; ".join(_difference(judgement, name) for name in judgement.differing)


def _difference(judgement: Judgement, name: str) -> str:
    if name in NAMED or judgement.change is None or judgement.change.before is None:
        return NAMED.get(name, name)
    before, after = (getattr(one, name) for one in (judgement.change.before, judgement.change.after))
    return f"{name.replace('_', ' ')}: {_shown(before)} → {_shown(after)}"


def _shown(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case Money():
            return f"{value.amount} {value.currency}"
    return str(value).replace("_", " ")[:80]


@dataclass
class Tally:
    """How many rows became what."""

    counts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))

    def add(self, row: Row) -> None:
        """Count one row more."""
        self.counts[row.verdict] += 1

    @property
    def rows(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def takes_any(self) -> bool:
        """Whether anything is made or changed."""
        return bool(self.counts[Verdict.MADE] or self.counts[Verdict.CHANGED])

    def sentence(self, *, dry_run: bool) -> str:
        """The numbers in a line."""
        verbs = VERBS[dry_run]
        told = ", ".join(f"{count:,} {verbs[verdict]}" for verdict, count in self.counts.items())
        return f"{self.rows:,} row{'' if self.rows == 1 else 's'}: {told}."
