"""What Slack's own client says before it sends a form: what is missing, too short, or out of range.

What an input cannot hold at all does not come this far.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sandbox.blocks import walk
from sandbox.inputs import KEPT, Typed
from sandbox.payload import Payload, text
from sandbox.screens import View
from sandbox.widgets import value_of

MISSING = "Please complete this required field."


def objections(view: View, typed: Typed) -> dict[str, str]:
    """The words under each input that keeps the form from being sent, by block_id."""
    found: dict[str, str] = {}
    for block, element in walk(view.blocks):
        if block.get("type") == "input" and text(element, "type") in KEPT:
            value = value_of(block, element, typed)
            words = next(_out_of_range(element, value), "") if value else _missing(block)
            if words:
                found[text(block, "block_id")] = words
    return found


def _missing(block: Mapping[str, object]) -> str:
    return "" if block.get("optional") is True else MISSING


def _out_of_range(element: Payload, value: object) -> Iterator[str]:
    least_characters = element.get("min_length")
    if isinstance(least_characters, int) and isinstance(value, str) and len(value) < least_characters:
        yield f"Please write at least {least_characters:,} characters."
    least, most = text(element, "min_value"), text(element, "max_value")
    if least and Decimal(str(value)) < Decimal(least):
        yield f"Please write {least} or more."
    if most and Decimal(str(value)) > Decimal(most):
        yield f"Please write {most} or less."
