"""The result of an import, row by row: a file for spreadsheets, and a table for a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from bot.fleet.file.planning import FleetFile, Row
from bot.fleet.file.tally import Tally
from bot.fleet.file.writing import Sheet, writing
from lifecycle.errors import Fact
from lifecycle.importing import Judgement, Verdict
from lifecycle.list_flaws import Why
from messages.i18n import N_
from messages.lists import Refusal, refused
from messages.rows import VERDICTS, RowWords

HEADING = (N_("Row"), N_("Serial number"), N_("Asset tag"), N_("Result"), N_("What"), N_("What helps"))
MOST_SHOWN = 40
MOST_REASONS = 50
FIRST_ROWS = 5
WIDE = 24

BY_VALUE = frozenset({Why.BAD_STATE, Why.GONE_THERE})
"""What helps against these differs from value to value."""


@dataclass
class Report:
    """Takes down in a reader's `words` what becomes of each row; only the first of them are kept for the table."""

    words: RowWords
    sheet: Sheet | None = None
    tally: Tally = field(default_factory=Tally)
    _refused: list[Row] = field(default_factory=list)
    _others: list[Row] = field(default_factory=list)
    _reasons: dict[tuple[Fact, ...], Refusal] = field(default_factory=dict)

    def begin(self) -> None:
        """Write the heading of the file."""
        if self.sheet:
            self.sheet.write(self._heading())

    def add(self, row: Row) -> None:
        """One row more."""
        self.tally.add(row)
        if self.sheet:
            helping = str(self.words.help(row.judgement)) if row.judgement.why else ""
            self.sheet.write((row.number, *self._cells(row), helping))
        if row.judgement.why:
            self._sort(row.judgement, row.judgement.why)
        kept = self._refused if row.verdict is Verdict.REFUSED else self._others
        if row.verdict is not Verdict.LEFT and len(kept) < MOST_SHOWN:
            kept.append(row)

    @property
    def refusals(self) -> Sequence[Refusal]:
        """Why rows are refused, what refuses most in front."""
        return sorted(self._reasons.values(), key=lambda one: -one.count)

    def table(self) -> Iterator[str]:
        """The refused rows, then those that are made or changed, as far as there is room; and what helps."""
        shown = (self._refused + self._others)[:MOST_SHOWN]
        if not shown:
            return
        cells = [self._heading()[:5], *((str(row.number), *self._cells(row)) for row in shown)]
        widths = [min(max(len(line[place]) for line in cells), WIDE) for place in range(4)]
        for line in cells:
            yield "  ".join([*(_fitted(line[place], widths[place]) for place in range(4)), line[4][:200]]).rstrip()
        counts = self.tally.counts
        more = self.tally.rows - counts[Verdict.LEFT] - len(shown)
        if more > 0:
            yield f"… and {more:,} more: --report FILE.csv has every row"
        if self._reasons:
            yield "What helps:"
        yield from (f"  {refused(one, self.words)}" for one in self.refusals)

    def _sort(self, judgement: Judgement, why: Why) -> None:
        """Count a refusal among those that the same thing helps against."""
        facts = judgement.facts
        key = (why, facts.get("column"), facts.get("fields"), facts.get("value") if why in BY_VALUE else None)
        known = self._reasons.get(key)
        if known is None and len(self._reasons) < MOST_REASONS:
            self._reasons[key] = Refusal(judgement, (judgement.row,), 1)
        elif known is not None:
            rows = (*known.rows, judgement.row)[:FIRST_ROWS]
            self._reasons[key] = Refusal(known.first, rows, known.count + 1)

    def _heading(self) -> tuple[str, ...]:
        return tuple(map(self.words.voice.gettext, HEADING))

    def _cells(self, row: Row) -> tuple[str, str, str, str]:
        verdict = self.words.voice.gettext(VERDICTS[row.verdict])
        return (*_numbers(row), verdict, self.words.what(row.judgement))


@contextmanager
def reported(file: Path | None, words: RowWords) -> Iterator[Report]:
    """A report that is also written to a file, where one is given; raises `Unwritable`."""
    with writing(file, "import") if file else nullcontext() as sheet:
        report = Report(words, sheet)
        report.begin()
        yield report


def columns(file: FleetFile) -> Iterator[str]:
    """How the columns were read, in a few lines."""
    heading = file.table.heading
    meant = (
        f"{meaning.value.replace('_', ' ')}: {', '.join(repr(heading[place]) for place in places)}"
        for meaning, places in file.layout.columns.items()
    )
    yield f"Columns: {'; '.join(meant)}."
    yield from _listed("Kept as attributes", file.layout.attributes.values())
    yield from _listed("Left out", file.layout.left_out)
    if file.survey.continued:
        yield f"{file.survey.continued:,} lines only go on with the row above them: nothing is kept of these."
    if file.table.encoding == "cp1252":
        yield "The file is no UTF-8: it was read as Windows-1252."


def _listed(words: str, names: Iterable[str]) -> Iterator[str]:
    told = ", ".join(map(repr, names))
    if told:
        yield f"{words}: {told}."


def _numbers(row: Row) -> tuple[str, str]:
    """By what the row's device is known."""
    known = row.judgement.device or row.listed
    return (known.serial or "", known.asset_tag or "") if known else row.named


def _fitted(text: str, width: int) -> str:
    plain = "".join(one if one.isprintable() else " " for one in text)
    return (plain if len(plain) <= width else f"{plain[: width - 1]}…").ljust(width)
