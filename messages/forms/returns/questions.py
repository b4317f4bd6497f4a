"""What is asked of somebody who needs help: for each kind of trouble its own few questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slack_sdk.models.blocks import DatePickerElement, InputInteractiveElement

from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import ProblemKind
from messages.blocks import field
from messages.forms.elements import line_input, photo_input, text_input
from messages.i18n import N_
from messages.ids import Field
from messages.payload import Block
from messages.voice import Voice

MOST_PHOTOS = 3
"""As many as IT's card shows."""

ON_RECORD = N_("IT reads it. It stays on record: please keep private data out of it.")

ELEMENTS: Mapping[Field, Callable[[], InputInteractiveElement]] = {
    Field.TEXT: text_input,
    Field.PICK_UP: text_input,
    Field.LAST_SEEN_ON: DatePickerElement,
    Field.LAST_SEEN_AT: line_input,
    Field.POLICE_REPORT: line_input,
    Field.OFFER: line_input,
    Field.COPIED_BY: DatePickerElement,
    Field.FILES: lambda: photo_input(MOST_PHOTOS),
}
"""Into what each answer is typed."""


@dataclass(frozen=True, slots=True)
class Question:
    """One input: its label, its hint (`known` where an address is on record already), whether it has to be answered."""

    field: Field
    label: str
    hint: str | None = None
    known: str | None = None
    needed: bool = False

    def block(self, facts: ReturnFacts, voice: Voice) -> Block:
        """The input, in a voice."""
        hint = self.known if self.known and "address" in facts.reach else self.hint
        return field(
            self.field,
            voice.gettext(self.label),
            ELEMENTS[self.field](),
            optional=not self.needed,
            hint=voice.gettext(hint) if hint else None,
        )


_NOTE = Question(Field.TEXT, N_("Note"), ON_RECORD)
_WHAT_HAPPENED = N_("What happened?")

QUESTIONS: Mapping[ProblemKind, tuple[Question, ...]] = {
    ProblemKind.KIT_MISSING: (
        Question(
            Field.PICK_UP,
            N_("Where shall the box go?"),
            N_("We have no address of yours yet. Only IT sees it."),
            known=N_("Please check: leave it empty if the address that you gave is right. Only IT sees it."),
        ),
        _NOTE,
    ),
    ProblemKind.BOX_LOST: (_NOTE,),
    ProblemKind.MOVED: (
        Question(Field.PICK_UP, N_("Your new address"), N_("Only IT sees it."), needed=True),
        _NOTE,
    ),
    ProblemKind.WANTS_TO_BUY: (
        Question(
            Field.OFFER,
            N_("What would you pay?"),
            N_("For all that you chose, with the currency, like 300 EUR. You may leave it to IT to name a price."),
        ),
        _NOTE,
        Question(Field.FILES, N_("Photos"), N_("Of its condition, where that matters for the price.")),
    ),
    ProblemKind.REFUSES: (
        Question(
            Field.TEXT,
            N_("What speaks against it?"),
            N_("You need not say. IT reads it, keeps it on record, and looks with you for a way that suits you."),
        ),
    ),
    ProblemKind.LOST_OR_STOLEN: (
        Question(Field.LAST_SEEN_ON, N_("When was it last seen?")),
        Question(Field.LAST_SEEN_AT, N_("Where was it last seen?")),
        Question(Field.POLICE_REPORT, N_("Police report number"), N_("If there is one. It can be told later, too.")),
        Question(Field.TEXT, _WHAT_HAPPENED, ON_RECORD),
        Question(Field.FILES, N_("Photos"), N_("Like one of the police report.")),
    ),
    ProblemKind.PRIVATE_DATA: (
        Question(
            Field.TEXT,
            N_("What kind of data is it?"),
            N_("Like photos or tax papers. IT does not look at it, and wipes it once the device is back."),
        ),
        Question(Field.COPIED_BY, N_("By when can you copy it?")),
    ),
    ProblemKind.OTHER: (
        Question(Field.TEXT, _WHAT_HAPPENED, ON_RECORD, needed=True),
        Question(Field.FILES, N_("Photos")),
    ),
}
"""What each kind of trouble is asked about, in the order in which it stands in the form."""

ABOUT_DEVICES: Mapping[ProblemKind, bool] = {
    ProblemKind.WANTS_TO_BUY: True,
    ProblemKind.LOST_OR_STOLEN: True,
    ProblemKind.REFUSES: False,
    ProblemKind.PRIVATE_DATA: False,
    ProblemKind.OTHER: False,
}
"""The kinds that may be about some of the devices only, and whether it must be said which; the others are about all."""
