"""The front desk: everything that a listener needs, and what all of them do alike."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from handlers.guard import Answers, Directory, Homes, NotWelcome, Own, Visitor, let_in, unwelcome
from handlers.hires import tie_hires
from handlers.incoming import Incoming
from lifecycle.calendar import local_day
from lifecycle.desk import Command, Desk, Outcome
from lifecycle.errors import Reason, Refused, Stale
from lifecycle.people import Person
from lifecycle.subject import Subject
from messages import answers as wording
from messages.answers import Hitch
from messages.reader import Reader

NOT_OF_THE_SCREEN = frozenset({Reason.NOT_ALLOWED, Reason.OWN_REQUEST, Reason.FOUR_EYES, Reason.BUSY})
"""Refusals that do not tell that anything on the screen is old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody who was let in, with what they sent, at `now` (UTC) by the desk's clock; `today` at IT's desk."""

    visitor: Visitor
    incoming: Incoming
    now: datetime
    today: date

    @property
    def reader(self) -> Reader:
        """Whom an answer is worded for."""
        return self.visitor.reader

    @property
    def own_today(self) -> date:
        """The date where the visitor is."""
        return local_day(self.now, self.visitor.person.zone)


class TooLate(Exception):
    """Slack takes no modal any more for what the person did; they may do it again."""


NO = (NotWelcome, TooLate, Refused)
"""What is answered in words: it is not an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """The desk, who comes to it, and how they are answered."""

    desk: Desk
    directory: Directory
    clock: Callable[[], datetime]
    answers: Answers
    homes: Homes

    def admit(self, incoming: Incoming, own: Own | None = None) -> Visit:
        """Let the sender in; one whom the desk had not seen may be an awaited hire, by email. Raises `NotWelcome`.

        A guest is let in for what is `own` to whoever gives devices back, while a return of theirs is open.
        """
        visitor, now = let_in(incoming, self.directory, partial(self._gives_back, own)), self.clock()
        if visitor.is_new:
            tie_hires(self.desk, visitor, now)
        today = local_day(now, self.desk.policy.working_hours.zone)
        return Visit(visitor=visitor, incoming=incoming, now=now, today=today)

    def _gives_back(self, own: Own | None, person: Person) -> bool:
        if own is None:
            return False
        with self.desk.reading() as reads:
            case = reads.open_return_of(person.id)
        return case is not None and own(case)

    def recipient(self, slack_id: str, visit: Visit) -> Person:
        """Whom a form names; raises `Refused(NOT_REACHABLE)` on the field for anybody who is no member here."""
        visitor = self.directory.visitor(visit.incoming.team_id, slack_id)
        if visitor is None or unwelcome(visitor.person, visit.incoming.team_id):
            raise Refused(Reason.NOT_REACHABLE, field="recipient")
        if visitor.is_new:
            tie_hires(self.desk, visitor, visit.now)
        return visitor.person

    def perform(self, command: Command, visit: Visit) -> Outcome:
        """Have the desk do it in the sender's name, once; raises `Refused`."""
        return self.desk.perform(command, actor=visit.visitor.actor, key=visit.incoming.key, now=visit.now)

    def refresh(self, subject: Subject, refusal: Refused, visit: Visit) -> None:
        """Have a subject shown as it stands, where the refusal means that a screen is old."""
        if refusal.reason not in NOT_OF_THE_SCREEN:
            with suppress(Refused):  # the desk is busy; what was refused, and why, was said already
                self.desk.refresh(subject, key=f"{visit.incoming.key}:refresh", now=visit.now)

    def refresh_all(self, person_id: int, key: str) -> None:
        """Have everything shown as it stands that is open and concerns a person."""
        with self.desk.reading() as reads:
            found = reads.open_subjects(person_id)
        for subject in found:
            self.desk.refresh(subject, key=f"{key}:refresh:{subject}", now=self.clock())

    def whisper(self, incoming: Incoming, words: str) -> None:
        """Answer for the sender's eyes, where they acted."""
        self.answers.whisper(incoming.place, words)

    def words(self, no: Refused | NotWelcome | TooLate, visit: Visit | None) -> str:
        """What is said to somebody who cannot have it, with the name of whoever was faster."""
        reader = visit.reader if visit else self.stranger
        match no:
            case NotWelcome():
                return wording.not_for(no.why, no.reader or reader)
            case TooLate():
                return wording.hitch(Hitch.EXPIRED, reader)
        return wording.refused(no, reader, self.clock(), self._winner(no))

    def words_in_form(self, refusal: Refused, visit: Visit) -> str:
        """The same for a form that stays open: plain text."""
        return wording.refused_in_form(refusal, visit.reader, self.clock(), self._winner(refusal))

    @property
    def stranger(self) -> Reader:
        """How somebody is spoken to whom the desk does not know."""
        return Reader.in_channels(self.desk.policy)

    def _winner(self, refusal: Refused) -> Person | None:
        if not isinstance(refusal, Stale) or refusal.last is None or refusal.last.actor_id is None:
            return None
        with self.desk.reading() as reads:
            return reads.person(refusal.last.actor_id)
