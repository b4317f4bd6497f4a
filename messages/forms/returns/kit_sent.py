"""A return kit is on its way to the person."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from slack_sdk.models.blocks import DatePickerElement

from lifecycle.reads.facts import Contact, ReturnFacts
from lifecycle.returns.commands import MarkKitSent
from messages.blocks import field, modal
from messages.forms.base import Typed
from messages.forms.elements import line_input
from messages.forms.reach import phone
from messages.forms.returns.parts import about, subject_id
from messages.forms.shipped import address
from messages.ids import Callback, Field, Opened, Target
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: ReturnFacts, contact: Contact | None, reader: Reader, opened: Opened) -> View:
    """Asks for the carrier; shows IT where the kit goes. It knows how many kits were sent before."""
    speaking = voice(reader)
    opened = replace(opened, target=Target(facts.case.subject, len(facts.case.kits)))
    blocks = [
        about(facts, speaking),
        *address(contact, speaking, speaking.gettext("Pick-up address"), "pick_up"),
        *phone(contact, speaking),
        field(Field.CARRIER, speaking.gettext("Carrier"), line_input()),
        field(Field.TRACKING, speaking.gettext("Tracking number"), line_input(), optional=True),
        field(Field.EXPECTED_ON, speaking.gettext("Expected on"), DatePickerElement(), optional=True),
    ]
    words = (speaking.gettext("Kit sent"), speaking.gettext("Save"))
    return modal(Callback.KIT_SENT, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader, today: date) -> MarkKitSent:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    carrier = typed.needed(Field.CARRIER, typed.line(Field.CARRIER))
    tracking = typed.line(Field.TRACKING)
    expected_on = typed.day(Field.EXPECTED_ON, first=today)
    typed.check()
    return MarkKitSent(
        return_id=subject_id(typed),
        carrier=carrier,
        tracking=tracking,
        expected_on=expected_on,
        seen=typed.target.number,
    )
