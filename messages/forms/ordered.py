"""The line was ordered from a vendor."""

from collections.abc import Mapping
from datetime import date, timedelta

from slack_sdk.models.blocks import DatePickerElement

from lifecycle.policy import Policy
from lifecycle.reads.facts import RequestFacts
from lifecycle.requests.commands import MarkOrdered
from messages.blocks import field, modal, section
from messages.forms.base import Typed
from messages.forms.elements import line_input
from messages.forms.lines import about
from messages.forms.money import money, money_fields
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import voice


def build(facts: RequestFacts, policy: Policy, reader: Reader, opened: Opened, today: date) -> View:
    """Asks what was ordered where, for how much, and when it will come; the catalogue's price is filled in."""
    speaking = voice(reader)
    line, words = about(facts, opened, speaking)
    expected_on = today + timedelta(days=policy.lead_times.purchase_days)
    blocks = [
        section("about", words),
        field(Field.VENDOR, speaking.gettext("Vendor"), line_input()),
        field(Field.ORDER_NUMBER, speaking.gettext("Order number"), line_input(), optional=True),
        *money_fields(speaking, Field.PRICE, speaking.gettext("Price"), line.price),
        field(
            Field.EXPECTED_ON,
            speaking.gettext("Expected on"),
            DatePickerElement(initial_date=expected_on.isoformat()),
        ),
    ]
    words_of_form = (speaking.gettext("Mark ordered"), speaking.gettext("Save"))
    return modal(Callback.ORDERED, blocks, words_of_form, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader, today: date) -> MarkOrdered:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    vendor = typed.needed(Field.VENDOR, typed.line(Field.VENDOR))
    order_number = typed.line(Field.ORDER_NUMBER)
    paid = money(typed, Field.PRICE, speaking)
    expected_on = typed.needed_day(Field.EXPECTED_ON, first=today)
    typed.check()
    return MarkOrdered(
        request_id=typed.target.subject.id,
        line=typed.target.number or 0,
        vendor=vendor,
        order_number=order_number,
        paid=paid,
        expected_on=expected_on,
    )
