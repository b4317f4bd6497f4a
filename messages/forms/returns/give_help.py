"""What IT has done about a problem."""

from collections.abc import Mapping

from lifecycle.reads.facts import Contact, ReturnFacts
from lifecycle.retrieval import Remedy
from lifecycle.returns.commands import GiveHelp
from messages.blocks import field, modal, section
from messages.forms.base import Typed
from messages.forms.elements import text_input
from messages.forms.reach import phone
from messages.forms.returns.parts import about, choice, chosen, number_of, subject_id
from messages.ids import Callback, Field, Opened
from messages.labels import HELP_KINDS, REMEDIES
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: ReturnFacts, contact: Contact | None, reader: Reader, opened: Opened) -> View:
    """Asks for the remedy, and for words to the person; shows IT whom to call."""
    speaking = voice(reader)
    problem = facts.case.problem(number_of(opened.target))
    blocks = [
        about(facts, speaking),
        section("problem", speaking.strong(speaking.gettext(HELP_KINDS[problem.kind]))),
        *phone(contact, speaking),
        choice(Field.REMEDY, speaking.gettext("What was done?"), REMEDIES, speaking),
        field(
            Field.NOTE,
            speaking.gettext("Note"),
            text_input(),
            optional=True,
            hint=speaking.gettext("The person reads it. It stays on record: please keep private data out of it."),
        ),
    ]
    words = (speaking.gettext("Close problem"), speaking.gettext("Save"))
    return modal(Callback.GIVE_HELP, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> GiveHelp:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    remedy, note = chosen(typed, Field.REMEDY, Remedy, speaking), typed.text(Field.NOTE)
    typed.check()
    return GiveHelp(return_id=subject_id(typed), problem=number_of(typed.target), remedy=remedy, note=note)
