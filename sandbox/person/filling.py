"""From what a person means ("@bruno", a date, the words of an option) to what Slack's client puts in a field."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from sandbox.mrkdwn import Reader
from sandbox.payload import Payload, text
from sandbox.person.errors import BadAnswer
from sandbox.widgets import caption, choices

MAX_TEXT = 3_000
"""The longest text in a plain_text_input that has no max_length of its own [D:plain-text-input]."""


Fill = Callable[[Payload, object, Reader], object]


def filled(element: Payload, given: object, reader: Reader) -> object:
    """The value that the element holds once the person has put `given` into it.

    Raises:
        BadAnswer: the element cannot hold that.
    """
    kind = text(element, "type")
    if kind not in _FILLS:
        raise BadAnswer(f"nobody can fill in a {kind}")
    return _FILLS[kind](element, given, reader)


def chosen(options: Sequence[Payload], words: object, reader: Reader) -> Payload:
    """The option with these words on it.

    Raises:
        BadAnswer: there is none.
    """
    offered = {caption(option, reader): option for option in options}
    if words not in offered:
        raise BadAnswer(f"{words!r} is none of the choices: {', '.join(offered)}")
    return offered[str(words)]


def listed(given: object) -> Sequence[object]:
    """A list of what was given; one thing alone is a list of one."""
    return list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]


def _words(element: Payload, given: object, _: Reader) -> str:
    words = str(given)
    most = element.get("max_length", MAX_TEXT)
    if isinstance(most, int) and len(words) > most:
        raise BadAnswer(f"the field takes {most:,} characters, not {len(words):,}")
    return words


def _number(element: Payload, given: object, _: Reader) -> str:
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        raise BadAnswer(f"{given!r} is not a number") from None
    if element.get("is_decimal_allowed") is False and number % 1:
        raise BadAnswer(f"{given} is not a whole number")
    return str(given)


def _day(_: Payload, given: object, __: Reader) -> str:
    try:
        return (given if isinstance(given, date) else date.fromisoformat(str(given))).isoformat()
    except ValueError:
        raise BadAnswer(f"{given!r} is not a date") from None


def _time(_: Payload, given: object, __: Reader) -> str:
    try:
        return f"{given if isinstance(given, time) else time.fromisoformat(str(given)):%H:%M}"
    except ValueError:
        raise BadAnswer(f"{given!r} is not a time of day") from None


def _moment(_: Payload, given: object, __: Reader) -> int:
    if not isinstance(given, datetime) or given.tzinfo is None:
        raise BadAnswer(f"{given!r} is not a moment with a zone")
    return int(given.timestamp())


def _option(element: Payload, given: object, reader: Reader) -> Payload:
    return chosen(choices(element), given, reader)


def _person(_: Payload, given: object, reader: Reader) -> str:
    name = str(given)
    directory = reader.workspace.directory
    found = directory.users.get(name) or directory.by_name(name.removeprefix("@"))
    if found is None or found.deleted:
        raise BadAnswer(f"nobody here is called {name}")
    return found.id


def _channel(_: Payload, given: object, reader: Reader) -> str:
    name = str(given)
    conversations = reader.workspace.conversations
    found = conversations.channels.get(name) or conversations.by_name(name.removeprefix("#"))
    if found is None:
        raise BadAnswer(f"no channel is called {name}")
    return found.id


def _rich_text(_: Payload, given: object, __: Reader) -> Payload:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(given)}]}
    return {"type": "rich_text", "elements": [section]}


def _several(one: Fill) -> Fill:
    def answers(element: Payload, given: object, reader: Reader) -> list[object]:
        values = [one(element, item, reader) for item in listed(given)]
        most = element.get("max_selected_items")
        if isinstance(most, int) and len(values) > most:
            raise BadAnswer(f"the field takes {most} items, not {len(values)}")
        return values

    return answers


_FILLS: Mapping[str, Fill] = MappingProxyType(
    {
        "channels_select": _channel,
        "checkboxes": _several(_option),
        "conversations_select": _channel,
        "datepicker": _day,
        "datetimepicker": _moment,
        "email_text_input": _words,
        "multi_channels_select": _several(_channel),
        "multi_conversations_select": _several(_channel),
        "multi_static_select": _several(_option),
        "multi_users_select": _several(_person),
        "number_input": _number,
        "plain_text_input": _words,
        "radio_buttons": _option,
        "rich_text_input": _rich_text,
        "static_select": _option,
        "timepicker": _time,
        "url_text_input": _words,
        "users_select": _person,
    }
)
