"""What comes in from the page of a return, and what is said to it: the same forms as in Slack, typed in a browser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle.return_commands import ConfirmKit, OnReturn
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

_NAMES = {field.value: name for name, field in INPUTS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Who types, on which day it is for them, and who reads it."""

    reader: Reader
    today: date
    told_to: Reader


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


def thanks(action: Action, reader: Reader) -> str:
    """That an answer has come in."""
    return voice(reader).gettext(_THANKS[action])


def parse(action: Action, typed: Mapping[str, str], return_id: int, here: Setting) -> OnReturn:
    """The command behind what was typed, by the names of the inputs; raises `FieldErrors` by the same names."""
    opened = Opened(Target(Subject(SubjectKind.RETURN, return_id)))
    values = {field.value: _state(typed.get(name, "")) for name, field in INPUTS.items()}
    try:
        return _PARSERS[action]({"private_metadata": opened.encode(), "state": {"values": values}}, here)
    except FieldErrors as found:
        errors = {_NAMES.get(name, name): words for name, words in found.errors.items()}
        raise FieldErrors(errors) from None


def _state(typed: str) -> Mapping[str, object]:
    return {VALUE: {"value": typed, "selected_option": {"value": typed}, "selected_date": typed}}
