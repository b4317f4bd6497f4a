"""What is known of a return changes: last day, manager, ways to reach the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import DatePickerElement, UserSelectElement

from lifecycle.reads.facts import Contact, ReturnFacts
from lifecycle.retrieval import Return
from lifecycle.returns.commands import ChangeReturn, Reach
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.reach import reach, reach_fields
from messages.forms.returns.opening import LEAVING, warn_of_the_past
from messages.forms.returns.parts import about, number_of, subject_id
from messages.ids import Callback, Field, Opened
from messages.payload import Block, View
from messages.reader import Reader
from messages.voice import Voice, voice


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeInput:
    """What was typed; `manager` is a Slack account's id."""

    return_id: int
    last_day: date | None
    manager: str | None
    reach: Reach
    leaving: bool

    def command(self, manager_id: int | None) -> ChangeReturn:
        """The command, once the manager's account is known as a person."""
        return ChangeReturn(
            return_id=self.return_id,
            last_day=self.last_day,
            manager_id=manager_id,
            reach=self.reach,
            leaving=self.leaving,
        )


def build(
    facts: ReturnFacts, shown: Contact | None, reader: Reader, opened: Opened, *, by_holder: bool = False
) -> View:
    """The form, filled in with what may be seen: with private data (`shown`) only for those whose business it is."""
    speaking = voice(reader)
    manager = facts.people.get(facts.case.manager_id or 0)
    blocks = [
        about(facts, speaking, own=by_holder),
        _last_day(facts.case, speaking, opened),
        field(
            Field.MANAGER,
            speaking.gettext("Manager"),
            UserSelectElement(initial_user=manager.slack_id if manager else None),
            optional=True,
        ),
        *reach_fields(speaking, facts.reach, shown),
    ]
    words = (speaking.gettext("Change return"), speaking.gettext("Save"))
    return modal(Callback.CHANGE_RETURN, blocks, words, speaking, opened)


def _last_day(case: Return, voice: Voice, opened: Opened) -> Block:
    """Filled in, unless to give one is to decide that the person leaves."""
    is_asked = case.is_undecided and (opened.target is None or opened.target.number != LEAVING)
    known = None if is_asked else case.last_day.isoformat()
    hint = voice.gettext("Give it only if the person leaves: from then on their devices are asked for.")
    return field(
        Field.LAST_DAY,
        voice.gettext("Last day"),
        DatePickerElement(initial_date=known),
        optional=True,
        hint=hint if is_asked else None,
    )


def number(view: Mapping[str, object], reader: Reader) -> int:
    """Which return the form is about."""
    return subject_id(Typed(view, voice(reader)))


def parse(view: Mapping[str, object], reader: Reader, country: str, today: date, known: date) -> ChangeInput:
    """What was typed; raises `FieldErrors`, and `WarnFirst` for a last day that has passed and is not the `known` one.

    `country` and `today` are those of whoever gives devices back.
    """
    speaking = voice(reader)
    typed = Typed(view, speaking)
    found = ChangeInput(
        return_id=subject_id(typed),
        last_day=typed.near_day(Field.LAST_DAY, today=today),
        manager=typed.account(Field.MANAGER),
        leaving=number_of(typed.target) == LEAVING,
        reach=reach(typed, speaking, country),
    )
    typed.check()
    if found.last_day != known:
        warn_of_the_past(view, found.last_day, today, speaking)
    return found
