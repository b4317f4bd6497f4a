"""A file of devices, read and compared with the record in parts: what would follow, or what has."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.fleet.file.layout import Layout, layout_of
from bot.fleet.file.lines import Line, Unreadable
from bot.fleet.file.opening import Table
from bot.fleet.file.options import Options
from bot.fleet.file.reading import RowReader
from bot.fleet.file.survey import Survey, goes_on, survey
from lifecycle.devices.listing import AT_ONCE
from lifecycle.importing import Judgement, Listed, Verdict
from lifecycle.list_flaws import NotTaken, Unfit
from lifecycle.people import Person
from lifecycle.policy import Policy

Judge = Callable[[Sequence[Listed]], Sequence[Judgement]]
"""What becomes of some rows: foreseen, or done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as the list has it, where it can be read, and what becomes of it.

    `named` are its serial number and its asset tag as they stand where it cannot.
    """

    number: int
    judgement: Judgement
    listed: Listed | None = None
    named: tuple[str, str] = ("", "")

    @property
    def verdict(self) -> Verdict:
        """What becomes of it."""
        return self.judgement.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetFile:
    """A file that can be read: its table, what its columns hold, and what they tell together."""

    table: Table
    layout: Layout
    survey: Survey
    options: Options

    def rows(self, policy: Policy, people: Mapping[str, Person], judge: Judge) -> Iterator[Row]:
        """Every row with what becomes of it, in the order of the file; a part of it is judged at a time."""
        reader = RowReader(self.table.heading, self.layout, self.survey, self.options, policy, people)
        lines = (line for line in self.table.lines() if not goes_on(line, self.layout))
        while part := list(islice(lines, AT_ONCE)):
            read = [_read(reader, line) for line in part]
            wanted = [one for one in read if isinstance(one, Listed)]
            judgements = {one.row: one for one in judge(wanted)} if wanted else {}
            for line, one in zip(part, read, strict=True):
                if isinstance(one, Listed):
                    yield Row(number=line.number, listed=one, judgement=judgements[line.number])
                else:
                    yield Row(number=line.number, judgement=one, named=reader.named(line))


@contextmanager
def opened(file: Path, options: Options) -> Iterator[FleetFile]:
    """A file, read once from its beginning to its end.

    Raises `Unreadable` when it is no list of devices, `Asked` when it can be read in more than one way.
    """
    table = Table.open(file, options.sheet)
    try:
        layout = layout_of(table.heading, options.meanings)
        known = survey(table.lines(), layout, table.heading, options)
        if not known.rows:
            raise Unreadable(Unfit.NO_ROWS)
        yield FleetFile(table=table, layout=layout, survey=known, options=options)
    finally:
        table.close()


def _read(reader: RowReader, line: Line) -> Listed | Judgement:
    """The device of a line, or why it is refused."""
    try:
        return reader.read(line)
    except NotTaken as refusal:
        return Judgement(row=line.number, verdict=Verdict.REFUSED, why=refusal.why, facts=refusal.facts)
