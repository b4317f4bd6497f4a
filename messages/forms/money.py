"""An amount and its currency."""

from collections.abc import Iterator

from babel import Locale
from babel.numbers import get_currency_precision
from slack_sdk.models.blocks import NumberInputElement

from lifecycle.money import Money
from messages.blocks import field
from messages.forms.base import MOST_MONEY, Typed
from messages.forms.elements import line_input
from messages.ids import Field
from messages.payload import Block
from messages.voice import Voice


def money_fields(
    voice: Voice, amount: Field, label: str, initial: Money | str, *, optional: bool = False, hint: str | None = None
) -> Iterator[Block]:
    """The two inputs, filled in with what is usual: an amount, or a currency alone."""
    usual, currency = (initial.amount, initial.currency) if isinstance(initial, Money) else (None, initial)
    element = NumberInputElement(
        is_decimal_allowed=True,
        initial_value=None if usual is None else str(usual),
        min_value="0",
        max_value=str(MOST_MONEY),
    )
    yield field(amount, label, element, optional=optional, hint=hint)
    yield field(Field.CURRENCY, voice.gettext("Currency"), line_input(currency, most=3), optional=optional)


def money(typed: Typed, amount: Field, voice: Voice) -> Money:
    """What was typed into both."""
    currency = (typed.line(Field.CURRENCY, most=3) or "").upper()
    if currency not in Locale("en").currencies:
        typed.fault(Field.CURRENCY, voice.gettext("Please give a currency’s three letters, like EUR."))
    return Money(typed.amount(amount, digits=get_currency_precision(currency)), currency)
