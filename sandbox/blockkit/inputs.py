"""The elements that people type or upload into; they stand in input blocks only."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from sandbox.blockkit.objects import DISPATCH, plain
from sandbox.blockkit.richtext import RICH_TEXT
from sandbox.blockkit.rules import (
    Check,
    Flaw,
    Shape,
    any_string,
    broken,
    flag,
    items,
    join,
    size,
    string,
    whole,
    written,
)

_TYPING: Mapping[str, Check] = MappingProxyType(
    {
        "action_id": string("action.id"),
        "placeholder": plain("placeholder"),
        "focus_on_load": flag,
        "dispatch_action_config": DISPATCH,
    }
)
_NUMBER = written(r"-?\d+(\.\d+)?", "number_input.number", Decimal)


def _text_lengths(element: Mapping[str, object], where: str) -> Iterator[Flaw]:
    """Demand min_length <= length of the initial value <= max_length."""
    least, most = element.get("min_length", 0), element.get("max_length", 3_000)
    if not isinstance(least, int) or not isinstance(most, int):
        return
    if least > most:
        yield broken("plain_text_input.range", where)
    initial = element.get("initial_value")
    if isinstance(initial, str) and initial and not least <= size(initial) <= most:
        yield broken("plain_text_input.initial", join(where, "initial_value"), f"{least} to {most:,} characters")


def _number_range(element: Mapping[str, object], where: str) -> Iterator[Flaw]:
    """Demand min_value <= initial_value <= max_value, whole where decimals are not allowed."""
    written_keys = [key for key in ("min_value", "initial_value", "max_value") if key in element]
    numbers = [Decimal(str(element[key])) for key in written_keys]
    if numbers != sorted(numbers):
        yield broken("number_input.range", where)
    if element.get("is_decimal_allowed") is False and any(number % 1 for number in numbers):
        yield broken("number_input.decimal", where)


def _line_range(element: Mapping[str, object], where: str) -> Iterator[Flaw]:
    """Demand min_lines <= max_lines."""
    least, most = element.get("min_lines"), element.get("max_lines")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield broken("rich_text_input.range", where)


INPUT_ELEMENTS: tuple[Shape, ...] = (
    Shape(
        "plain_text_input",
        {},
        {
            **_TYPING,
            "initial_value": string("plain_text_input.initial_value"),
            "multiline": flag,
            "min_length": whole("plain_text_input.min_length"),
            "max_length": whole("plain_text_input.max_length"),
        },
        [_text_lengths],
    ),
    Shape("email_text_input", {}, {**_TYPING, "initial_value": any_string}),
    Shape("url_text_input", {}, {**_TYPING, "initial_value": any_string}),
    Shape(
        "number_input",
        {"is_decimal_allowed": flag},
        {**_TYPING, "initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
        [_number_range],
    ),
    Shape(
        "rich_text_input",
        {},
        {
            **_TYPING,
            "initial_value": RICH_TEXT,
            "min_lines": whole("rich_text_input.lines"),
            "max_lines": whole("rich_text_input.lines"),
        },
        [_line_range],
    ),
    Shape(
        "file_input",
        {},
        {"action_id": string("action.id"), "filetypes": items(any_string), "max_files": whole("file_input.max_files")},
    ),
)
