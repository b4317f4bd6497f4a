"""Somebody gives devices back: all, because they leave, or some, because of a swap or the end of a loan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import DatePickerElement, UserSelectElement

from lifecycle.device import Device
from lifecycle.people import Person
from lifecycle.retrieval import ReturnCause
from lifecycle.returns.commands import OpenReturn, Reach
from lifecycle.subject import Subject, SubjectKind
from messages.blocks import alert, field, modal, section
from messages.forms.again import WarnFirst, is_warned
from messages.forms.base import LONGEST_LINE, Typed
from messages.forms.elements import option, some_of
from messages.forms.reach import reach, reach_fields
from messages.forms.returns.parts import device_words
from messages.ids import Callback, Field, Opened, Target
from messages.payload import Block, View
from messages.reader import Reader
from messages.returns.terms import more
from messages.text import Mrkdwn, clip, one_line
from messages.voice import Voice, voice

YES = "yes"
SWAP, LEAVING = 1, 2
"""What the form is for, kept as the number of its target: a person's subject has no parts of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Who gives what back: `holder` is None as long as nobody was named, `devices` are what they hold.

    `is_picked`: the holder was picked in the form, and may be changed there. `sought` is what was typed where a name
    was expected, and is nobody's.
    """

    holder: Person | None
    devices: Sequence[Device]
    cause: ReturnCause
    by_it: bool
    manager: Person | None = None
    is_picked: bool = False
    sought: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningInput:
    """What was typed; `manager` is a Slack account's id."""

    manager: str | None
    cause: ReturnCause
    last_day: date
    device_ids: tuple[int, ...] | None
    reach: Reach
    empty_too: bool

    def command(self, holder_id: int, manager_id: int | None) -> OpenReturn:
        """The command, once the accounts are known as people."""
        return OpenReturn(
            holder_id=holder_id,
            cause=self.cause,
            last_day=self.last_day,
            manager_id=manager_id,
            device_ids=self.device_ids,
            reach=self.reach,
            empty_too=self.empty_too,
        )


def build(opening: Opening, reader: Reader, answer_to: str | None = None) -> View:
    """The form; what the person holds is listed where they are known. `answer_to`: see `Opened`."""
    speaking = voice(reader)
    is_swap = opening.cause is ReturnCause.SWAP
    blocks = [
        *_whom(opening, speaking),
        *_devices(opening, speaking),
        field(Field.LAST_DAY, _day_label(speaking, is_swap=is_swap), DatePickerElement()),
        *_manager(opening, speaking),
        *reach_fields(speaking),
        *_empty_too(opening, speaking),
    ]
    title = speaking.gettext("Return devices") if is_swap else speaking.gettext("Offboard")
    words = (title, speaking.gettext("Start"))
    opened = Opened(target=_target(opening), answer_to=answer_to)
    return modal(Callback.OFFBOARD, blocks, words, speaking, opened)


def picked(view: Mapping[str, object], reader: Reader) -> str | None:
    """The Slack account that was picked in the form; None for nobody yet."""
    return Typed(view, voice(reader)).account(Field.HOLDER)


def whom(view: Mapping[str, object], reader: Reader) -> int | str | None:
    """Who gives devices back: a person's id, or the id of the Slack account that was picked; None for nobody yet."""
    typed = Typed(view, voice(reader))
    return typed.target.subject.id or typed.account(Field.HOLDER)


def parse(view: Mapping[str, object], reader: Reader, country: str, today: date) -> OpeningInput:
    """What was typed; raises `FieldErrors`, and `WarnFirst` for a last day that has passed.

    `country` and `today` are those of whoever gives devices back.
    """
    speaking = voice(reader)
    typed = Typed(view, speaking)
    target = typed.target
    last_day = typed.picked(Field.LAST_DAY, typed.near_day(Field.LAST_DAY, today=today)) or today
    if typed.has(Field.HOLDER):
        typed.needed(Field.HOLDER, typed.account(Field.HOLDER))
    found = OpeningInput(
        manager=typed.account(Field.MANAGER),
        cause=ReturnCause.SWAP if target.number == SWAP else ReturnCause.LEAVING,
        last_day=last_day,
        device_ids=typed.numbers(Field.DEVICES) if typed.has(Field.DEVICES) else None,
        reach=reach(typed, speaking, country),
        empty_too=YES in typed.several(Field.EMPTY_TOO),
    )
    typed.check()
    warn_of_the_past(view, found.last_day, today, speaking)
    return found


def warn_of_the_past(view: Mapping[str, object], last_day: date | None, today: date, voice: Voice) -> None:
    """Raises `WarnFirst` for a last day that has passed, once: it is allowed, and the plan is shortened."""
    if last_day is not None and last_day < today and not is_warned(view):
        words = voice.gettext("The last day has passed: the plan is shortened. Send the form again if that is right.")
        raise WarnFirst(words)


def _target(opening: Opening) -> Target:
    number = SWAP if opening.cause is ReturnCause.SWAP else LEAVING
    named = opening.holder if not opening.is_picked else None
    return Target(Subject(SubjectKind.PERSON, named.id if named else 0), number)


def _whom(opening: Opening, voice: Voice) -> Iterator[Block]:
    if opening.sought:
        words = voice.gettext("Nobody here is called “%(words)s”. Please pick the person below.")
        yield alert("sought", words % {"words": clip(one_line(opening.sought), LONGEST_LINE)}, "warning")
    if opening.holder is None or opening.is_picked:
        yield field(Field.HOLDER, voice.gettext("Who is leaving?"), UserSelectElement(), tells_at_once=True)
    else:
        yield section("holder", voice.strong(opening.holder.name))


def _devices(opening: Opening, voice: Voice) -> Iterator[Block]:
    named = list(enumerate(opening.devices, start=1))
    if opening.cause is ReturnCause.SWAP and named:
        choices = [option(device_words(device, number), str(device.id)) for number, device in named]
        yield field(Field.DEVICES, voice.gettext("Devices"), some_of(choices))
    elif named:
        lines = [voice.say(device_words(device, number)) for number, device in named]
        title = voice.strong(voice.gettext("To be returned"))
        rest = more(len(lines) - MOST_LISTED, voice)
        yield section("devices", Mrkdwn("\n".join((title, *lines[:MOST_LISTED], *rest))))
    elif opening.holder is not None:
        yield section("devices", voice.say(voice.gettext("No devices of this person are on record.")))


MOST_LISTED = 20


def _day_label(voice: Voice, *, is_swap: bool) -> str:
    return voice.gettext("Return by") if is_swap else voice.gettext("Last day")


def _manager(opening: Opening, voice: Voice) -> Iterator[Block]:
    """Filled in for somebody who was named; what was filled in for one pick would be sent for the next, too."""
    is_named = opening.holder is not None and not opening.is_picked
    known = opening.manager.slack_id if opening.manager and is_named else None
    hint = (
        voice.gettext("Who is asked to call when nothing comes back.")
        if is_named
        else voice.gettext("Who is asked to call when nothing comes back; left empty, the manager on record.")
    )
    yield field(
        Field.MANAGER, voice.gettext("Manager"), UserSelectElement(initial_user=known), optional=True, hint=hint
    )


def _empty_too(opening: Opening, voice: Voice) -> Iterator[Block]:
    if opening.by_it and opening.cause is ReturnCause.LEAVING:
        box = option(voice.gettext("Open a case although they hold nothing"), YES)
        yield field(Field.EMPTY_TOO, voice.gettext("Without devices"), some_of([box]), optional=True)
