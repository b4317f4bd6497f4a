"""What leaves in one parcel, and how."""

from collections.abc import Iterator, Mapping
from datetime import date

from slack_sdk.models.blocks import DatePickerElement

from lifecycle.reads.facts import Contact, RequestFacts
from lifecycle.request import Line
from lifecycle.requests.commands import MarkShipped
from lifecycle.rules import possible
from messages.blocks import field, modal, section, verbatim
from messages.forms.base import LONGEST_TEXT, Typed
from messages.forms.elements import line_input, some_of
from messages.forms.lines import about, options
from messages.ids import Callback, Field, Opened
from messages.payload import Block, View
from messages.reader import Reader
from messages.voice import Voice, voice


def build(facts: RequestFacts, contact: Contact | None, reader: Reader, opened: Opened) -> View:
    """Asks for the carrier, and what is in the parcel when more than one line could go; shows IT where it goes."""
    speaking = voice(reader)
    line, words = about(facts, opened, speaking)
    blocks = [
        section("about", words),
        *address(contact, speaking, speaking.gettext("Delivery address"), "address"),
        *_contents(facts, line, speaking),
        field(Field.CARRIER, speaking.gettext("Carrier"), line_input()),
        field(Field.TRACKING, speaking.gettext("Tracking number"), line_input(), optional=True),
        field(Field.EXPECTED_ON, speaking.gettext("Expected on"), DatePickerElement(), optional=True),
    ]
    words_of_form = (speaking.gettext("Mark shipped"), speaking.gettext("Save"))
    return modal(Callback.SHIPPED, blocks, words_of_form, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader, today: date) -> MarkShipped:
    """The command; raises `FieldErrors`."""
    typed = Typed(view, voice(reader))
    target = typed.target
    lines = typed.numbers(Field.LINES) if typed.has(Field.LINES) else (target.number or 0,)
    carrier = typed.needed(Field.CARRIER, typed.line(Field.CARRIER))
    tracking = typed.line(Field.TRACKING)
    expected_on = typed.day(Field.EXPECTED_ON, first=today)
    typed.check()
    return MarkShipped(
        request_id=target.subject.id, lines=lines, carrier=carrier, tracking=tracking, expected_on=expected_on
    )


def address(contact: Contact | None, voice: Voice, label: str, what: str) -> Iterator[Block]:
    """Where a parcel goes, for IT's eyes; `what` names the words that say why it is not known."""
    if contact and contact.unreadable:
        yield section("address", voice.write(f"form/unreadable_{what}"))
        return
    if contact is None or contact.address is None:
        yield section("address", voice.write(f"form/no_{what}"))
        return
    yield section("address:label", voice.strong(label))
    yield verbatim("address", contact.address, 10 * LONGEST_TEXT)


def _contents(facts: RequestFacts, pressed: Line, voice: Voice) -> Iterator[Block]:
    """Which lines are in the parcel: what is ready leaves together, and is sent again only what somebody asks for."""
    fitting = [one for one in facts.request.lines if possible(MarkShipped, facts.request, one.number)]
    lines = options(facts, fitting, voice)
    if len(lines) > 1:
        chosen = [str(one.number) for one in fitting if one.problem is None or one.number == pressed.number]
        yield field(Field.LINES, voice.gettext("In this parcel"), some_of(lines, chosen))
