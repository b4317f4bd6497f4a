"""What is wrong with a setting or the policy: found all at once, told by name."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `name` as the file or the environment calls it, `line` where the file has it."""

    name: str
    problem: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}"


class Faulty(Exception):
    """The bot cannot start like this: `source` has these faults."""

    def __init__(self, source: str, faults: Iterable[Fault]) -> None:
        self.source = source
        self.faults = tuple(faults)
        super().__init__("\n".join(self._lines()))

    def _lines(self) -> Iterable[str]:
        count = len(self.faults)
        yield f"{self.source}: {count} fault{'' if count == 1 else 's'}"
        for fault in self.faults:
            yield f"  {self.source}:{fault.line}: {fault}" if fault.line else f"  {fault}"
