"""What stands in the inputs of a message or view: Slack's `state.values`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sandbox.blocks import walk
from sandbox.payload import Payload, text

Typed: TypeAlias = Mapping[tuple[str, str], object]
"""What a person typed or chose, by (block_id, action_id).

The value is what Slack puts under the element's key: a string, an option object, or a list of either. Entries whose
ids are not in the blocks are ignored, which is why a changed block_id clears a field.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """Under which key an element's value is sent, and under which its first value was given."""

    key: str
    initial: str
    is_list: bool = False


KEPT: Mapping[str, Kept] = {
    "channels_select": Kept("selected_channel", "initial_channel"),
    "checkboxes": Kept("selected_options", "initial_options", is_list=True),
    "conversations_select": Kept("selected_conversation", "initial_conversation"),
    "datepicker": Kept("selected_date", "initial_date"),
    "datetimepicker": Kept("selected_date_time", "initial_date_time"),
    "email_text_input": Kept("value", "initial_value"),
    "external_select": Kept("selected_option", "initial_option"),
    "file_input": Kept("files", "initial_files", is_list=True),
    "multi_channels_select": Kept("selected_channels", "initial_channels", is_list=True),
    "multi_conversations_select": Kept("selected_conversations", "initial_conversations", is_list=True),
    "multi_external_select": Kept("selected_options", "initial_options", is_list=True),
    "multi_static_select": Kept("selected_options", "initial_options", is_list=True),
    "multi_users_select": Kept("selected_users", "initial_users", is_list=True),
    "number_input": Kept("value", "initial_value"),
    "plain_text_input": Kept("value", "initial_value"),
    "radio_buttons": Kept("selected_option", "initial_option"),
    "rich_text_input": Kept("rich_text_value", "initial_value"),
    "static_select": Kept("selected_option", "initial_option"),
    "timepicker": Kept("selected_time", "initial_time"),
    "url_text_input": Kept("value", "initial_value"),
    "users_select": Kept("selected_user", "initial_user"),
}
"""The elements that hold a value until it is submitted. A button or an overflow menu holds none."""


def state_values(blocks: Iterable[Payload], typed: Typed) -> Payload:
    """Slack's `state.values` for these blocks: first values, and over them what the person typed."""
    values: dict[str, Payload] = {}
    for block, element in walk(blocks):
        kind = text(element, "type")
        kept = KEPT.get(kind)
        if kept:
            block_id, action_id = text(block, "block_id"), text(element, "action_id")
            first = element.get(kept.initial, [] if kept.is_list else None)
            value = typed.get((block_id, action_id), first)
            values.setdefault(block_id, {})[action_id] = {"type": kind, kept.key: value}
    return dict(values)
