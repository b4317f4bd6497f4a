"""The line was ordered from a vendor."""

from collections.abc import Mapping
from datetime import date, timedelta

from babel import Locale
from babel.numbers import get_currency_precision
from slack_sdk.models.blocks import DatePickerElement, NumberInputElement

from lifecycle.commands import MarkOrdered
from lifecycle.facts import RequestFacts
from lifecycle.money import Money
from lifecycle.policy import Policy
from messages.blocks import field, modal, section
from messages.forms.base import MOST_MONEY, Typed
from messages.forms.elements import line_input
from messages.forms.lines import about
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.voice import Voice, voice


def build(facts: RequestFacts, policy: Policy, reader: Reader, opened: Opened, today: date) -> View:
    """Asks what was ordered where, for how much, and when it will come; the catalogue's price is filled in."""
    speaking = voice(reader)
    line, words = about(facts, opened, speaking)
    price = NumberInputElement(
        is_decimal_allowed=True, initial_value=str(line.price.amount), min_value="0", max_value=str(MOST_MONEY)
    )
    expected_on = today + timedelta(days=policy.lead_times.purchase_days)
    blocks = [
        section("about", words),
        field(Field.VENDOR, speaking.gettext("Vendor"), line_input()),
        field(Field.ORDER_NUMBER, speaking.gettext("Order number"), line_input(), optional=True),
        field(Field.PRICE, speaking.gettext("Price"), price),
        field(Field.CURRENCY, speaking.gettext("Currency"), line_input(line.price.currency, most=3)),
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
    currency = _currency(typed, speaking)
    amount = typed.amount(Field.PRICE, digits=get_currency_precision(currency))
    expected_on = typed.needed_day(Field.EXPECTED_ON, first=today)
    typed.check()
    return MarkOrdered(
        request_id=typed.target.subject.id,
        line=typed.target.number or 0,
        vendor=vendor,
        order_number=order_number,
        paid=Money(amount, currency),
        expected_on=expected_on,
    )


def _currency(typed: Typed, voice: Voice) -> str:
    currency = (typed.line(Field.CURRENCY, most=3) or "").upper()
    if currency not in Locale("en").currencies:
        typed.fault(Field.CURRENCY, voice.gettext("Please give a currency’s three letters, like EUR."))
    return currency
