"""What keeps the person from returning their devices: a small form for each kind of trouble."""

from collections.abc import Iterator, Mapping
from datetime import date

from slack_sdk.models.blocks import StaticSelectElement

from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import ProblemKind
from lifecycle.returns.commands import AskForHelp
from messages.blocks import field, modal, plain
from messages.forms.base import Typed
from messages.forms.elements import PHOTOS, PLACEHOLDER, option, some_of
from messages.forms.reach import address
from messages.forms.returns.parts import about, chosen, item_options, subject_id
from messages.forms.returns.questions import ABOUT_DEVICES, QUESTIONS
from messages.i18n import N_
from messages.ids import Callback, Field, Opened
from messages.labels import HELP_KINDS
from messages.payload import Block, View
from messages.reader import Reader
from messages.voice import Voice, voice

TOLD_AS: Mapping[Field, str] = {
    Field.LAST_SEEN_ON: N_("Last seen on: %(answer)s."),
    Field.LAST_SEEN_AT: N_("Last seen: %(answer)s."),
    Field.POLICE_REPORT: N_("Police report number: %(answer)s."),
    Field.OFFER: N_("Would pay: %(answer)s."),
    Field.COPIED_BY: N_("Can copy it by: %(answer)s."),
}
"""How IT reads the answers that have no place of their own, before what the person wrote."""

OWN = (N_("I need help"), N_("What do you need?"))
OF_ANOTHER = (N_("What is in the way?"), N_("What is it?"))
"""The title and the first question, for whoever gives devices back and for their manager."""

DAYS = frozenset({Field.LAST_SEEN_ON, Field.COPIED_BY})
"""The answers that are days."""

ALWAYS = frozenset({Field.KIND.value, Field.ITEMS.value})


def build(
    facts: ReturnFacts, reader: Reader, opened: Opened, kind: ProblemKind | None = None, *, by_holder: bool = True
) -> View:
    """Asks what it is, and once that is chosen what IT has to know about this `kind`; a manager may tell it, too."""
    speaking = voice(reader)
    title, what = OWN if by_holder else OF_ANOTHER
    kinds = [option(speaking.gettext(label), one) for one, label in HELP_KINDS.items()]
    select = StaticSelectElement(options=kinds, placeholder=plain(speaking.gettext("Please choose"), PLACEHOLDER))
    blocks = [
        about(facts, speaking, own=by_holder),
        field(Field.KIND, speaking.gettext(what), select, tells_at_once=True),
        *(_asked(kind, facts, speaking) if kind else ()),
    ]
    return modal(Callback.NEED_HELP, blocks, (speaking.gettext(title), speaking.gettext("Tell IT")), speaking, opened)


def kind_of(view: Mapping[str, object], reader: Reader) -> ProblemKind | None:
    """What was chosen; None for nothing that we know."""
    found = Typed(view, voice(reader)).chosen(Field.KIND)
    return next((one for one in ProblemKind if one == found), None)


def asks_rightly(view: Mapping[str, object], reader: Reader) -> bool:
    """Whether the form asks what it should for the kind that was chosen: it may have been sent before it changed."""
    kind = kind_of(view, reader)
    asked = {one.field.value for one in QUESTIONS[kind]} if kind else set()
    return kind is None or Typed(view, voice(reader)).fields() - ALWAYS == asked


def parse(view: Mapping[str, object], reader: Reader, today: date, told_to: Reader) -> AskForHelp:
    """The command; raises `FieldErrors`. `today` is where the person is, `told_to` are those who read the answers.

    Whatever was typed is taken, also what this kind is not asked about: the page has one form for all.
    """
    speaking = voice(reader)
    typed = Typed(view, speaking)
    kind = chosen(typed, Field.KIND, ProblemKind, speaking)
    text, where = typed.text(Field.TEXT), address(typed, Field.PICK_UP, speaking)
    told_first = answers(typed, today, voice(told_to))
    command = AskForHelp(
        return_id=subject_id(typed),
        kind=kind,
        text="\n".join(filter(None, (*told_first, text))) or None,
        items=_items(typed),
        files=typed.files(Field.FILES, PHOTOS),
        address=where,
    )
    told = {Field.TEXT: text, Field.PICK_UP: where}
    for question in QUESTIONS[kind]:
        if question.needed:
            typed.needed(question.field, told[question.field])
    typed.check()
    return command


def _asked(kind: ProblemKind, facts: ReturnFacts, voice: Voice) -> Iterator[Block]:
    outstanding = facts.case.outstanding()
    if kind in ABOUT_DEVICES and len(outstanding) > 1:
        needed = ABOUT_DEVICES[kind]
        hint = None if needed else voice.gettext("Leave it empty if it is about all of them.")
        devices = some_of(item_options(facts, outstanding))
        yield field(Field.ITEMS, voice.gettext("Devices"), devices, optional=not needed, hint=hint)
    yield from (question.block(facts, voice) for question in QUESTIONS[kind])


def answers(typed: Typed, today: date, telling: Voice) -> Iterator[str]:
    """The answers of `TOLD_AS` that were given, in words for those who are told."""
    days = {
        Field.LAST_SEEN_ON: typed.past_day(Field.LAST_SEEN_ON, today=today),
        Field.COPIED_BY: typed.day(Field.COPIED_BY, first=today),
    }
    for where, pattern in TOLD_AS.items():
        day = days.get(where)
        answer = (day and telling.day(day)) if where in days else typed.line(where)
        if answer:
            yield telling.gettext(pattern) % {"answer": answer}


def _items(typed: Typed) -> tuple[int, ...]:
    """The numbers of the devices that were chosen; none where all are meant."""
    left_open = typed.may_be_empty(Field.ITEMS) and not typed.several(Field.ITEMS)
    return () if left_open else typed.numbers(Field.ITEMS)
