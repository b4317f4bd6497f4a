"""Devices that will not come back."""

from collections.abc import Mapping

from lifecycle.money import Money
from lifecycle.policy import Policy
from lifecycle.reads.facts import ReturnFacts
from lifecycle.retrieval import ItemOutcome
from lifecycle.returns.commands import CannotRecover
from messages.blocks import modal
from messages.forms.base import Typed
from messages.forms.money import money, money_fields
from messages.forms.returns.parts import about, choice, choose_items, chosen, reason, subject_id
from messages.i18n import N_
from messages.ids import Callback, Field, Opened
from messages.payload import View
from messages.reader import Reader
from messages.returns import terms
from messages.voice import voice

ENDS: Mapping[ItemOutcome, str] = {
    ItemOutcome.WRITTEN_OFF: N_("It is written off"),
    ItemOutcome.BOUGHT_OUT: N_("The person buys it"),
}


def build(facts: ReturnFacts, policy: Policy, reader: Reader, opened: Opened) -> View:
    """Asks which devices, how it ends for them, why and for how much."""
    speaking = voice(reader)
    outstanding = facts.case.outstanding()
    worth = terms.value(outstanding, facts)
    only = worth[0] if len(outstanding) == 1 and worth else None
    blocks = [
        about(facts, speaking),
        *choose_items(facts, outstanding, speaking),
        choice(Field.OUTCOME, speaking.gettext("How does it end?"), ENDS, speaking),
        reason(speaking),
        *money_fields(
            speaking,
            Field.AMOUNT,
            speaking.gettext("Amount"),
            only or (worth[0].currency if worth else policy.currency),
            optional=True,
            hint=speaking.gettext("For each of these devices: what is paid for it, or its value written off."),
        ),
    ]
    words = (speaking.gettext("Cannot recover"), speaking.gettext("Save"))
    return modal(Callback.NOT_RECOVERED, blocks, words, speaking, opened)


def parse(view: Mapping[str, object], reader: Reader) -> CannotRecover:
    """The command; raises `FieldErrors`."""
    speaking = voice(reader)
    typed = Typed(view, speaking)
    items = typed.numbers(Field.ITEMS)
    outcome = chosen(typed, Field.OUTCOME, ItemOutcome, speaking)
    why = typed.needed(Field.REASON, typed.text(Field.REASON))
    amount: Money | None = money(typed, Field.AMOUNT, speaking) if typed.is_filled(Field.AMOUNT) else None
    if outcome not in ENDS:
        typed.fault(Field.OUTCOME, speaking.gettext("Please choose one."))
    typed.check()
    return CannotRecover(return_id=subject_id(typed), items=items, outcome=outcome, reason=why, amount=amount)
