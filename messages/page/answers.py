"""What comes in from the page of a return, and what is said to it: the same forms as in Slack, typed in a browser."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle.retrieval import ProblemKind
from lifecycle.returns.commands import ConfirmKit, OnReturn
from lifecycle.subject import Subject, SubjectKind
from messages.forms.base import FieldErrors, Typed
from messages.forms.returns import need_help, sent_back
from messages.forms.returns.parts import subject_id
from messages.i18n import N_
from messages.ids import VALUE, Action, Field, Opened, Target
from messages.reader import Reader
from messages.voice import voice

ADDRESS = "address"
INPUTS: Mapping[str, Field] = {
    "carrier": Field.CARRIER,
    "tracking": Field.TRACKING,
    "kind": Field.KIND,
    "text": Field.TEXT,
    ADDRESS: Field.PICK_UP,
    **{one.value: one for one in need_help.TOLD_AS},
}
"""The names of the page's inputs, and the fields of the forms that they stand for."""

NAMES: Mapping[str, str] = {field.value: name for name, field in INPUTS.items()}
"""The name of the input for each field that the page has."""

CHOSEN = re.compile(r"item-(\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Who types, on which day it is for them, and who reads it.

    `some_needed` tells of a choice of devices whether one must be made, or none means all of them; None: no choice.
    """

    reader: Reader
    today: date
    told_to: Reader
    some_needed: bool | None = None


_PARSERS: Mapping[Action, Callable[[Mapping[str, Any], Setting], OnReturn]] = {
    Action.KIT_ARRIVED: lambda view, here: ConfirmKit(return_id=subject_id(Typed(view, voice(here.reader)))),
    Action.SENT_BACK: lambda view, here: sent_back.parse(view, here.reader),
    Action.NEED_HELP: lambda view, here: need_help.parse(view, here.reader, here.today, here.told_to),
}

_THANKS: Mapping[Action, str] = {
    Action.KIT_ARRIVED: N_("Thank you. It is on record that you have the kit."),
    Action.SENT_BACK: N_("Thank you. It is on record that you have sent it."),
    Action.NEED_HELP: N_("Thank you. IT has your message, and will get in touch."),
}


def action_of(word: str | None) -> Action | None:
    """The button that a word names; None for any other word."""
    return next((one for one in _PARSERS if one.value == word), None)


def kind_of(word: str | None) -> ProblemKind | None:
    """The kind of trouble that a word names; None for any other word."""
    return next((one for one in ProblemKind if one.value == word), None)


def thanks(action: Action, reader: Reader) -> str:
    """That an answer has come in."""
    return voice(reader).gettext(_THANKS[action])


def parse(action: Action, typed: Mapping[str, str], return_id: int, here: Setting) -> OnReturn:
    """The command behind what was typed, by the names of the inputs; raises `FieldErrors` by the same names."""
    opened = Opened(Target(Subject(SubjectKind.RETURN, return_id)))
    values = {field.value: _state(typed.get(name, "")) for name, field in INPUTS.items()}
    values[Field.ITEMS.value] = {VALUE: {"selected_options": [{"value": one} for one in _chosen(typed)]}}
    view = {"private_metadata": opened.encode(), "state": {"values": values}, "blocks": _blocks(here)}
    try:
        return _PARSERS[action](view, here)
    except FieldErrors as found:
        raise FieldErrors(by_input(found.errors)) from None


def by_input(errors: Mapping[str, str]) -> Mapping[str, str]:
    """What is wrong, by the names of the inputs instead of the fields."""
    return {NAMES.get(name, name): words for name, words in errors.items()}


def item_name(number: int) -> str:
    """The name of the box that chooses a device, by its number."""
    return f"item-{number}"


def _chosen(typed: Mapping[str, str]) -> Iterator[str]:
    found = (CHOSEN.fullmatch(name) for name in typed)
    return (one[1] for one in found if one)


def _blocks(here: Setting) -> list[Mapping[str, object]]:
    """The choice of devices, as the form in Slack has it."""
    if here.some_needed is None:
        return []
    return [{"type": "input", "block_id": Field.ITEMS.value, "optional": not here.some_needed}]


def _state(typed: str) -> Mapping[str, object]:
    return {VALUE: {"value": typed, "selected_option": {"value": typed}, "selected_date": typed}}
