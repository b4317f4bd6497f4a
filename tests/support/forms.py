"""Filling in a form as a client does: what is not touched keeps its initial value."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import cast

from messages.ids import VALUE
from messages.payload import View

Element = Mapping[str, object]
State = dict[str, object]


def submitted(view: View, **typed: object) -> View:
    """The view as Slack sends it back, with `typed` by block id: a text, a day, a user's id, values of options."""
    values = {}
    for block in inputs(view):
        name = cast(str, block["block_id"])
        element = cast(Element, block["element"])
        values[name] = {VALUE: _state(element, typed.get(name, _initial(element)))}
    return {**deepcopy(view), "id": "V1", "hash": "1.a", "state": {"values": values}}


def inputs(view: View) -> list[Mapping[str, object]]:
    """The blocks of a form that take input."""
    return [block for block in cast(list[Mapping[str, object]], view["blocks"]) if block["type"] == "input"]


def element(view: View, field: str) -> Element:
    """The element of one input."""
    return next(cast(Element, block["element"]) for block in inputs(view) if block["block_id"] == field)


def offered(view: View, field: str) -> list[str]:
    """The values of the options of one input, in their order."""
    return [cast(str, option["value"]) for option in _options(element(view, field))]


def _options(element: Element) -> list[Mapping[str, object]]:
    groups = cast(list[Mapping[str, list[Mapping[str, object]]]], element.get("option_groups", []))
    grouped = [option for group in groups for option in group["options"]]
    return grouped or cast(list[Mapping[str, object]], element.get("options", []))


def _initial(element: Element) -> object:
    if "initial_options" in element:
        return [option["value"] for option in cast(list[Mapping[str, object]], element["initial_options"])]
    if "initial_option" in element:
        return cast(Mapping[str, object], element["initial_option"])["value"]
    return next((element[key] for key in ("initial_value", "initial_date", "initial_user") if key in element), None)


def _state(element: Element, value: object) -> State:
    kind = cast(str, element["type"])
    return {"type": kind, **STATES.get(kind, _text)(value)}


def _text(value: object) -> State:
    return {"value": value}


def _option(value: object) -> Mapping[str, object] | None:
    return None if value is None else {"text": {"type": "plain_text", "text": str(value)}, "value": value}


def _one(value: object) -> State:
    return {"selected_option": _option(value)}


def _some(value: object) -> State:
    return {"selected_options": [_option(one) for one in cast(list[object], value or [])]}


STATES: Mapping[str, Callable[[object], State]] = {
    "static_select": _one,
    "radio_buttons": _one,
    "multi_static_select": _some,
    "checkboxes": _some,
    "datepicker": lambda value: {"selected_date": value},
    "users_select": lambda value: {"selected_user": value},
    "file_input": lambda value: {"files": [{"id": one, "filetype": "png"} for one in cast(list[str], value or [])]},
}
