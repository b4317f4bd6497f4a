"""What can be done about a return: imperative, one dataclass each."""

from dataclasses import dataclass, field
from datetime import date

from lifecycle.command import OnSubject
from lifecycle.money import Money
from lifecycle.retrieval import Condition, ItemOutcome, ProblemKind, Remedy, ReturnCause
from lifecycle.subject import Subject, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How a person can be reached beside Slack: private, kept encrypted apart from every record. None: not told.

    `removed` names what is taken off the record: "email", "phone", "address".
    """

    email: str | None = None
    phone: str | None = None
    address: str | None = None
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReturn:
    """Somebody gives devices back: all that they hold, or those of `device_ids`.

    `empty_too` is IT insisting on a case for a person who holds nothing.
    """

    holder_id: int
    cause: ReturnCause
    last_day: date
    manager_id: int | None = None
    device_ids: tuple[int, ...] | None = None
    reach: Reach = Reach()
    empty_too: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OnReturn(OnSubject):
    """A command about one return."""

    subject_kind = SubjectKind.RETURN

    return_id: int

    @property
    def subject(self) -> Subject:
        """The return."""
        return Subject(self.subject_kind, self.return_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReturn(OnReturn):
    """Another last day, manager or way to reach the person; what is None stays as it is.

    `leaving` makes of a swap the return of everything: the person turns out to leave.
    """

    last_day: date | None = None
    manager_id: int | None = None
    reach: Reach = Reach()
    leaving: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkKitSent(OnReturn):
    """A return kit is on its way to the person; again when one was lost.

    `seen` is how many had been sent when the form was opened: another one meanwhile is told first. None: not told.
    """

    carrier: str
    tracking: str | None
    expected_on: date | None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmKit(OnReturn):
    """The person has the kit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSent(OnReturn):
    """The person has given the box to the carrier."""

    carrier: str | None = None
    tracking: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForHelp(OnReturn):
    """It does not go on, and why; `items` are the numbers of the devices it is about (none: all of them).

    A new address is private, and kept with the return's private data; the text is for IT.
    """

    kind: ProblemKind
    text: str | None = None
    items: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveHelp(OnReturn):
    """IT has done something about a problem, which closes it."""

    problem: int
    remedy: Remedy
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveDevice(OnReturn):
    """One device is in IT's hands; `serial` is read off the device and must be the item's."""

    item: int
    serial: str
    condition: Condition
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotRecover(OnReturn):
    """These items will not come back: written off or bought out, for how much and why."""

    items: tuple[int, ...]
    outcome: ItemOutcome
    reason: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold(OnReturn):
    """Legal hold: these items are neither wiped nor disposed of; one that is still out is no longer asked for."""

    items: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold(OnReturn):
    """The legal hold on these items is over; one that is still out has to come back again."""

    items: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindNow(OnReturn):
    """IT has the person reminded at once; it counts against the cap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffReturn(OnReturn):
    """Nothing has to come back after all; what is out stays with the person."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(OnReturn):
    """Slack has ended for the person: from now on they are written to by mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack(OnReturn):
    """The person has Slack again: from now on they are written to there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRefusedMail(OnReturn):
    """The private address takes no mail, says a mail server (`error`); `step` is the reminder that was in it, if any.

    `email` is what was written to: another address, put in its place meanwhile, is left alone.
    """

    email: str = field(repr=False)
    error: str
    step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtReturn(OnReturn):
    """Say what is due about this return (the scheduler's command)."""
