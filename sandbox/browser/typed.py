"""From what the page's script gathered from inputs to what Slack's client would hold in them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.blocks import find_element
from sandbox.filling import BadAnswer, Filler, check_files, check_number_of_items, filled, listed
from sandbox.inputs import KEPT, Typed
from sandbox.payload import Payload, child, children, text
from sandbox.workspace import Workspace


def typed_of(
    blocks: Iterable[Payload], given: Sequence[Sequence[object]], workspace: Workspace, base_url: str = ""
) -> Typed:
    """What stands in the inputs of these blocks; `base_url` is where the workspace keeps files.

    Raises:
        ValueError: an input is not there, or cannot hold that.
    """
    typed: dict[tuple[str, str], object] = {}
    shown = list(blocks)
    for entry in given:
        if len(entry) != 3:
            raise BadAnswer(f"{entry!r} is not an input with its value")
        block_id, action_id, value = str(entry[0]), str(entry[1]), entry[2]
        element = find_element(shown, block_id, action_id)
        if element is None:
            raise BadAnswer(f"there is no {action_id!r} in {block_id!r}")
        typed[block_id, action_id] = value_of(element, value, workspace, base_url)
    return typed


def value_of(element: Payload, given: object, workspace: Workspace, base_url: str = "") -> object:
    """What an element holds, or was pressed with: an option, a date, a person; None for a plain button.

    Raises:
        ValueError: the element does not offer that.
    """
    kind = text(element, "type")
    if kind in _BUTTONS:
        return given or None
    kept = KEPT.get(kind)
    if not given:
        return [] if kept and kept.is_list else None
    if kept and given == element.get(kept.initial):
        return given
    if kind in _SPECIAL:
        return _SPECIAL[kind](_Field(element, workspace, base_url), given)
    return filled(element, given, Filler(workspace, _with_value))


_BUTTONS = frozenset({"button", "icon_button", "feedback_buttons"})


@dataclass(frozen=True, slots=True)
class _Field:
    """An element whose values are not of the kind that a person's words can mean."""

    element: Payload
    workspace: Workspace
    base_url: str

    def moment(self, given: object) -> object:
        """The second of a local time with its zone: `2026-11-24T09:30 Europe/Berlin`."""
        local, _, zone = str(given).partition(" ")
        try:
            moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
        except (ValueError, ZoneInfoNotFoundError):
            raise BadAnswer(f"{given!r} is not a moment with a zone") from None
        return filled(self.element, moment, Filler(self.workspace, _with_value))

    def files(self, given: object) -> object:
        """Slack's file objects of files that were uploaded."""
        known, names = self.workspace.files.by_id, [str(name) for name in listed(given)]
        for name in names:
            if name not in known:
                raise BadAnswer(f"nobody uploaded {name!r}")
        files = [known[name] for name in names]
        check_files(self.element, [(file.name, file.length) for file in files])
        return [file.as_json(self.base_url) for file in files]

    def suggested(self, given: object) -> object:
        """An option that only the app knows: one that stood there at first, or one as JSON with text and value."""
        try:
            words, value = (str(json.loads(str(given))[key]) for key in ("text", "value"))
        except (ValueError, KeyError, TypeError):
            raise BadAnswer(f"{given!r} is not an option that was suggested") from None
        suggested: Payload = {"text": {"type": "plain_text", "text": words}, "value": value}
        initial = KEPT[text(self.element, "type")].initial
        first = children(self.element, initial) or [child(self.element, initial)]
        return next((option for option in first if suggestion_of(option) == suggestion_of(suggested)), suggested)

    def several_suggested(self, given: object) -> object:
        """The same for several."""
        values = [self.suggested(one) for one in listed(given)]
        check_number_of_items(self.element, values)
        return values


def suggestion_of(option: Payload) -> str:
    """An option of an external select as the page keeps it: text and value, since the element lists none."""
    return json.dumps({"text": text(child(option, "text"), "text"), "value": text(option, "value")})


def _with_value(options: Sequence[Payload], value: object) -> Payload:
    found = next((option for option in options if option.get("value") == value), None)
    if found is None:
        raise BadAnswer(f"{value!r} is none of the choices")
    return found


_SPECIAL: Mapping[str, Callable[[_Field, object], object]] = MappingProxyType(
    {
        "datetimepicker": _Field.moment,
        "external_select": _Field.suggested,
        "file_input": _Field.files,
        "multi_external_select": _Field.several_suggested,
    }
)
