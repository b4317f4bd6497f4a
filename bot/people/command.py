"""`python -m bot people FILE`: the file is read, compared with the record, and carried out as a whole or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.config.settings import Settings
from bot.faults import Fault, Faulty
from bot.people.file import LineFault, read_people
from bot.people.importing import Step, carry_out, plan
from bot.slack.lookup import learn
from lifecycle.desk import Desk
from store.people import PeopleBook


@dataclass(frozen=True, slots=True)
class Importer:
    """Brings HR's file onto the record; people whom the desk has not met are looked up in Slack, given tokens."""

    desk: Desk
    people: PeopleBook
    settings: Settings

    def run(self, file: Path, now: datetime, *, dry_run: bool, tell: Callable[[str], None]) -> bool:
        """Import a file, or with `dry_run` only tell what would follow, a line for each person; whether all is done.

        Raises:
            Faulty: with every fault that the file has; nothing of it was done then.
        """
        steps = self._planned(file, now)
        if dry_run:
            tell("Nothing is changed: this is what would be.")
        all_done = True
        for step in steps:
            words, is_done = (str(step), True) if dry_run else carry_out(step, self.desk, self.people, now)
            tell(words)
            all_done = all_done and is_done
        tell(_summary(steps, dry_run=dry_run))
        return all_done

    def _planned(self, file: Path, now: datetime) -> Sequence[Step]:
        try:
            read = read_people(file.read_bytes())
        except OSError as error:
            raise Faulty(str(file), [Fault("the file", f"cannot be read: {error.strerror}")]) from error
        if self.settings.has_slack:
            emails = {email for row in read.rows for email in (row.email, row.manager_email) if email}
            learn(self.people, self.settings, emails, now)
        with self.desk.reading() as reads:
            planned = plan(read.rows, reads, self.people, now)
        if faults := sorted((*read.faults, *planned.faults), key=_place):
            raise Faulty(str(file), [Fault(one.where, one.problem) for one in faults])
        return planned.steps


def _place(fault: LineFault) -> int:
    return fault.line


def _summary(steps: Sequence[Step], *, dry_run: bool) -> str:
    changing = sum(step.does_something for step in steps)
    if not changing:
        return f"{_people(len(steps))}, nothing to do."
    verb = "would change" if dry_run else "changed"
    return f"{_people(len(steps))}: {changing} {verb}, {len(steps) - changing} as before."


def _people(number: int) -> str:
    return f"{number} {'person' if number == 1 else 'people'}"
