"""HR's file against what is on record: what would follow from it, and doing so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.people.file import Column, LineFault, Row
from lifecycle.calendar import last_plannable, local_day
from lifecycle.desk import Desk
from lifecycle.device import DeviceState
from lifecycle.errors import Refused
from lifecycle.people import COMMAND_LINE, Person
from lifecycle.ports import Reads
from lifecycle.retrieval import Return, ReturnCause
from lifecycle.returns.commands import ChangeReturn, OpenReturn, Reach
from lifecycle.returns.offboarding import LONGEST_AGO
from store.people import PeopleBook

GONE = "the Slack account of {} has ended, so nobody is named as manager"
UNKNOWN = "nobody in Slack on record has the address {}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What follows from one line: what HR says of a person, and a command with its key.

    `words` tell each of it, `note` why there is no more.
    """

    row: Row
    person: Person
    manager_id: int | None = None
    country: str | None = None
    command: OpenReturn | ChangeReturn | None = None
    key: str = ""
    words: tuple[str, ...] = ()
    note: str | None = None

    @property
    def does_something(self) -> bool:
        """Whether anything changes by it."""
        return bool(self.words)

    def __str__(self) -> str:
        told = (*self.words, self.note) if self.note else self.words
        what = "; ".join(told) if self.words else f"nothing: {self.note or 'everything is on record already'}"
        return f"line {self.row.line}, {self.row.email}: {what}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows from a file; with any fault, nothing of it may be done."""

    steps: Sequence[Step]
    faults: Sequence[LineFault]


@dataclass
class Planner:
    """Compares lines with the record; what cannot be is noted in `faults`."""

    reads: Reads
    people: PeopleBook
    known: Mapping[str, Person]
    now: datetime
    faults: list[LineFault] = field(default_factory=list)

    def step(self, row: Row) -> Step | None:
        """What follows from a line; None when it, or who it names, is faulty."""
        person = self._person(row.line, Column.EMAIL, row.email)
        manager = self._person(row.line, Column.MANAGER_EMAIL, row.manager_email)
        if person is None or (manager is None and row.manager_email):
            return None
        if not self._is_sensible(row, person):
            return None
        step = Step(row=row, person=person)
        if manager and manager.is_deactivated:
            step, manager = replace(step, note=GONE.format(row.manager_email)), None
        if manager and manager.id != person.manager_id:
            step = replace(step, manager_id=manager.id, words=(f"the manager is {manager.name}",))
        if row.country and person.country is None:
            step = replace(step, country=row.country, words=(*step.words, f"the country is {row.country}"))
        return self._with_return(step, row.last_day, manager) if row.last_day else step

    def _person(self, line: int, column: Column, email: str | None) -> Person | None:
        if email is None:
            return None
        person = self.known.get(email.casefold())
        if person is None:
            problem = UNKNOWN.format(email)
        elif person.is_bot or (person.is_guest and column is Column.MANAGER_EMAIL):
            problem = f"{email} is a guest or a bot in Slack"
        else:
            return person
        self.faults.append(LineFault(line, column, problem))
        return None

    def _is_sensible(self, row: Row, person: Person) -> bool:
        today = local_day(self.now, person.zone)
        if row.last_day is None or today - LONGEST_AGO <= row.last_day <= last_plannable(today):
            return True
        self.faults.append(LineFault(row.line, Column.LAST_DAY, f"{row.last_day} is more than two years away"))
        return False

    def _with_return(self, step: Step, last_day: date, manager: Person | None) -> Step:
        case = self.reads.open_return_of(step.person.id)
        if case is None:
            return self._opened(step, last_day, manager)
        return self._changed(step, case, last_day, manager)

    def _opened(self, step: Step, last_day: date, manager: Person | None) -> Step:
        held = [one.id for one in self.reads.held_by(step.person.id) if one.state is DeviceState.IN_USE]
        kept = self.people.kept_after(step.person.id, last_day)
        back = tuple(one for one in held if one not in kept)
        if not back:
            called_off = f"the return for {last_day} was called off"
            return replace(step, note=called_off if held else "there are no devices to come back")
        command = OpenReturn(
            holder_id=step.person.id,
            cause=ReturnCause.LEAVING,
            last_day=last_day,
            manager_id=manager.id if manager else None,
            device_ids=back if len(back) < len(held) else None,
            reach=Reach(email=step.row.private_email),
        )
        many = f"{len(back)} device{'' if len(back) == 1 else 's'}"
        private = "" if step.row.private_email is None else ", with the private email"
        key = f"people:{step.person.id}:{last_day}{f':{len(kept)}' if kept else ''}"
        words = f"a return of {many} is opened, last day {last_day}{private}"
        return replace(step, command=command, key=key, words=(*step.words, words))

    def _changed(self, step: Step, case: Return, last_day: date, manager: Person | None) -> Step:
        contact = self.reads.contact(case.subject)
        email = step.row.private_email
        is_new_manager = manager is not None and manager.id != case.manager_id
        is_new_email = email is not None and email != (contact.email if contact else None)
        command = ChangeReturn(
            return_id=case.id,
            last_day=last_day if last_day != case.last_day else None,
            manager_id=manager.id if manager and is_new_manager else None,
            reach=Reach(email=email if is_new_email else None),
            leaving=case.cause is ReturnCause.SWAP or case.is_undecided,
        )
        changes = (
            "it is of everything from now on, because the person leaves" if command.leaving else "",
            f"last day {last_day} in the place of {case.last_day}" if command.last_day else "",
            f"manager {manager.name}" if manager and is_new_manager else "",
            "another private email" if is_new_email else "",
        )
        if not any(changes):
            return step
        words = f"return {case.id} is changed: {', '.join(filter(None, changes))}"
        key = f"people:return:{case.id}:{case.version}"
        return replace(step, command=command, key=key, words=(*step.words, words))


def plan(rows: Sequence[Row], reads: Reads, people: PeopleBook, now: datetime) -> Plan:
    """What follows from the lines of a file, at `now` (UTC)."""
    emails = {email for row in rows for email in (row.email, row.manager_email) if email}
    planner = Planner(reads, people, people.with_emails(emails), now)
    steps = [step for row in rows if (step := planner.step(row))]
    return Plan(steps, planner.faults)


def carry_out(step: Step, desk: Desk, people: PeopleBook, now: datetime) -> tuple[str, bool]:
    """Do what follows from a line: tells it, and whether it is done. It may be done again without harm."""
    if step.manager_id is not None or step.country is not None:
        people.set_hr(step.person.id, step.manager_id, step.country)
    if step.command is None:
        return str(step), True
    try:
        outcome = desk.perform(step.command, actor=COMMAND_LINE, key=step.key, now=now)
    except Refused as refusal:
        return f"{step}: the desk refused this ({refusal.reason}), import the file again", False
    opened = isinstance(step.command, OpenReturn) and outcome.returned
    return f"{step}{f', number {opened.id}' if opened else ''}", True
