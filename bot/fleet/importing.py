"""`python -m bot import FILE`: a list of devices is read, compared with the record, and taken over part by part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.faults import Fault, Faulty
from bot.fleet.file.lines import Unreadable
from bot.fleet.file.options import Asked, Options
from bot.fleet.file.planning import FleetFile, Judge, Row, opened
from bot.fleet.file.reporting import Report, columns, reported
from bot.fleet.file.tally import Tally
from bot.fleet.file.writing import Unwritable
from lifecycle.desk import Desk
from lifecycle.devices.listing import ImportDevices, foreseen, in_pencil, recalled
from lifecycle.errors import Refused
from lifecycle.importing import Judgement, Listed
from lifecycle.people import Actor
from lifecycle.policy import Policy
from messages.reader import Reader
from messages.rows import RowWords, Way
from messages.verbatim import Verbatim
from store.people import PeopleBook

BUSY = "took no more rows ({}): import the same file again, rows that are done stay as they are"
STEP = 5_000
"""Rows between two words about how far it is."""

Learn = Callable[[frozenset[str]], None]
"""Has people with these addresses put on record, where Slack knows them."""


def typed(policy: Policy) -> RowWords:
    """The words for whoever works on the command line."""
    return RowWords(Verbatim(Reader("en-US", "UTC")), Way.TYPED, policy)


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetImporter:
    """Takes lists of devices over, in an `actor`'s name."""

    desk: Desk
    people: PeopleBook
    learn: Learn = lambda _: None

    def foresee(self, file: FleetFile, add: Callable[[Row], None]) -> None:
        """Tell what would become of each row; nothing is changed."""
        with self.desk.reading() as reads:
            numbers = in_pencil(reads, self.desk.policy, file.survey.tags)
            self._each(file, lambda rows: foreseen(reads, rows, numbers), add)

    def carry_out(
        self,
        file: FleetFile,
        add: Callable[[Row], None],
        *,
        actor: Actor,
        key: str,
        now: datetime,
        since: datetime | None = None,
    ) -> None:
        """Take every row over that can be, a part in each commit, and tell what became of it.

        Done again under the same `key`, or after it was cut short, it changes nothing that is done already; `since`
        (UTC) is when it was begun first, if that was before `now`.
        """
        parts = iter(range(file.survey.rows + 1))

        def judge(rows: Sequence[Listed]) -> Sequence[Judgement]:
            command = ImportDevices(rows=tuple(rows), tags=file.survey.tags)
            outcome = self.desk.perform(command, actor=actor, key=f"{key}:{next(parts)}", now=now)
            if not outcome.duplicate:
                return outcome.judgements
            with self.desk.reading() as reads:
                there = foreseen(reads, rows, in_pencil(reads, self.desk.policy, file.survey.tags))
                return [recalled(reads, one, actor.person_id, since or now) for one in there]

        self._each(file, judge, add)

    def _each(self, file: FleetFile, judge: Judge, add: Callable[[Row], None]) -> None:
        self.learn(file.survey.emails)
        people = self.people.with_emails(file.survey.emails)
        for row in file.rows(self.desk.policy, people, judge):
            add(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCommand:
    """One import from the command line; `tell` prints a line, `progress` one that is not part of the result."""

    importer: FleetImporter
    actor: Actor
    key: str
    now: datetime
    tell: Callable[[str], None]
    progress: Callable[[str], None]

    def run(self, path: Path, options: Options, report_file: Path | None, *, dry_run: bool) -> Tally:
        """Import a file, or with `dry_run` only tell what would follow. Raises `Faulty`, and nothing was done then."""
        words = typed(self.importer.desk.policy)
        try:
            with opened(path, options) as file, reported(report_file, words) as report:
                for line in columns(file):
                    self.tell(line)
                self._rows(file, report, dry_run=dry_run)
        except Unreadable as error:
            raise Faulty(str(path), [Fault("the file", words.unfit(error.unfit, error.facts))]) from error
        except Unwritable as error:
            raise Faulty(str(path), [Fault("the file", str(error))]) from error
        except Refused as refusal:
            raise Faulty(str(path), [Fault("the desk", BUSY.format(refusal.reason))]) from refusal
        except Asked as asked:
            raise Faulty(
                str(path), [Fault("the file", words.doubt(one.doubt, one.facts)) for one in asked.questions]
            ) from asked
        for line in report.table():
            self.tell(line)
        self.tell(report.tally.sentence(dry_run=dry_run))
        if dry_run:
            self.tell("Nothing is changed: this is what would be.")
        return report.tally

    def _rows(self, file: FleetFile, report: Report, *, dry_run: bool) -> None:
        def add(row: Row) -> None:
            report.add(row)
            if report.tally.rows % STEP == 0:
                self.progress(f"{report.tally.rows:,} of {file.survey.rows:,} rows")

        if dry_run:
            self.importer.foresee(file, add)
        else:
            self.importer.carry_out(file, add, actor=self.actor, key=self.key, now=self.now)
