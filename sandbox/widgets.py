"""Elements as words: what a button, a menu or a filled field looks like in a line of text."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.inputs import KEPT, Typed
from sandbox.mrkdwn import Reader, read_object, read_rich_text
from sandbox.payload import Payload, child, children, text


def caption(element: Mapping[str, object], reader: Reader) -> str:
    """The words on a button."""
    return read_object(child(element, "text"), reader)


def choices(element: Mapping[str, object]) -> list[Payload]:
    """The options that an element offers, those in groups included, in order."""
    grouped = [option for group in children(element, "option_groups") for option in children(group, "options")]
    return [*children(element, "options"), *grouped]


def value_of(block: Mapping[str, object], element: Mapping[str, object], typed: Typed) -> object:
    """What stands in an element now: what was typed, or its first value; None where nothing does."""
    kept = KEPT.get(text(element, "type"))
    if kept is None:
        return None
    first = element.get(kept.initial)
    return typed.get((text(block, "block_id"), text(element, "action_id")), first) or None


def value_words(element: Mapping[str, object], value: object, reader: Reader) -> str:
    """A value as a person reads it, empty for none."""
    if isinstance(value, list):
        return ", ".join(value_words(element, item, reader) for item in value)
    if isinstance(value, dict):
        if value.get("type") == "rich_text":
            return read_rich_text(value, reader)
        return read_object(child(value, "text"), reader) or text(value, "name")
    if value is None:
        return ""
    return _IDS.get(text(element, "type"), _as_it_is)(reader, str(value))


def widget(block: Mapping[str, object], element: Payload, typed: Typed, reader: Reader) -> str:
    """An element in square brackets."""
    kind = text(element, "type")
    if kind == "image":
        return f"[image: {text(element, 'alt_text')}]"
    if kind == "feedback_buttons":
        pair = (child(element, "positive_button"), child(element, "negative_button"))
        return " ".join(f"[{caption(button, reader)}]" for button in pair)
    if kind == "overflow":
        return f"[… {' / '.join(caption(option, reader) for option in choices(element))}]"
    if kind not in KEPT:
        return f"[{caption(element, reader)}]"
    words = value_words(element, value_of(block, element, typed), reader)
    return f"[{words or read_object(child(element, 'placeholder'), reader)}]"


def _as_it_is(_: Reader, value: str) -> str:
    return value


_IDS: Mapping[str, Callable[[Reader, str], str]] = MappingProxyType(
    {
        "users_select": Reader.person,
        "multi_users_select": Reader.person,
        "channels_select": Reader.channel,
        "multi_channels_select": Reader.channel,
        "conversations_select": Reader.channel,
        "multi_conversations_select": Reader.channel,
    }
)
