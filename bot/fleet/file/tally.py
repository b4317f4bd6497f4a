"""How many rows of a list became what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.fleet.file.planning import Row
from lifecycle.importing import Verdict

VERBS: Mapping[bool, Mapping[Verdict, str]] = {
    True: {one: f"would be {one.value}" for one in Verdict},
    False: {one: one.value for one in Verdict},
}


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
