"""What the page's script finds on an element, and what ties an element to its label, its hint and its error."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from sandbox.browser.drawing.sight import Sight, Spot
from sandbox.browser.drawing.words import plain_words
from sandbox.inputs import KEPT
from sandbox.payload import Payload, child, text

_TYPED = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"})
_TRIGGERS: Mapping[str, str] = MappingProxyType({"on_enter_pressed": "enter", "on_character_entered": "character"})
_UNNAMED: Mapping[str, str] = MappingProxyType(
    {
        "checkboxes": "Choices",
        "datepicker": "Date",
        "datetimepicker": "Date and time",
        "radio_buttons": "Choices",
        "timepicker": "Time",
    }
)


def marks(spot: Spot) -> dict[str, object]:
    """Which element it is, when the app hears of it, and what is asked first."""
    return {
        "data_kind": spot.kind,
        "data_block": spot.block_id,
        "data_action": text(spot.element, "action_id"),
        "data_acts": _acts(spot),
        "data_confirm": dialog(spot.element, spot.sight),
    }


def dialog(element: Payload, sight: Sight) -> str | None:
    """A confirm dialog as JSON of plain words."""
    confirm = child(element, "confirm")
    if not confirm:
        return None
    words = {key: plain_words(child(confirm, key), sight) for key in ("title", "text", "confirm", "deny")}
    return json.dumps({**words, "style": text(confirm, "style") or "primary"}, ensure_ascii=False)


def control(spot: Spot) -> dict[str, object]:
    """What a native control carries for people: its id, its name where no label gives it one, what describes it."""
    return {
        "id": spot.id,
        "aria_label": None if spot.is_input else name_of(spot),
        "aria_describedby": spot.described_by,
        "aria_invalid": "true" if spot.error else None,
        "autofocus": spot.element.get("focus_on_load") is True,
    }


def name_of(spot: Spot) -> str:
    """What an element without a label is called."""
    return placeholder(spot) or _UNNAMED.get(spot.kind, "Choose an option")


def placeholder(spot: Spot) -> str:
    """What stands in it while nothing else does."""
    return plain_words(child(spot.element, "placeholder"), spot.sight)


def _acts(spot: Spot) -> str | None:
    """When the app hears of a new value: at once outside of forms, and in forms where the block asks for it."""
    is_heard = not spot.is_input or spot.block.get("dispatch_action") is True
    if not is_heard or spot.kind not in KEPT:
        return None
    if spot.kind not in _TYPED:
        return "change"
    triggers = child(spot.element, "dispatch_action_config").get("trigger_actions_on")
    named = [_TRIGGERS[one] for one in triggers if one in _TRIGGERS] if isinstance(triggers, list) else []
    return " ".join(named or ["enter"])
