"""Lists of devices for tests: written to a file, read with this policy, and told as what becomes of each row."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.fleet.file.lines import Unreadable
from bot.fleet.file.options import Asked, Options
from bot.fleet.file.planning import Row, opened
from bot.fleet.importing import typed
from lifecycle.device import Device
from lifecycle.devices.listing import Numbering
from lifecycle.importing import Judgement, Listed, Register, judged
from lifecycle.people import Person
from tests.support.company import POLICY

WORDS = typed(POLICY)
DATA = Path(__file__).parents[1] / "data" / "fleet"
GRETA = Person(id=7, team_id="T1", slack_id="U7", name="Greta", email="greta@tallpine.example", country="GB")
PEOPLE = {"greta@tallpine.example": GRETA}


@dataclass(frozen=True, slots=True)
class Told:
    """What becomes of the rows of a file."""

    rows: Sequence[Row]

    @property
    def refused(self) -> Mapping[int, str]:
        """The reasons, by the number of the row."""
        return {row.number: WORDS.reason(row.judgement) for row in self.rows if row.judgement.why}

    @property
    def helping(self) -> Mapping[int, str]:
        """What helps against each refusal, by the number of the row."""
        return {row.number: WORDS.help(row.judgement) for row in self.rows if row.judgement.why}

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """How many are made, changed, left and refused."""
        verdicts = [row.verdict.value for row in self.rows]
        return (verdicts.count("made"), verdicts.count("changed"), verdicts.count("left"), verdicts.count("refused"))

    @property
    def devices(self) -> list[Device]:
        """The devices that are made or meant, in the order of the file."""
        return [row.judgement.device for row in self.rows if row.judgement.device]


def read(file: Path, options: Options | None = None, known: Sequence[Device] = ()) -> Told:
    """What would become of each row of a file, beside these devices on record."""

    def judge(rows: Sequence[Listed]) -> Sequence[Judgement]:
        return tuple(judged(rows, Register(known), _person, numbers))

    with opened(file, options or Options()) as found:
        numbers = Numbering(iter(range(1000, 10_000)), "DD-00001", found.survey.tags)
        return Told(list(found.rows(POLICY, PEOPLE, judge)))


def read_text(folder: Path, text: str, options: Options | None = None, known: Sequence[Device] = ()) -> Told:
    """The same for a text."""
    return read(written(folder, text.encode()), options, known)


def written(folder: Path, content: bytes, name: str = "list.csv") -> Path:
    """A file with that content."""
    file = folder / name
    file.write_bytes(content)
    return file


@contextmanager
def unfit() -> Iterator[list[str]]:
    """What is told of the list that cannot be read in this block."""
    told: list[str] = []
    with pytest.raises(Unreadable) as no:
        yield told
    told.append(WORDS.unfit(no.value.unfit, no.value.facts))


@contextmanager
def asked() -> Iterator[list[str]]:
    """What is asked about the list in this block."""
    told: list[str] = []
    with pytest.raises(Asked) as questions:
        yield told
    told.extend(WORDS.doubt(one.doubt, one.facts) for one in questions.value.questions)


def _person(person_id: int) -> Person | None:
    return GRETA if person_id == GRETA.id else None


@contextmanager
def lines_of(file: Path) -> Iterator[list[tuple[str, ...]]]:
    """The cells of a file's lines, its heading in front."""
    from bot.fleet.file.opening import Table

    table = Table.open(file)
    try:
        yield [table.heading, *(line.cells for line in table.lines())]
    finally:
        table.close()
